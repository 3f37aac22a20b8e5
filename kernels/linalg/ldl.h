// A = L D L' of quasi-definite matrices: below the diagonal L, on it D.
#pragma once

#include "../dense/ldl.h"
#include "../dense/triangular.h"
#include "shape.h"

namespace optnet4j {

template <class Real>
struct LdlFactor {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) { return 2 * long(triangle_size(z.n)); }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const Triangle<Real> w{work}, l{w.row(z.n)};
    io.matrix(0).load_lower(team, z.n, w);
    team.sync();
    ldl(team, z.n, w, l);
    const Real info = first_failure<Real>(z.n, [&](int i) OPTNET4J_INLINE_BODY { return is_divisor(l.row(i)[i]); });
    io.set_info(team, info);
    io.matrix(0).store_lower(team, z.n, l, is_zero(info));
  }
};

// X = A^-1 B.
template <class Real>
struct LdlSolve {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) { return triangle_size(z.n) + z.n + long(z.n) * z.columns; }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const Triangle<Real> l{work};
    Real* const reciprocal = l.row(z.n);
    Real* const x = reciprocal + z.n;
    io.matrix(0).load_lower(team, z.n, l);
    io.matrix(1).load_columns(team, z.n, z.columns, x);
    team.sync();
    team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY {
      reciprocal[i] = Real(1) / l.row(i)[i];
      l.row(i)[i] = Real(1);
    });
    team.sync();
    solve_rows<Real>(team, z.columns, z.n, l, x, x);
    for (int j = 0; j < z.columns; ++j) {
      Real* const column = x + j * z.n;
      team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY { column[i] = column[i] * reciprocal[i]; });
      team.sync();
      solve_lower_transposed<Real>(team, z.n, l, column);
    }
    store_solutions(team, io, is_zero(io.info()), z.n, z.columns, x);
  }
};

}  // namespace optnet4j
