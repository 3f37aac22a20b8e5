// One solve, from loaded data to a labelled answer.
#pragma once

#include "dual_form.h"
#include "interior_point.h"
#include "magnitude.h"
#include "stopping.h"

namespace optnet4j {

// How often the iteration is resumed when the residuals on the user's data do not pass.
constexpr int kRetries = 8;

// Everything that depends on matrices alone, down to the level that the batch does not share.
template <class Team, class Real>
OPTNET4J_DEVICE void factor_matrices(Team team, Shape z, SharedLevel from, SharedLevel to, const Matrices<Real>& of) {
  if (from < kSharedQ && to >= kSharedQ) factor_quadratic(team, z, of);
  if (from < kSharedQA && to >= kSharedQA) fold_equalities(team, z, of);
  if (from < kSharedQAG && to >= kSharedQAG) reduce_inequalities(team, z, of);
}

// `flaw` is the status of problems that were found unusable on loading or factoring, 0 elsewhere.
template <class Team, class Real>
OPTNET4J_STAGE Answer<Real> solve(Team team, Shape z, const Settings& settings, const Workspace<Real>& w, Real flaw,
                                  bool keep_factor) {
  using Scalar = ScalarOf<Real>;
  const Vectors<Real>& v = w.vectors;
  const Matrices<Real>& of = w.matrices;
  reduce_right_hand_side(team, z, of, v);

  const MaskOf<Real> never = Real(0) > Real(0);
  Progress<Real> lane{flaw == Real(0), never, never, Real(0)};
  Real constant(0);
  if (z.m > 0) constant = Real(Scalar(0.5)) * (squared_length(team, z.p, v.gamma) - squared_length(team, z.n, v.u));
  const Real scale_b = largest(team, z.p, v.b);
  if (z.m > 0) start(team, z, w);

  Answer<Real> answer;
  // The iteration aims a little below the tolerance, so that the residuals on the user's data, which round differently,
  // still pass. Where they do not, it goes on from the residual G x + s - h as it really is, with a sharper aim.
  double tighter = 0.5;
  for (int attempt = 0;; ++attempt) {
    if (z.m > 0) iterate(team, z, settings, w, constant, scale_b, tighter, lane);
    recover(team, z, of, v);
    answer.residuals = residuals(team, z, settings, of, v);
    const MaskOf<Real> solved = answer.residuals.pass(settings);
    const MaskOf<Real> late = !(lane.iterations < Real(Scalar(settings.max_iterations)));
    lane.active = (flaw == Real(0)) & (!solved) & (!lane.broken) & (!late);
    const MaskOf<Real> finite = (!lane.broken) & is_finite(answer.residuals.objective);
    answer.status = select(late & finite, Real(kMaxIterations), Real(kNumericalError));
    answer.status = select(solved, Real(kSolved), answer.status);
    answer.status = select(flaw == Real(0), answer.status, flaw);
    if (z.m == 0 || attempt == kRetries || !any(lane.active)) break;
    team.each(z.m,
              [&](int i) OPTNET4J_INLINE_BODY { v.r[i] = select(lane.active, v.work_m[i] + v.s[i] - v.h[i], v.r[i]); });
    team.sync();
    tighter *= 0.1;
  }
  answer.iterations = lane.iterations;
  if (keep_factor && z.m > 0) {
    team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY { v.d[i] = v.s[i] / v.lambda[i]; });
    team.sync();
    factor_reduced(team, z, w, v.d);
  }
  return answer;
}

}  // namespace optnet4j
