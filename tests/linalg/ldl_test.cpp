// Batched L D L': against products and residuals for quasi-definite matrices in any order of their rows, and with
// matrices that have no factor among the others.
#include <functional>

#include "cases.h"

namespace {

using namespace test;

// Matrices with the blocks H and -C of [H B'; B -C] where signs has 1 and -1, in whatever order.
template <class T>
void fill_quasi_definite(Random& random, const std::vector<int>& signs, Matrices<T>& a) {
  a.fill_positive_definite(random);
  for (std::int64_t k = 0; k < a.batch; ++k)
    for (int i = 0; i < a.rows; ++i)
      for (int j = 0; j <= i; ++j) {
        if (signs[std::size_t(i)] != signs[std::size_t(j)]) a.at(k, i, j) = T(random.normal() / std::sqrt(a.rows));
        if (signs[std::size_t(i)] < 0 && signs[std::size_t(j)] < 0) a.at(k, i, j) = -a.at(k, i, j);
      }
  a.poison_upper();
}

// One block after the other, mixed, or all of one sign.
std::vector<int> any_signs(Random& random, int n) {
  const int kind = random.below(4), first = random.below(n + 1);
  std::vector<int> signs;
  for (int i = 0; i < n; ++i)
    signs.push_back(kind == 0 ? 1 : kind == 1 ? -1 : kind == 2 ? (i < first ? 1 : -1) : 1 - 2 * random.below(2));
  return signs;
}

template <class T>
struct Results {
  Results(std::int32_t isa, const Matrices<T>& a, const Matrices<T>& b) : l(a), x(b), labels(a.batch) {
    Call<T>(isa, OPTNET4J_LDL_FACTOR, a.batch, {a.rows}).run({&l}, labels);
    const Matrices<T> factor = l;
    Call<T>(isa, OPTNET4J_LDL_SOLVE, a.batch, {a.rows, b.columns}).run({&l, &x}, labels);
    CHECK(l.same(factor));
  }

  Matrices<T> l, x;
  Labels labels;
};

template <class T>
struct Answers {
  static void run(std::int32_t isa, Random& random) {
    for_every_size(random, [&](std::int64_t batch, int n) {
      Matrices<T> a(batch, n, n, any_layout(random)), b(batch, n, any_columns(random), any_layout(random));
      const std::vector<int> signs = any_signs(random, n);
      fill_quasi_definite(random, signs, a);
      b.fill_normal(random);
      const Results<T> found(isa, a, b);
      for (std::int64_t k = 0; k < batch; ++k) {
        const check::Scope scope(check::text("matrix ", k));
        CHECK_EQUAL(0, found.labels.info[std::size_t(k)]);
        const Dense l = unit_lower(found.l, k), d = diagonal(found.l, k), x = whole(found.x, k),
                    given = symmetric(a, k);
        const Dense size = absolute(l) * absolute(d) * transposed(absolute(l));
        check_factors<T>(given, l * d * transposed(l), size);
        check_solution<T>(whole(b, k), given * x, size * absolute(x));
        // Every Schur complement of a quasi-definite matrix is one, with the signs of its rows.
        for (int i = 0; i < n; ++i) CHECK(d.at(i, i) * signs[std::size_t(i)] > 0);
        check_upper_nan(found.l, k);
      }
      found.l.check_gaps();
      found.x.check_gaps();
    });
  }
};

template <class T>
struct Pieces {
  static void run(std::int32_t isa, Random& random) {
    const std::int64_t batch = 37;
    for (const int n : {2, 9, 14}) {
      Matrices<T> a(batch, n, n, {2, 1}), b(batch, n, 3, {1, 4});
      fill_quasi_definite(random, any_signs(random, n), a);
      b.fill_normal(random);
      const Results<T> expected(isa, a, b);
      Call<T> factor(isa, OPTNET4J_LDL_FACTOR, batch, {n}), solve(isa, OPTNET4J_LDL_SOLVE, batch, {n, 3});
      Matrices<T> l = a, x = b;
      Labels labels(batch);
      in_pieces(random, batch, [&](std::int64_t first, std::int64_t count) {
        factor.run({&l}, labels, first, count);
        solve.run({&l, &x}, labels, first, count);
      });
      CHECK(l.same(expected.l));
      CHECK(x.same(expected.x));
      CHECK(labels.info == expected.labels.info);
    }
  }
};

// One matrix is spoilt: it alone is reported, keeps its numbers, and its solutions are NaN.
template <class T>
struct Spoilt {
  static void run(std::int32_t isa, Random& random) {
    for (const int n : {1, 2, 7, 16, 21}) {
      // The first element of D that is spoilt is that of the row.
      for (const double spoiler : kSpoilers)
        check(isa, random, n, check::text("has ", spoiler),
              [&](Matrices<T>& a, std::int64_t bad, int row) { a.at(bad, row, random.below(row + 1)) = T(spoiler); });
      check(isa, random, n, "has a row of zeros", [&](Matrices<T>& a, std::int64_t bad, int row) {
        for (int i = 0; i < n; ++i) a.at(bad, std::max(i, row), std::min(i, row)) = T(0);
      });
    }
  }

  static void check(std::int32_t isa, Random& random, int n, const std::string& what,
                    const std::function<void(Matrices<T>&, std::int64_t, int)>& spoil) {
    const std::int64_t batch = 19, bad = random.below(int(batch));
    const int row = random.below(n);
    const check::Scope scope(check::text("n ", n, ", matrix ", bad, " ", what, " in row ", row));
    Matrices<T> a(batch, n, n, any_layout(random)), b(batch, n, 3, any_layout(random));
    fill_quasi_definite(random, any_signs(random, n), a);
    b.fill_normal(random);
    Matrices<T> spoilt = a;
    spoil(spoilt, bad, row);
    const Results<T> healthy(isa, a, b), found(isa, spoilt, b);
    for (std::int64_t k = 0; k < batch; ++k) {
      CHECK_EQUAL(k == bad ? row + 1 : 0, found.labels.info[std::size_t(k)]);
      CHECK(found.l.same(k == bad ? spoilt : healthy.l, k));
      CHECK(k == bad ? found.x.is_nan(k) : found.x.same(healthy.x, k));
    }
  }
};

}  // namespace

TEST(factors_and_solutions) { for_every_kind<Answers>(); }
TEST(the_same_in_pieces) { for_every_kind<Pieces>(); }
TEST(what_has_no_factor_is_reported_and_left_alone) { for_every_kind<Spoilt>(); }

// [2 -; 4 -1]: L = (1; 2, 1), D = (2, -9).
TEST(by_hand) {
  Matrices<double> a(1, 2, 2), b(1, 2, 1);
  a.at(0, 0, 0) = 2, a.at(0, 1, 0) = 4, a.at(0, 1, 1) = -1;
  b.at(0, 0, 0) = 10, b.at(0, 1, 0) = 2;
  const Results<double> found(OPTNET4J_ISA_BEST, a, b);
  CHECK_EQUAL(2.0, found.l.at(0, 0, 0));
  CHECK_EQUAL(2.0, found.l.at(0, 1, 0));
  CHECK_EQUAL(-9.0, found.l.at(0, 1, 1));
  CHECK_AT_MOST(std::fabs(found.x.at(0, 0, 0) - 1) + std::fabs(found.x.at(0, 1, 0) - 2), 1e-14);
}
