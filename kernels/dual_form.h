// The dual form: x and nu eliminated once, so that the interior-point iteration lives on (lambda, s) alone.
//
// With Q = L L', KA = A L^-T, KG = G L^-T, M M' = KA KA' and u = L^-1 q, stationarity and A x = b give for any lambda
//   nu = -M^-T gamma,   gamma = M^-1 (KA y + b),   y = u + KG' lambda
//   x  = -L^-T (y + KA' nu)
// and the inequalities G x + s = h become the linear complementarity problem
//   s = S lambda + c,  S = KG KG' - V V',  V = KG KA' M^-T,  c = h - G x at lambda = 0.
// S is m x m and positive semi-definite. Neither Q nor G is touched again until x is recovered.
#pragma once

#include "dense/cholesky.h"
#include "dense/product.h"
#include "dense/triangular.h"
#include "problem.h"

namespace optnet4j {

// A pivot this small against its diagonal element is rounding noise: the matrix is not numerically positive definite.
template <class Real>
OPTNET4J_DEVICE Real pivot_bound(int n) {
  return Real(ScalarOf<Real>(n) * Epsilon<ScalarOf<Real>>::value);
}

template <class Team, class Real>
OPTNET4J_STAGE void factor_quadratic(Team team, Shape z, const Matrices<Real>& to) {
  const MaskOf<Real> raised = cholesky(team, CholeskyJob<Real>{to.Q, nullptr, to.L, z.n, 0}, pivot_bound<Real>(z.n));
  if (team.rank() == 0) *to.flaw_q = max(*to.flaw_q, select(raised, Real(kNotPositiveDefinite), Real(0)));
}

template <class Team, class Real>
OPTNET4J_STAGE void fold_equalities(Team team, Shape z, const Matrices<Real>& to) {
  solve_rows<Real>(team, z.p, z.n, to.L, to.A, to.KA);
  gram<Real>(team, z.p, z.n, to.KA, 0, to.KA, to.M);
  const MaskOf<Real> raised = cholesky(team, CholeskyJob<Real>{to.M, nullptr, to.M, z.p, 0}, pivot_bound<Real>(z.n));
  // More rows than variables depend on each other, whatever rounding leaves of their last pivots.
  const MaskOf<Real> dependent = raised | (Real(z.p) > Real(z.n));
  if (team.rank() == 0) *to.flaw_a = max(*to.flaw_a, select(dependent, Real(kNotPositiveDefinite), Real(0)));
}

template <class Team, class Real>
OPTNET4J_STAGE void reduce_inequalities(Team team, Shape z, const Matrices<Real>& to) {
  solve_rows<Real>(team, z.m, z.n, to.L, to.G, to.KG);
  multiply_transposed<Real>(team, z.m, z.p, z.n, to.KG, to.KA, to.V);
  solve_rows<Real>(team, z.m, z.p, to.M, to.V, to.V);
  gram<Real>(team, z.m, z.n, to.KG, z.p, to.V, to.S);
}

// y <- y + KA' nu, where nu = -M^-T gamma, gamma = M^-1 (KA y + b), so that x = -L^-T y meets the equalities. y is
// shared out as each() does. Overwrites pull_nu.
template <class Team, class Real>
OPTNET4J_STAGE void meet_equalities(Team team, Shape z, const Matrices<Real>& with, const Vectors<Real>& of, Real* y) {
  if (z.p == 0) return;
  multiply(team, z.p, z.n, with.KA, y, of.gamma);
  team.each(z.p, [&](int i) OPTNET4J_INLINE_BODY { of.gamma[i] = of.gamma[i] + of.b[i]; });
  team.sync();
  solve_lower<Real>(team, z.p, with.M, of.gamma);
  team.each(z.p, [&](int i) OPTNET4J_INLINE_BODY { of.nu[i] = -of.gamma[i]; });
  team.sync();
  solve_lower_transposed<Real>(team, z.p, with.M, of.nu);
  multiply_by_columns(team, z.p, z.n, with.KA, of.nu, of.pull_nu);
  team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY { y[i] = y[i] + of.pull_nu[i]; });
}

// Right-hand sides of the reduced system: u = L^-1 q, and where there are inequalities gamma and c, which is shared out
// as each() does. Overwrites work_n, pull_nu and nu.
template <class Team, class Real>
OPTNET4J_STAGE void reduce_right_hand_side(Team team, Shape z, const Matrices<Real>& with, const Vectors<Real>& of) {
  team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY { of.u[i] = of.q[i]; });
  team.sync();
  solve_lower<Real>(team, z.n, with.L, of.u);
  if (z.m == 0) return;
  team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY { of.work_n[i] = of.u[i]; });
  team.sync();
  meet_equalities(team, z, with, of, of.work_n);
  if (z.p > 0) team.sync();
  multiply(team, z.m, z.n, with.KG, of.work_n, of.c);
  team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY { of.c[i] = of.c[i] + of.h[i]; });
}

// x and nu of lambda. Overwrites work_n, pull_nu and gamma.
template <class Team, class Real>
OPTNET4J_STAGE void recover(Team team, Shape z, const Matrices<Real>& with, const Vectors<Real>& of) {
  multiply_by_columns(team, z.m, z.n, with.KG, of.lambda, of.work_n);
  team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY { of.work_n[i] = of.u[i] + of.work_n[i]; });
  team.sync();
  meet_equalities(team, z, with, of, of.work_n);
  team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY { of.x[i] = -of.work_n[i]; });
  team.sync();
  solve_lower_transposed<Real>(team, z.n, with.L, of.x);
}

}  // namespace optnet4j
