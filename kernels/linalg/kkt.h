// The KKT matrix [Q A' G'; A 0 0; G 0 -W] of a quadratic program, through the reduction of the solver (dual_form.h).
//
// What is kept of a matrix is a row of numbers: first what does not depend on W, then the factor T of S + W, then S.
// The last row of T, where the solver solves along, has the squared lengths of the rows of K_G.
#pragma once

#include "../gradient.h"
#include "../interior_point.h"
#include "shape.h"

namespace optnet4j {

// Why there is no factor, as `info` has it.
enum KktFlaw : int { kQuadraticNotDefinite = 1, kEqualitiesDependent = 2, kReducedNotDefinite = 3 };

// The numbers of a factor, and behind them the vectors of a solve.
template <class Real>
struct KktWork {
  Workspace<Real> w;
  long factor;  // how many numbers are kept
  long base;    // how many of them do not depend on W
  long all;     // with the vectors

  OPTNET4J_DEVICE KktWork(const LinalgShape& z, Real* work) {
    const Shape shape{z.n, z.m, z.p};
    Areas<Real> counted;
    Workspace<Real>().carve(shape, kNothingShared, counted);
    base = counted.factor.used - triangle_size(z.m + 1);
    factor = counted.factor.used + triangle_size(z.m);
    Areas<Real> areas;
    areas.factor.base = work;
    areas.cold.base = work + factor;
    areas.hot.base = areas.cold.base + counted.cold.used;
    w.carve(shape, kNothingShared, areas);
    w.matrices.S = areas.factor.triangle(z.m);
    all = factor + counted.cold.used + counted.hot.used;
  }
};

// All that depends on Q, A and G alone.
template <class Real>
struct KktPrepare {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) { return KktWork<Real>(z, nullptr).all; }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const KktWork<Real> kkt(z, work);
    Matrices<Real> of = kkt.w.matrices;
    of.A = of.KA;
    of.G = of.KG;
    io.matrix(0).load_lower(team, z.n, of.Q);
    io.matrix(1).load(team, z.p, z.n, of.A);
    io.matrix(2).load(team, z.m, z.n, of.G);
    if (team.rank() == 0) *of.flaw_q = *of.flaw_a = Real(0);
    team.each(triangle_size(z.m + 1), [&](int e) OPTNET4J_INLINE_BODY { kkt.w.T.data[e] = Real(0); });
    team.sync();
    const Shape shape{z.n, z.m, z.p};
    factor_quadratic(team, shape, of);
    fold_equalities(team, shape, of);
    reduce_inequalities(team, shape, of);
    team.sync();
    team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
      Real length(0);
      for (int j = 0; j < z.n; ++j) length = fma(of.KG[i * z.n + j], of.KG[i * z.n + j], length);
      kkt.w.T.row(z.m)[i] = length;
    });
    team.sync();
    Real info = select(is_zero(*of.flaw_a), Real(0), Real(kEqualitiesDependent));
    info = select(is_zero(*of.flaw_q), info, Real(kQuadraticNotDefinite));
    io.set_info(team, info);
    io.matrix(3).store(team, 1, int(kkt.factor), work, is_zero(info));
  }
};

// T T' = S + W.
template <class Real>
struct KktFactor {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) {
    return triangle_size(z.m + 1) + triangle_size(z.m) + z.m;
  }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const KktWork<Real> place(z, nullptr);
    const int tail = int(place.factor - place.base);
    const Triangle<Real> t{work}, s{work + triangle_size(z.m + 1)};
    Real* const w = s.row(z.m);
    const auto kept = io.matrix(1).from_column(place.base);
    io.matrix(0).load_columns(team, z.m, 1, w);
    kept.load(team, 1, tail, work);
    const Real before = io.info();
    team.sync();
    const MaskOf<Real> raised = cholesky(team, CholeskyJob<Real>{s, w, t, z.m, 0}, pivot_bound<Real>(z.m));
    // Pivots have to stand out from the rounding of what S + W was computed from.
    MaskOf<Real> definite = !raised;
    const Real rounding(ScalarOf<Real>(z.n + z.p + z.m) * Epsilon<ScalarOf<Real>>::value);
    for (int i = 0; i < z.m; ++i) {
      const Real reciprocal = t.row(i)[i], size = t.row(z.m)[i] + w[i];
      definite = definite & is_divisor(reciprocal) & (reciprocal * reciprocal * (rounding * size) < Real(1));
    }
    const Real reduced = select(definite, Real(0), Real(kReducedNotDefinite));
    const Real info = select(is_zero(before) | (before == Real(kReducedNotDefinite)), reduced, before);
    io.set_info(team, info);
    kept.store(team, 1, tail, work, is_zero(info));
  }
};

// (x, nu, lambda) of right-hand sides of n + p + m rows. The matrix is symmetric: this solves with its transpose too.
template <class Real>
struct KktSolve {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) {
    return KktWork<Real>(z, nullptr).all + long(z.n + z.p + z.m) * z.columns;
  }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const int rows = z.n + z.p + z.m;
    const KktWork<Real> kkt(z, work);
    const Vectors<Real>& v = kkt.w.vectors;
    Real* const b = work + kkt.all;
    io.matrix(0).load(team, 1, int(kkt.base) + triangle_size(z.m), work);
    io.matrix(1).load_columns(team, rows, z.columns, b);
    team.sync();
    for (int j = 0; j < z.columns; ++j) {
      Real* const column = b + j * rows;
      team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY { v.q[i] = -column[i]; });
      team.each(z.p, [&](int i) OPTNET4J_INLINE_BODY { v.b[i] = column[z.n + i]; });
      team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY { v.h[i] = column[z.n + z.p + i]; });
      team.sync();
      solve_adjoint(team, Shape{z.n, z.m, z.p}, kkt.w);
      team.sync();
      team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY { column[i] = v.x[i]; });
      team.each(z.p, [&](int i) OPTNET4J_INLINE_BODY { column[z.n + i] = v.nu[i]; });
      team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY { column[z.n + z.p + i] = v.lambda[i]; });
      team.sync();
    }
    store_solutions(team, io, is_zero(io.info()), rows, z.columns, b);
  }
};

}  // namespace optnet4j
