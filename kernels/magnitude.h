// How large a vector is.
#pragma once

#include "real.h"

namespace optnet4j {

// Largest magnitude of a vector.
template <class Team, class Real>
OPTNET4J_DEVICE Real largest(Team team, int n, const Real* x) {
  Real found(0);
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY { found = max(abs(x[i]), found); });
  return team.max(found);
}

template <class Team, class Real>
OPTNET4J_DEVICE Real squared_length(Team team, int n, const Real* x) {
  Real found[1];
  team.sum(n, found, [&](int i, Real(&partial)[1]) OPTNET4J_INLINE_BODY { partial[0] = fma(x[i], x[i], partial[0]); });
  return found[0];
}

}  // namespace optnet4j
