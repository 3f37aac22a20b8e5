// Batched Cholesky through the C interface: against products and residuals, in every layout, and with matrices that
// have no factor among the others.
#include <algorithm>
#include <cstdlib>
#include <functional>

#include "matrices.h"

namespace {

using namespace test;

constexpr Layout kLayouts[] = {{0, 0}, {3, 0}, {0, 5}, {2, 7}};

template <class T>
constexpr double kEpsilon = double(std::numeric_limits<T>::epsilon());

// The calls on batches of one shape. Each has exactly the scratch memory that it asks for, so that sanitizers notice
// what goes beyond.
template <class T>
class Cholesky {
 public:
  Cholesky(std::int32_t isa, std::int64_t batch, int n, int columns)
      : info(std::size_t(batch), -1), isa_(isa), shape_{batch, n, columns, precision_of<T>()} {}

  void factor(Matrices<T>& a) { factor(a, 0, shape_.batch); }
  void factor(Matrices<T>& a, std::int64_t first, std::int64_t count) {
    const optnet4j_matrices at = a.view();
    with_scratch(OPTNET4J_CHOLESKY_FACTOR, [&](void* scratch) {
      return optnet4j_cpu_cholesky_factor(&shape_, isa_, &at, info.data(), scratch, first, count);
    });
  }
  void solve(Matrices<T>& factor, Matrices<T>& b) { solve(factor, b, 0, shape_.batch); }
  void solve(Matrices<T>& factor, Matrices<T>& b, std::int64_t first, std::int64_t count) {
    const optnet4j_matrices at_factor = factor.view(), at = b.view();
    with_scratch(OPTNET4J_CHOLESKY_SOLVE, [&](void* scratch) {
      return optnet4j_cpu_cholesky_solve(&shape_, isa_, &at_factor, info.data(), &at, scratch, first, count);
    });
  }
  void inverse(Matrices<T>& factor) {
    const optnet4j_matrices at = factor.view();
    with_scratch(OPTNET4J_CHOLESKY_INVERSE, [&](void* scratch) {
      return optnet4j_cpu_cholesky_inverse(&shape_, isa_, &at, info.data(), scratch, 0, shape_.batch);
    });
  }

  std::vector<std::int32_t> info;

 private:
  template <class Call>
  void with_scratch(std::int32_t which, const Call& call) {
    std::int32_t lanes;
    std::int64_t bytes = 0;
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_cholesky_plan(&shape_, which, isa_, &lanes, &bytes));
    void* scratch = nullptr;
    CHECK_EQUAL(0, posix_memalign(&scratch, 64, std::size_t(bytes)));
    CHECK_EQUAL(int(OPTNET4J_OK), call(scratch));
    std::free(scratch);
  }

  std::int32_t isa_;
  optnet4j_cholesky_shape shape_;
};

// Body<T>(isa, random) for both precisions and all instruction sets of this processor.
template <template <class> class Body>
void for_every_kind() {
  Random random;
  for (std::int32_t isa = OPTNET4J_ISA_BASELINE; isa <= OPTNET4J_ISA_AVX512; ++isa) {
    if (!optnet4j_cpu_supports(isa)) continue;
    {
      const check::Scope scope(check::text("float64, instruction set ", isa));
      Body<double>::run(isa, random);
    }
    {
      const check::Scope scope(check::text("float32, instruction set ", isa));
      Body<float>::run(isa, random);
    }
  }
}

// Sizes around those of tiles and registers, and one that is large beside them, in turn with layouts and batch sizes.
void for_every_shape(const std::function<void(std::int64_t batch, int n, int columns, Layout)>& body) {
  int turn = 0;
  for (const int n : {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 20, 23, 31, 32, 33, 64, 70}) {
    const std::int64_t batches[] = {1, 4, 5, 19, 32};
    const int columns[] = {1, 2, 3, 7, 20};
    const Layout layout = kLayouts[turn % 4];
    const check::Scope scope(check::text("n ", n, ", turn ", turn));
    body(batches[turn % 5], n, columns[(turn / 2) % 5], layout);
    ++turn;
  }
}

// |(L L')_ij - a_ij| by rounding error analysis.
template <class T>
void check_factor(const Matrices<T>& a, const Matrices<T>& l, std::int64_t k) {
  for (int i = 0; i < a.rows; ++i) {
    for (int j = 0; j <= i; ++j) {
      double sum = -double(a.at(k, i, j)), size = 0;
      for (int e = 0; e <= j; ++e) {
        const double term = double(l.at(k, i, e)) * double(l.at(k, j, e));
        sum += term;
        size += std::fabs(term);
      }
      CHECK_AT_MOST(std::fabs(sum), (j + 10) * kEpsilon<T> * size);
    }
    for (int j = i + 1; j < a.columns; ++j) CHECK_EQUAL(a.at(k, i, j), l.at(k, i, j));
  }
}

template <class T>
void check_solution(const Matrices<T>& a, const Matrices<T>& l, const Matrices<T>& x, const Matrices<T>& b,
                    std::int64_t k) {
  const int n = a.rows;
  for (int c = 0; c < x.columns; ++c) {
    // |L| |L'| |x| bounds what rounding does to the residual.
    std::vector<double> inner(std::size_t(n), 0.0);
    for (int i = 0; i < n; ++i)
      for (int j = 0; j <= i; ++j) inner[std::size_t(j)] += std::fabs(double(l.at(k, i, j)) * double(x.at(k, i, c)));
    for (int i = 0; i < n; ++i) {
      double residual = -double(b.at(k, i, c)), size = 0;
      for (int j = 0; j < n; ++j) residual += double(a.at(k, i > j ? i : j, i > j ? j : i)) * double(x.at(k, j, c));
      for (int j = 0; j <= i; ++j) size += std::fabs(double(l.at(k, i, j))) * inner[std::size_t(j)];
      CHECK_AT_MOST(std::fabs(residual), 4 * (n + 4) * kEpsilon<T> * size);
    }
  }
}

template <class T>
struct Answers {
  static void run(std::int32_t isa, Random& random) {
    for_every_shape([&](std::int64_t batch, int n, int columns, Layout layout) {
      Matrices<T> a(batch, n, n, layout), b(batch, n, columns, layout);
      a.fill_positive_definite(random);
      b.fill_normal(random);
      Cholesky<T> call(isa, batch, n, columns);
      Matrices<T> l = a, x = b;
      call.factor(l);
      call.solve(l, x);
      Matrices<T> inverse = l;
      call.inverse(inverse);
      for (std::int64_t k = 0; k < batch; ++k) {
        CHECK_EQUAL(0, call.info[std::size_t(k)]);
        check_factor(a, l, k);
        check_solution(a, l, x, b, k);
        check_inverse(a, inverse, k);
      }
      l.check_gaps();
      x.check_gaps();
      inverse.check_gaps();
    });
  }

  // The condition of the matrices is at most the square of 2 over 0.1.
  static void check_inverse(const Matrices<T>& a, const Matrices<T>& inverse, std::int64_t k) {
    const int n = a.rows;
    const auto symmetric = [](const Matrices<T>& of, std::int64_t at, int i, int j) {
      return double(i > j ? of.at(at, i, j) : of.at(at, j, i));
    };
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) {
        double sum = i == j ? -1 : 0;
        for (int e = 0; e < n; ++e) sum += symmetric(a, k, i, e) * symmetric(inverse, k, e, j);
        CHECK_AT_MOST(std::fabs(sum), 100 * (n + 4) * kEpsilon<T>);
      }
      for (int j = i + 1; j < n; ++j) CHECK_EQUAL(a.at(k, i, j), inverse.at(k, i, j));
    }
  }
};

// The bits of a matrix do not depend on how the batch is cut.
template <class T>
struct Pieces {
  static void run(std::int32_t isa, Random& random) {
    const std::int64_t batch = 37;
    for (const int n : {3, 8, 13}) {
      Matrices<T> a(batch, n, n, {1, 2}), b(batch, n, 2, {1, 2});
      a.fill_positive_definite(random);
      b.fill_normal(random);
      Cholesky<T> whole(isa, batch, n, 2), pieces(isa, batch, n, 2);
      Matrices<T> l = a, x = b, l_pieces = a, x_pieces = b;
      whole.factor(l);
      whole.solve(l, x);
      for (std::int64_t first = 0; first < batch;) {
        const std::int64_t count = std::min<std::int64_t>(batch - first, 1 + random.below(11));
        pieces.factor(l_pieces, first, count);
        pieces.solve(l_pieces, x_pieces, first, count);
        first += count;
      }
      CHECK(l.numbers == l_pieces.numbers);
      CHECK(x.numbers == x_pieces.numbers);
      CHECK(whole.info == pieces.info);
    }
  }
};

// One matrix is spoilt at one diagonal element: it alone is reported, keeps its numbers, and its results are NaN.
template <class T>
struct Spoilt {
  static void run(std::int32_t isa, Random& random) {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const int n : {1, 2, 7, 16, 21}) {
      for (const double spoiler : {-1.0, 0.0, double(NAN), infinity, -infinity}) {
        const std::int64_t batch = 19, bad = random.below(int(batch));
        const int at = random.below(n);
        const check::Scope scope(check::text("n ", n, ", matrix ", bad, " has ", spoiler, " at ", at));
        Matrices<T> a(batch, n, n), b(batch, n, 3);
        a.fill_positive_definite(random);
        b.fill_normal(random);
        Matrices<T> spoilt = a;
        spoilt.at(bad, at, at) = T(spoiler);
        Cholesky<T> healthy(isa, batch, n, 3), call(isa, batch, n, 3);
        Matrices<T> l = a, x = b, l_spoilt = spoilt, x_spoilt = b;
        healthy.factor(l);
        healthy.solve(l, x);
        call.factor(l_spoilt);
        call.solve(l_spoilt, x_spoilt);
        Matrices<T> inverse = l, inverse_spoilt = l_spoilt;
        healthy.inverse(inverse);
        call.inverse(inverse_spoilt);
        for (std::int64_t k = 0; k < batch; ++k) {
          CHECK_EQUAL(k == bad ? at + 1 : 0, call.info[std::size_t(k)]);
          for (int i = 0; i < n; ++i) {
            for (int j = 0; j < n; ++j) {
              const T kept = k == bad ? spoilt.at(k, i, j) : l.at(k, i, j), found = l_spoilt.at(k, i, j);
              CHECK(kept == found || (kept != kept && found != found));
              if (k != bad) CHECK_EQUAL(inverse.at(k, i, j), inverse_spoilt.at(k, i, j));
              if (k == bad && j <= i) CHECK(inverse_spoilt.at(k, i, j) != inverse_spoilt.at(k, i, j));
            }
            for (int j = 0; j < 3; ++j) {
              const T found = x_spoilt.at(k, i, j);
              CHECK(k == bad ? found != found : found == x.at(k, i, j));
            }
          }
        }
      }
    }
  }
};

}  // namespace

TEST(factors_solutions_and_inverses) { for_every_kind<Answers>(); }
TEST(the_same_in_pieces) { for_every_kind<Pieces>(); }
TEST(what_has_no_factor_is_reported_and_left_alone) { for_every_kind<Spoilt>(); }

TEST(one_factor_for_all) {
  Random random;
  Matrices<double> a(1, 6, 6), b(9, 6, 2);
  a.fill_positive_definite(random);
  b.fill_normal(random);
  const Matrices<double> given = b;
  Matrices<double> l = a;
  Cholesky<double>(OPTNET4J_ISA_BEST, 1, 6, 0).factor(l);
  Cholesky<double> call(OPTNET4J_ISA_BEST, 9, 6, 2);
  call.info.assign(9, 0);
  l.stride = 0;
  call.solve(l, b);
  for (std::int64_t k = 0; k < 9; ++k) {
    Matrices<double> x(1, 6, 2), right(1, 6, 2);
    for (int i = 0; i < 6; ++i)
      for (int j = 0; j < 2; ++j) x.at(0, i, j) = b.at(k, i, j), right.at(0, i, j) = given.at(k, i, j);
    check_solution(a, l, x, right, 0);
  }
}

TEST(malformed_calls) {
  std::vector<double> given;
  for (int i = 0; i < 64; ++i) given.push_back(i % 5 + (i % 4 == 0 || i % 4 == 3 ? 9 : 0));
  std::vector<double> numbers_given = given;
  double* const numbers = numbers_given.data();
  std::int32_t info[4] = {-1, -1, -1, -1}, lanes;
  std::int64_t bytes;
  alignas(64) unsigned char scratch[8192];
  const optnet4j_matrices good{numbers, 4, 2};
  const auto factor = [&](optnet4j_cholesky_shape shape, optnet4j_matrices a, std::int64_t first, std::int64_t count) {
    return optnet4j_cpu_cholesky_factor(&shape, OPTNET4J_ISA_BEST, &a, info, scratch, first, count);
  };
  const optnet4j_cholesky_shape shape{4, 2, 1, OPTNET4J_FLOAT64};
  const auto with = [&](std::int64_t batch, int n, int columns, int precision) {
    return optnet4j_cholesky_shape{batch, n, columns, precision};
  };
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(with(-1, 2, 1, 0), good, 0, 0));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(with(4, 0, 1, 0), good, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(with(4, 2, -1, 0), good, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(with(4, 2, 1, 2), good, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(with(4, 50000, 1, 0), good, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(with(4, 2, INT32_MAX, 0), good, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(shape, {numbers, 4, 1}, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(shape, {numbers, 3, 2}, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(shape, {numbers, -4, 2}, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(shape, {numbers, INT64_MAX, 2}, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), factor(shape, {numbers, 4, INT64_MAX}, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), factor(shape, {nullptr, 4, 2}, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_RANGE), factor(shape, good, -1, 1));
  CHECK_EQUAL(int(OPTNET4J_BAD_RANGE), factor(shape, good, 0, 5));
  CHECK_EQUAL(int(OPTNET4J_BAD_RANGE), factor(shape, good, 4, 1));
  CHECK_EQUAL(int(OPTNET4J_BAD_RANGE), factor(shape, good, 0, -1));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT),
              optnet4j_cpu_cholesky_factor(nullptr, OPTNET4J_ISA_BEST, &good, info, scratch, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT),
              optnet4j_cpu_cholesky_factor(&shape, OPTNET4J_ISA_BEST, nullptr, info, scratch, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT),
              optnet4j_cpu_cholesky_factor(&shape, OPTNET4J_ISA_BEST, &good, nullptr, scratch, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT),
              optnet4j_cpu_cholesky_factor(&shape, OPTNET4J_ISA_BEST, &good, info, nullptr, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_UNSUPPORTED), optnet4j_cpu_cholesky_factor(&shape, 17, &good, info, scratch, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_UNSUPPORTED),
              optnet4j_cpu_cholesky_plan(&shape, OPTNET4J_CHOLESKY_FACTOR, 17, &lanes, &bytes));
  CHECK_EQUAL(int(OPTNET4J_UNSUPPORTED), optnet4j_cpu_cholesky_plan(&shape, 3, OPTNET4J_ISA_BEST, &lanes, &bytes));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_cpu_cholesky_plan(&shape, 0, OPTNET4J_ISA_BEST, nullptr, &bytes));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_cpu_cholesky_plan(&shape, 0, OPTNET4J_ISA_BEST, &lanes, nullptr));
  const optnet4j_matrices b{numbers + 32, 1, 1};
  CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE),
              optnet4j_cpu_cholesky_solve(&shape, OPTNET4J_ISA_BEST, &good, nullptr, &b, scratch, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT),
              optnet4j_cpu_cholesky_solve(&shape, OPTNET4J_ISA_BEST, &good, nullptr, nullptr, scratch, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_BAD_RANGE),
              optnet4j_cpu_cholesky_inverse(&shape, OPTNET4J_ISA_BEST, &good, nullptr, scratch, 3, 2));
  for (const std::int32_t each : info) CHECK_EQUAL(-1, each);
  CHECK(numbers_given == given);
  CHECK_EQUAL(int(OPTNET4J_OK), factor(with(0, 2, 1, 0), {nullptr, 0, 2}, 0, 0));
}
