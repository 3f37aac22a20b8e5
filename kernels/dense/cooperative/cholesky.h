// Cholesky factorisation by a team, for matrices that are fast to reach. Left-looking in strips of a few columns.
//
// Lanes of a warp share the rows of a strip, and each of them factors its diagonal tile for itself rather than wait for
// another to do it. In a block the first member does, which takes long: a pivot waits for the one before. Meanwhile the
// other warps subtract from the next strip what is known already, so that only the present one is left to be.
#pragma once

#include "../cholesky.h"
#include "strip_update.h"
#include "strips.h"

namespace optnet4j {
namespace cooperative {

template <int Width, class Real>
OPTNET4J_DEVICE void load_tile(Triangle<const Real> from, int first, Tile<Width, Width, Real>& tile) {
  OPTNET4J_UNROLL
  for (int i = 0; i < Width; ++i) {
    OPTNET4J_UNROLL
    for (int k = 0; k < Width; ++k) tile.c[i][k] = k <= i ? from.row(first + i)[first + k] : Real(0);
  }
}

template <int Width, class Real>
OPTNET4J_DEVICE void store_tile(const Tile<Width, Width, Real>& tile, const Real (&reciprocal)[Width],
                                Triangle<Real> to, int first) {
  OPTNET4J_UNROLL
  for (int i = 0; i < Width; ++i) {
    Real* const target = to.row(first + i) + first;
    OPTNET4J_UNROLL
    for (int k = 0; k < i; ++k) target[k] = tile.c[i][k];
    target[i] = reciprocal[i];
  }
}

// Rows below a strip's diagonal tile <- themselves times its L^-T.
template <int Width, class Team, class Real>
OPTNET4J_DEVICE void solve_below(Team team, const CholeskyJob<Real>& job, int first,
                                 const Tile<Width, Width, Real>& diagonal, const Real (&reciprocal)[Width]) {
  for (int row = first + Width + team.rank(); row < job.n + job.border; row += team.size()) {
    Real* const target = job.factor.row(row) + first;
    Tile<1, Width, Real> tile;
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) tile.c[0][j] = target[j];
    solo::solve_tile<1, Width>(tile, diagonal, reciprocal);
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) target[j] = tile.c[0][j];
  }
}

template <int Width, class Real, class Original>
OPTNET4J_DEVICE void find_bounds(Real relative, const Original& original, int first, Real (&bound)[Width]) {
  OPTNET4J_UNROLL
  for (int j = 0; j < Width; ++j) bound[j] = relative * original(first + j);
}

// One strip after the other, from column `begin` on.
template <int Widest, class Team, class Real, class Original>
OPTNET4J_DEVICE MaskOf<Real> factor_strips_from(Team team, const CholeskyJob<Real>& job, int begin, Real relative,
                                                bool in_place, const Original& original) {
  MaskOf<Real> raised = false;
  for_halving_strips<Widest>(begin, job.n, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    Real bound[Width];
    find_bounds<Width>(relative, original, first, bound);
    if (in_place) team.sync();
    update_by_rows<Width>(Crew{team.rank(), team.size()}, job, first, 0, first);
    team.sync();
    Tile<Width, Width, Real> diagonal;
    Real reciprocal[Width];
    load_tile<Width, Real>(job.factor, first, diagonal);
    raised = solo::factor_tile<Width>(diagonal, bound, reciprocal) || raised;
    solve_below<Width>(team, job, first, diagonal, reciprocal);
    team.sync();
    // Nobody reads the raw diagonal tile any more.
    if (team.rank() == 0) store_tile<Width>(diagonal, reciprocal, job.factor, first);
  });
  team.sync();
  return raised;
}

// Columns [0, last), strips of 8, by a block. In place, where a strip that is begun would overwrite what its pivots are
// measured against, nothing is begun early. Only the first member knows what was raised.
template <class Team, class Real, class Original>
OPTNET4J_DEVICE MaskOf<Real> factor_by_warps(Team team, const CholeskyJob<Real>& job, int last, Real relative,
                                             bool in_place, const Original& original) {
  constexpr int Width = 8;
  const Crew everybody{team.rank(), team.size()}, others{team.rank() - 32, team.size() - 32};
  MaskOf<Real> raised = false;
  Real bound[Width];
  if (team.rank() == 0) find_bounds<Width>(relative, original, 0, bound);
  if (in_place) team.sync();
  update_by_warps(everybody, job, 0, 0, 0);
  team.sync();
  for (int first = 0; first < last; first += Width) {
    const int next = first + Width;
    Tile<Width, Width, Real> diagonal;
    Real reciprocal[Width];
    if (team.rank() == 0) {
      load_tile<Width, Real>(job.factor, first, diagonal);
      raised = solo::factor_tile<Width>(diagonal, bound, reciprocal) || raised;
      store_tile<Width>(diagonal, reciprocal, job.factor, first);
      if (next < last) find_bounds<Width>(relative, original, next, bound);
    } else if (others.rank >= 0 && first > 0 && next < last && !in_place) {
      update_by_warps(others, job, next, 0, first);
    }
    team.sync();

    if (next + team.rank() < job.n + job.border) {
      load_tile<Width, Real>(job.factor, first, diagonal);
      OPTNET4J_UNROLL
      for (int j = 0; j < Width; ++j) reciprocal[j] = diagonal.c[j][j];
      solve_below<Width>(team, job, first, diagonal, reciprocal);
    }
    team.sync();

    if (next < last) {
      update_by_warps(everybody, job, next, in_place ? 0 : first, next);
      team.sync();
    }
  }
  return raised;
}

// original(i): the diagonal element of A that a pivot of row i is measured against. in_place: it is overwritten.
template <class Team, class Real, class Original>
OPTNET4J_DEVICE MaskOf<Real> factor_strips(Team team, const CholeskyJob<Real>& job, Real relative, bool in_place,
                                           const Original& original) {
  constexpr int Width = Team::kStrip;
  if constexpr (Team::kWholeWarps) {
    const int last = job.n / Width * Width;
    MaskOf<Real> raised = false;
    if (last > 0) raised = factor_by_warps(team, job, last, relative, in_place, original);
    return factor_strips_from<Width / 2>(team, job, last, relative, in_place, original) || raised;
  } else {
    return factor_strips_from<Width>(team, job, 0, relative, in_place, original);
  }
}

}  // namespace cooperative

// Returns where a pivot had to be raised; the first member knows.
template <class Team, class Real>
OPTNET4J_PRIMITIVE MaskOf<Real> cholesky(Team team, const CholeskyJob<Real>& job, Real relative) {
  // A copy of its own, which stays in registers.
  CholeskyJob<Real> own = job;
  own.factor.data = team.at(job.factor.data);
  const bool in_place = job.matrix.data == job.factor.data;
  return cooperative::factor_strips(team, own, relative, in_place, [&](int i) OPTNET4J_INLINE_BODY {
    const Real element = own.matrix.row(i)[i];
    return own.diagonal == nullptr ? element : element + own.diagonal[i];
  });
}

}  // namespace optnet4j
