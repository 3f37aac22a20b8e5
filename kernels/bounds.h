// Bounds on rows and on variables as the normal form sees them: every bound is one inequality
//
//   c'x + s = d,  s >= 0,  with a multiplier z >= 0
//
// where c is plus or minus a row of G or a unit vector, so that products with all of C cost one product with G. A kind
// of bound that the batch has is there for every row or variable. Where it is infinite, z = 0 and s = 1 throughout and
// it counts as absent.
#pragma once

#include "dense/product.h"
#include "normal_shape.h"

namespace optnet4j {

// Where an upper bound does not exceed its lower one, there is nothing for an interior point to be inside of. Returns
// this member's part of the flaw; d and present are shared out as each() does, kind by kind.
template <class Team, class Real>
OPTNET4J_DEVICE Real without_interior(Team team, BoundKinds kinds, const Real* d, const Real* present) {
  Real flaw(0);
  const auto look = [&](int upper, int count) OPTNET4J_INLINE_BODY {
    team.each(count, [&](int i) OPTNET4J_INLINE_BODY {
      const int above = upper + i, below = above + count;
      const MaskOf<Real> empty = (present[above] * present[below] > Real(0)) & (d[above] <= -d[below]);
      flaw = select(empty, Real(kNumericalError), flaw);
    });
  };
  if (kinds.u > 0 && kinds.l > 0) look(0, kinds.u);
  if (kinds.ub > 0 && kinds.lb > 0) look(kinds.rows(), kinds.ub);
  return flaw;
}

// to_k = c_k' x from Gx and x, to be met before others read it.
template <class Team, class Real>
OPTNET4J_DEVICE void along_bounds(Team team, BoundKinds kinds, const Real* gx, const Real* x, Real* to) {
  team.each(kinds.u, [&](int i) OPTNET4J_INLINE_BODY { to[i] = gx[i]; });
  team.each(kinds.l, [&](int i) OPTNET4J_INLINE_BODY { to[kinds.u + i] = -gx[i]; });
  Real* const boxes = to + kinds.rows();
  team.each(kinds.ub, [&](int i) OPTNET4J_INLINE_BODY { boxes[i] = x[i]; });
  team.each(kinds.lb, [&](int i) OPTNET4J_INLINE_BODY { boxes[kinds.ub + i] = -x[i]; });
}

// What z, or weights with Sign 1, amounts to on row i of G.
template <int Sign, class Real>
OPTNET4J_DEVICE Real on_row(BoundKinds kinds, const Real* z, int i) {
  Real sum(0);
  if (kinds.u > 0) sum = z[i];
  if (kinds.l > 0) sum = Sign > 0 ? sum + z[kinds.u + i] : sum - z[kinds.u + i];
  return sum;
}

// The same on variable i itself.
template <int Sign, class Real>
OPTNET4J_DEVICE Real on_variable(BoundKinds kinds, const Real* z, int i) {
  const Real* const boxes = z + kinds.rows();
  Real sum(0);
  if (kinds.ub > 0) sum = boxes[i];
  if (kinds.lb > 0) sum = Sign > 0 ? sum + boxes[kinds.ub + i] : sum - boxes[kinds.ub + i];
  return sum;
}

// to = C'z, shared out as each() does. Overwrites rows (m).
template <class Team, class Real>
OPTNET4J_DEVICE void pull_bounds(Team team, Shape shape, BoundKinds kinds, const Real* g, const Real* z, Real* rows,
                                 Real* to) {
  if (kinds.rows() > 0) {
    team.each(shape.m, [&](int i) OPTNET4J_INLINE_BODY { rows[i] = on_row<-1>(kinds, z, i); });
    team.sync();
    multiply_by_columns(team, shape.m, shape.n, g, rows, to);
    team.each(shape.n, [&](int i) OPTNET4J_INLINE_BODY { to[i] = to[i] + on_variable<-1>(kinds, z, i); });
  } else {
    team.each(shape.n, [&](int i) OPTNET4J_INLINE_BODY { to[i] = on_variable<-1>(kinds, z, i); });
  }
}

}  // namespace optnet4j
