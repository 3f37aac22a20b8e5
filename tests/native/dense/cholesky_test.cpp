// The Cholesky factorisation: L L' = A, border rows, added diagonal, storage in place, and pivots that fail.
#include "reals.h"

#include "../../../kernels/dense/cholesky.h"

namespace {

using namespace test;
using optnet4j::CholeskyJob;
using optnet4j::Solo;

enum Options { kPlain = 0, kAddDiagonal = 1, kInPlace = 2 };

template <class Real>
struct Problem {
  Problem(int n, int border, Random& random)
      : n(n),
        border(border),
        matrix(triangle_index(n + border, 0)),
        diagonal(n),
        factor(triangle_index(n + border, 0)) {
    Numbers<Real> root(n * n);
    root.fill_normal(random);
    matrix.fill_normal(random);
    factor.fill_normal(random);
    for (int l = 0; l < lanes_of<Real>(); ++l) {
      for (int i = 0; i < n; ++i) {
        for (int j = 0; j <= i; ++j) {
          double sum = i == j ? 0.1 : 0;
          for (int k = 0; k < n; ++k) sum += root.at(i * n + k, l) * root.at(j * n + k, l);
          set_lane(matrix.data()[triangle_index(i, j)], l, sum);
        }
        set_lane(diagonal.data()[i], l, random.uniform());
      }
    }
  }

  optnet4j::MaskOf<Real> run(int options) {
    Numbers<Real>& to = options & kInPlace ? matrix : factor;
    const CholeskyJob<Real> job{triangle_of(matrix), options & kAddDiagonal ? diagonal.data() : nullptr,
                                triangle_of(to), n, border};
    return optnet4j::cholesky(Solo(), job, Real(n * epsilon_of<Real>()));
  }

  int n, border;
  Numbers<Real> matrix, diagonal, factor;
};

// L L' (with the border below) against A, element by element, within the bound of rounding error analysis.
template <class Real>
void check_product(const Problem<Real>& before, const Numbers<Real>& factor, const Numbers<Real>& border, int options) {
  const int n = before.n;
  for (int l = 0; l < lanes_of<Real>(); ++l) {
    for (int i = 0; i < n + before.border; ++i) {
      for (int j = 0; j <= i && j < n; ++j) {
        double product = 0, magnitude = 0;
        for (int k = 0; k <= j; ++k) {
          // A border row has no diagonal element of its own.
          const double left = i < n ? factor_at(factor, i, k, l) : factor.at(triangle_index(i, k), l);
          const double term = left * factor_at(factor, j, k, l);
          product += term;
          magnitude += std::fabs(term);
        }
        double expected = i < n ? before.matrix.at(triangle_index(i, j), l) : border.at(triangle_index(i, j), l);
        if (i == j && options & kAddDiagonal) expected += before.diagonal.at(i, l);
        CHECK_AT_MOST(std::fabs(product - expected), (j + 10) * epsilon_of<Real>() * magnitude);
      }
    }
  }
}

template <class Real>
struct Factors {
  static void run(Random& random) {
    for (int n = 0; n <= 37; ++n)
      for (int border : {0, 1, 3})
        for (int options = 0; options < 4; ++options) check(n, border, options, random);
  }

  static void check(int n, int border, int options, Random& random) {
    const check::Scope scope(check::text("n ", n, ", border ", border, ", options ", options));
    Problem<Real> problem(n, border, random);
    const Problem<Real> before = problem;
    const auto raised = problem.run(options);
    for (int l = 0; l < lanes_of<Real>(); ++l) CHECK(!mask_lane(raised, l));
    const Numbers<Real>& factor = options & kInPlace ? problem.matrix : problem.factor;
    check_product(before, factor, options & kInPlace ? before.matrix : before.factor, options);
    problem.matrix.check_surroundings();
    problem.factor.check_surroundings();
    // Elements of the border beyond the matrix belong to the caller.
    for (int i = n; i < n + border; ++i)
      for (int j = n; j <= i; ++j) {
        const Numbers<Real>& was = options & kInPlace ? before.matrix : before.factor;
        CHECK_EQUAL(was.at(triangle_index(i, j), 0), factor.at(triangle_index(i, j), 0));
      }
  }
};

// One lane's matrix is spoilt: that lane alone is reported, and the others keep the bits they have without it.
template <class Real>
struct Failing {
  static void run(Random& random) {
    for (int n = 1; n <= 37; n += 3)
      for (double spoiler : {-1.0, 0.0, double(NAN)}) check(n, spoiler, random);
  }

  static void check(int n, double spoiler, Random& random) {
    const check::Scope scope(check::text("n ", n, ", spoiler ", spoiler));
    Problem<Real> healthy(n, 1, random);
    Problem<Real> spoilt = healthy;
    const int bad = random.below(lanes_of<Real>()), row = random.below(n);
    set_lane(spoilt.matrix.data()[triangle_index(row, row)], bad, spoiler);
    healthy.run(kPlain);
    const auto raised = spoilt.run(kPlain);
    for (int l = 0; l < lanes_of<Real>(); ++l) {
      CHECK_EQUAL(l == bad, mask_lane(raised, l));
      if (l == bad) continue;
      for (int e = 0; e < triangle_index(n + 1, 0); ++e) CHECK_EQUAL(healthy.factor.at(e, l), spoilt.factor.at(e, l));
    }
  }
};

// A matrix of rank n - 1: the last pivot is rounding noise, whatever its sign.
template <class Real>
struct Singular {
  static void run(Random& random) {
    for (int n = 2; n <= 37; n += 5) check(n, random);
  }

  static void check(int n, Random& random) {
    const check::Scope scope(check::text("n ", n));
    Problem<Real> problem(n, 0, random);
    // The last row repeats the first.
    for (int l = 0; l < lanes_of<Real>(); ++l) {
      for (int j = 0; j < n; ++j) {
        const int from = j == 0 || j == n - 1 ? 0 : triangle_index(j, 0);
        set_lane(problem.matrix.data()[triangle_index(n - 1, j)], l, problem.matrix.at(from, l));
      }
    }
    const auto raised = problem.run(kPlain);
    for (int l = 0; l < lanes_of<Real>(); ++l) {
      CHECK(mask_lane(raised, l));
      for (int e = 0; e < problem.factor.size(); ++e) CHECK(std::isfinite(problem.factor.at(e, l)));
    }
  }
};

}  // namespace

TEST(factor_times_its_transpose_is_the_matrix) { for_every_real<Factors>(); }
TEST(failing_pivots_are_reported_where_they_are) { for_every_real<Failing>(); }
TEST(singular_matrices_are_reported) { for_every_real<Singular>(); }
