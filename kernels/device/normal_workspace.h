// The memory of a team on a device that works in the normal form.
#pragma once

#include "../normal_form.h"
#include "workspace.h"

namespace optnet4j {

template <class Real>
struct NormalTeamWorkspace {
  NormalWorkspace<Real> solve;
  Real* slots;
  Real* chunk;
  Real* panels;

  OPTNET4J_DEVICE NormalWorkspace<Real>& matrices() { return solve; }

  // Every iteration passes matrices from global memory through the tiles, so that T cannot lie where these are.
  OPTNET4J_DEVICE void carve(const TeamNeeds& needs, const NormalShape& shape, SharedLevel level, Areas<Real>& areas) {
    slots = areas.hot.take(needs.slots);
    chunk = areas.hot.take(needs.chunk);
    panels = areas.hot.take(needs.panels);
    Carver<Real>& large = needs.resident ? areas.hot : areas.cold;
    solve.carve(shape, level, areas, large);
    solve.T = {large.take(NormalWorkspace<Real>::numbers_of_t(shape))};
  }
};

static_assert(sizeof(NormalTeamWorkspace<double>) <= kHeaderNumbers * sizeof(float), "the header holds the workspace");

}  // namespace optnet4j
