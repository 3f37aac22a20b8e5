// The operations of the linear algebra, written once: for a pack of matrices on the CPU, for one on the GPU.
//
// An operation is a struct with
//   numbers(z)              how many numbers of work space it needs
//   run(team, z, io, work)  what it does
// Memory is the business of its Io. io.matrix(k) is operand k as optnet4j_linalg.h lists them, and moves parts of it:
//   load(team, rows, columns, to)          by rows
//   load_columns(team, rows, columns, to)  by columns, which solves and products want
//   load_lower(team, n, to), load_lower_transposed(team, n, to)
//   store(...), store_columns(...), store_lower(...)  where the mask given last is set
// Loads end without a meeting of the team, stores begin without one. io.info() and io.set_info(team, info) are the
// labels of matrices, io.pivot(i) and io.set_pivot(team, i, row) the rows that were exchanged.
#pragma once

#include "../dense/triangle.h"

namespace optnet4j {

struct LinalgShape {
  int n;
  int m;
  int p;
  int columns;
  bool upper;
  bool transposed;
  bool unit;
  bool add;
  bool weighted;
};

template <class Real>
OPTNET4J_DEVICE Real not_a_number() {
  return Real(ScalarOf<Real>(__builtin_nan("")));
}

template <class Real>
OPTNET4J_DEVICE MaskOf<Real> is_zero(Real info) {
  return info == Real(0);
}

template <class Real>
OPTNET4J_DEVICE MaskOf<Real> everywhere() {
  return Real(0) == Real(0);
}

// Whether something can be divided by a: it and its reciprocal are finite.
template <class Real>
OPTNET4J_DEVICE MaskOf<Real> is_divisor(Real a) {
  const Real largest(Largest<ScalarOf<Real>>::value);
  return (abs(a) <= largest) & (abs(Real(1) / a) <= largest);
}

// 0, or the first k, from 1, for which ok(k - 1) does not hold.
template <class Real, class Test>
OPTNET4J_DEVICE Real first_failure(int count, const Test& ok) {
  Real first(0);
  for (int i = count - 1; i >= 0; --i) first = select(ok(i), first, Real(i + 1));
  return first;
}

// Not a number where the mask is not set.
template <class Team, class Real>
OPTNET4J_DEVICE void keep_where(Team team, MaskOf<Real> mask, int count, Real* x) {
  if (!any(!mask)) return;
  team.each(count, [&](int e) OPTNET4J_INLINE_BODY { x[e] = select(mask, x[e], not_a_number<Real>()); });
}

// From a diagonal to the reciprocals that solves multiply by, or back.
template <class Team, class Real>
OPTNET4J_DEVICE void invert_diagonal(Team team, int n, Triangle<Real> l) {
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY { l.row(i)[i] = Real(1) / l.row(i)[i]; });
}

// Solutions x, by columns, in place of the right-hand sides, which are operand 1; no numbers where there is no usable
// factor.
template <class Team, class Io, class Real>
OPTNET4J_DEVICE void store_solutions(Team team, const Io& io, MaskOf<Real> usable, int rows, int columns, Real* x) {
  keep_where(team, usable, rows * columns, x);
  team.sync();
  io.matrix(1).store_columns(team, rows, columns, x, everywhere<Real>());
}

}  // namespace optnet4j
