// Products of matrices that are too large for the cache next to a core, in blocks that are not.
//
// A block of columns of the result takes the inner dimension in chunks: of the second operand kColumns times kInner
// numbers stay in the cache for all rows of the first, of which a strip stays in the nearest for all of these columns.
// Each number is still summed up in the order of the inner dimension, so that the bits are those of the plain loop.
#pragma once

#include "tile.h"
#include "../team/solo.h"

namespace optnet4j {
namespace blocks {

// Four rows and four columns of a chunk are 32 KiB at most, which fit the nearest cache; a block's chunk is 288 KiB at
// most. kColumns is a multiple of all tiles' columns.
constexpr int kColumns = 72;
constexpr int kInner = 64;

// Whether so many numbers are too many. One number per thread is the GPU's, which has its own ways.
template <class Real>
OPTNET4J_DEVICE constexpr bool worthwhile(long numbers) {
  return RealTraits<Real>::lanes > 1 && numbers * long(sizeof(Real)) > 768 * 1024;
}

// Loads, updates and stores one tile. Elements right of the diagonal are not touched.
template <bool Subtract, int Rows, int Columns, class Real>
OPTNET4J_DEVICE void update_tile(const Real* const (&down)[Rows], const Real* const (&across)[Columns], int inner,
                                 Real* const (&target)[Rows], int column, int last_of_first_row) {
  Tile<Rows, Columns, Real> tile;
  OPTNET4J_UNROLL
  for (int i = 0; i < Rows; ++i) {
    OPTNET4J_UNROLL
    for (int j = 0; j < Columns; ++j)
      tile.c[i][j] = column + j <= last_of_first_row + i ? target[i][column + j] : Real(0);
  }
  if constexpr (Subtract) {
    tile.subtract(down, across, inner);
  } else {
    tile.add(down, across, inner);
  }
  OPTNET4J_UNROLL
  for (int i = 0; i < Rows; ++i) {
    OPTNET4J_UNROLL
    for (int j = 0; j < Columns; ++j)
      if (column + j <= last_of_first_row + i) target[i][column + j] = tile.c[i][j];
  }
}

// C += A B', or -=, for rows and columns in the ranges given; a(i), b(j) and c(i) are where rows begin. lower: of C
// only what is not right of the diagonal.
template <bool Subtract, class Real, class A, class B, class C>
OPTNET4J_DEVICE void update(int row_begin, int row_end, int column_begin, int column_end, int inner, bool lower,
                            const A& a, const B& b, const C& c) {
  for (int begin = 0; begin < inner; begin += kInner) {
    const int count = inner - begin < kInner ? inner - begin : kInner;
    for_strips<RealTraits<Real>::tile_rows>(row_begin, row_end, [&](int row, auto rows) OPTNET4J_INLINE_BODY {
      constexpr int Rows = decltype(rows)::value;
      const Real* down[Rows];
      Real* target[Rows];
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        down[i] = a(row + i) + begin;
        target[i] = c(row + i);
      }
      const int last = lower ? row : column_end;
      const int end = lower && row + Rows < column_end ? row + Rows : column_end;
      for_strips<RealTraits<Real>::tile_columns>(column_begin, end, [&](int column, auto columns) OPTNET4J_INLINE_BODY {
        constexpr int Columns = decltype(columns)::value;
        const Real* across[Columns];
        OPTNET4J_UNROLL
        for (int j = 0; j < Columns; ++j) across[j] = b(column + j) + begin;
        update_tile<Subtract, Rows, Columns>(down, across, count, target, column, last);
      });
    });
  }
}

}  // namespace blocks
}  // namespace optnet4j
