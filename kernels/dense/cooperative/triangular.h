// Solves with a Cholesky factor by a team. Right-looking: all members compute the four unknowns of a strip for
// themselves, then share the elements that these change.
#pragma once

#include "../triangular.h"

namespace optnet4j {

// x <- L^-1 x
template <class Real, class Team>
OPTNET4J_PRIMITIVE void solve_lower(Team team, int n, Triangle<const Real> factor, Real* x) {
  constexpr int kStrip = 4;
  for (int first = 0; first < n; first += kStrip) {
    const int width = n - first < kStrip ? n - first : kStrip;
    Real known[kStrip];
    OPTNET4J_UNROLL
    for (int i = 0; i < kStrip; ++i) {
      if (i >= width) break;
      const Real* const row = factor.row(first + i) + first;
      Real value = x[first + i];
      OPTNET4J_UNROLL
      for (int k = 0; k < i; ++k) value = fnma(row[k], known[k], value);
      known[i] = value * row[i];
    }
    for (int i = first + width + team.rank(); i < n; i += team.size()) {
      const Real* const row = factor.row(i) + first;
      Real left = x[i];
      OPTNET4J_UNROLL
      for (int k = 0; k < kStrip; ++k)
        if (k < width) left = fnma(row[k], known[k], left);
      x[i] = left;
    }
    team.sync();
    if (team.rank() == 0) {
      OPTNET4J_UNROLL
      for (int i = 0; i < kStrip; ++i)
        if (i < width) x[first + i] = known[i];
    }
  }
  team.sync();
}

// x <- L^-T x
template <class Real, class Team>
OPTNET4J_PRIMITIVE void solve_lower_transposed(Team team, int n, Triangle<const Real> factor, Real* x) {
  constexpr int kStrip = 4;
  const int rest = n % kStrip;
  for (int end = n; end > 0;) {
    const int width = end == n && rest != 0 ? rest : kStrip;
    const int first = end - width;
    Real known[kStrip];
    OPTNET4J_UNROLL
    for (int i = kStrip - 1; i >= 0; --i) {
      if (i >= width) continue;
      Real value = x[first + i];
      OPTNET4J_UNROLL
      for (int k = i + 1; k < kStrip; ++k)
        if (k < width) value = fnma(factor.row(first + k)[first + i], known[k], value);
      known[i] = value * factor.row(first + i)[first + i];
    }
    for (int j = team.rank(); j < first; j += team.size()) {
      Real left = x[j];
      OPTNET4J_UNROLL
      for (int i = 0; i < kStrip; ++i)
        if (i < width) left = fnma(factor.row(first + i)[j], known[i], left);
      x[j] = left;
    }
    team.sync();
    if (team.rank() == 0) {
      OPTNET4J_UNROLL
      for (int i = 0; i < kStrip; ++i)
        if (i < width) x[first + i] = known[i];
    }
    end = first;
  }
  team.sync();
}

// B (rows x n, by rows) <- C L^-T. A member solves whole rows, so nobody waits for anybody.
template <class Real, class Team>
OPTNET4J_PRIMITIVE void solve_rows(Team team, int rows, int n, Triangle<const Real> factor, const Real* source,
                                   Real* target) {
  constexpr int kStrip = 4;
  for (int row = team.rank(); row < rows; row += team.size()) {
    const Real* const from = source + long(row) * n;
    Real* const to = target + long(row) * n;
    const Real* const down[1] = {to};
    for (int first = 0; first < n; first += kStrip) {
      const int width = n - first < kStrip ? n - first : kStrip;
      const Real* across[kStrip];
      Tile<1, kStrip, Real> tile;
      OPTNET4J_UNROLL
      for (int j = 0; j < kStrip; ++j) {
        across[j] = factor.row(first + (j < width ? j : width - 1));
        tile.c[0][j] = j < width ? from[first + j] : Real(0);
      }
      tile.subtract(down, across, first);
      OPTNET4J_UNROLL
      for (int j = 0; j < kStrip; ++j) {
        if (j >= width) break;
        OPTNET4J_UNROLL
        for (int k = 0; k < j; ++k) tile.c[0][j] = fnma(tile.c[0][k], across[j][first + k], tile.c[0][j]);
        tile.c[0][j] = tile.c[0][j] * across[j][first + j];
        to[first + j] = tile.c[0][j];
      }
    }
  }
  team.sync();
}

}  // namespace optnet4j
