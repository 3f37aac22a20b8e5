// Batched L U with partial pivoting: against products and residuals, plain and transposed, for matrices that need the
// pivoting, and with singular ones among the others.
#include <functional>

#include "cases.h"

namespace {

using namespace test;

// Row i with row pivots[i], one after the other.
Dense exchanged(Dense a, const Labels& labels, std::int64_t k) {
  for (int i = 0; i < a.rows; ++i) {
    const int other = labels.pivots[std::size_t(k * a.rows + i)];
    CHECK(other >= i && other < a.rows);
    for (int j = 0; j < a.columns; ++j) std::swap(a.at(i, j), a.at(other, j));
  }
  return a;
}

template <class T>
struct Results {
  Results(std::int32_t isa, const Matrices<T>& a, const Matrices<T>& b) : lu(a), x(b), y(b), labels(a.batch, a.rows) {
    Call<T>(isa, OPTNET4J_LU_FACTOR, a.batch, {a.rows}).run({&lu}, labels);
    const Matrices<T> factor = lu;
    const Labels said = labels;
    const Sizes sizes{a.rows, b.columns};
    Call<T>(isa, OPTNET4J_LU_SOLVE, a.batch, sizes).run({&lu, &x}, labels);
    Call<T>(isa, OPTNET4J_LU_SOLVE, a.batch, sizes, OPTNET4J_LINALG_TRANSPOSED).run({&lu, &y}, labels);
    CHECK(lu.same(factor));
    CHECK(labels.pivots == said.pivots && labels.info == said.info);
  }

  Matrices<T> lu, x, y;  // A x = b, A' y = b
  Labels labels;
};

// Random ones, of which some have a zero where elimination without pivoting begins, or little more.
template <class T>
void fill_general(Random& random, Matrices<T>& a) {
  a.fill_normal(random);
  if (a.rows == 1) return;
  for (std::int64_t k = 0; k < a.batch; ++k) {
    const int kind = random.below(3);
    if (kind == 0) a.at(k, 0, 0) = T(0);
    if (kind == 1) a.at(k, 0, 0) = std::numeric_limits<T>::epsilon() / 8;
  }
}

template <class T>
struct Answers {
  static void run(std::int32_t isa, Random& random) {
    for_every_size(random, [&](std::int64_t batch, int n) {
      Matrices<T> a(batch, n, n, any_layout(random)), b(batch, n, any_columns(random), any_layout(random));
      fill_general(random, a);
      b.fill_normal(random);
      const Results<T> found(isa, a, b);
      for (std::int64_t k = 0; k < batch; ++k) {
        const check::Scope scope(check::text("matrix ", k));
        CHECK_EQUAL(0, found.labels.info[std::size_t(k)]);
        const Dense l = unit_lower(found.lu, k), u = upper(found.lu, k), given = whole(a, k), right = whole(b, k);
        for (const double each : l.numbers) CHECK_AT_MOST(std::fabs(each), 1);
        const Dense pa = exchanged(given, found.labels, k), size = absolute(l) * absolute(u);
        check_factors<T>(pa, l * u, size);
        const Dense x = whole(found.x, k), y = whole(found.y, k);
        check_solution<T>(exchanged(right, found.labels, k), pa * x, size * absolute(x));
        check_solution<T>(right, transposed(given) * y, transposed(size) * absolute(exchanged(y, found.labels, k)));
      }
      found.lu.check_gaps();
      found.x.check_gaps();
      found.y.check_gaps();
    });
  }
};

// Nothing is rounded: L and U are the identity, and solutions are the right-hand sides in another order.
template <class T>
struct Permutations {
  static void run(std::int32_t isa, Random& random) {
    for (const int n : {1, 2, 3, 8, 17, 33}) {
      const check::Scope scope(check::text("n ", n));
      const std::int64_t batch = 21;
      Matrices<T> a(batch, n, n), b(batch, n, 2);
      b.fill_normal(random);
      std::vector<std::vector<int>> column_of;
      for (std::int64_t k = 0; k < batch; ++k) {
        std::vector<int> columns;
        for (int i = 0; i < n; ++i) columns.insert(columns.begin() + random.below(i + 1), i);
        for (int i = 0; i < n; ++i)
          for (int j = 0; j < n; ++j) a.at(k, i, j) = T(columns[std::size_t(i)] == j);
        column_of.push_back(columns);
      }
      const Results<T> found(isa, a, b);
      for (std::int64_t k = 0; k < batch; ++k) {
        for (int i = 0; i < n; ++i) {
          const int column = column_of[std::size_t(k)][std::size_t(i)];
          for (int j = 0; j < n; ++j) CHECK_EQUAL(T(i == j), found.lu.at(k, i, j));
          for (int j = 0; j < 2; ++j) {
            CHECK_EQUAL(b.at(k, i, j), found.x.at(k, column, j));
            CHECK_EQUAL(b.at(k, column, j), found.y.at(k, i, j));
          }
        }
      }
    }
  }
};

template <class T>
struct Pieces {
  static void run(std::int32_t isa, Random& random) {
    const std::int64_t batch = 37;
    for (const int n : {2, 9, 14}) {
      Matrices<T> a(batch, n, n, {2, 1}), b(batch, n, 3, {1, 4});
      fill_general(random, a);
      b.fill_normal(random);
      const Results<T> expected(isa, a, b);
      Call<T> factor(isa, OPTNET4J_LU_FACTOR, batch, {n}), solve(isa, OPTNET4J_LU_SOLVE, batch, {n, 3});
      Call<T> solve_transposed(isa, OPTNET4J_LU_SOLVE, batch, {n, 3}, OPTNET4J_LINALG_TRANSPOSED);
      Matrices<T> lu = a, x = b, y = b;
      Labels labels(batch, n);
      in_pieces(random, batch, [&](std::int64_t first, std::int64_t count) {
        factor.run({&lu}, labels, first, count);
        solve.run({&lu, &x}, labels, first, count);
        solve_transposed.run({&lu, &y}, labels, first, count);
      });
      CHECK(lu.same(expected.lu));
      CHECK(x.same(expected.x));
      CHECK(y.same(expected.y));
      CHECK(labels.info == expected.labels.info);
      CHECK(labels.pivots == expected.labels.pivots);
    }
  }
};

// One matrix is spoilt in one column: it alone is reported, keeps its numbers, and its solutions are NaN.
template <class T>
struct Spoilt {
  static void run(std::int32_t isa, Random& random) {
    for (const int n : {1, 2, 7, 16, 21}) {
      for (const double spoiler : {0.0, kSpoilers[0], kSpoilers[1], kSpoilers[2]})
        check(isa, random, n, check::text("is ", spoiler), [&](Matrices<T>& a, std::int64_t bad, int column) {
          for (int i = 0; i < n; ++i) a.at(bad, i, column) = T(spoiler);
          return true;
        });
      for (const double spoiler : kSpoilers)
        check(isa, random, n, check::text("has ", spoiler), [&](Matrices<T>& a, std::int64_t bad, int column) {
          a.at(bad, random.below(n), column) = T(spoiler);
          // What cannot be compared is no pivot as long as there are others.
          return !std::isnan(spoiler);
        });
    }
  }

  // spoil() says whether the pivot of the column is the first to be spoilt; otherwise a later one may be.
  static void check(std::int32_t isa, Random& random, int n, const std::string& what,
                    const std::function<bool(Matrices<T>&, std::int64_t, int)>& spoil) {
    const std::int64_t batch = 19, bad = random.below(int(batch));
    const int column = random.below(n);
    const check::Scope scope(check::text("n ", n, ", column ", column, " of matrix ", bad, " ", what));
    Matrices<T> a(batch, n, n, any_layout(random)), b(batch, n, 3, any_layout(random));
    fill_general(random, a);
    b.fill_normal(random);
    Matrices<T> spoilt = a;
    const bool exactly = spoil(spoilt, bad, column);
    const Results<T> healthy(isa, a, b), found(isa, spoilt, b);
    for (std::int64_t k = 0; k < batch; ++k) {
      const int info = found.labels.info[std::size_t(k)];
      if (k == bad) {
        CHECK(exactly ? info == column + 1 : info > column && info <= n);
        CHECK(found.lu.same(spoilt, k));
        CHECK(found.x.is_nan(k) && found.y.is_nan(k));
      } else {
        CHECK_EQUAL(0, info);
        CHECK(found.lu.same(healthy.lu, k) && found.x.same(healthy.x, k) && found.y.same(healthy.y, k));
        for (int i = 0; i < n; ++i)
          CHECK_EQUAL(healthy.labels.pivots[std::size_t(k * n + i)], found.labels.pivots[std::size_t(k * n + i)]);
      }
    }
  }
};

}  // namespace

TEST(factors_and_solutions) { for_every_kind<Answers>(); }
TEST(permutations_are_exact) { for_every_kind<Permutations>(); }
TEST(the_same_in_pieces) { for_every_kind<Pieces>(); }
TEST(what_has_no_factor_is_reported_and_left_alone) { for_every_kind<Spoilt>(); }

// [0 2; 4 6] with its rows exchanged is its own U.
TEST(by_hand) {
  Matrices<float> a(1, 2, 2), b(1, 2, 1);
  a.at(0, 0, 0) = 0, a.at(0, 0, 1) = 2, a.at(0, 1, 0) = 4, a.at(0, 1, 1) = 6;
  b.at(0, 0, 0) = 4, b.at(0, 1, 0) = 16;
  const Results<float> found(OPTNET4J_ISA_BEST, a, b);
  CHECK((found.labels.pivots == std::vector<std::int32_t>{1, 1}));
  CHECK((found.lu.numbers == std::vector<float>{4, 6, 0, 2}));
  CHECK((found.x.numbers == std::vector<float>{1, 2}));
  CHECK((found.y.numbers == std::vector<float>{5, 1}));
}
