// The interior-point iteration of the normal form.
//
// Mehrotra's predictor-corrector on
//   Q x + q + A'y + C'z = 0,  A x = b,  C x + s = d,  s'z = 0,  s, z >= 0
// (with smoothing, s_i z_i = smoothing for each i)
// with one step length for all variables, since Q couples them, and the two rules of interior_point.h against cycling.
// Residuals are those of the data, computed afresh at every point: no error of a solve outlives the step it was made
// in, and what stops the iteration is what is reported. Problems without a solution do not stop it: who calls looks for
// their certificates elsewhere.
#pragma once

#include "normal_form.h"
#include "stopping.h"

namespace optnet4j {

// A slack does not fall below this: far below any tolerance, far above underflow.
constexpr float kSmallestSlack = 1e-30f;

// What passes the tolerances is given one step more unless it is below them by this factor: the objective may be off by
// more than its gap where the residuals are not zero, and the last step is the one that gains most.
constexpr double kAim = 0.1;

// A step shorter than this leads nowhere.
constexpr float kShortestStep = 1e-9f;

// How far the products of bounds that are neither absent nor held are from the smoothing, in sum.
template <class Team, class Real>
OPTNET4J_DEVICE Real spread(Team team, int bounds, const NormalWorkspace<Real>& w, Real smoothing) {
  Real found[1];
  team.sum(bounds, found, [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY {
    const MaskOf<Real> sided = w.present[i] * w.s[i] > Real(0);
    partial[0] = partial[0] + select(sided, abs(fma(w.z[i], w.s[i], -smoothing)), Real(0));
  });
  return found[0];
}

// With smoothing, the gap is measured from the one that `sided` bounds are to have.
template <class Team, class Real>
OPTNET4J_STAGE Residuals<Real> residuals(Team team, const NormalShape& shape, const NormalWorkspace<Real>& w,
                                         const Settings& settings, Real sided) {
  const int n = shape.sizes.n, m = shape.sizes.m, p = shape.sizes.p, bounds = shape.kinds.count();
  if (shape.kinds.rows() > 0) multiply(team, m, n, w.G, w.x, w.gx);
  along_bounds(team, shape.kinds, w.gx, w.x, w.rz);
  team.sync();
  pull_bounds(team, shape.sizes, shape.kinds, w.G, w.z, w.rows, w.pull);
  multiply_by_columns(team, p, n, w.A, w.y, w.rx);
  multiply(team, p, n, w.A, w.x, w.ry);
  if (shape.diagonal_q) {
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.qx[i] = w.Q[i] * w.x[i]; });
  } else {
    multiply_symmetric<Real>(team, n, Triangle<const Real>{w.Q}, w.x, w.qx);
  }
  Real primal(0), primal_scale(0), dual(0), dual_scale(0);
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY {
    const Real along = w.qx[i], a = w.rx[i], c = w.pull[i];
    w.rx[i] = -(along + w.q[i] + a + c);
    dual = max(abs(w.rx[i]), dual);
    dual_scale = max(max(abs(along), abs(w.q[i])), max(max(abs(a), abs(c)), dual_scale));
  });
  team.each(p, [&](int i) OPTNET4J_INLINE_BODY {
    const Real along = w.ry[i];
    w.ry[i] = w.b[i] - along;
    primal = max(abs(w.ry[i]), primal);
    primal_scale = max(max(abs(along), abs(w.b[i])), primal_scale);
  });
  team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
    const Real along = w.present[i] * w.rz[i];
    w.rz[i] = w.d[i] - along - w.present[i] * w.s[i];
    primal = max(abs(w.rz[i]), primal);
    primal_scale = max(max(abs(along), abs(w.d[i])), primal_scale);
  });
  team.sync();
  Real objectives[2], from_equalities[1], from_bounds[1];
  team.sum(n, objectives, [&](int i, Real(&partial)[2]) OPTNET4J_INLINE_BODY {
    partial[0] = fma(w.qx[i], w.x[i], partial[0]);
    partial[1] = fma(w.q[i], w.x[i], partial[1]);
  });
  team.sum(p, from_equalities,
           [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY { partial[0] = fma(w.b[i], w.y[i], partial[0]); });
  team.sum(bounds, from_bounds,
           [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY { partial[0] = fma(w.d[i], w.z[i], partial[0]); });
  const Real multipliers = from_equalities[0] + from_bounds[0];
  const Real half = Real(ScalarOf<Real>(0.5)) * objectives[0];
  const Real smoothing = Real(ScalarOf<Real>(settings.smoothing));
  Residuals<Real> found;
  found.objective = half + objectives[1];
  found.primal = {team.max(primal), team.max(primal_scale)};
  found.dual = {team.max(dual), team.max(dual_scale)};
  found.gap = {abs(objectives[0] + objectives[1] + multipliers - smoothing * sided),
               max(abs(found.objective), abs(half + multipliers))};
  found.fall_with_gap();
  found.centred = Real(0) == Real(0);
  if (settings.smoothing > 0) found.centred = centred(settings, spread(team, bounds, w, smoothing), sided);
  return found;
}

// Whether a residual is larger than a step of exact arithmetic would have left it, and matters.
template <class Real>
OPTNET4J_DEVICE MaskOf<Real> exceeds(const Measure<Real>& found, Real expected, const Settings& settings) {
  using Scalar = ScalarOf<Real>;
  return (found.residual > Real(Scalar(2)) * expected) &
         (found.residual > Real(Scalar(0.1)) * found.tolerance(settings));
}

// From H with unit weights for bounds that are not held, x and y minimise the Lagrangian with the bounds as springs; s
// and z are what the springs make of it, each shifted until it is positive, and shared out as each() does.
template <class Team, class Real>
OPTNET4J_STAGE void start(Team team, const NormalShape& shape, const NormalWorkspace<Real>& w) {
  const int n = shape.sizes.n, m = shape.sizes.m, p = shape.sizes.p, bounds = shape.kinds.count();
  team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
    const Real weight = w.present[i] * select(w.s[i] == Real(0), *w.held, Real(1));
    w.w[i] = weight;
    w.push[i] = weight * w.d[i];
  });
  team.each(p, [&](int i) OPTNET4J_INLINE_BODY { w.ry[i] = w.b[i]; });
  team.sync();
  pull_bounds(team, shape.sizes, shape.kinds, w.G, w.push, w.rows, w.pull);
  Real* const right = w.border(shape);
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY { right[i] = w.pull[i] - w.q[i]; });
  factor_normal(team, shape, w);
  factor_equalities(team, shape, w);
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.dx[i] = right[i]; });
  team.sync();
  solve_normal(team, shape, w);
  if (shape.kinds.rows() > 0) multiply(team, m, n, w.G, w.dx, w.gx);
  along_bounds(team, shape.kinds, w.gx, w.dx, w.z);
  team.sync();
  Real low_z = Real(-1e30f), low_s = Real(-1e30f);
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.x[i] = w.dx[i]; });
  team.each(p, [&](int i) OPTNET4J_INLINE_BODY { w.y[i] = w.dy[i]; });
  team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
    const MaskOf<Real> here = w.present[i] * w.s[i] > Real(0);
    const Real z = w.w[i] * (w.z[i] - w.d[i]);
    w.z[i] = z;
    low_z = select(here, max(-z, low_z), low_z);
    low_s = select(here, max(z, low_s), low_s);
  });
  low_z = team.max(low_z);
  low_s = team.max(low_s);
  const Real shift_z = select(low_z >= Real(0), low_z + Real(1), Real(0));
  const Real shift_s = select(low_s >= Real(0), low_s + Real(1), Real(0));
  team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
    const MaskOf<Real> here = w.present[i] * w.s[i] > Real(0);
    const Real z = w.z[i];
    // At least 1 but for rounding, which beside a bound that is far away may be all there is.
    w.z[i] = select(here, max(z + shift_z, Real(1)), z);
    w.s[i] = select(here, max(shift_s - z, Real(1)), w.s[i]);
  });
}

// How far bounds go along with dx, to ds.
template <class Team, class Real>
OPTNET4J_DEVICE void follow_bounds(Team team, const NormalShape& shape, const NormalWorkspace<Real>& w) {
  if (shape.kinds.rows() > 0) multiply(team, shape.sizes.m, shape.sizes.n, w.G, w.dx, w.gx);
  along_bounds(team, shape.kinds, w.gx, w.dx, w.ds);
  team.sync();
}

// Takes out of a step what rounding left of stationarity and of the equalities. With weights of many orders of
// magnitude in H that is far more than the rounding of the data.
template <class Team, class Real>
OPTNET4J_STAGE void refine(Team team, const NormalShape& shape, const NormalWorkspace<Real>& w, MaskOf<Real> where) {
  const int n = shape.sizes.n, p = shape.sizes.p, bounds = shape.kinds.count();
  team.sync();
  pull_bounds(team, shape.sizes, shape.kinds, w.G, w.dz, w.rows, w.pull);
  multiply_by_columns(team, p, n, w.A, w.dy, w.right);
  if (shape.diagonal_q) {
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.qx[i] = w.Q[i] * w.dx[i]; });
  } else {
    multiply_symmetric<Real>(team, n, Triangle<const Real>{w.Q}, w.dx, w.qx);
  }
  multiply(team, p, n, w.A, w.dx, w.kept_y);
  team.each(p, [&](int i) OPTNET4J_INLINE_BODY {
    const Real left = w.ry[i] - w.kept_y[i];
    w.kept_y[i] = w.dy[i];
    w.ry[i] = left;
  });
  team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY { w.push[i] = w.ds[i]; });
  team.sync();
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY {
    const Real left = w.rx[i] - (w.qx[i] + w.right[i] + w.pull[i]);
    w.kept_x[i] = w.dx[i];
    w.dx[i] = left;
  });
  team.sync();
  solve_half(team, shape, w, w.dx, false);
  solve_normal(team, shape, w);
  follow_bounds(team, shape, w);
  team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
    const Real along = select(where, w.present[i] * w.ds[i], Real(0));
    w.ds[i] = select(w.inverse_s[i] > Real(0), w.push[i] - along, Real(0));
    w.dz[i] = select(where, fma(w.w[i], along, w.dz[i]), w.dz[i]);
  });
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.dx[i] = select(where, w.kept_x[i] + w.dx[i], w.kept_x[i]); });
  team.each(p, [&](int i) OPTNET4J_INLINE_BODY { w.dy[i] = select(where, w.kept_y[i] + w.dy[i], w.kept_y[i]); });
}

template <class Team, class Real>
OPTNET4J_STAGE Answer<Real> solve(Team team, const NormalShape& shape, const Settings& settings,
                                  const NormalWorkspace<Real>& w, Real flaw) {
  using Scalar = ScalarOf<Real>;
  const int n = shape.sizes.n, p = shape.sizes.p, bounds = shape.kinds.count();
  const Real zero(0), one(1), most = Real(Scalar(settings.max_iterations));
  Real* const right = w.border(shape);
  const MaskOf<Real> never = zero > zero;
  MaskOf<Real> active = flaw == zero, solved = never, broken = never, recentre = never, noisy = never;
  Real primal(1e30f), dual(1e30f);  // what the last step should have left of the residuals
  Real present[1], iterations(0);
  team.sum(bounds, present,
           [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY { partial[0] = fma(w.present[i], w.s[i], partial[0]); });
  start(team, shape, w);
  // Where all bounds are held, the factors of the start are those of every step.
  const bool weights_change = any(present[0] > zero);

  Answer<Real> answer;
  while (true) {
    answer.residuals = residuals(team, shape, w, settings, present[0]);
    Real found[1];
    team.sum(bounds, found,
             [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY { partial[0] = fma(w.z[i], w.s[i], partial[0]); });
    const Real complementarity = found[0];
    const MaskOf<Real> before = solved;
    solved = answer.residuals.pass(settings);
    const MaskOf<Real> done = solved & (before | answer.residuals.pass(settings, kAim));
    const MaskOf<Real> finite = complementarity + answer.residuals.dual.residual < Real(Scalar(1e37));
    broken = broken | (active & !finite);
    active = active & finite & (!done) & (!broken) & (iterations < most);
    answer.status = select(broken, Real(kNumericalError), Real(kMaxIterations));
    answer.status = select(solved, Real(kSolved), answer.status);
    answer.status = select(flaw == zero, answer.status, flaw);
    if (!any(active)) break;
    const Real mu = complementarity / max(present[0], one);
    noisy = noisy | (active & (exceeds(answer.residuals.primal, primal, settings) |
                               exceeds(answer.residuals.dual, dual, settings)));

    // Predictor: towards s z = 0.
    team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
      const MaskOf<Real> held = w.s[i] == zero, sided = w.present[i] * w.s[i] > zero;
      const Real inverse = select(sided, one / w.s[i], zero);
      const Real weight = select(held, w.present[i] * *w.held, w.z[i] * inverse);
      w.inverse_s[i] = inverse;
      w.w[i] = weight;
      w.push[i] = fma(weight, w.rz[i], select(held, zero, w.z[i]));
    });
    team.sync();
    pull_bounds(team, shape.sizes, shape.kinds, w.G, w.push, w.rows, w.pull);
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY {
      const Real value = w.rx[i] + w.pull[i];
      w.right[i] = value;
      right[i] = value;
    });
    if (weights_change) {
      factor_normal(team, shape, w);
      factor_equalities(team, shape, w);
    } else {
      team.sync();
      solve_half(team, shape, w, right, false);
    }
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.dx[i] = right[i]; });
    team.sync();
    solve_normal(team, shape, w);
    follow_bounds(team, shape, w);
    Real steepest = one;
    team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
      // dz = -(z + w ds), so -dz / z = 1 + ds / s.
      const MaskOf<Real> sided = w.inverse_s[i] > zero;
      const Real ds = fnma(w.present[i], w.ds[i], w.rz[i]), ratio = ds * w.inverse_s[i];
      w.ds[i] = select(sided, ds, zero);
      w.dz[i] = -fma(w.w[i], ds, select(sided, w.z[i], zero));
      steepest = max(max(-ratio, one + ratio), steepest);
    });
    const Real affine = one / team.max(steepest);
    Real change[2];
    team.sum(bounds, change, [&](int i, Real(&partial)[2]) OPTNET4J_INLINE_BODY {
      partial[0] = fma(w.ds[i], w.dz[i], partial[0]);
      partial[1] = fma(w.ds[i], w.z[i], fma(w.dz[i], w.s[i], partial[1]));
    });
    const Real left =
        fma(affine, fma(affine, change[0], change[1]), complementarity) / max(complementarity, Real(Scalar(1e-30)));
    Real sigma = left * left * left;
    sigma = select(recentre, one, sigma);
    // Complementarity that is far below the tolerance already would only make H harder to solve with.
    const Real enough = answer.residuals.gap.tolerance(settings) * Real(Scalar(0.01)) / max(present[0], one);
    const Real wanted = max(sigma * mu, enough);
    const Real target = max(wanted, Real(Scalar(settings.smoothing)));
    // Towards the smoothed point itself the step is Newton's.
    const Real order = select(recentre | (wanted < target), zero, one);

    // Corrector, from the same factor.
    team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
      const Real push = w.present[i] * (target - order * w.ds[i] * w.dz[i]) * w.inverse_s[i];
      w.push[i] = push;
    });
    team.sync();
    pull_bounds(team, shape.sizes, shape.kinds, w.G, w.push, w.rows, w.pull);
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.dx[i] = w.right[i] - w.pull[i]; });
    team.sync();
    solve_half(team, shape, w, w.dx, false);
    solve_normal(team, shape, w);
    follow_bounds(team, shape, w);
    team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
      const MaskOf<Real> sided = w.inverse_s[i] > zero;
      const Real ds = fnma(w.present[i], w.ds[i], w.rz[i]);
      w.ds[i] = select(sided, ds, zero);
      w.dz[i] = w.push[i] - fma(w.w[i], ds, select(sided, w.z[i], zero));
    });
    if (any(noisy)) refine(team, shape, w, noisy);
    const Real boundary = min(max(one - sigma, Real(Scalar(0.9))), Real(Scalar(0.9999)));
    steepest = boundary;
    team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
      steepest = max(-w.ds[i] * w.inverse_s[i], steepest);
      steepest = select(w.inverse_s[i] > zero, max(-w.dz[i] / w.z[i], steepest), steepest);
    });
    const Real alpha = boundary / team.max(steepest);
    team.sum(bounds, change, [&](int i, Real(&partial)[2]) OPTNET4J_INLINE_BODY {
      partial[0] = fma(w.ds[i], w.dz[i], partial[0]);
      partial[1] = fma(w.ds[i], w.z[i], fma(w.dz[i], w.s[i], partial[1]));
    });
    const Real next = fma(alpha, fma(alpha, change[0], change[1]), complementarity);
    broken = broken | (active & !(alpha > Real(Scalar(kShortestStep))));
    active = active & !broken;
    team.each(n, [&](int i) OPTNET4J_INLINE_BODY { w.x[i] = select(active, fma(alpha, w.dx[i], w.x[i]), w.x[i]); });
    team.each(p, [&](int i) OPTNET4J_INLINE_BODY { w.y[i] = select(active, fma(alpha, w.dy[i], w.y[i]), w.y[i]); });
    team.each(bounds, [&](int i) OPTNET4J_INLINE_BODY {
      w.z[i] = select(active, fma(alpha, w.dz[i], w.z[i]), w.z[i]);
      // Zero would mean that the bound is held.
      const Real least = select(w.s[i] > zero, Real(Scalar(kSmallestSlack)), zero);
      w.s[i] = select(active, max(fma(alpha, w.ds[i], w.s[i]), least), w.s[i]);
    });
    team.sync();
    primal = (one - alpha) * answer.residuals.primal.residual;
    dual = (one - alpha) * answer.residuals.dual.residual;
    recentre = active & (next > complementarity) & !recentre;
    iterations = select(active, iterations + one, iterations);
  }
  split_held(team, shape.kinds, w.s, w.z);
  answer.iterations = iterations;
  return answer;
}

}  // namespace optnet4j
