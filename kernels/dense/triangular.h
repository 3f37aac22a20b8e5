// Solves with a Cholesky factor whose diagonal holds reciprocals (see cholesky.h).
#pragma once

#include "cholesky.h"
#include "tile.h"
#include "triangle.h"
#include "../team/solo.h"

namespace optnet4j {

// x <- L^-1 x
template <class Real>
OPTNET4J_PRIMITIVE void solve_lower(Solo, int n, Triangle<const Real> factor, Real* x) {
  for_strips<RealTraits<Real>::vector_rows>(0, n, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    const Real* row[Width];
    Real value[Width];
    OPTNET4J_UNROLL
    for (int i = 0; i < Width; ++i) {
      row[i] = factor.row(first + i);
      value[i] = x[first + i];
    }
    for (int k = 0; k < first; ++k) {
      const Real known = x[k];
      OPTNET4J_UNROLL
      for (int i = 0; i < Width; ++i) value[i] = fnma(row[i][k], known, value[i]);
    }
    OPTNET4J_UNROLL
    for (int i = 0; i < Width; ++i) {
      OPTNET4J_UNROLL
      for (int k = 0; k < i; ++k) value[i] = fnma(row[i][first + k], value[k], value[i]);
      value[i] = value[i] * row[i][first + i];
      x[first + i] = value[i];
    }
  });
}

// x <- L^-T x
template <class Real>
OPTNET4J_PRIMITIVE void solve_lower_transposed(Solo, int n, Triangle<const Real> factor, Real* x) {
  const auto eliminate = [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    const Real* row[Width];
    Real value[Width];
    OPTNET4J_UNROLL
    for (int i = Width - 1; i >= 0; --i) {
      row[i] = factor.row(first + i);
      value[i] = x[first + i];
      OPTNET4J_UNROLL
      for (int k = i + 1; k < Width; ++k) value[i] = fnma(row[k][first + i], value[k], value[i]);
      value[i] = value[i] * row[i][first + i];
      x[first + i] = value[i];
    }
    for (int j = 0; j < first; ++j) {
      Real left = x[j];
      OPTNET4J_UNROLL
      for (int i = 0; i < Width; ++i) left = fnma(row[i][j], value[i], left);
      x[j] = left;
    }
  };
  const int rest = n % 4;
  if (rest != 0) with_constant<4>(rest, [&](auto width) OPTNET4J_INLINE_BODY { eliminate(n - rest, width); });
  for (int first = n - rest - 4; first >= 0; first -= 4) eliminate(first, Constant<4>());
}

namespace solo {

// Columns [begin, end) of B <- C L^-T, from which columns before `done` have been subtracted already.
template <class Real>
OPTNET4J_DEVICE void solve_columns(int rows, int n, Triangle<const Real> factor, const Real* source, Real* target,
                                   int begin, int end, int done) {
  for_strips<RealTraits<Real>::tile_columns>(begin, end, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    const Real* across[Width];
    Tile<Width, Width, Real> diagonal;
    Real reciprocal[Width];
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) {
      const Real* const row = factor.row(first + j);
      across[j] = row + done;
      OPTNET4J_UNROLL
      for (int k = 0; k < j; ++k) diagonal.c[j][k] = row[first + k];
      reciprocal[j] = row[first + j];
    }
    for_strips<RealTraits<Real>::tile_rows>(0, rows, [&](int row, auto count) OPTNET4J_INLINE_BODY {
      constexpr int Rows = decltype(count)::value;
      const Real* down[Rows];
      Tile<Rows, Width, Real> tile;
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        down[i] = target + (row + i) * n + done;
        OPTNET4J_UNROLL
        for (int j = 0; j < Width; ++j) tile.c[i][j] = source[(row + i) * n + first + j];
      }
      tile.subtract(down, across, first - done);
      solve_tile<Rows, Width>(tile, diagonal, reciprocal);
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        OPTNET4J_UNROLL
        for (int j = 0; j < Width; ++j) target[(row + i) * n + first + j] = tile.c[i][j];
      }
    });
  });
}

template <class Real>
OPTNET4J_PRIMITIVE void solve_rows_in_blocks(int rows, int n, Triangle<const Real> factor, const Real* source,
                                             Real* target) {
  for (int begin = 0; begin < n; begin += blocks::kColumns) {
    const int end = begin + blocks::kColumns < n ? begin + blocks::kColumns : n;
    for (int i = 0; i < rows; ++i)
      for (int j = begin; j < end; ++j) target[i * n + j] = source[i * n + j];
    blocks::update<true, Real>(
        0, rows, begin, end, begin, false, [&](int i) OPTNET4J_INLINE_BODY { return target + i * n; },
        [&](int j) OPTNET4J_INLINE_BODY { return factor.row(j); },
        [&](int i) OPTNET4J_INLINE_BODY { return target + i * n; });
    solve_columns(rows, n, factor, target, target, begin, end, begin);
  }
}

}  // namespace solo

// B (rows x n, by rows) <- C L^-T for C of the same shape; B and C may be the same storage.
template <class Real>
OPTNET4J_PRIMITIVE void solve_rows(Solo, int rows, int n, Triangle<const Real> factor, const Real* source,
                                   Real* target) {
  if (blocks::worthwhile<Real>(long(rows) * n)) {
    solo::solve_rows_in_blocks(rows, n, factor, source, target);
  } else {
    solo::solve_columns(rows, n, factor, source, target, 0, n, 0);
  }
}

}  // namespace optnet4j
