// The gradient, from the factorisation that the forward pass left.
//
// With mu = diag(lambda) dlambda the adjoint system is the optimality system of the same quadratic program with the
// inequality block softened by diag(s / lambda), so it runs through the same reduction: q = dL/dx, b = -dL/dnu,
// h = -dL/dlambda in, x = dx, nu = dnu, lambda = mu out (Amos & Kolter 2017, equations 6 to 8).
#pragma once

#include "dual_form.h"

namespace optnet4j {

template <class Team, class Real>
OPTNET4J_STAGE void solve_adjoint(Team team, Shape z, const Workspace<Real>& w) {
  const Vectors<Real>& v = w.vectors;
  reduce_right_hand_side(team, z, w.matrices, v);
  team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY { v.lambda[i] = -v.c[i]; });
  team.sync();
  solve_lower<Real>(team.near(), z.m, w.T, v.lambda);
  solve_lower_transposed<Real>(team.near(), z.m, w.T, v.lambda);
  recover(team, z, w.matrices, v);
}

}  // namespace optnet4j
