// P A = L U with partial pivoting.
#pragma once

#include "../dense/lu.h"
#include "../dense/triangular.h"
#include "shape.h"

namespace optnet4j {

template <class Real>
struct LuFactor {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) { return long(z.n) * z.n + z.n; }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    Real* const a = work;
    Real* const pivot = a + long(z.n) * z.n;
    io.matrix(0).load(team, z.n, z.n, a);
    team.sync();
    lu(team, z.n, a, pivot);
    const Real info = first_failure<Real>(z.n, [&](int i) OPTNET4J_INLINE_BODY { return is_divisor(a[i * z.n + i]); });
    io.set_info(team, info);
    for (int i = 0; i < z.n; ++i) io.set_pivot(team, i, pivot[i]);
    io.matrix(0).store(team, z.n, z.n, a, is_zero(info));
  }
};

// X = A^-1 B, or with `transposed` A^-T B: A = P' L U, and U is the transpose of a lower triangle.
template <class Real>
struct LuSolve {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) {
    return 2 * long(triangle_size(z.n)) + long(z.n) * z.columns;
  }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const Triangle<Real> l{work}, u{l.row(z.n)};
    Real* const x = u.row(z.n);
    io.matrix(0).load_lower(team, z.n, l);
    io.matrix(0).load_lower_transposed(team, z.n, u);
    io.matrix(1).load_columns(team, z.n, z.columns, x);
    team.sync();
    team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY {
      l.row(i)[i] = Real(1);
      u.row(i)[i] = Real(1) / u.row(i)[i];
    });
    team.sync();
    const MaskOf<Real> usable = is_zero(io.info());
    for (int j = 0; j < z.columns; ++j) {
      Real* const column = x + j * z.n;
      if (z.transposed) {
        solve_lower<Real>(team, z.n, u, column);
        solve_lower_transposed<Real>(team, z.n, l, column);
        for (int i = z.n - 1; i >= 0; --i) exchange(team, column, i, select(usable, io.pivot(i), Real(i)));
      } else {
        for (int i = 0; i < z.n; ++i) exchange(team, column, i, select(usable, io.pivot(i), Real(i)));
        solve_lower<Real>(team, z.n, l, column);
        solve_lower_transposed<Real>(team, z.n, u, column);
      }
    }
    store_solutions(team, io, usable, z.n, z.columns, x);
  }

 private:
  template <class Team>
  OPTNET4J_DEVICE static void exchange(Team team, Real* column, int i, Real pivot) {
    exchange_rows(team, 1, column, 1, i, pivot);
    team.sync();
  }
};

}  // namespace optnet4j
