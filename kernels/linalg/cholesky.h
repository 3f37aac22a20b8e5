// Cholesky factors in memory: the diagonal is that of L, not its reciprocals.
#pragma once

#include "../dense/cholesky.h"
#include "../dense/product.h"
#include "../dense/triangular.h"
#include "shape.h"

namespace optnet4j {

// A = L L'.
template <class Real>
struct CholeskyFactor {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) { return triangle_size(z.n); }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const Triangle<Real> l{work};
    io.matrix(0).load_lower(team, z.n, l);
    team.sync();
    cholesky(team, CholeskyJob<Real>{l, nullptr, l, z.n, 0}, Real(0));
    // A pivot that was not positive has left a reciprocal that is zero, infinite or no number.
    const Real info = first_failure<Real>(
        z.n, [&](int i) OPTNET4J_INLINE_BODY { return is_divisor(l.row(i)[i]) & (l.row(i)[i] > Real(0)); });
    team.sync();
    invert_diagonal(team, z.n, l);
    team.sync();
    io.set_info(team, info);
    io.matrix(0).store_lower(team, z.n, l, is_zero(info));
  }
};

// X = A^-1 B.
template <class Real>
struct CholeskySolve {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) { return triangle_size(z.n) + long(z.n) * z.columns; }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const Triangle<Real> l{work};
    Real* const x = l.row(z.n);
    io.matrix(0).load_lower(team, z.n, l);
    io.matrix(1).load_columns(team, z.n, z.columns, x);
    team.sync();
    invert_diagonal(team, z.n, l);
    team.sync();
    solve_rows<Real>(team, z.columns, z.n, l, x, x);
    for (int j = 0; j < z.columns; ++j) solve_lower_transposed<Real>(team, z.n, l, x + j * z.n);
    store_solutions(team, io, is_zero(io.info()), z.n, z.columns, x);
  }
};

// A^-1 = L^-T L^-1.
template <class Real>
struct CholeskyInverse {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) { return triangle_size(z.n) + long(z.n) * z.n; }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const Triangle<Real> l{work};
    Real* const root = l.row(z.n);  // L^-T
    io.matrix(0).load_lower(team, z.n, l);
    team.each(z.n * z.n, [&](int e) OPTNET4J_INLINE_BODY { root[e] = Real(e / z.n == e % z.n ? 1 : 0); });
    team.sync();
    invert_diagonal(team, z.n, l);
    team.sync();
    solve_rows<Real>(team, z.n, z.n, l, root, root);
    gram<Real>(team, z.n, z.n, root, 0, nullptr, l);
    team.sync();
    keep_where(team, is_zero(io.info()), triangle_size(z.n), l.data);
    team.sync();
    io.matrix(0).store_lower(team, z.n, l, everywhere<Real>());
  }
};

}  // namespace optnet4j
