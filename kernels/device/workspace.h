// The memory of a team on a device: what it iterates on is hot (shared memory), the rest lies in global memory.
#pragma once

#include "../problem.h"
#include "../team/stage.h"

namespace optnet4j {

// Hot memory that a team needs for itself, in numbers. Both pieces are used only while S and T are not: T lies where
// the chunks were, S where the panels were.
struct TeamNeeds {
  bool resident;  // S and T are hot
  int slots;
  int chunk;
  int panels;
};

// Of teams that need nothing but S and T.
OPTNET4J_DEVICE constexpr TeamNeeds light_needs() { return {true, 0, 0, 0}; }

template <int Threads, bool Resident>
OPTNET4J_DEVICE constexpr TeamNeeds staged_needs() {
  using Shared = Stage<double, Threads>;
  return {Resident, Shared::kSlots, Shared::kChunkNumbers, Shared::kPanelNumbers};
}

// Numbers at the start of a team's hot memory that hold its workspace: there it costs no registers.
constexpr int kHeaderNumbers = 96;

// Numbers that a thread with a problem of its own holds.
constexpr int kThreadNumbers = 640;

template <class Real>
struct TeamWorkspace {
  Workspace<Real> solve;
  Triangle<Real> kept;  // where T goes for the gradient
  Real* slots;
  Real* chunk;
  Real* panels;
  long panel_numbers;
  bool resident;

  OPTNET4J_DEVICE Matrices<Real>& matrices() { return solve.matrices; }

  OPTNET4J_DEVICE void carve(const TeamNeeds& needs, Shape z, SharedLevel level, Areas<Real>& areas) {
    const long of_t = needs.resident ? triangle_size(z.m + 1) : 0;
    const long of_s = needs.resident && level < kSharedQAG ? triangle_size(z.m) : 0;
    panel_numbers = needs.panels > of_s ? needs.panels : of_s;
    resident = needs.resident;
    slots = areas.hot.take(needs.slots);
    chunk = areas.hot.take(needs.chunk > of_t ? needs.chunk : of_t);
    panels = areas.hot.take(panel_numbers);
    solve.carve(z, level, areas);
    kept = solve.T;
    if (needs.resident) solve.T = {chunk};
    solve.matrices.S = of_s > 0 ? Triangle<Real>{panels} : areas.data(level >= kSharedQAG).triangle(z.m);
  }
};

static_assert(sizeof(TeamWorkspace<double>) <= kHeaderNumbers * sizeof(float), "the header holds the workspace");

}  // namespace optnet4j
