// Cholesky factorisation by a team, for matrices that are fast to reach. Left-looking in strips of four columns:
// members share the rows, and each of them factors the diagonal tile for itself rather than wait for another to do it.
#pragma once

#include "../cholesky.h"

namespace optnet4j {
namespace cooperative {

constexpr int kStrip = 4;

// original(i): the diagonal element of A that a pivot of row i is measured against. in_place: it is overwritten.
template <class Team, class Real, class Original>
OPTNET4J_DEVICE MaskOf<Real> factor_strips(Team team, const CholeskyJob<Real>& job, Real relative, bool in_place,
                                           const Original& original) {
  const int rows = job.n + job.border;
  MaskOf<Real> raised = false;
  Real bound[kStrip];
  OPTNET4J_UNROLL
  for (int j = 0; j < kStrip; ++j) bound[j] = j < job.n ? relative * original(j) : Real(0);
  if (in_place) team.sync();
  for (int first = 0; first < job.n; first += kStrip) {
    const int width = job.n - first < kStrip ? job.n - first : kStrip;
    const Real* across[kStrip];
    OPTNET4J_UNROLL
    for (int j = 0; j < kStrip; ++j) across[j] = job.factor.row(first + (j < width ? j : width - 1));

    for (int row = first + team.rank(); row < rows; row += team.size()) {
      Real* const target = job.factor.row(row);
      const Real* const source = row < job.n ? job.matrix.row(row) : target;
      Tile<1, kStrip, Real> tile;
      OPTNET4J_UNROLL
      for (int j = 0; j < kStrip; ++j) {
        const bool stored = j < width && first + j <= row;
        tile.c[0][j] = stored ? source[first + j] : Real(0);
        if (job.diagonal != nullptr && stored && first + j == row) tile.c[0][j] = tile.c[0][j] + job.diagonal[row];
      }
      const Real* const down[1] = {target};
      tile.subtract(down, across, first);
      OPTNET4J_UNROLL
      for (int j = 0; j < kStrip; ++j)
        if (j < width && first + j <= row) target[first + j] = tile.c[0][j];
    }
    team.sync();

    Tile<kStrip, kStrip, Real> diagonal;
    OPTNET4J_UNROLL
    for (int j = 0; j < kStrip; ++j) {
      OPTNET4J_UNROLL
      for (int k = 0; k < kStrip; ++k)
        diagonal.c[j][k] = j < width && k <= j ? job.factor.row(first + j)[first + k] : Real(j == k ? 1 : 0);
    }
    Real reciprocal[kStrip];
    raised = solo::factor_tile<kStrip>(diagonal, bound, reciprocal) || raised;
    for (int row = first + width + team.rank(); row < rows; row += team.size()) {
      Real* const target = job.factor.row(row) + first;
      Tile<1, kStrip, Real> tile;
      OPTNET4J_UNROLL
      for (int j = 0; j < kStrip; ++j) tile.c[0][j] = j < width ? target[j] : Real(0);
      solo::solve_tile<1, kStrip>(tile, diagonal, reciprocal);
      OPTNET4J_UNROLL
      for (int j = 0; j < kStrip; ++j)
        if (j < width) target[j] = tile.c[0][j];
    }
    OPTNET4J_UNROLL
    for (int j = 0; j < kStrip; ++j) {
      const int row = first + kStrip + j;
      bound[j] = row < job.n ? relative * original(row) : Real(0);
    }
    team.sync();

    // Nobody reads the raw diagonal tile any more.
    if (team.rank() == 0) {
      OPTNET4J_UNROLL
      for (int j = 0; j < kStrip; ++j) {
        if (j >= width) break;
        Real* const target = job.factor.row(first + j) + first;
        OPTNET4J_UNROLL
        for (int k = 0; k < j; ++k) target[k] = diagonal.c[j][k];
        target[j] = reciprocal[j];
      }
    }
  }
  team.sync();
  return raised;
}

}  // namespace cooperative

template <class Team, class Real>
OPTNET4J_PRIMITIVE MaskOf<Real> cholesky(Team team, const CholeskyJob<Real>& job, Real relative) {
  const bool in_place = job.matrix.data == job.factor.data;
  return cooperative::factor_strips(team, job, relative, in_place, [&](int i) OPTNET4J_INLINE_BODY {
    const Real element = job.matrix.row(i)[i];
    return job.diagonal == nullptr ? element : element + job.diagonal[i];
  });
}

}  // namespace optnet4j
