// A team over a matrix by rows: up to 32 members next to each other, groups of them below each other. Members handle
// kBatch elements at a time, so that they wait for memory once where it would otherwise be for one after the other.
#pragma once

#include "../real.h"

namespace optnet4j {

constexpr int kBatch = 4;

struct Grid {
  int lane, lanes;
  int group, groups;
};

template <class Team>
OPTNET4J_DEVICE Grid grid_of(Team team) {
  const int lanes = team.size() < 32 ? team.size() : 32;
  return {team.rank() % lanes, lanes, team.rank() / lanes, team.size() / lanes};
}

// to[e] = from[e]
template <class Team, class Real>
OPTNET4J_STAGE void copy(Team team, long count, const Real* from, Real* to) {
  for (long first = team.rank(); first < count; first += long(kBatch) * team.size()) {
    Real held[kBatch];
    OPTNET4J_UNROLL
    for (int u = 0; u < kBatch; ++u) {
      const long e = first + long(u) * team.size();
      held[u] = e < count ? from[e] : Real(0);
    }
    OPTNET4J_UNROLL
    for (int u = 0; u < kBatch; ++u) {
      const long e = first + long(u) * team.size();
      if (e < count) to[e] = held[u];
    }
  }
}

}  // namespace optnet4j
