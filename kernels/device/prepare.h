// What the batch shares, factored once.
#pragma once

#include "load.h"
#include "workspace.h"

namespace optnet4j {

struct PrepareArguments {
  template <class Real>
  using Workspace = TeamWorkspace<Real>;

  DeviceBatch batch;  // of size 1
  DeviceMemory memory;
  std::int64_t hot_stride;
};

template <class Real, class Team>
OPTNET4J_DEVICE void work(Team team, const PrepareArguments& a, TeamWorkspace<Real>& at, long) {
  load_matrices(team, a.batch, kNothingShared, a.batch.level, 0, at.solve.matrices);
  factor_matrices(team, a.batch.z, kNothingShared, a.batch.level, at.solve.matrices);
}

}  // namespace optnet4j
