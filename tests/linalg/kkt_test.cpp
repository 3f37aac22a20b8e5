// Batched KKT systems [Q A' G'; A 0 0; G 0 -W]: residuals in the whole matrix, again and again with another W, and with
// matrices that have no factor among the others.
#include <functional>

#include "cases.h"

namespace {

using namespace test;

// Random matrices and two W. Equalities and the inequalities that have no weight are independent: each has a variable
// of its own, and little of the others.
template <class T>
struct Problem {
  Problem(Random& random, std::int64_t batch, int n, int m, int p, int columns)
      : batch(batch),
        n(n),
        m(m),
        p(p),
        columns(columns),
        Q(batch, n, n, any_layout(random)),
        A(batch, p, n, any_layout(random)),
        G(batch, m, n, any_layout(random)),
        w(batch, m, 1, any_layout(random)),
        other_w(batch, m, 1, any_layout(random)),
        b(batch, n + p + m, columns, any_layout(random)) {
    Q.fill_positive_definite(random);
    Q.poison_upper();
    G.each([&](T& number) { number = T(random.normal() / std::sqrt(n)); });
    for (Matrices<T>* each : {&w, &other_w})
      each->each([&](T& number) { number = T(std::pow(10, 2 * random.uniform() - 1)); });
    b.fill_normal(random);
    for (std::int64_t k = 0; k < batch; ++k) {
      std::vector<int> own;
      for (int i = 0; i < n; ++i) own.insert(own.begin() + random.below(i + 1), i);
      const auto make_independent = [&](Matrices<T>& rows, int row) {
        for (int j = 0; j < n; ++j) rows.at(k, row, j) = T((random.uniform() - 0.5) / n + (j == own.back() ? 1 : 0));
        own.pop_back();
      };
      for (int i = 0; i < p; ++i) make_independent(A, i);
      for (int i = 0; i < m && !own.empty(); ++i) {
        if (random.below(3) != 0) continue;
        w.at(k, i, 0) = T(0);
        make_independent(G, i);
      }
    }
  }

  Call<T> call(std::int32_t isa, std::int32_t operation) const { return {isa, operation, batch, {n, columns, m, p}}; }

  Dense matrix(const Matrices<T>& weights, std::int64_t k) const {
    const Dense q = symmetric(Q, k);
    return {n + p + m, n + p + m, [&](int i, int j) {
              const int row = std::max(i, j), column = std::min(i, j);
              if (row < n) return q.at(i, j);
              if (column < n) return double(row < n + p ? A.at(k, row - n, column) : G.at(k, row - n - p, column));
              return row == column && row >= n + p ? -double(weights.at(k, row - n - p, 0)) : 0.0;
            }};
  }

  std::int64_t batch;
  int n, m, p, columns;
  Matrices<T> Q, A, G, w, other_w, b;
};

// A factor and what is solved with it.
template <class T>
class Kkt {
 public:
  Kkt(std::int32_t isa, const Problem<T>& of)
      : F(of.batch, 1, int(of.call(isa, OPTNET4J_KKT_PREPARE).columns_of(3)), {0, 3}),
        x(of.b),
        labels(of.batch),
        of_(of),
        prepare_(of.call(isa, OPTNET4J_KKT_PREPARE)),
        factor_(of.call(isa, OPTNET4J_KKT_FACTOR)),
        solve_(of.call(isa, OPTNET4J_KKT_SOLVE)) {}

  // All of it, or a piece of the batch.
  void prepare() { prepare(0, of_.batch); }
  void prepare(std::int64_t first, std::int64_t count) {
    prepare_.run({&of_.Q, &of_.A, &of_.G, &F}, labels, first, count);
  }
  void factor(Matrices<T> w) { factor(w, 0, of_.batch); }
  void factor(Matrices<T> w, std::int64_t first, std::int64_t count) { factor_.run({&w, &F}, labels, first, count); }
  void solve() { solve(0, of_.batch); }
  void solve(std::int64_t first, std::int64_t count) {
    for (std::int64_t k = first; k < first + count; ++k)
      for (int i = 0; i < x.rows; ++i)
        for (int j = 0; j < x.columns; ++j) x.at(k, i, j) = of_.b.at(k, i, j);
    solve_.run({&F, &x}, labels, first, count);
  }
  void run(const Matrices<T>& w) {
    prepare();
    factor(w);
    solve();
  }

  bool same(const Kkt& other, std::int64_t k) const {
    return F.same(other.F, k) && x.same(other.x, k) && labels.info[std::size_t(k)] == other.labels.info[std::size_t(k)];
  }

  Matrices<T> F, x;
  Labels labels;

 private:
  Problem<T> of_;
  Call<T> prepare_, factor_, solve_;
};

// The residual against all that is added up in it; elimination by Q and A may be wrong by as much more as these are
// conditioned, which is at most a few hundred.
template <class T>
double residual(const Problem<T>& problem, const Matrices<T>& w, const Matrices<T>& x, std::int64_t k) {
  const Dense matrix = problem.matrix(w, k), solution = whole(x, k), right = whole(problem.b, k);
  const Dense left = matrix * solution, size = absolute(right) + absolute(matrix) * absolute(solution);
  double worst = 0;
  for (int j = 0; j < right.columns; ++j) {
    double largest = 0;
    for (int i = 0; i < right.rows; ++i) largest = std::max(largest, size.at(i, j));
    for (int i = 0; i < right.rows; ++i) {
      const double ratio = std::fabs(left.at(i, j) - right.at(i, j)) / largest;
      if (!(ratio <= worst)) worst = ratio;
    }
  }
  return worst;
}

template <class T>
struct Answers {
  static void run(std::int32_t isa, Random& random) {
    for_every_size(random, [&](std::int64_t batch, int n) {
      // Without equalities, without inequalities, without both, and as many equalities as variables, too.
      constexpr int kInequalities[] = {0, 1, 5, 16, 33};
      const int kind = random.below(4);
      const int p = kind == 0 ? 0 : kind == 1 ? n : random.below(n + 1), m = kInequalities[random.below(5)];
      const check::Scope scope(check::text("m ", m, ", p ", p));
      const Problem<T> problem(random, batch, n, m, p, any_columns(random));
      Kkt<T> kkt(isa, problem);
      for (const Matrices<T>* w : {&problem.w, &problem.other_w}) {
        if (w == &problem.w) kkt.prepare();
        kkt.factor(*w);
        const Matrices<T> factor = kkt.F;
        kkt.solve();
        CHECK(kkt.F.same(factor));
        for (std::int64_t k = 0; k < batch; ++k) {
          const check::Scope scope(check::text("matrix ", k));
          CHECK_EQUAL(0, kkt.labels.info[std::size_t(k)]);
          CHECK_AT_MOST(residual(problem, *w, kkt.x, k), 100 * (n + m + p + 4) * epsilon_of<T>());
        }
        kkt.F.check_gaps();
        kkt.x.check_gaps();
      }
      // Nothing is left of the first W.
      Kkt<T> fresh(isa, problem);
      fresh.run(problem.other_w);
      for (std::int64_t k = 0; k < batch; ++k) CHECK(fresh.same(kkt, k));
    });
  }
};

template <class T>
struct Pieces {
  static void run(std::int32_t isa, Random& random) {
    const std::int64_t batch = 37;
    for (const int n : {3, 8, 13}) {
      const Problem<T> problem(random, batch, n, 2 * n, n / 2, 3);
      Kkt<T> whole(isa, problem), pieces(isa, problem);
      whole.run(problem.w);
      in_pieces(random, batch, [&](std::int64_t first, std::int64_t count) { pieces.prepare(first, count); });
      in_pieces(random, batch, [&](std::int64_t first, std::int64_t count) { pieces.factor(problem.w, first, count); });
      in_pieces(random, batch, [&](std::int64_t first, std::int64_t count) { pieces.solve(first, count); });
      for (std::int64_t k = 0; k < batch; ++k) CHECK(pieces.same(whole, k));
      pieces.F.check_gaps();
      pieces.x.check_gaps();
    }
  }
};

// One matrix is spoilt: it alone is reported, keeps its factor, and its solutions are NaN.
template <class T>
struct Spoilt {
  using Spoil = std::function<void(Problem<T>&, std::int64_t)>;

  static void run(std::int32_t isa, Random& random) {
    for (const int n : {2, 5, 12}) {
      for (const double spoiler : {-1.0, 0.0, kSpoilers[0], kSpoilers[1], kSpoilers[2]})
        check(isa, random, n, 1, check::text("Q with ", spoiler), [&](Problem<T>& problem, std::int64_t bad) {
          const int at = random.below(n);
          problem.Q.at(bad, at, at) = T(spoiler);
          // This counts before what is wrong with A.
          if (random.below(2) == 0) problem.A.at(bad, 0, 0) = std::numeric_limits<T>::quiet_NaN();
        });
      check(isa, random, n, 2, "A with a row twice", [&](Problem<T>& problem, std::int64_t bad) {
        for (int j = 0; j < n; ++j) problem.A.at(bad, 1, j) = problem.A.at(bad, 0, j);
      });
      check(isa, random, n, 2, "A with a row of zeros", [&](Problem<T>& problem, std::int64_t bad) {
        for (int j = 0; j < n; ++j) problem.A.at(bad, 1, j) = T(0);
      });
      check(isa, random, n, 3, "G with a row of zeros without weight", [&](Problem<T>& problem, std::int64_t bad) {
        problem.w.at(bad, 1, 0) = T(0);
        for (int j = 0; j < n; ++j) problem.G.at(bad, 1, j) = T(0);
      });
      check(isa, random, n, 3, "G with a row twice without weight", [&](Problem<T>& problem, std::int64_t bad) {
        problem.w.at(bad, 0, 0) = problem.w.at(bad, 2, 0) = T(0);
        for (int j = 0; j < n; ++j) problem.G.at(bad, 2, j) = problem.G.at(bad, 0, j);
      });
      check(isa, random, n, 3, "a negative weight",
            [&](Problem<T>& problem, std::int64_t bad) { problem.w.at(bad, random.below(3), 0) = T(-1000); });
      for (const double spoiler : kSpoilers) {
        check(isa, random, n, 2, check::text("A with ", spoiler), [&](Problem<T>& problem, std::int64_t bad) {
          problem.A.at(bad, random.below(2), random.below(n)) = T(spoiler);
        });
        check(isa, random, n, 3, check::text("G with ", spoiler), [&](Problem<T>& problem, std::int64_t bad) {
          problem.G.at(bad, random.below(3), random.below(n)) = T(spoiler);
        });
        check(isa, random, n, 3, check::text("a weight ", spoiler),
              [&](Problem<T>& problem, std::int64_t bad) { problem.w.at(bad, random.below(3), 0) = T(spoiler); });
      }
    }
  }

  static void check(std::int32_t isa, Random& random, int n, int info, const std::string& what, const Spoil& spoil) {
    const std::int64_t batch = 19, bad = random.below(int(batch));
    const check::Scope scope(check::text("n ", n, ", matrix ", bad, " has ", what));
    const Problem<T> problem(random, batch, n, 3, 2, 2);
    Problem<T> spoilt = problem;
    spoil(spoilt, bad);
    Kkt<T> healthy(isa, problem), found(isa, spoilt);
    healthy.run(problem.w);
    found.prepare();
    CHECK_EQUAL(info == 3 ? 0 : info, found.labels.info[std::size_t(bad)]);
    const Matrices<T> prepared = found.F;
    found.factor(spoilt.w);
    found.solve();
    CHECK_EQUAL(info, found.labels.info[std::size_t(bad)]);
    CHECK(found.F.same(prepared, bad));
    if (info != 3) CHECK_EQUAL(Matrices<T>::kMark, found.F.at(bad, 0, 0));
    CHECK(found.x.is_nan(bad));
    for (std::int64_t k = 0; k < batch; ++k)
      if (k != bad) CHECK(found.same(healthy, k));
  }
};

// After a W without factor comes one that has one; what is wrong with Q or A stays wrong.
template <class T>
struct Again {
  static void run(std::int32_t isa, Random& random) {
    const std::int64_t batch = 19;
    Problem<T> problem(random, batch, 6, 4, 2, 1);
    Matrices<T> bad_w = problem.w;
    for (std::int64_t k = 0; k < batch; k += 2) bad_w.at(k, 1, 0) = std::numeric_limits<T>::quiet_NaN();
    problem.Q.at(4, 0, 0) = T(-1);
    for (int j = 0; j < 6; ++j) problem.A.at(7, 0, j) = T(0);
    Kkt<T> expected(isa, problem), kkt(isa, problem);
    expected.run(problem.other_w);
    kkt.prepare();
    kkt.factor(bad_w);
    for (std::int64_t k = 0; k < batch; ++k)
      CHECK_EQUAL(k == 4 ? 1 : k == 7 ? 2 : k % 2 == 0 ? 3 : 0, kkt.labels.info[std::size_t(k)]);
    kkt.factor(problem.other_w);
    kkt.solve();
    for (std::int64_t k = 0; k < batch; ++k) CHECK(kkt.same(expected, k));
  }
};

// More equalities than variables depend on each other.
template <class T>
struct TooManyEqualities {
  static void run(std::int32_t isa, Random& random) {
    for (const int p : {2, 4, 9}) {
      Problem<T> problem(random, 5, 1, 2, 1, 1);
      problem.p = p;
      problem.A = Matrices<T>(5, p, 1);
      problem.A.fill_normal(random);
      problem.b = Matrices<T>(5, 1 + p + 2, 1);
      problem.b.fill_normal(random);
      Kkt<T> kkt(isa, problem);
      kkt.run(problem.w);
      for (std::int64_t k = 0; k < 5; ++k) {
        CHECK_EQUAL(2, kkt.labels.info[std::size_t(k)]);
        CHECK(kkt.x.is_nan(k));
      }
    }
  }
};

}  // namespace

TEST(solutions_with_one_weight_after_the_other) { for_every_kind<Answers>(); }
TEST(the_same_in_pieces) { for_every_kind<Pieces>(); }
TEST(what_has_no_factor_is_reported_and_left_alone) { for_every_kind<Spoilt>(); }
TEST(another_weight_after_one_without_factor) { for_every_kind<Again>(); }
TEST(more_equalities_than_variables) { for_every_kind<TooManyEqualities>(); }

// [2 1 1; 1 0 0; 1 0 -1] (1, 2, 3) = (7, 1, -2).
TEST(by_hand) {
  Random random;
  Problem<double> problem(random, 1, 1, 1, 1, 1);
  problem.Q.at(0, 0, 0) = 2, problem.A.at(0, 0, 0) = 1, problem.G.at(0, 0, 0) = 1, problem.w.at(0, 0, 0) = 1;
  problem.b.at(0, 0, 0) = 7, problem.b.at(0, 1, 0) = 1, problem.b.at(0, 2, 0) = -2;
  Kkt<double> kkt(OPTNET4J_ISA_BEST, problem);
  kkt.run(problem.w);
  for (int i = 0; i < 3; ++i) CHECK_AT_MOST(std::fabs(kkt.x.at(0, i, 0) - (i + 1)), 1e-13);
}
