// One problem of a batch in the normal form, from the caller's arrays to the caller's arrays.
#pragma once

#include "../normal_iteration.h"
#include "normal_workspace.h"
#include "solve.h"

namespace optnet4j {

struct SolveNormalArguments {
  template <class Real>
  using Workspace = NormalTeamWorkspace<Real>;

  NormalDeviceBatch batch;
  Settings settings;
  DeviceMemory memory;
  DeviceAnswers to;
  std::int64_t hot_stride;  // numbers of hot memory per team
};

struct PrepareNormalArguments {
  template <class Real>
  using Workspace = NormalTeamWorkspace<Real>;

  NormalDeviceBatch batch;  // of size 1
  DeviceMemory memory;
  std::int64_t hot_stride;
};

// The matrices above level `from`, up to and including level `to`.
template <class Team, class Real>
OPTNET4J_STAGE void load_matrices(Team team, const NormalDeviceBatch& batch, SharedLevel from, SharedLevel to,
                                  long problem, const NormalWorkspace<Real>& w) {
  const NormalShape& z = batch.z;
  if (from < kSharedQ && to >= kSharedQ) {
    const Real* const given = block_of<Real>(batch.Q, problem);
    const Real flaw = z.diagonal_q ? team.max(load_vector(team, z.sizes.n, given, w.Q))
                                   : load_symmetric(team, z.sizes.n, given, Triangle<Real>{w.Q});
    if (team.rank() == 0) *w.flaw_q = flaw;
    judge_quadratic(team, z, w);
  }
  judge_constraints<Real>(team, z.sizes, from, to, w);
}

// Returns this member's part of the flaw.
template <class Team, class Real>
OPTNET4J_DEVICE Real load_bounds(Team team, const NormalDeviceBatch& batch, long problem,
                                 const NormalWorkspace<Real>& w) {
  const DeviceOperand of[] = {batch.h, batch.l, batch.ub, batch.lb};
  Real flaw(0);
  for_kinds(batch.z.kinds, [&](int kind, int first, int count) OPTNET4J_INLINE_BODY {
    const Real* const from = block_of<Real>(of[kind], problem);
    team.each(count, [&](int i) OPTNET4J_INLINE_BODY {
      const Limit<Real> found = limit_of(kind, from[i]);
      w.d[first + i] = found.d;
      w.present[first + i] = found.present;
      flaw = max(found.flaw, flaw);
    });
  });
  return max(settle_bounds(team, batch.z.kinds, w.d, w.present, w.s), flaw);
}

// Returns the flaw of the whole problem. A function of its own, like those that store: what it needs of the arguments
// would not be kept in registers meanwhile.
template <class Team, class Real>
OPTNET4J_STAGE Real load_problem(Team team, const NormalDeviceBatch& batch, long problem,
                                 const NormalWorkspace<Real>& w) {
  Real flaw = load_vector(team, batch.z.sizes.n, block_of<Real>(batch.q, problem), w.q);
  flaw = max(load_vector(team, batch.z.sizes.p, block_of<Real>(batch.b, problem), w.b), flaw);
  flaw = max(load_bounds(team, batch, problem, w), flaw);
  if (team.rank() == 0) flaw = max(max(*w.flaw_q, flaw), max(*w.flaw_a, *w.flaw_g));
  return team.max(flaw);
}

template <class Real, class Team>
OPTNET4J_DEVICE void work(Team team, const PrepareNormalArguments& a, NormalTeamWorkspace<Real>& at, long) {
  load_matrices(team, a.batch, kNothingShared, a.batch.level, 0, at.solve);
}

// Multipliers by kind of bound, and slacks by kind of row.
struct BoundAnswers {
  void* multipliers[4];
  void* slacks[2];

  OPTNET4J_DEVICE explicit BoundAnswers(const DeviceAnswers& to)
      : multipliers{to.lambda, to.lambda_l, to.lambda_ub, to.lambda_lb}, slacks{to.slack, to.slack_l} {}
};

template <class Team, class Real>
OPTNET4J_STAGE void store_answer(Team team, const NormalShape& z, const Answer<Real>& answer,
                                 const NormalWorkspace<Real>& w, long problem, const DeviceAnswers& answers) {
  const BoundAnswers to(answers);
  store_figures(team, answer, problem, answers);
  copy(team, z.sizes.n, w.x, static_cast<Real*>(answers.x) + problem * z.sizes.n);
  copy(team, z.sizes.p, w.y, static_cast<Real*>(answers.nu) + problem * z.sizes.p);
  for_kinds(z.kinds, [&](int kind, int first, int count) OPTNET4J_INLINE_BODY {
    copy(team, count, w.z + first, static_cast<Real*>(to.multipliers[kind]) + problem * count);
    if (kind >= 2) return;
    Real* const slacks = static_cast<Real*>(to.slacks[kind]) + problem * count;
    team.each(count, [&](int i) OPTNET4J_INLINE_BODY { slacks[i] = slack_of(w.s[first + i], w.present[first + i]); });
  });
}

template <class Real, class Team>
OPTNET4J_STAGE void store_no_answer(Team team, const NormalShape& z, int status, long problem,
                                    const DeviceAnswers& answers) {
  const BoundAnswers to(answers);
  store_no_figures(team, status, problem, answers);
  store_nothing<Real>(team, z.sizes.n, problem, answers.x);
  store_nothing<Real>(team, z.sizes.p, problem, answers.nu);
  for_kinds(z.kinds, [&](int kind, int, int count) OPTNET4J_INLINE_BODY {
    store_nothing<Real>(team, count, problem, to.multipliers[kind]);
    if (kind < 2) store_nothing<Real>(team, count, problem, to.slacks[kind]);
  });
}

template <class Real, class Team>
OPTNET4J_DEVICE void work(Team team, const SolveNormalArguments& a, NormalTeamWorkspace<Real>& at, long problem) {
  const NormalShape& z = a.batch.z;
  const NormalWorkspace<Real>& w = at.solve;
  load_matrices(team, a.batch, a.batch.level, kSharedQAG, problem, w);
  const Real flaw = load_problem(team, a.batch, problem, w);
  // Where bounds exclude each other there is an iterate all the same, the first.
  if (flaw == Real(0) || flaw == Real(kNumericalError)) {
    store_answer(team, z, solve(team, z, a.settings, w, flaw), w, problem, a.to);
  } else {
    store_no_answer<Real>(team, z, int(flaw), problem, a.to);
  }
}

}  // namespace optnet4j
