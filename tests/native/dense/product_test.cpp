// Products against plain loops.
#include "reals.h"

#include "../../../kernels/dense/product.h"

namespace {

using namespace test;
using optnet4j::Solo;

constexpr int kSizes[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 17, 37};

// Sum over k of left(k) right(k) - removed, and how far another order of summation may be from it.
struct Sum {
  double value = 0, magnitude = 0;
  int terms = 0;
  void add(double term) {
    value += term;
    magnitude += std::fabs(term);
    ++terms;
  }
  void check(double got, double epsilon) const {
    CHECK_AT_MOST(std::fabs(got - value), (terms + 2) * epsilon * magnitude);
  }
};

template <class Real>
struct Gram {
  static void run(Random& random) {
    for (int rows = 0; rows <= 37; ++rows)
      for (int inner : {0, 1, 5, 16, 37})
        for (int removed : {0, 1, 3, 8}) check(rows, inner, removed, random);
  }

  static void check(int rows, int inner, int removed, Random& random) {
    const check::Scope scope(check::text(rows, " rows, inner ", inner, ", removed ", removed));
    Numbers<Real> k(rows * inner), v(rows * removed), c(triangle_index(rows, 0));
    k.fill_normal(random);
    v.fill_normal(random);
    optnet4j::gram<Real>(Solo(), rows, inner, k.data(), removed, v.data(), triangle_of(c));
    for (int l = 0; l < lanes_of<Real>(); ++l) {
      for (int i = 0; i < rows; ++i) {
        for (int j = 0; j <= i; ++j) {
          Sum sum;
          for (int e = 0; e < inner; ++e) sum.add(k.at(i * inner + e, l) * k.at(j * inner + e, l));
          for (int e = 0; e < removed; ++e) sum.add(-v.at(i * removed + e, l) * v.at(j * removed + e, l));
          sum.check(c.at(triangle_index(i, j), l), epsilon_of<Real>());
        }
      }
    }
    c.check_surroundings();
  }
};

template <class Real>
struct Transposed {
  static void run(Random& random) {
    for (int rows : kSizes)
      for (int columns : kSizes) check(rows, columns, kSizes[random.below(12)], random);
  }

  static void check(int rows, int columns, int inner, Random& random) {
    const check::Scope scope(check::text(rows, " x ", columns, ", inner ", inner));
    Numbers<Real> k(rows * inner), y(columns * inner), c(rows * columns);
    k.fill_normal(random);
    y.fill_normal(random);
    optnet4j::multiply_transposed<Real>(Solo(), rows, columns, inner, k.data(), y.data(), c.data());
    for (int l = 0; l < lanes_of<Real>(); ++l) {
      for (int i = 0; i < rows; ++i) {
        for (int j = 0; j < columns; ++j) {
          Sum sum;
          for (int e = 0; e < inner; ++e) sum.add(k.at(i * inner + e, l) * y.at(j * inner + e, l));
          sum.check(c.at(i * columns + j, l), epsilon_of<Real>());
        }
      }
    }
    c.check_surroundings();
  }
};

template <class Real>
struct WithVector {
  static void run(Random& random) {
    for (int rows : kSizes)
      for (int columns : kSizes) check(rows, columns, random);
  }

  static void check(int rows, int columns, Random& random) {
    const check::Scope scope(check::text(rows, " x ", columns));
    Numbers<Real> m(rows * columns), x(columns), up(rows), y(rows), down(columns);
    m.fill_normal(random);
    x.fill_normal(random);
    up.fill_normal(random);
    optnet4j::multiply<Real>(Solo(), rows, columns, m.data(), x.data(), y.data());
    optnet4j::multiply_by_columns<Real>(Solo(), rows, columns, m.data(), up.data(), down.data());
    for (int l = 0; l < lanes_of<Real>(); ++l) {
      for (int i = 0; i < rows; ++i) {
        Sum sum;
        for (int j = 0; j < columns; ++j) sum.add(m.at(i * columns + j, l) * x.at(j, l));
        sum.check(y.at(i, l), epsilon_of<Real>());
      }
      for (int j = 0; j < columns; ++j) {
        Sum sum;
        for (int i = 0; i < rows; ++i) sum.add(m.at(i * columns + j, l) * up.at(i, l));
        sum.check(down.at(j, l), epsilon_of<Real>());
      }
    }
    y.check_surroundings();
    down.check_surroundings();
  }
};

template <class Real>
struct Symmetric {
  static void run(Random& random) {
    for (int n = 0; n <= 37; ++n) {
      const check::Scope scope(check::text("n ", n));
      Numbers<Real> c(triangle_index(n, 0)), x(n), y(n);
      c.fill_normal(random);
      x.fill_normal(random);
      optnet4j::multiply_symmetric<Real>(Solo(), n, triangle_of(c), x.data(), y.data());
      for (int l = 0; l < lanes_of<Real>(); ++l) {
        for (int i = 0; i < n; ++i) {
          Sum sum;
          for (int j = 0; j < n; ++j)
            sum.add(c.at(i > j ? triangle_index(i, j) : triangle_index(j, i), l) * x.at(j, l));
          sum.check(y.at(i, l), epsilon_of<Real>());
        }
      }
      y.check_surroundings();
    }
  }
};

}  // namespace

TEST(gram_matrices) { for_every_real<Gram>(); }
TEST(products_with_a_transpose) { for_every_real<Transposed>(); }
TEST(products_with_vectors) { for_every_real<WithVector>(); }
TEST(products_of_a_symmetric_matrix) { for_every_real<Symmetric>(); }
