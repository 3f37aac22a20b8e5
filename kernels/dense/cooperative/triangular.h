// Solves with a Cholesky factor by a team. Right-looking: all members compute the unknowns of a strip for themselves,
// then share the elements that these change.
#pragma once

#include "../triangular.h"
#include "cholesky.h"
#include "strips.h"

namespace optnet4j {
namespace cooperative {

// The unknowns of a strip of x <- L^-1 x, from its triangle.
struct Forward {
  template <int Width, class Real>
  OPTNET4J_DEVICE static void solve(const Tile<Width, Width, Real>& tile, Real (&known)[Width]) {
    OPTNET4J_UNROLL
    for (int k = 0; k < Width; ++k) {
      known[k] = known[k] * tile.c[k][k];
      OPTNET4J_UNROLL
      for (int i = k + 1; i < Width; ++i) known[i] = fnma(tile.c[i][k], known[k], known[i]);
    }
  }

  // What they change of the elements below.
  template <int Width, class Real, class Team>
  OPTNET4J_DEVICE static void pass_on(Team team, int n, Triangle<const Real> factor, int first,
                                      const Real (&known)[Width], Real* x) {
    for (int i = first + Width + team.rank(); i < n; i += team.size()) {
      const Real* const row = factor.row(i) + first;
      Real left = x[i];
      OPTNET4J_UNROLL
      for (int k = 0; k < Width; ++k) left = fnma(row[k], known[k], left);
      x[i] = left;
    }
  }
};

// The same of x <- L^-T x: fours from the last one up, each from its first row on.
struct Backward {
  template <int Width, class Real>
  OPTNET4J_DEVICE static void solve(const Tile<Width, Width, Real>& tile, Real (&known)[Width]) {
    constexpr int kFour = Width < 4 ? Width : 4;
    OPTNET4J_UNROLL
    for (int four = Width - kFour; four >= 0; four -= kFour) {
      OPTNET4J_UNROLL
      for (int i = four + kFour - 1; i >= four; --i) {
        OPTNET4J_UNROLL
        for (int k = i + 1; k < four + kFour; ++k) known[i] = fnma(tile.c[k][i], known[k], known[i]);
        known[i] = known[i] * tile.c[i][i];
      }
      OPTNET4J_UNROLL
      for (int j = 0; j < four; ++j) {
        OPTNET4J_UNROLL
        for (int i = four; i < four + kFour; ++i) known[j] = fnma(tile.c[i][j], known[i], known[j]);
      }
    }
  }

  template <int Width, class Real, class Team>
  OPTNET4J_DEVICE static void pass_on(Team team, int, Triangle<const Real> factor, int first,
                                      const Real (&known)[Width], Real* x) {
    constexpr int kFour = Width < 4 ? Width : 4;
    for (int j = team.rank(); j < first; j += team.size()) {
      Real left = x[j];
      OPTNET4J_UNROLL
      for (int four = Width - kFour; four >= 0; four -= kFour) {
        OPTNET4J_UNROLL
        for (int i = four; i < four + kFour; ++i) left = fnma(factor.row(first + i)[j], known[i], left);
      }
      x[j] = left;
    }
  }
};

template <int Width, class Real>
OPTNET4J_DEVICE void load_strip(const Real* x, int first, Real (&known)[Width]) {
  OPTNET4J_UNROLL
  for (int i = 0; i < Width; ++i) known[i] = x[first + i];
}

template <int Width, class Real>
OPTNET4J_DEVICE void store_strip(const Real (&known)[Width], int first, Real* x) {
  OPTNET4J_UNROLL
  for (int i = 0; i < Width; ++i) x[first + i] = known[i];
}

// A strip. Lanes of a warp find the unknowns each for itself, so that nobody waits, and have to meet before these are
// read from x; in a block the first member finds them, rather than that each warp loads the triangle.
template <class Direction, int Width, class Real, class Team>
OPTNET4J_DEVICE void solve_strip(Team team, int n, Triangle<const Real> factor, int first, Real* x) {
  constexpr bool alone = Team::kWholeWarps;
  Real known[Width];
  if (!alone || team.rank() == 0) {
    Tile<Width, Width, Real> tile;
    load_tile<Width, Real>(factor, first, tile);
    load_strip<Width>(x, first, known);
    Direction::solve(tile, known);
  }
  if constexpr (alone) {
    if (team.rank() == 0) store_strip<Width>(known, first, x);
    team.sync();
    load_strip<Width>(x, first, known);
  }
  Direction::template pass_on<Width, Real>(team, n, factor, first, known, x);
  team.sync();
  // Nobody reads what they were made of any more.
  if (!alone && team.rank() == 0) store_strip<Width>(known, first, x);
}

}  // namespace cooperative

// x <- L^-1 x
template <class Real, class Team>
OPTNET4J_PRIMITIVE void solve_lower(Team team, int n, Triangle<const Real> factor, Real* x) {
  x = team.at(x);
  factor.data = team.at(factor.data);
  cooperative::for_halving_strips<Team::kStrip>(0, n, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    cooperative::solve_strip<cooperative::Forward, decltype(width)::value>(team, n, factor, first, x);
  });
  if constexpr (!Team::kWholeWarps) team.sync();
}

// x <- L^-T x
template <class Real, class Team>
OPTNET4J_PRIMITIVE void solve_lower_transposed(Team team, int n, Triangle<const Real> factor, Real* x) {
  constexpr int kStrip = Team::kStrip;
  x = team.at(x);
  factor.data = team.at(factor.data);
  int end = n;
  if (n % 4 != 0) {
    end -= n % 4;
    with_constant<3>(n % 4, [&](auto width) OPTNET4J_INLINE_BODY {
      cooperative::solve_strip<cooperative::Backward, decltype(width)::value>(team, n, factor, end, x);
    });
  }
  if (end % kStrip != 0) {
    end -= 4;
    cooperative::solve_strip<cooperative::Backward, 4>(team, n, factor, end, x);
  }
  while (end > 0) {
    end -= kStrip;
    cooperative::solve_strip<cooperative::Backward, kStrip>(team, n, factor, end, x);
  }
  if constexpr (!Team::kWholeWarps) team.sync();
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
    cooperative::for_halving_strips<kStrip>(0, n, [&](int first, auto width) OPTNET4J_INLINE_BODY {
      constexpr int Width = decltype(width)::value;
      const Real* across[Width];
      Tile<1, Width, Real> tile;
      OPTNET4J_UNROLL
      for (int j = 0; j < Width; ++j) {
        across[j] = factor.row(first + j);
        tile.c[0][j] = from[first + j];
      }
      tile.subtract(down, across, first);
      OPTNET4J_UNROLL
      for (int j = 0; j < Width; ++j) {
        OPTNET4J_UNROLL
        for (int k = 0; k < j; ++k) tile.c[0][j] = fnma(tile.c[0][k], across[j][first + k], tile.c[0][j]);
        tile.c[0][j] = tile.c[0][j] * across[j][first + j];
        to[first + j] = tile.c[0][j];
      }
    });
  }
  team.sync();
}

}  // namespace optnet4j
