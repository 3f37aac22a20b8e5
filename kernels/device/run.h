// The body of a kernel: who this thread works with, where their memory lies, and the loop over problems. Teams take the
// next problem from a counter until none is left, so that no team waits for another's slow problem.
#pragma once

#include "../dense/cooperative/cholesky.h"
#include "../dense/cooperative/product.h"
#include "../dense/cooperative/triangular.h"
#include "../dense/staged/cholesky.h"
#include "../dense/staged/product.h"
#include "../dense/staged/triangular.h"
#include "../team/lanes.h"
#include "../team/staged.h"
#include "gradient.h"
#include "prepare.h"
#include "solve.h"
#include "solve_normal.h"

namespace optnet4j {

template <class Team>
OPTNET4J_DEVICE TeamNeeds needs_of(const Team&) {
  return light_needs();
}
template <class Real, int Threads, bool Resident>
OPTNET4J_DEVICE TeamNeeds needs_of(const Staged<Real, Threads, Resident>&) {
  return staged_needs<Threads, Resident>();
}

template <class Real>
OPTNET4J_DEVICE Areas<Real> areas_of(const DeviceMemory& memory, long problem, Real* hot, Real* cold) {
  Areas<Real> areas;
  areas.shared.base = static_cast<Real*>(memory.shared);
  areas.hot.base = hot;
  areas.cold.base = cold;
  areas.factor.base = static_cast<Real*>(memory.factor) + problem * memory.factor_stride;
  return areas;
}

// Without factor memory, factors follow whatever else is cold.
template <class Workspace, class Batch, class Real>
OPTNET4J_STAGE void carve(Workspace& at, TeamNeeds needs, const Batch& batch, const DeviceMemory& memory, long problem,
                          Real* hot, Real* cold) {
  Areas<Real> areas = areas_of(memory, problem, hot, cold);
  if (memory.factor == nullptr) {
    Areas<Real> counted;
    at.carve(needs, batch.z, batch.level, counted);
    areas.factor.base = cold + counted.cold.used;
  }
  at.carve(needs, batch.z, batch.level, areas);
}

template <class Real, class Arguments, class Team>
OPTNET4J_DEVICE void run(Team team, const Arguments& a, Real* hot, long worker) {
  Real* const cold = static_cast<Real*>(a.memory.cold) + worker * a.memory.cold_stride;
  using Workspace = typename Arguments::template Workspace<Real>;
  Workspace& at = *reinterpret_cast<Workspace*>(hot);
  while (true) {
    const unsigned problem = team.take(a.memory.ticket);
    if (problem >= a.batch.size) return;
    if (team.rank() == 0) {
      carve(at, needs_of(team), a.batch, a.memory, problem, hot + kHeaderNumbers, cold);
      locate<Real>(at.matrices(), a.batch, problem);
    }
    team.sync();
    work(team, a, at, problem);
  }
}

template <class Real, int Size, class Arguments>
OPTNET4J_DEVICE void run_lanes(const Arguments& a, int teams_per_block) {
  const int team = hardware::thread() / Size;
  Real* const hot = reinterpret_cast<Real*>(hardware::shared_memory()) + team * a.hot_stride;
  run(ResidentLanes<Size>(), a, hot, long(hardware::block()) * teams_per_block + team);
}

template <class Real, int Threads, bool Resident, class Arguments>
OPTNET4J_DEVICE void run_block(const Arguments& a) {
  using Team = Staged<Real, Threads, Resident>;
  Real* const hot = reinterpret_cast<Real*>(hardware::shared_memory());
  typename Arguments::template Workspace<Real> at;
  Areas<Real> areas;
  areas.hot.base = hot + kHeaderNumbers;
  at.carve(staged_needs<Threads, Resident>(), a.batch.z, a.batch.level, areas);
  run(Team(at.slots, Stage<Real, Threads>{at.chunk, at.panels}), a, hot, hardware::block());
}

template <class Workspace, class Real, class Batch>
OPTNET4J_STAGE long hot_numbers(TeamNeeds needs, const Batch& batch) {
  Workspace at;
  Areas<Real> counted;
  at.carve(needs, batch.z, batch.level, counted);
  return counted.hot.used;
}

// A thread takes every so many-th problem: its neighbours in the warp walk with it, so there is nothing to balance.
template <class Real, class Arguments>
OPTNET4J_DEVICE void run_thread(const Arguments& a, int threads_per_block) {
  using Workspace = typename Arguments::template Workspace<Real>;
  Real own[kThreadNumbers];
  Real* const cold = own + hot_numbers<Workspace, Real>(light_needs(), a.batch);
  const long first = long(hardware::block()) * threads_per_block + hardware::thread();
  for (long problem = first; problem < a.batch.size; problem += long(hardware::blocks()) * threads_per_block) {
    Workspace at;
    carve(at, light_needs(), a.batch, a.memory, problem, own, cold);
    locate<Real>(at.matrices(), a.batch, problem);
    work(Solo(), a, at, problem);
  }
}

}  // namespace optnet4j
