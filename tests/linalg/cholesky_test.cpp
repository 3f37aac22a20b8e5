// Batched Cholesky: against products and residuals, in every layout, and with matrices that have no factor among the
// others.
#include "cases.h"

namespace {

using namespace test;

template <class T>
void check_answers(const Matrices<T>& a, const Matrices<T>& l, const Matrices<T>& x, const Matrices<T>& b,
                   std::int64_t k) {
  const Dense whole_a = symmetric(a, k), root = lower(l, k), solution = whole(x, k);
  const Dense size = absolute(root) * transposed(absolute(root));
  check_factors<T>(whole_a, root * transposed(root), size);
  check_solution<T>(whole(b, k), whole_a * solution, size * absolute(solution));
}

// The condition of the matrices is at most the square of 2 over 0.1.
template <class T>
void check_inverse(const Matrices<T>& a, const Matrices<T>& inverse, std::int64_t k) {
  const auto one = [](int i, int j) { return i == j; };
  const Dense identity(a.rows, a.rows, one), ones(a.rows, a.rows, [](int, int) { return 1; });
  check_within(identity, symmetric(a, k) * symmetric(inverse, k), ones,
               [&](int, int) { return 100 * (a.rows + 4) * epsilon_of<T>(); });
}

template <class T>
struct Answers {
  static void run(std::int32_t isa, Random& random) {
    for_every_size(random, [&](std::int64_t batch, int n) {
      const int columns = any_columns(random);
      Matrices<T> a(batch, n, n, any_layout(random)), b(batch, n, columns, any_layout(random));
      a.fill_positive_definite(random);
      a.poison_upper();
      b.fill_normal(random);
      Labels labels(batch);
      Matrices<T> l = a, x = b;
      Call<T>(isa, OPTNET4J_CHOLESKY_FACTOR, batch, {n}).run({&l}, labels);
      Matrices<T> inverse = l;
      Call<T>(isa, OPTNET4J_CHOLESKY_SOLVE, batch, {n, columns}).run({&l, &x}, labels);
      CHECK(inverse.same(l));
      Call<T>(isa, OPTNET4J_CHOLESKY_INVERSE, batch, {n}).run({&inverse}, labels);
      for (std::int64_t k = 0; k < batch; ++k) {
        const check::Scope scope(check::text("matrix ", k));
        CHECK_EQUAL(0, labels.info[std::size_t(k)]);
        check_answers(a, l, x, b, k);
        check_inverse(a, inverse, k);
        check_upper_nan(l, k);
        check_upper_nan(inverse, k);
      }
      l.check_gaps();
      x.check_gaps();
      inverse.check_gaps();
    });
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
      Call<T> factor(isa, OPTNET4J_CHOLESKY_FACTOR, batch, {n}), inverse(isa, OPTNET4J_CHOLESKY_INVERSE, batch, {n});
      Call<T> solve(isa, OPTNET4J_CHOLESKY_SOLVE, batch, {n, 2});
      Labels labels(batch), labels_pieces(batch);
      Matrices<T> l = a, x = b, l_pieces = a, x_pieces = b;
      factor.run({&l}, labels);
      solve.run({&l, &x}, labels);
      inverse.run({&l}, labels);
      in_pieces(random, batch, [&](std::int64_t first, std::int64_t count) {
        factor.run({&l_pieces}, labels_pieces, first, count);
        solve.run({&l_pieces, &x_pieces}, labels_pieces, first, count);
        inverse.run({&l_pieces}, labels_pieces, first, count);
      });
      CHECK(l.same(l_pieces));
      CHECK(x.same(x_pieces));
      CHECK(labels.info == labels_pieces.info);
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
        const Results healthy(isa, a, b), found(isa, spoilt, b);
        for (std::int64_t k = 0; k < batch; ++k) {
          CHECK_EQUAL(k == bad ? at + 1 : 0, found.labels.info[std::size_t(k)]);
          CHECK(found.l.same(k == bad ? spoilt : healthy.l, k));
          if (k != bad) CHECK(found.x.same(healthy.x, k) && found.inverse.same(healthy.inverse, k));
        }
        CHECK(found.x.is_nan(bad));
        for (int i = 0; i < n; ++i)
          for (int j = 0; j < n; ++j)
            CHECK(j <= i ? std::isnan(found.inverse.at(bad, i, j))
                         : found.inverse.at(bad, i, j) == spoilt.at(bad, i, j));
      }
    }
  }

  struct Results {
    Results(std::int32_t isa, const Matrices<T>& a, const Matrices<T>& b) : l(a), x(b), inverse(a), labels(a.batch) {
      Call<T>(isa, OPTNET4J_CHOLESKY_FACTOR, a.batch, {a.rows}).run({&l}, labels);
      Call<T>(isa, OPTNET4J_CHOLESKY_SOLVE, a.batch, {a.rows, b.columns}).run({&l, &x}, labels);
      inverse = l;
      Call<T>(isa, OPTNET4J_CHOLESKY_INVERSE, a.batch, {a.rows}).run({&inverse}, labels);
    }

    Matrices<T> l, x, inverse;
    Labels labels;
  };
};

}  // namespace

TEST(factors_solutions_and_inverses) { for_every_kind<Answers>(); }
TEST(the_same_in_pieces) { for_every_kind<Pieces>(); }
TEST(what_has_no_factor_is_reported_and_left_alone) { for_every_kind<Spoilt>(); }

TEST(one_factor_for_all_without_info) {
  Random random;
  Matrices<double> a(1, 6, 6), b(9, 6, 2);
  a.fill_positive_definite(random);
  b.fill_normal(random);
  Matrices<double> l = a, x = b;
  Labels of_one(1), none(0);
  Call<double>(OPTNET4J_ISA_BEST, OPTNET4J_CHOLESKY_FACTOR, 1, {6}).run({&l}, of_one);
  l.stride = 0;
  Call<double>(OPTNET4J_ISA_BEST, OPTNET4J_CHOLESKY_SOLVE, 9, {6, 2}).run({&l, &x}, none);
  a.stride = 0;
  for (std::int64_t k = 0; k < 9; ++k) check_answers(a, l, x, b, k);
}
