// Triangular solves: multiplied back, they give the right-hand side.
#include "reals.h"

#include "../../../kernels/dense/triangular.h"

namespace {

using namespace test;
using optnet4j::Solo;

// |sum - expected| for a sum of `terms` products, within the bound of rounding error analysis.
struct Row {
  double sum = 0, magnitude = 0;
  void add(double left, double right) {
    sum += left * right;
    magnitude += std::fabs(left * right);
  }
  void check(double expected, int terms, double epsilon) const {
    CHECK_AT_MOST(std::fabs(sum - expected), (terms + 8) * epsilon * magnitude);
  }
};

template <class Real>
struct Vector {
  static void run(Random& random) {
    for (int n = 0; n <= 37; ++n) {
      const check::Scope scope(check::text("n ", n));
      Numbers<Real> factor(triangle_index(n, 0)), right(n);
      fill_factor(factor, n, random);
      right.fill_normal(random);

      Numbers<Real> forward = right, backward = right;
      optnet4j::solve_lower<Real>(Solo(), n, triangle_of(factor), forward.data());
      optnet4j::solve_lower_transposed<Real>(Solo(), n, triangle_of(factor), backward.data());
      for (int l = 0; l < lanes_of<Real>(); ++l) {
        for (int i = 0; i < n; ++i) {
          Row lower, upper;
          for (int k = 0; k <= i; ++k) lower.add(factor_at(factor, i, k, l), forward.at(k, l));
          for (int k = i; k < n; ++k) upper.add(factor_at(factor, k, i, l), backward.at(k, l));
          lower.check(right.at(i, l), n, epsilon_of<Real>());
          upper.check(right.at(i, l), n, epsilon_of<Real>());
        }
      }
      forward.check_surroundings();
      backward.check_surroundings();
    }
  }
};

template <class Real>
struct Rows {
  static void run(Random& random) {
    for (int n = 0; n <= 37; n += 1 + random.below(3))
      for (int rows : {0, 1, 2, 3, 4, 5, 7, 8, 13, 37})
        for (bool in_place : {false, true}) check(rows, n, in_place, random);
  }

  static void check(int rows, int n, bool in_place, Random& random) {
    const check::Scope scope(check::text(rows, " x ", n, in_place ? " in place" : ""));
    Numbers<Real> factor(triangle_index(n, 0)), right(rows * n), target(rows * n);
    fill_factor(factor, n, random);
    right.fill_normal(random);
    if (in_place) target = right;
    optnet4j::solve_rows<Real>(Solo(), rows, n, triangle_of(factor), in_place ? target.data() : right.data(),
                               target.data());
    for (int l = 0; l < lanes_of<Real>(); ++l) {
      for (int i = 0; i < rows; ++i) {
        for (int j = 0; j < n; ++j) {
          Row row;
          for (int k = 0; k <= j; ++k) row.add(target.at(i * n + k, l), factor_at(factor, j, k, l));
          row.check(right.at(i * n + j, l), n, epsilon_of<Real>());
        }
      }
    }
    target.check_surroundings();
    right.check_surroundings();
  }
};

}  // namespace

TEST(vectors) { for_every_real<Vector>(); }
TEST(rows_of_a_matrix) { for_every_real<Rows>(); }
