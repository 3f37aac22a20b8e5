// Bounds on rows and on variables as the normal form sees them: every bound is one inequality
//
//   c'x + s = d,  s >= 0,  with a multiplier z >= 0
//
// where c is plus or minus a row of G or a unit vector, so that products with all of C cost one product with G. A kind
// of bound that the batch has is there for every row or variable. Where it is infinite, z = 0 and s = 1 throughout and
// it counts as absent. Where both bounds of a row or variable are equal, the lower one counts as absent and the upper
// one as held: c'x = d, s = 0 throughout, and z of either sign.
#pragma once

#include "dense/product.h"
#include "normal_shape.h"

namespace optnet4j {

// Calls body(above, below) for the two bounds of every row and variable that may have both, shared out as each() does.
template <class Team, class Body>
OPTNET4J_DEVICE void each_pair(Team team, BoundKinds kinds, const Body& body) {
  if (kinds.u > 0 && kinds.l > 0) team.each(kinds.u, [&](int i) OPTNET4J_INLINE_BODY { body(i, kinds.u + i); });
  const int boxes = kinds.rows();
  if (kinds.ub > 0 && kinds.lb > 0)
    team.each(kinds.ub, [&](int i) OPTNET4J_INLINE_BODY { body(boxes + i, boxes + kinds.ub + i); });
}

// Marks the slacks of bounds that are held, and returns this member's part of the flaw: where an upper bound is below
// its lower one, nothing is feasible. d, present and s are shared out as each() does, kind by kind.
template <class Team, class Real>
OPTNET4J_DEVICE Real settle_bounds(Team team, BoundKinds kinds, Real* d, Real* present, Real* s) {
  const Real zero(0), one(1);
  Real flaw(0);
  for_kinds(kinds, [&](int, int first, int count) OPTNET4J_INLINE_BODY {
    team.each(count, [&](int i) OPTNET4J_INLINE_BODY { s[first + i] = one; });
  });
  each_pair(team, kinds, [&](int above, int below) OPTNET4J_INLINE_BODY {
    const MaskOf<Real> both = present[above] * present[below] > zero;
    const MaskOf<Real> held = both & (d[above] == -d[below]);
    flaw = select(both & (d[above] < -d[below]), Real(kNumericalError), flaw);
    present[below] = select(held, zero, present[below]);
    d[below] = select(held, zero, d[below]);
    s[above] = select(held, zero, one);
    s[below] = select(held, zero, one);
  });
  return flaw;
}

// Gives the multiplier of a bound that is held to the side that holds the point back.
template <class Team, class Real>
OPTNET4J_DEVICE void split_held(Team team, BoundKinds kinds, const Real* s, Real* z) {
  each_pair(team, kinds, [&](int above, int below) OPTNET4J_INLINE_BODY {
    const MaskOf<Real> held = s[above] == Real(0);
    const Real free = z[above];
    z[below] = select(held, max(-free, Real(0)), z[below]);
    z[above] = select(held, max(free, Real(0)), free);
  });
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
