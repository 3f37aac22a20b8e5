// The normal form: for problems with bounds, for Q that is only semi-definite, and for many inequalities.
//
// A step of the interior-point method solves
//   [ H A' ] [dx]   [rx]
//   [ A 0  ] [dy] = [ry],   H = Q + C' diag(w) C,   w = z / s,
// with the bounds of bounds.h: rows of G make a product of order n m n, bounds on variables only touch the diagonal.
// With H = T T' and KA = A T^-T, what is left to the equalities is M M' = KA KA'. Where Q is diagonal and G has no
// rows, H is diagonal too and no matrix of order n is ever formed.
#pragma once

#include "bounds.h"
#include "dense/cholesky.h"
#include "dense/triangular.h"
#include "dense/weighted_gram.h"
#include "magnitude.h"

namespace optnet4j {

template <class Real>
struct NormalWorkspace {
  // The problem. Q is the lower triangle of its symmetric part, or its diagonal alone.
  Real* Q;
  Real* A;                // p x n
  Real* G;                // m x n
  ColumnEntries entries;  // of G
  Real* flaw_q;           // 1, the Status that Q alone condemns the problem to, 0 where it is usable
  Real* flaw_a;           // 1, the same for A
  Real* flaw_g;           // 1, the same for G
  Real* proximal;         // 1, added to the diagonal of H
  Real* held;             // 1, weight of bounds that are held
  Real* q;                // n
  Real* b;                // p
  Real* d;                // bounds, the limits; 0 where there is none
  Real* present;          // bounds, 1 or 0

  // The factorisation.
  Triangle<Real> T;  // n + 1: H = T T'; its last row carries a right-hand side. Where H is diagonal: n and n numbers
  Triangle<Real> M;  // p
  Real* KA;          // p x n
  Real* K;           // n x m, G' diag(w)^1/2

  // The point and the step.
  Real* x;          // n
  Real* y;          // p
  Real* z;          // bounds
  Real* s;          // bounds
  Real* dx;         // n
  Real* dy;         // p
  Real* dz;         // bounds
  Real* ds;         // bounds
  Real* w;          // bounds, z / s
  Real* inverse_s;  // bounds, 1 / s; 0 where there is no inequality: absent or held
  Real* push;       // bounds, what the corrector adds to dz
  Real* rx;         // n, -(Q x + q + A'y + C'z)
  Real* ry;         // p, b - A x
  Real* rz;         // bounds, d - C x - s
  Real* right;      // n, right-hand side of the predictor
  Real* qx;         // n, Q x
  Real* pull;       // n
  Real* kept_x;     // n
  Real* kept_y;     // p
  Real* rows;       // m
  Real* gx;         // m

  // Everything but A, G and T, which may lie elsewhere; vectors over the bounds, which may be many, in an area of
  // choice.
  OPTNET4J_DEVICE void carve(const NormalShape& shape, SharedLevel level, Areas<Real>& areas,
                             Carver<Real>& area_of_bounds) {
    const long n = shape.sizes.n, m = shape.sizes.m, p = shape.sizes.p, bounds = shape.kinds.count();
    Carver<Real>& of_q = areas.data(level >= kSharedQ);
    Q = of_q.take(shape.diagonal_q ? n : triangle_size(shape.sizes.n));
    flaw_q = of_q.take(1);
    proximal = of_q.take(1);
    held = of_q.take(1);
    flaw_a = areas.data(level >= kSharedQA).take(1);
    flaw_g = areas.data(level >= kSharedQAG).take(1);
    M = areas.cold.triangle(shape.sizes.p);
    KA = areas.cold.take(p * n);
    K = areas.cold.take(shape.kinds.rows() > 0 ? n * m : 0);
    Real** const of_n[] = {&q, &x, &dx, &rx, &right, &qx, &pull, &kept_x};
    Real** const of_p[] = {&b, &y, &dy, &ry, &kept_y};
    Real** const of_m[] = {&rows, &gx};
    Real** const of_bounds[] = {&d, &present, &z, &s, &dz, &ds, &w, &inverse_s, &push, &rz};
    for (Real** vector : of_n) *vector = areas.hot.take(n);
    for (Real** vector : of_p) *vector = areas.hot.take(p);
    for (Real** vector : of_m) *vector = areas.hot.take(m);
    for (Real** vector : of_bounds) *vector = area_of_bounds.take(bounds);
  }

  // A, G and T next to the rest.
  OPTNET4J_DEVICE void carve_copies(const NormalShape& shape, SharedLevel level, Areas<Real>& areas) {
    const long n = shape.sizes.n;
    A = areas.data(level >= kSharedQA).take(shape.sizes.p * n);
    G = areas.data(level >= kSharedQAG).take(shape.sizes.m * n);
    T = {areas.hot.take(numbers_of_t(shape))};
  }

  OPTNET4J_DEVICE static long numbers_of_t(const NormalShape& shape) {
    return shape.diagonal_h() ? 2L * shape.sizes.n : triangle_size(shape.sizes.n + 1);
  }

  // The right-hand side that takes part in the factorisation of H.
  OPTNET4J_DEVICE Real* border(const NormalShape& shape) const {
    return shape.diagonal_h() ? T.data + shape.sizes.n : T.row(shape.sizes.n);
  }
};

// A pivot this small against its diagonal element is rounding noise. Far less than in the dual form: the weights span
// many orders of magnitude, and what is left beside a large one still counts.
template <class Real>
OPTNET4J_DEVICE Real least_pivot() {
  return Real(ScalarOf<Real>(0.01) * Epsilon<ScalarOf<Real>>::value);
}

// Negative curvature up to this fraction of the largest element of Q counts as rounding: files carry six digits.
constexpr double kCurvature = 2e-5;

// What is added to the diagonal of H, relative to the largest element of Q: enough for directions without curvature,
// far too little to slow the others down. Residuals are those of the data, so it shortens steps and moves no solution.
constexpr double kProximal = 1e-11;

// At least this many roundings of the largest weight: what is smaller is lost beside it anyway. Without it the pivots
// of directions that only the equalities hold, at a vertex say, are noise.
constexpr float kWeightRoundings = 4;

// What is added to the diagonal of A H^-1 A', in roundings of its largest element: enough for rows that depend on
// others.
constexpr float kEqualityRoundings = 1000;

// That many roundings of x.
template <class Real>
OPTNET4J_DEVICE Real roundings(float count, Real x) {
  using Scalar = ScalarOf<Real>;
  return Real(Scalar(count) * Epsilon<Scalar>::value) * x;
}

// Checks that Q is convex and sets what depends on it alone, to be met before others read it.
template <class Team, class Real>
OPTNET4J_STAGE void judge_quadratic(Team team, const NormalShape& shape, const NormalWorkspace<Real>& w) {
  using Scalar = ScalarOf<Real>;
  const int n = shape.sizes.n;
  const Real size = largest(team, shape.diagonal_q ? n : triangle_size(n), w.Q);
  const Real shift = Real(Scalar(kCurvature)) * size;
  MaskOf<Real> concave = Real(0) > Real(0);
  if (shape.diagonal_q) {
    Real low(0);
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY { low = max(-w.Q[i], low); });
    concave = team.max(low) > shift;
  } else {
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.pull[i] = shift; });
    team.sync();
    concave = cholesky(team.near(), CholeskyJob<Real>{{w.Q}, w.pull, w.T, n, 0}, Real(0)) & (size > Real(0));
  }
  if (team.rank() == 0) {
    *w.flaw_q = max(*w.flaw_q, select(concave, Real(kNotPositiveDefinite), Real(0)));
    const Real unit = select(size > Real(0), size, Real(1));
    *w.proximal = Real(Scalar(kProximal)) * unit;
    // A step leaves little of what is wrong with such a bound, and half the digits for everything else.
    *w.held = unit / sqrt(Real(Epsilon<Scalar>::value));
  }
}

// H = T T' for the weights w, and T^-1 times the border, which is shared out as each() does. A diagonal H stays so.
template <class Team, class Real>
OPTNET4J_STAGE void factor_normal(Team team, const NormalShape& shape, const NormalWorkspace<Real>& w) {
  const int n = shape.sizes.n, m = shape.sizes.m;
  Real proximal = *w.proximal;
  if (!shape.diagonal_h())
    proximal = max(roundings(kWeightRoundings, largest(team, shape.kinds.count(), w.w)), proximal);
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY {
    const Real weight = on_variable<1>(shape.kinds, w.w, i) + proximal;
    // Where Q counts as semi-definite its diagonal may be negative, that of H is not.
    w.pull[i] = weight + (shape.diagonal_q ? max(w.Q[i], Real(0)) : max(-w.Q[triangle_size(i + 1) - 1], Real(0)));
  });
  team.sync();
  if (shape.diagonal_h()) {
    Real* const right = w.border(shape);
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY {
      const Real inverse = Real(1) / sqrt(w.pull[i]);
      w.T.data[i] = inverse;
      right[i] = right[i] * inverse;
    });
    return;
  }
  Triangle<const Real> sum = {w.Q};
  if (shape.kinds.rows() > 0) {
    team.each(m, [&](int i) OPTNET4J_INLINE_BODY { w.rows[i] = sqrt(on_row<1>(shape.kinds, w.w, i)); });
    weighted_gram(team, m, n, w.G, w.entries, w.rows, w.K, w.T);
    if (!shape.diagonal_q) {
      team.sync();
      team.each(triangle_size(n), [&](int e) OPTNET4J_INLINE_BODY { w.T.data[e] = w.T.data[e] + w.Q[e]; });
    }
    team.sync();
    sum = w.T;
  }
  cholesky(team.near(), CholeskyJob<Real>{sum, w.pull, w.T, n, 1}, least_pivot<Real>());
}

// M M' = A H^-1 A'. Overwrites kept_y.
template <class Team, class Real>
OPTNET4J_STAGE void factor_equalities(Team team, const NormalShape& shape, const NormalWorkspace<Real>& w) {
  const int n = shape.sizes.n, p = shape.sizes.p;
  if (p == 0) return;
  if (shape.diagonal_h()) {
    team.each(n, [&](int j) OPTNET4J_INLINE_BODY {
      for (int i = 0; i < p; ++i) w.KA[i * n + j] = w.A[i * n + j] * w.T.data[j];
    });
    team.sync();
  } else {
    solve_rows<Real>(team, p, n, w.T, w.A, w.KA);
  }
  gram<Real>(team, p, n, w.KA, 0, w.KA, w.M);
  team.sync();
  Real size(0);
  team.each(p, [&](int i) OPTNET4J_INLINE_BODY { size = max(w.M.row(i)[i], size); });
  size = team.max(size);
  // Without any number in A, its multipliers are zero.
  size = select(size > Real(0), roundings(kEqualityRoundings, size), Real(1));
  team.each(p, [&](int i) OPTNET4J_INLINE_BODY { w.kept_y[i] = size; });
  team.sync();
  cholesky(team, CholeskyJob<Real>{w.M, w.kept_y, w.M, p, 0}, least_pivot<Real>());
}

template <class Team, class Real>
OPTNET4J_DEVICE void solve_half(Team team, const NormalShape& shape, const NormalWorkspace<Real>& w, Real* v,
                                bool transposed) {
  if (shape.diagonal_h()) {
    team.each(shape.sizes.n, [&](int i) OPTNET4J_INLINE_BODY { v[i] = v[i] * w.T.data[i]; });
    team.sync();
  } else if (transposed) {
    solve_lower_transposed<Real>(team.near(), shape.sizes.n, w.T, v);
  } else {
    solve_lower<Real>(team.near(), shape.sizes.n, w.T, v);
  }
}

// (dx, dy) for the right-hand sides T^-1 rx, which is in dx, and ry.
template <class Team, class Real>
OPTNET4J_STAGE void solve_normal(Team team, const NormalShape& shape, const NormalWorkspace<Real>& w) {
  const int n = shape.sizes.n, p = shape.sizes.p;
  if (p > 0) {
    multiply(team, p, n, w.KA, w.dx, w.dy);
    team.each(p, [&](int i) OPTNET4J_INLINE_BODY { w.dy[i] = w.dy[i] - w.ry[i]; });
    team.sync();
    solve_lower<Real>(team, p, w.M, w.dy);
    solve_lower_transposed<Real>(team, p, w.M, w.dy);
    multiply_by_columns(team, p, n, w.KA, w.dy, w.pull);
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.dx[i] = w.dx[i] - w.pull[i]; });
    team.sync();
  }
  solve_half(team, shape, w, w.dx, true);
}

}  // namespace optnet4j
