// Which bounds the problems of a batch have, and what a bound is to the normal form.
#pragma once

#include "problem.h"

namespace optnet4j {

// The kinds of bounds a batch has, in the order in which they are stacked, and where each of them starts.
struct BoundKinds {
  int u, l, ub, lb;  // how many: m or 0, m or 0, n or 0, n or 0

  OPTNET4J_DEVICE int count() const { return u + l + ub + lb; }
  OPTNET4J_DEVICE int rows() const { return u + l; }
};

// body(kind, first, count) for each kind that there is: 0 to 3 in their order, and where its bounds lie. Those of odd
// kinds are lower bounds.
template <class Body>
OPTNET4J_DEVICE void for_kinds(BoundKinds kinds, const Body& body) {
  const int counts[] = {kinds.u, kinds.l, kinds.ub, kinds.lb};
  int first = 0;
  OPTNET4J_UNROLL
  for (int kind = 0; kind < 4; ++kind) {
    if (counts[kind] > 0) body(kind, first, counts[kind]);
    first += counts[kind];
  }
}

struct NormalShape {
  Shape sizes;
  BoundKinds kinds;
  bool diagonal_q;

  OPTNET4J_DEVICE bool diagonal_h() const { return diagonal_q && kinds.rows() == 0; }
};

// A bound as the limit of c'x <= d.
template <class Real>
struct Limit {
  Real d;        // 0 where there is none
  Real present;  // 1 or 0
  Real flaw;     // the Status of a problem with a NaN or an infinity of the wrong sign for its bound, 0 elsewhere
};

template <class Real>
OPTNET4J_DEVICE Limit<Real> limit_of(int kind, Real bound) {
  const Real zero(0), most(Largest<ScalarOf<Real>>::value);
  const Real value = kind % 2 == 0 ? bound : -bound;
  const MaskOf<Real> finite = abs(value) <= most;
  return {select(finite, value, zero), select(finite, Real(1), zero),
          select(value >= -most, zero, Real(kInvalidInput))};
}

// What callers see of a slack: none where there is no bound, and zero where the bound is held (bounds.h).
template <class Real>
OPTNET4J_DEVICE Real slack_of(Real s, Real present) {
  return select((present > Real(0)) | (s == Real(0)), s, Real(ScalarOf<Real>(kInfinity)));
}

}  // namespace optnet4j
