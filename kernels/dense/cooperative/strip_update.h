// What the columns of a Cholesky factor left of a strip contribute to it.
#pragma once

#include "../../team/hardware.h"
#include "../cholesky.h"

namespace optnet4j {
namespace cooperative {

// Members of a team that share a piece of work: all of it, or those that have nothing better to do.
struct Crew {
  int rank, size;
};

// Columns [first, first + Width) of the factor <- what they were minus the contributions of columns [from, to). Where
// `from` is 0, they were those of the matrix.
template <int Width, class Real>
OPTNET4J_DEVICE void update_by_rows(Crew crew, const CholeskyJob<Real>& job, int first, int from, int to) {
  const Real* across[Width];
  OPTNET4J_UNROLL
  for (int j = 0; j < Width; ++j) across[j] = job.factor.row(first + j) + from;
  for (int row = first + crew.rank; row < job.n + job.border; row += crew.size) {
    Real* const target = job.factor.row(row);
    const Real* const source = from == 0 && row < job.n ? job.matrix.row(row) : target;
    Tile<1, Width, Real> tile;
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) tile.c[0][j] = first + j <= row ? source[first + j] : Real(0);
    if (from == 0 && job.diagonal != nullptr && row < first + Width) {
      const Real more = job.diagonal[row];
      OPTNET4J_UNROLL
      for (int j = 0; j < Width; ++j)
        if (first + j == row) tile.c[0][j] = tile.c[0][j] + more;
    }
    const Real* const down[1] = {target + from};
    tile.subtract(down, across, to - from);
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j)
      if (first + j <= row) target[first + j] = tile.c[0][j];
  }
}

// The same of 8 columns by warps, in tiles of 16 rows. All of first, from and to are multiples of 8.
template <class Real>
OPTNET4J_DEVICE void update_by_tiles(Crew crew, const CholeskyJob<Real>& job, int first, int from, int to) {
  const int rows = job.n + job.border, lane = crew.rank % 32, g = lane / 4, t = lane % 4;
  const Real* const across = job.factor.row(first + g) + t;
  for (int top = first + crew.rank / 32 * 16; top < rows; top += crew.size / 32 * 16) {
    Real tile[4];
    const Real* down[2];
    OPTNET4J_UNROLL
    for (int i = 0; i < 2; ++i) {
      // Beyond the last row that one is multiplied again, and what comes of it dropped.
      const bool beyond = top + g + 8 * i >= rows;
      const int row = beyond ? rows - 1 : top + g + 8 * i;
      down[i] = job.factor.row(row) + t;
      const Real* const source = (from == 0 && row < job.n ? job.matrix.row(row) : job.factor.row(row)) + first + 2 * t;
      const int left = beyond ? -1 : row - first - 2 * t;
      OPTNET4J_UNROLL
      for (int j = 0; j < 2; ++j) {
        tile[2 * i + j] = j <= left ? source[j] : Real(0);
        if (from == 0 && job.diagonal != nullptr && j == left) tile[2 * i + j] = tile[2 * i + j] + job.diagonal[row];
      }
    }
    OPTNET4J_UNROLL_4
    for (int k = from; k < to; k += 8) {
      Real left[4], right[2];
      OPTNET4J_UNROLL
      for (int half = 0; half < 2; ++half) {
        OPTNET4J_UNROLL
        for (int i = 0; i < 2; ++i) left[2 * half + i] = -down[i][k + 4 * half];
        right[half] = across[k + 4 * half];
      }
      hardware::multiply_add<8>(tile, left, right, OPTNET4J_SITE);
    }
    OPTNET4J_UNROLL
    for (int i = 0; i < 2; ++i) {
      const int row = top + g + 8 * i;
      OPTNET4J_UNROLL
      for (int j = 0; j < 2; ++j) {
        const int column = first + 2 * t + j;
        if (row < rows && column <= row) job.factor.row(row)[column] = tile[2 * i + j];
      }
    }
  }
}

template <class Real>
OPTNET4J_DEVICE void update_by_warps(Crew crew, const CholeskyJob<Real>& job, int first, int from, int to) {
  if constexpr (hardware::kMultipliesTiles<Real>) {
    update_by_tiles(crew, job, first, from, to);
  } else {
    update_by_rows<8>(crew, job, first, from, to);
  }
}

}  // namespace cooperative
}  // namespace optnet4j
