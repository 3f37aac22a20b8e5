// One problem of a batch, from the caller's arrays to the caller's arrays.
#pragma once

#include "../team/hardware.h"
#include "load.h"
#include "workspace.h"

namespace optnet4j {

struct SolveArguments {
  template <class Real>
  using Workspace = TeamWorkspace<Real>;

  DeviceBatch batch;
  Settings settings;
  DeviceMemory memory;
  DeviceAnswers to;
  std::int64_t hot_stride;  // numbers of hot memory per team
};

template <class Team, class Real>
OPTNET4J_DEVICE void fill(Team team, long count, Real value, Real* to) {
  team.each(count, [&](long e) OPTNET4J_INLINE_BODY { to[e] = value; });
}

// Whatever the form says of a problem.
template <class Team, class Real>
OPTNET4J_DEVICE void store_figures(Team team, const Answer<Real>& answer, long problem, const DeviceAnswers& to) {
  if (team.rank() == 0) {
    hardware::put(to.status + problem, std::int32_t(answer.status));
    hardware::put(to.iterations + problem, std::int32_t(answer.iterations));
    hardware::put(to.primal_residual + problem, double(answer.residuals.primal.residual));
    hardware::put(to.dual_residual + problem, double(answer.residuals.dual.residual));
    hardware::put(to.gap + problem, double(answer.residuals.gap.residual));
    hardware::put(to.objective + problem, double(answer.residuals.objective));
  }
}

template <class Team, class Real>
OPTNET4J_DEVICE void store_answer(Team team, Shape z, const Answer<Real>& answer, const Vectors<Real>& v, long problem,
                                  const DeviceAnswers& to) {
  copy(team, z.n, v.x, static_cast<Real*>(to.x) + problem * z.n);
  copy(team, z.p, v.nu, static_cast<Real*>(to.nu) + problem * z.p);
  copy(team, z.m, v.lambda, static_cast<Real*>(to.lambda) + problem * z.m);
  copy(team, z.m, v.s, static_cast<Real*>(to.slack) + problem * z.m);
  store_figures(team, answer, problem, to);
}

constexpr double kNothing = __builtin_nan("");

// Of a problem that there is nothing to iterate on: `count` numbers of an answer.
template <class Real, class Team>
OPTNET4J_DEVICE void store_nothing(Team team, int count, long problem, void* to) {
  fill(team, count, Real(ScalarOf<Real>(kNothing)), static_cast<Real*>(to) + problem * count);
}

template <class Team>
OPTNET4J_DEVICE void store_no_figures(Team team, int status, long problem, const DeviceAnswers& to) {
  if (team.rank() == 0) {
    hardware::put(to.status + problem, std::int32_t(status));
    hardware::put(to.iterations + problem, std::int32_t(0));
    for (double* number : {to.primal_residual, to.dual_residual, to.gap, to.objective})
      hardware::put(number + problem, double(kNothing));
  }
}

template <class Real, class Team>
OPTNET4J_DEVICE void work(Team team, const SolveArguments& a, TeamWorkspace<Real>& at, long problem) {
  const Shape z = a.batch.z;
  const Workspace<Real>& w = at.solve;
  const Vectors<Real>& v = w.vectors;
  load_matrices(team, a.batch, a.batch.level, kSharedQAG, problem, at.solve.matrices);
  Real flaw = load_vector(team, z.n, block_of<Real>(a.batch.q, problem), v.q);
  flaw = max(load_vector(team, z.p, block_of<Real>(a.batch.b, problem), v.b), flaw);
  flaw = max(load_vector(team, z.m, block_of<Real>(a.batch.h, problem), v.h), flaw);
  factor_matrices(team, z, a.batch.level, kSharedQAG, w.matrices);
  if (team.rank() == 0) flaw = max(max(*w.matrices.flaw_q, flaw), max(*w.matrices.flaw_a, *w.matrices.flaw_g));
  flaw = team.max(flaw);
  if (!(flaw == Real(0))) {
    store_nothing<Real>(team, z.n, problem, a.to.x);
    store_nothing<Real>(team, z.p, problem, a.to.nu);
    store_nothing<Real>(team, z.m, problem, a.to.lambda);
    store_nothing<Real>(team, z.m, problem, a.to.slack);
    store_no_figures(team, int(flaw), problem, a.to);
    return;
  }
  const bool keep = a.memory.factor != nullptr;
  const Answer<Real> answer = solve(team, z, a.settings, w, flaw, keep);
  store_answer(team, z, answer, v, problem, a.to);
  if (keep && at.resident) copy(team, triangle_size(z.m), w.T.data, at.kept.data);
}

}  // namespace optnet4j
