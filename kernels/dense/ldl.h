// Factorisation A = L D L' without pivoting, L with ones on its diagonal: for quasi-definite matrices, of which it is
// known to exist whatever the order of their rows.
//
// Next to L the numbers W = L D are kept, as the elimination leaves them: products are then of numbers that are there,
// and no product is rounded twice.
#pragma once

#include "tile.h"
#include "triangle.h"
#include "../team/solo.h"

namespace optnet4j {

// W holds A on entry, and D on its diagonal on exit; L has the same diagonal.
template <class Team, class Real>
OPTNET4J_DEVICE void ldl(Team team, int n, Triangle<Real> w, Triangle<Real> l) {
  for (int j = 0; j < n; ++j) {
    const Real reciprocal = Real(1) / w.row(j)[j];
    team.each(n - j, [&](int below) OPTNET4J_INLINE_BODY {
      const int i = j + below;
      if (i == j) {
        l.row(j)[j] = w.row(j)[j];
        return;
      }
      const Real factor = w.row(i)[j] * reciprocal;
      l.row(i)[j] = factor;
      for (int k = j + 1; k <= i; ++k) w.row(i)[k] = fnma(factor, w.row(k)[j], w.row(i)[k]);
    });
    team.sync();
  }
}

namespace solo {

// One column strip [first, first + Width): its diagonal tile, then all rows below it.
template <int Width, class Real>
OPTNET4J_DEVICE void ldl_strip(int n, Triangle<Real> w, Triangle<Real> l, int first) {
  const Real* across[Width];
  const Real* down_diagonal[Width];
  Tile<Width, Width, Real> diagonal;
  Real reciprocal[Width];
  OPTNET4J_UNROLL
  for (int j = 0; j < Width; ++j) {
    across[j] = w.row(first + j);
    down_diagonal[j] = l.row(first + j);
    OPTNET4J_UNROLL
    for (int k = 0; k < Width; ++k) diagonal.c[j][k] = k <= j ? across[j][first + k] : Real(0);
  }
  diagonal.subtract(down_diagonal, across, first);
  OPTNET4J_UNROLL
  for (int j = 0; j < Width; ++j) {
    reciprocal[j] = Real(1) / diagonal.c[j][j];
    w.row(first + j)[first + j] = l.row(first + j)[first + j] = diagonal.c[j][j];
    OPTNET4J_UNROLL
    for (int i = j + 1; i < Width; ++i) {
      const Real factor = diagonal.c[i][j] * reciprocal[j];
      w.row(first + i)[first + j] = diagonal.c[i][j];
      l.row(first + i)[first + j] = factor;
      OPTNET4J_UNROLL
      for (int k = j + 1; k <= i; ++k) diagonal.c[i][k] = fnma(factor, diagonal.c[k][j], diagonal.c[i][k]);
    }
  }
  for_strips<RealTraits<Real>::tile_rows>(first + Width, n, [&](int row, auto rows) OPTNET4J_INLINE_BODY {
    constexpr int Rows = decltype(rows)::value;
    const Real* down[Rows];
    Tile<Rows, Width, Real> tile;
    OPTNET4J_UNROLL
    for (int i = 0; i < Rows; ++i) {
      down[i] = l.row(row + i);
      OPTNET4J_UNROLL
      for (int j = 0; j < Width; ++j) tile.c[i][j] = w.row(row + i)[first + j];
    }
    tile.subtract(down, across, first);
    OPTNET4J_UNROLL
    for (int i = 0; i < Rows; ++i) {
      OPTNET4J_UNROLL
      for (int j = 0; j < Width; ++j) {
        const Real factor = tile.c[i][j] * reciprocal[j];
        w.row(row + i)[first + j] = tile.c[i][j];
        l.row(row + i)[first + j] = factor;
        OPTNET4J_UNROLL
        for (int k = j + 1; k < Width; ++k) tile.c[i][k] = fnma(factor, diagonal.c[k][j], tile.c[i][k]);
      }
    }
  });
}

}  // namespace solo

template <class Real>
OPTNET4J_PRIMITIVE void ldl(Solo, int n, Triangle<Real> w, Triangle<Real> l) {
  for_strips<RealTraits<Real>::tile_columns>(0, n, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    solo::ldl_strip<decltype(width)::value>(n, w, l, first);
  });
}

}  // namespace optnet4j
