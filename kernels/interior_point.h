// The interior-point iteration, once for every back end.
//
// Mehrotra's predictor-corrector on the monotone linear complementarity problem of dual_form.h:
//   s = S lambda + c,  s >= 0,  lambda >= 0,  s'lambda = 0,
// or, with smoothing, s_i lambda_i = smoothing for each i.
// The residual r = s - S lambda - c shrinks by (1 - alpha) per step because both variables take the same step, so the
// iteration needs no product with S: one Cholesky factorisation of S + diag(s / lambda) and two solves.
//
// Two rules keep it from cycling. Plain Mehrotra with a fixed fraction of 0.999 to the boundary never converges on some
// tens of a million random problems, most often because the corrector step raises mu:
//   - the fraction is 1 - sigma within [0.9, 0.9999]: bold only where the predictor itself got through;
//   - after a step that raised mu, the next one only centres (sigma = 1, no second-order term).
// Where sigma mu is below the smoothing, a step is Newton's towards the smoothed point: no second-order term either.
//
// Lanes of a pack run in lock-step but independently: a lane that has stopped keeps its values by selection.
#pragma once

#include "dense/cholesky.h"
#include "dense/triangular.h"
#include "problem.h"
#include "stopping.h"

namespace optnet4j {

// What the iteration knows of each lane between calls.
template <class Real>
struct Progress {
  MaskOf<Real> active;    // still iterating
  MaskOf<Real> broken;    // met a number that is not finite
  MaskOf<Real> recentre;  // the last step raised mu: the next one only centres
  Real iterations;
};

// T T' = S + diag(d), the last row of T solved along.
template <class Team, class Real>
OPTNET4J_DEVICE void factor_reduced(Team team, Shape z, const Workspace<Real>& w, const Real* d) {
  cholesky(team.near(), CholeskyJob<Real>{w.matrices.S, d, w.T, z.m, 1}, pivot_bound<Real>(z.m));
}

template <class Team, class Real>
OPTNET4J_STAGE void start(Team team, Shape z, const Workspace<Real>& w) {
  const Vectors<Real>& v = w.vectors;
  Real* rhs = w.T.row(z.m);
  team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
    v.d[i] = Real(1);
    rhs[i] = -v.c[i];
  });
  team.sync();
  factor_reduced(team, z, w, v.d);
  team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY { v.lambda[i] = rhs[i]; });
  team.sync();
  solve_lower_transposed<Real>(team.near(), z.m, w.T, v.lambda);

  // (S + I) lambda = -c, hence s = S lambda + c = -lambda: each is made positive by one shift.
  Real low_lambda = Real(-1e30f), low_s = Real(-1e30f);
  team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
    low_lambda = max(-v.lambda[i], low_lambda);
    low_s = max(v.lambda[i], low_s);
  });
  low_lambda = team.max(low_lambda);
  low_s = team.max(low_s);
  const Real shift_lambda = select(low_lambda >= Real(0), low_lambda + Real(1), Real(0));
  const Real shift_s = select(low_s >= Real(0), low_s + Real(1), Real(0));
  // At least 1 but for rounding, which beside an inequality that is far away may be all there is.
  const Real least_lambda = min(shift_lambda, Real(1)), least_s = min(shift_s, Real(1));
  team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
    const Real lambda = v.lambda[i];
    v.s[i] = max(shift_s - lambda, least_s);
    v.lambda[i] = max(lambda + shift_lambda, least_lambda);
    v.work_m[i] = shift_lambda;
  });
  team.sync();
  // r = s - S lambda - c with S lambda_0 + c = -lambda_0: what is left is the shifts' part.
  multiply_symmetric<Real>(team, z.m, w.matrices.S, v.work_m, v.r);
  team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY { v.r[i] = shift_s - v.r[i]; });
  team.sync();
}

template <class Team, class Real>
OPTNET4J_STAGE void iterate(Team team, Shape z, const Settings& settings, const Workspace<Real>& w, Real constant,
                            Real scale_b, double tighter, Progress<Real>& lane) {
  using Scalar = ScalarOf<Real>;
  const Vectors<Real>& v = w.vectors;
  Real* rhs = w.T.row(z.m);
  const Real zero(0), one(1);

  while (true) {
    // Where each lane stands.
    Real found[3];
    team.sum(z.m, found, [&](int i, Real(&partial)[3]) OPTNET4J_INLINE_BODY {
      const Real lambda = v.lambda[i], s = v.s[i], r = v.r[i];
      partial[0] = fma(lambda, s, partial[0]);
      partial[1] = fma(lambda, abs(r), partial[1]);
      partial[2] = fma(lambda, s - r - v.c[i], partial[2]);
    });
    Real infeasible(0), scale = scale_b;
    team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
      const Real s = v.s[i], r = v.r[i];
      infeasible = max(abs(r), infeasible);
      scale = max(max(abs(v.h[i]), abs(v.h[i] - s + r)), scale);
    });
    const Real complementarity = found[0], gap = found[0] + found[1];
    const Real objective = fma(Real(Scalar(0.5)), found[2], constant);
    const Measure<Real> primal{team.max(infeasible), team.max(scale)};
    const Real off = spread(team, z.m, v, settings, complementarity);
    const Measure<Real> duality{off + found[1], max(abs(objective), abs(objective - gap))};
    const MaskOf<Real> finite = complementarity < Real(Scalar(1e37));
    lane.broken = lane.broken | (lane.active & !finite);
    MaskOf<Real> done = primal.passes(settings, tighter) & duality.passes(settings, tighter);
    if (settings.smoothing > 0) done = done & centred(settings, off, Real(Scalar(z.m)));
    lane.active = lane.active & finite & (!done) & (lane.iterations < Real(Scalar(settings.max_iterations)));
    if (!any(lane.active)) return;
    const Real mu = complementarity / Real(Scalar(z.m));

    // Predictor: (S + diag(s / lambda)) step = r - s.
    team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
      const Real inverse = one / v.lambda[i];
      v.inverse[i] = inverse;
      v.d[i] = v.s[i] * inverse;
      rhs[i] = v.r[i] - v.s[i];
      v.corrector[i] = rhs[i];
    });
    team.sync();
    factor_reduced(team, z, w, v.d);
    team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY { v.step[i] = rhs[i]; });
    team.sync();
    solve_lower_transposed<Real>(team.near(), z.m, w.T, v.step);

    // ds = -s - d dl, so -ds / s = 1 + dl / lambda and the product ds dl = -(s + d dl) dl.
    Real steepest = one;
    team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
      const Real dl = v.step[i], ratio = dl * v.inverse[i];
      steepest = max(max(-ratio, one + ratio), steepest);
      v.work_m[i] = -fma(v.d[i], dl, v.s[i]) * dl;
    });
    const Real affine = one / team.max(steepest);
    Real product[1];
    team.sum(z.m, product,
             [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY { partial[0] = partial[0] + v.work_m[i]; });
    const Real predicted = fma(affine * affine, product[0], (one - affine) * complementarity) / complementarity;
    Real sigma = predicted * predicted * predicted;
    sigma = select(lane.recentre, one, sigma);
    const Real wanted = sigma * mu;
    const Real target = max(wanted, Real(Scalar(settings.smoothing)));
    const Real order = select(lane.recentre | (wanted < target), zero, one);

    // Corrector, from the same factor.
    team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
      const Real push = fnma(order, v.work_m[i], target) * v.inverse[i];
      v.work_m[i] = push;
      v.step[i] = v.corrector[i] + push;
    });
    team.sync();
    solve_lower<Real>(team.near(), z.m, w.T, v.step);
    solve_lower_transposed<Real>(team.near(), z.m, w.T, v.step);

    const Real boundary = min(max(one - sigma, Real(Scalar(0.9))), Real(Scalar(0.9999)));
    steepest = boundary;
    team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
      const Real dl = v.step[i], ds = fnma(v.d[i], dl, v.work_m[i] - v.s[i]);
      v.corrector[i] = ds;
      // One by one: where a slack is zero, 0 / 0 must not hide how fast its multiplier falls. max() passes over a first
      // argument that is not a number.
      steepest = max(-dl * v.inverse[i], max(-ds / v.s[i], steepest));
    });
    const Real alpha = boundary / team.max(steepest);
    Real change[2];
    team.sum(z.m, change, [&](int i, Real(&partial)[2]) OPTNET4J_INLINE_BODY {
      const Real dl = v.step[i], ds = v.corrector[i];
      partial[0] = fma(ds, dl, partial[0]);
      partial[1] = fma(ds, v.lambda[i], fma(dl, v.s[i], partial[1]));
    });
    const Real next = fma(alpha, fma(alpha, change[0], change[1]), complementarity);
    const Real keep = one - alpha;
    team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
      v.lambda[i] = select(lane.active, fma(alpha, v.step[i], v.lambda[i]), v.lambda[i]);
      v.s[i] = select(lane.active, fma(alpha, v.corrector[i], v.s[i]), v.s[i]);
      v.r[i] = select(lane.active, keep * v.r[i], v.r[i]);
    });
    team.sync();
    // A lane that rests keeps this too: it may be woken, and what its neighbours did meanwhile must not matter.
    lane.recentre = (lane.active & (next > complementarity) & !lane.recentre) | ((!lane.active) & lane.recentre);
    lane.iterations = select(lane.active, lane.iterations + one, lane.iterations);
  }
}

}  // namespace optnet4j
