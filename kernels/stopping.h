// When a problem is solved: residuals of the optimality conditions, on the user's own data.
//
//   primal |A x - b|, |G x + s - h|      against |A x|, |b|, |G x|, |h|
//   dual   |Q x + q + A' nu + G' lambda| against |Q x|, |q|, |A' nu|, |G' lambda|
//   gap    |x'Qx + q'x + b'nu + h'lambda - m smoothing| against |primal objective|, |dual objective|
// all in the infinity norm. A residual passes when it is at most max(eps_abs, eps_rel * scale). With smoothing, the
// products s_i lambda_i have to be what they are to be in half of the digits, too, whatever the tolerances: the gap is
// a sum of them, and says little of each where the objective is large.
#pragma once

#include "dense/product.h"
#include "problem.h"

namespace optnet4j {

template <class Real>
struct Measure {
  Real residual;
  Real scale;

  OPTNET4J_DEVICE Real tolerance(const Settings& settings, double tighter = 1.0) const {
    using Scalar = ScalarOf<Real>;
    return max(Real(Scalar(settings.eps_abs * tighter)), Real(Scalar(settings.eps_rel * tighter)) * scale);
  }

  OPTNET4J_DEVICE MaskOf<Real> passes(const Settings& settings, double tighter = 1.0) const {
    // An infinite residual does not pass, however large its scale: zero times it is not a number.
    return (residual <= tolerance(settings, tighter)) & (residual * Real(0) == Real(0));
  }
};

// Whether products that are off by `spread` in sum pass.
template <class Real>
OPTNET4J_DEVICE MaskOf<Real> centred(const Settings& settings, Real spread, Real count) {
  using Scalar = ScalarOf<Real>;
  constexpr double half = sizeof(Scalar) == 8 ? 1e-8 : 3e-4;
  return spread <= Real(Scalar(half * settings.smoothing)) * count;
}

template <class Real>
struct Residuals {
  Measure<Real> primal;
  Measure<Real> dual;
  Measure<Real> gap;
  Real objective;
  MaskOf<Real> centred;

  // The largest of many numbers may lose one that is none. The gap, made of sums, does not, and tells of it: where it
  // is not finite, the others are none.
  OPTNET4J_DEVICE void fall_with_gap() {
    const Real none = gap.residual * Real(0);
    primal.residual = primal.residual + none;
    dual.residual = dual.residual + none;
  }

  OPTNET4J_DEVICE MaskOf<Real> pass(const Settings& settings, double tighter = 1.0) const {
    return primal.passes(settings, tighter) & dual.passes(settings, tighter) & gap.passes(settings, tighter) & centred;
  }
};

// What a solve says of itself.
template <class Real>
struct Answer {
  Residuals<Real> residuals;
  Real iterations;
  Real status;  // a Status
};

// How far the products, which come to `complementarity`, are from what they are to be, in sum.
template <class Team, class Real>
OPTNET4J_STAGE Real spread(Team team, int count, const Vectors<Real>& v, const Settings& settings,
                           Real complementarity) {
  if (!(settings.smoothing > 0)) return complementarity;
  const Real kappa = Real(ScalarOf<Real>(settings.smoothing));
  Real found[1];
  team.sum(count, found, [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY {
    partial[0] = partial[0] + abs(fma(v.lambda[i], v.s[i], -kappa));
  });
  return found[0];
}

// Overwrites pull_nu, pull_lambda, work_n, work_m and work_p.
template <class Team, class Real>
OPTNET4J_STAGE Residuals<Real> residuals(Team team, Shape z, const Settings& settings, const Matrices<Real>& of,
                                         const Vectors<Real>& at) {
  Residuals<Real> found;
  Real primal(0), primal_scale(0), dual(0), dual_scale(0);

  multiply_by_columns(team, z.p, z.n, of.A, at.nu, at.pull_nu);
  multiply_by_columns(team, z.m, z.n, of.G, at.lambda, at.pull_lambda);
  multiply_symmetric<Real>(team, z.n, of.Q, at.x, at.work_n);
  multiply(team, z.p, z.n, of.A, at.x, at.work_p);
  multiply(team, z.m, z.n, of.G, at.x, at.work_m);
  team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY {
    const Real along = at.work_n[i], a = at.pull_nu[i], g = at.pull_lambda[i];
    dual = max(abs(along + at.q[i] + a + g), dual);
    dual_scale = max(max(abs(along), abs(at.q[i])), max(max(abs(a), abs(g)), dual_scale));
  });
  team.each(z.p, [&](int i) OPTNET4J_INLINE_BODY {
    primal = max(abs(at.work_p[i] - at.b[i]), primal);
    primal_scale = max(max(abs(at.work_p[i]), abs(at.b[i])), primal_scale);
  });
  team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
    primal = max(abs(at.work_m[i] + at.s[i] - at.h[i]), primal);
    primal_scale = max(max(abs(at.work_m[i]), abs(at.h[i])), primal_scale);
  });
  team.sync();
  Real objectives[2], from_equalities[1], from_inequalities[1];
  team.sum(z.n, objectives, [&](int i, Real(&partial)[2]) OPTNET4J_INLINE_BODY {
    partial[0] = fma(at.work_n[i], at.x[i], partial[0]);
    partial[1] = fma(at.q[i], at.x[i], partial[1]);
  });
  team.sum(z.p, from_equalities,
           [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY { partial[0] = fma(at.b[i], at.nu[i], partial[0]); });
  team.sum(z.m, from_inequalities,
           [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY { partial[0] = fma(at.h[i], at.lambda[i], partial[0]); });
  const Real quadratic = objectives[0], linear = objectives[1];
  const Real multipliers = from_equalities[0] + from_inequalities[0];
  const Real half = Real(ScalarOf<Real>(0.5)) * quadratic;
  found.objective = half + linear;
  found.primal = {team.max(primal), team.max(primal_scale)};
  found.dual = {team.max(dual), team.max(dual_scale)};
  const Real expected = Real(ScalarOf<Real>(settings.smoothing * z.m));
  found.gap = {abs(quadratic + linear + multipliers - expected), max(abs(found.objective), abs(half + multipliers))};
  found.fall_with_gap();
  found.centred = centred(settings, spread(team, z.m, at, settings, Real(0)), Real(ScalarOf<Real>(z.m)));
  return found;
}

}  // namespace optnet4j
