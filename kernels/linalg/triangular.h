// Solves and products with triangular matrices. An upper one is the transpose of a lower one.
#pragma once

#include "../dense/triangular.h"
#include "../dense/triangular_product.h"
#include "shape.h"

namespace optnet4j {

template <class Team, class Io, class Real>
OPTNET4J_DEVICE void load_triangle(Team team, const LinalgShape& z, const Io& io, Triangle<Real> l) {
  if (z.upper) {
    io.matrix(0).load_lower_transposed(team, z.n, l);
  } else {
    io.matrix(0).load_lower(team, z.n, l);
  }
  team.sync();
  if (z.unit) team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY { l.row(i)[i] = Real(1); });
  team.sync();
}

// X = T^-1 B, or with `transposed` T^-T B.
template <class Real>
struct TriangularSolve {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) { return triangle_size(z.n) + long(z.n) * z.columns; }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const Triangle<Real> l{work};
    Real* const x = l.row(z.n);
    io.matrix(1).load_columns(team, z.n, z.columns, x);
    load_triangle(team, z, io, l);
    const Real info = first_failure<Real>(z.n, [&](int i) OPTNET4J_INLINE_BODY { return is_divisor(l.row(i)[i]); });
    team.sync();
    invert_diagonal(team, z.n, l);
    team.sync();
    if (z.upper != z.transposed) {
      for (int j = 0; j < z.columns; ++j) solve_lower_transposed<Real>(team, z.n, l, x + j * z.n);
    } else {
      solve_rows<Real>(team, z.columns, z.n, l, x, x);
    }
    io.set_info(team, info);
    io.matrix(1).store_columns(team, z.n, z.columns, x, is_zero(info));
  }
};

// T B, or with `transposed` T' B.
template <class Real>
struct TriangularMultiply {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) { return triangle_size(z.n) + 2 * long(z.n) * z.columns; }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const Triangle<Real> l{work};
    Real* const x = l.row(z.n);
    Real* const y = x + long(z.n) * z.columns;
    io.matrix(1).load_columns(team, z.n, z.columns, x);
    load_triangle(team, z, io, l);
    for (int j = 0; j < z.columns; ++j) {
      if (z.upper != z.transposed) {
        multiply_lower_transposed<Real>(team, z.n, l, x + j * z.n, y + j * z.n);
      } else {
        multiply_lower<Real>(team, z.n, l, x + j * z.n, y + j * z.n);
      }
    }
    team.sync();
    io.matrix(1).store_columns(team, z.n, z.columns, y, everywhere<Real>());
  }
};

}  // namespace optnet4j
