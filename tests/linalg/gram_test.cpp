// Batched weighted Gram matrices: against products, with weights of either sign, on top of what was there, and with
// matrices that are no numbers among the others.
#include "cases.h"

namespace {

using namespace test;

constexpr std::int32_t kFlags = OPTNET4J_LINALG_TRANSPOSED | OPTNET4J_LINALG_ADD | OPTNET4J_LINALG_WEIGHTED;

// Operands of one call, C before and after it.
template <class T>
struct Problem {
  Problem(Random& random, std::int32_t flags, std::int64_t batch, int n, int m)
      : flags(flags),
        n(n),
        m(m),
        factor(batch, is(OPTNET4J_LINALG_TRANSPOSED) ? m : n, is(OPTNET4J_LINALG_TRANSPOSED) ? n : m,
               any_layout(random)),
        weights(batch, m, 1, any_layout(random)),
        before(batch, n, n, any_layout(random)),
        after(before) {
    factor.fill_normal(random);
    weights.fill_normal(random);
    before.fill_normal(random);
    before.poison([&](int i, int j) { return i < j || !is(OPTNET4J_LINALG_ADD); });
    after = before;
  }

  bool is(std::int32_t flag) const { return (flags & flag) != 0; }
  Call<T> call(std::int32_t isa) const { return {isa, OPTNET4J_WEIGHTED_GRAM, before.batch, {n, 0, m}, flags}; }
  Matrices<T>* d() { return is(OPTNET4J_LINALG_WEIGHTED) ? &weights : nullptr; }

  void run(std::int32_t isa) {
    const Matrices<T> given = factor, given_weights = weights;
    Labels none(0);
    call(isa).run({&factor, d(), &after}, none);
    CHECK(factor.same(given));
    CHECK(weights.same(given_weights));
  }

  void check(std::int64_t k) const {
    const Dense left = is(OPTNET4J_LINALG_TRANSPOSED) ? transposed(whole(factor, k)) : whole(factor, k);
    const Dense right(m, n, [&](int i, int j) {
      return left.at(j, i) * (is(OPTNET4J_LINALG_WEIGHTED) ? double(weights.at(k, i, 0)) : 1);
    });
    const Dense old(n, n, [&](int i, int j) { return is(OPTNET4J_LINALG_ADD) && i >= j ? before.at(k, i, j) : T(0); });
    const Dense lower_part(n, n, [](int i, int j) { return i >= j; });
    const Dense sum = old + left * right, size = absolute(old) + absolute(left) * absolute(right);
    const auto bound = [&](int, int) { return (m + 10) * epsilon_of<T>(); };
    check_within(only(lower_part, sum), lower(after, k), only(lower_part, size), bound);
    check_upper_nan(after, k);
  }

  std::int32_t flags;
  int n, m;
  Matrices<T> factor, weights, before, after;

 private:
  static Dense only(const Dense& where, const Dense& a) {
    return {a.rows, a.columns, [&](int i, int j) { return where.at(i, j) * a.at(i, j); }};
  }
};

template <class T>
struct Answers {
  static void run(std::int32_t isa, Random& random) {
    constexpr int kInner[] = {0, 1, 2, 5, 8, 17, 40};
    for_every_size(random, [&](std::int64_t batch, int n) {
      for_every_sum(kFlags, [&](std::int32_t flags) {
        const int m = kInner[random.below(7)];
        const check::Scope scope(check::text("m ", m));
        Problem<T> problem(random, flags, batch, n, m);
        problem.run(isa);
        for (std::int64_t k = 0; k < batch; ++k) problem.check(k);
        problem.after.check_gaps();
      });
    });
  }
};

template <class T>
struct Pieces {
  static void run(std::int32_t isa, Random& random) {
    for (const int n : {2, 9, 14}) {
      for_every_sum(kFlags, [&](std::int32_t flags) {
        Problem<T> whole(random, flags, 37, n, 6);
        Problem<T> pieces = whole;
        whole.run(isa);
        Call<T> call = pieces.call(isa);
        Labels none(0);
        in_pieces(random, 37, [&](std::int64_t first, std::int64_t count) {
          call.run({&pieces.factor, pieces.d(), &pieces.after}, none, first, count);
        });
        CHECK(pieces.after.same(whole.after));
      });
    }
  }
};

// One factor and one vector of weights for all are as good as copies.
template <class T>
struct Shared {
  static void run(std::int32_t isa, Random& random) {
    const std::int64_t batch = 21;
    for_every_sum(kFlags, [&](std::int32_t flags) {
      Problem<T> copies(random, flags, batch, 11, 7);
      for (std::int64_t k = 1; k < batch; ++k) {
        for (int i = 0; i < copies.factor.rows; ++i)
          for (int j = 0; j < copies.factor.columns; ++j) copies.factor.at(k, i, j) = copies.factor.at(0, i, j);
        for (int i = 0; i < copies.m; ++i) copies.weights.at(k, i, 0) = copies.weights.at(0, i, 0);
      }
      Problem<T> one = copies;
      one.factor.stride = one.weights.stride = 0;
      copies.run(isa);
      one.run(isa);
      CHECK(one.after.same(copies.after));
    });
  }
};

// What is no number spoils the matrix that it belongs to, and only what is made of it there.
template <class T>
struct Spoilt {
  static void run(std::int32_t isa, Random& random) {
    const int n = 9, m = 7;
    for (const double spoiler : kSpoilers) {
      for_every_sum(kFlags, [&](std::int32_t flags) {
        Problem<T> healthy(random, flags, 19, n, m);
        Problem<T> found = healthy;
        const std::int64_t bad = random.below(19);
        const int row = random.below(n), inner = random.below(m);
        const bool transposed = healthy.is(OPTNET4J_LINALG_TRANSPOSED);
        found.factor.at(bad, transposed ? inner : row, transposed ? row : inner) = T(spoiler);
        healthy.run(isa);
        found.run(isa);
        for (std::int64_t k = 0; k < 19; ++k)
          if (k != bad) CHECK(found.after.same(healthy.after, k));
        for (int i = 0; i < n; ++i) {
          for (int j = 0; j <= i; ++j) {
            const T is = found.after.at(bad, i, j);
            if (i == row || j == row) {
              CHECK(!std::isfinite(is));
            } else {
              CHECK_EQUAL(healthy.after.at(bad, i, j), is);
            }
          }
        }
      });
    }
  }
};

}  // namespace

TEST(products) { for_every_kind<Answers>(); }
TEST(the_same_in_pieces) { for_every_kind<Pieces>(); }
TEST(one_factor_for_all) { for_every_kind<Shared>(); }
TEST(what_is_no_number_stays_in_its_matrix) { for_every_kind<Spoilt>(); }

// (1; 2) 3 (1, 2) = [3 -; 6 12], and 1 more on top.
TEST(by_hand) {
  Matrices<double> factor(1, 2, 1), weights(1, 1, 1), c(1, 2, 2);
  factor.numbers = {1, 2};
  weights.numbers = {3};
  c.numbers = {1, -5, 1, 1};
  Labels none(0);
  Call<double>(OPTNET4J_ISA_BEST, OPTNET4J_WEIGHTED_GRAM, 1, {2, 0, 1}, OPTNET4J_LINALG_WEIGHTED | OPTNET4J_LINALG_ADD)
      .run({&factor, &weights, &c}, none);
  CHECK((c.numbers == std::vector<double>{4, -5, 7, 13}));
}
