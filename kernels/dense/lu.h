// Factorisation P A = L U with partial pivoting, by rows; L has ones on its diagonal, which are not stored.
#pragma once

#include "../real.h"
#include "../strips.h"

namespace optnet4j {

// Exchanges rows j and pivot of what each lane holds.
template <class Team, class Real>
OPTNET4J_DEVICE void exchange_rows(Team team, int columns, Real* a, int leading, int j, Real pivot) {
  for (int lane = 0; lane < RealTraits<Real>::lanes; ++lane) {
    const int other = int(lane_of(pivot, lane));
    if (other == j) continue;
    Real* const upper = a + j * leading;
    Real* const lower = a + other * leading;
    team.each(columns, [&](int k) OPTNET4J_INLINE_BODY {
      const auto kept = lane_of(upper[k], lane);
      set_lane(upper[k], lane, lane_of(lower[k], lane));
      set_lane(lower[k], lane, kept);
    });
  }
}

// Row j was exchanged with row pivot[j] >= j, in this order. The first of the largest candidates is taken.
template <class Team, class Real>
OPTNET4J_PRIMITIVE void lu(Team team, int n, Real* a, Real* pivot) {
  for (int j = 0; j < n; ++j) {
    Real row(j), largest = abs(a[j * n + j]);
    for (int i = j + 1; i < n; ++i) {
      const Real candidate = abs(a[i * n + j]);
      row = select(candidate > largest, Real(i), row);
      largest = max(candidate, largest);
    }
    if (team.rank() == 0) pivot[j] = row;
    team.sync();
    exchange_rows(team, n, a, n, j, row);
    team.sync();
    const Real* const across = a + j * n;
    const Real reciprocal = Real(1) / across[j];
    team.each(n - j - 1, [&](int below) OPTNET4J_INLINE_BODY {
      Real* const down = a + (j + 1 + below) * n;
      const Real factor = down[j] * reciprocal;
      down[j] = factor;
      for (int k = j + 1; k < n; ++k) down[k] = fnma(factor, across[k], down[k]);
    });
    team.sync();
  }
}

}  // namespace optnet4j
