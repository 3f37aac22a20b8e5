// Solves and products with batches of triangular matrices: every triangle, with everything that must not take part not
// a number.
#include "cases.h"

namespace {

using namespace test;

constexpr std::int32_t kFlags = OPTNET4J_LINALG_UPPER | OPTNET4J_LINALG_TRANSPOSED | OPTNET4J_LINALG_UNIT;

// Elements that flags give no part are NaN, and those of the diagonal not small.
template <class T>
void fill_triangle(Random& random, std::int32_t flags, Matrices<T>& t) {
  for (std::int64_t k = 0; k < t.batch; ++k)
    for (int i = 0; i < t.rows; ++i)
      for (int j = 0; j < t.rows; ++j)
        t.at(k, i, j) =
            T(i == j ? (1 + random.uniform()) * (1 - 2 * random.below(2)) : random.normal() / std::sqrt(t.rows));
  const bool upper = (flags & OPTNET4J_LINALG_UPPER) != 0, unit = (flags & OPTNET4J_LINALG_UNIT) != 0;
  t.poison([&](int i, int j) { return i == j ? unit : (i < j) != upper; });
}

// What the flags make of it.
template <class T>
Dense triangle(const Matrices<T>& t, std::int32_t flags, std::int64_t k) {
  const bool upper = (flags & OPTNET4J_LINALG_UPPER) != 0, unit = (flags & OPTNET4J_LINALG_UNIT) != 0;
  const Dense meant(t.rows, t.rows, [&](int i, int j) {
    return i == j ? (unit ? T(1) : t.at(k, i, i)) : (i < j) == upper ? t.at(k, i, j) : T(0);
  });
  return (flags & OPTNET4J_LINALG_TRANSPOSED) != 0 ? transposed(meant) : meant;
}

template <class T>
struct Results {
  Results(std::int32_t isa, std::int32_t flags, const Matrices<T>& t, const Matrices<T>& b)
      : x(b), product(b), solved(b.batch), multiplied(b.batch) {
    Matrices<T> given = t;
    const Sizes sizes{t.rows, b.columns};
    Call<T>(isa, OPTNET4J_TRIANGULAR_SOLVE, b.batch, sizes, flags).run({&given, &x}, solved);
    Call<T>(isa, OPTNET4J_TRIANGULAR_MULTIPLY, b.batch, sizes, flags).run({&given, &product}, multiplied);
    CHECK(given.same(t));
  }

  Matrices<T> x, product;
  Labels solved, multiplied;
};

template <class T>
struct Answers {
  static void run(std::int32_t isa, Random& random) {
    for_every_size(random, [&](std::int64_t batch, int n) {
      for_every_sum(kFlags, [&](std::int32_t flags) {
        Matrices<T> t(batch, n, n, any_layout(random)), b(batch, n, any_columns(random), any_layout(random));
        fill_triangle(random, flags, t);
        b.fill_normal(random);
        const Results<T> found(isa, flags, t, b);
        for (std::int64_t k = 0; k < batch; ++k) {
          const check::Scope scope(check::text("matrix ", k));
          CHECK_EQUAL(0, found.solved.info[std::size_t(k)]);
          CHECK_EQUAL(-1, found.multiplied.info[std::size_t(k)]);
          const Dense meant = triangle(t, flags, k), right = whole(b, k), x = whole(found.x, k);
          const auto bound = [&](int, int) { return (n + 10) * epsilon_of<T>(); };
          check_within(right, meant * x, absolute(meant) * absolute(x), bound);
          check_within(meant * right, whole(found.product, k), absolute(meant) * absolute(right), bound);
        }
        found.x.check_gaps();
        found.product.check_gaps();
      });
    });
  }
};

template <class T>
struct Pieces {
  static void run(std::int32_t isa, Random& random) {
    const std::int64_t batch = 37;
    for (const int n : {2, 9, 14}) {
      for_every_sum(kFlags, [&](std::int32_t flags) {
        Matrices<T> t(batch, n, n, {2, 1}), b(batch, n, 3, {1, 4});
        fill_triangle(random, flags, t);
        b.fill_normal(random);
        const Results<T> expected(isa, flags, t, b);
        Call<T> solve(isa, OPTNET4J_TRIANGULAR_SOLVE, batch, {n, 3}, flags);
        Call<T> multiply(isa, OPTNET4J_TRIANGULAR_MULTIPLY, batch, {n, 3}, flags);
        Matrices<T> x = b, product = b;
        Labels labels(batch), none(0);
        in_pieces(random, batch, [&](std::int64_t first, std::int64_t count) {
          solve.run({&t, &x}, labels, first, count);
          multiply.run({&t, &product}, none, first, count);
        });
        CHECK(x.same(expected.x));
        CHECK(product.same(expected.product));
        CHECK(labels.info == expected.solved.info);
      });
    }
  }
};

// One matrix for all is as good as copies.
template <class T>
struct Shared {
  static void run(std::int32_t isa, Random& random) {
    const std::int64_t batch = 21;
    const int n = 11;
    for_every_sum(kFlags, [&](std::int32_t flags) {
      Matrices<T> one(1, n, n, {3, 0}), copies(batch, n, n, {3, 0}), b(batch, n, 2);
      fill_triangle(random, flags, one);
      b.fill_normal(random);
      one.stride = 0;
      for (std::int64_t k = 0; k < batch; ++k)
        for (int i = 0; i < n; ++i)
          for (int j = 0; j < n; ++j) copies.at(k, i, j) = one.at(0, i, j);
      const Results<T> expected(isa, flags, copies, b), found(isa, flags, one, b);
      CHECK(found.x.same(expected.x));
      CHECK(found.product.same(expected.product));
    });
  }
};

// One matrix is spoilt on its diagonal: it alone is reported, and its right-hand sides stay.
template <class T>
struct Spoilt {
  static void run(std::int32_t isa, Random& random) {
    for (const int n : {1, 2, 7, 16, 21})
      for (const double spoiler : {0.0, kSpoilers[0], kSpoilers[1], kSpoilers[2]})
        for_every_sum(kFlags, [&](std::int32_t flags) { check(isa, random, n, spoiler, flags); });
  }

  static void check(std::int32_t isa, Random& random, int n, double spoiler, std::int32_t flags) {
    const std::int64_t batch = 19, bad = random.below(int(batch));
    const int at = random.below(n);
    const check::Scope scope(check::text("n ", n, ", matrix ", bad, " has ", spoiler, " at ", at));
    Matrices<T> t(batch, n, n, any_layout(random)), b(batch, n, 3, any_layout(random));
    fill_triangle(random, flags, t);
    b.fill_normal(random);
    Matrices<T> spoilt = t;
    spoilt.at(bad, at, at) = T(spoiler);
    // The first counts.
    if (random.below(2) == 0) spoilt.at(bad, n - 1, n - 1) = T(0);
    const bool unit = (flags & OPTNET4J_LINALG_UNIT) != 0;
    const Results<T> healthy(isa, flags, t, b), found(isa, flags, spoilt, b);
    for (std::int64_t k = 0; k < batch; ++k) {
      const bool is_bad = k == bad && !unit;
      CHECK_EQUAL(is_bad ? at + 1 : 0, found.solved.info[std::size_t(k)]);
      CHECK(found.x.same(is_bad ? b : healthy.x, k));
      if (!is_bad) CHECK(found.product.same(healthy.product, k));
    }
  }
};

// What is no number beside the diagonal spoils solutions and products of its matrix alone.
template <class T>
struct SpoiltBeside {
  static void run(std::int32_t isa, Random& random) {
    const int n = 9;
    const std::int64_t batch = 19;
    for_every_sum(kFlags, [&](std::int32_t flags) {
      const std::int64_t bad = random.below(int(batch));
      const int row = 1 + random.below(n - 1), column = random.below(row);
      Matrices<T> t(batch, n, n), b(batch, n, 3);
      fill_triangle(random, flags, t);
      b.fill_normal(random);
      Matrices<T> spoilt = t;
      spoilt.at(bad, row, column) = spoilt.at(bad, column, row) = std::numeric_limits<T>::quiet_NaN();
      const Results<T> healthy(isa, flags, t, b), found(isa, flags, spoilt, b);
      const bool from_below = ((flags & OPTNET4J_LINALG_UPPER) != 0) == ((flags & OPTNET4J_LINALG_TRANSPOSED) != 0);
      for (int j = 0; j < 3; ++j) {
        CHECK(std::isnan(found.x.at(bad, from_below ? row : column, j)));
        CHECK(std::isnan(found.product.at(bad, from_below ? row : column, j)));
      }
      for (std::int64_t k = 0; k < batch; ++k) {
        CHECK_EQUAL(0, found.solved.info[std::size_t(k)]);
        if (k != bad) CHECK(found.x.same(healthy.x, k) && found.product.same(healthy.product, k));
      }
    });
  }
};

}  // namespace

TEST(solutions_and_products) { for_every_kind<Answers>(); }
TEST(the_same_in_pieces) { for_every_kind<Pieces>(); }
TEST(one_matrix_for_all) { for_every_kind<Shared>(); }
TEST(what_has_no_inverse_is_reported_and_left_alone) { for_every_kind<Spoilt>(); }
TEST(what_is_no_number_stays_in_its_matrix) { for_every_kind<SpoiltBeside>(); }
