// Cholesky factorisation A = L L' of a symmetric positive definite matrix.
//
// The diagonal of the stored factor holds the reciprocals 1 / L_ii, which is what every later solve multiplies by.
// Rows below the matrix ("border") take part as right-hand sides: a border row that held r holds r L^-T afterwards, so
// one pass over the matrix both factors it and makes the first half of a solve.
#pragma once

#include "blocks.h"
#include "reciprocal_root.h"
#include "tile.h"
#include "triangle.h"
#include "../team/solo.h"

namespace optnet4j {

template <class Real>
struct CholeskyJob {
  Triangle<const Real> matrix;  // lower triangle of A; its rows n .. n + border - 1 are not read
  const Real* diagonal;         // added to the diagonal of A; null: nothing is added
  Triangle<Real> factor;        // may be the same storage as matrix; its border rows are read and replaced
  int n;
  int border;
};

namespace solo {

// Factors the diagonal tile in registers. A pivot that does not exceed `relative` times its diagonal element of A is
// replaced by that bound and reported.
template <int Width, class Real>
OPTNET4J_DEVICE MaskOf<Real> factor_tile(Tile<Width, Width, Real>& tile, const Real (&bound)[Width],
                                         Real (&reciprocal)[Width]) {
  MaskOf<Real> raised = Real(0) > Real(0);
  OPTNET4J_UNROLL
  for (int j = 0; j < Width; ++j) {
    Real pivot = tile.c[j][j];
    const MaskOf<Real> low = !(pivot > bound[j]);
    raised = raised | low;
    pivot = select(low, bound[j], pivot);
    reciprocal[j] = reciprocal_root(pivot);
    OPTNET4J_UNROLL
    for (int i = j + 1; i < Width; ++i) tile.c[i][j] = tile.c[i][j] * reciprocal[j];
    OPTNET4J_UNROLL
    for (int k = j + 1; k < Width; ++k) {
      OPTNET4J_UNROLL
      for (int i = k; i < Width; ++i) tile.c[i][k] = fnma(tile.c[i][j], tile.c[k][j], tile.c[i][k]);
    }
  }
  return raised;
}

// C <- C T^-T for the factored diagonal tile T.
template <int Rows, int Width, class Real>
OPTNET4J_DEVICE void solve_tile(Tile<Rows, Width, Real>& tile, const Tile<Width, Width, Real>& diagonal,
                                const Real (&reciprocal)[Width]) {
  OPTNET4J_UNROLL
  for (int j = 0; j < Width; ++j) {
    OPTNET4J_UNROLL
    for (int i = 0; i < Rows; ++i) {
      OPTNET4J_UNROLL
      for (int k = 0; k < j; ++k) tile.c[i][j] = fnma(tile.c[i][k], diagonal.c[j][k], tile.c[i][j]);
      tile.c[i][j] = tile.c[i][j] * reciprocal[j];
    }
  }
}

// One column strip [first, first + Width): its diagonal tile, then all rows below it. Where columns before `done` have
// been subtracted already, `original` is the diagonal of A before that; else it is null.
template <int Width, class Real>
OPTNET4J_DEVICE MaskOf<Real> cholesky_strip(const CholeskyJob<Real>& job, int first, int done, const Real* original,
                                            Real relative) {
  const Real* across[Width];
  Tile<Width, Width, Real> diagonal;
  Real bound[Width];
  OPTNET4J_UNROLL
  for (int j = 0; j < Width; ++j) {
    across[j] = job.factor.row(first + j) + done;
    const Real* source = job.matrix.row(first + j) + first;
    OPTNET4J_UNROLL
    for (int k = 0; k < Width; ++k) diagonal.c[j][k] = k <= j ? source[k] : Real(0);
    if (job.diagonal != nullptr) diagonal.c[j][j] = diagonal.c[j][j] + job.diagonal[first + j];
    bound[j] = relative * (original != nullptr ? original[j] : diagonal.c[j][j]);
  }
  diagonal.subtract(across, across, first - done);
  Real reciprocal[Width];
  const MaskOf<Real> raised = factor_tile<Width>(diagonal, bound, reciprocal);
  OPTNET4J_UNROLL
  for (int j = 0; j < Width; ++j) {
    Real* target = job.factor.row(first + j) + first;
    OPTNET4J_UNROLL
    for (int k = 0; k < j; ++k) target[k] = diagonal.c[j][k];
    target[j] = reciprocal[j];
  }

  for_strips<RealTraits<Real>::tile_rows>(
      first + Width, job.n + job.border, [&](int row, auto rows) OPTNET4J_INLINE_BODY {
        constexpr int Rows = decltype(rows)::value;
        const Real* down[Rows];
        Tile<Rows, Width, Real> tile;
        OPTNET4J_UNROLL
        for (int i = 0; i < Rows; ++i) {
          down[i] = job.factor.row(row + i) + done;
          const Real* source = (row + i < job.n ? job.matrix.row(row + i) : job.factor.row(row + i)) + first;
          OPTNET4J_UNROLL
          for (int j = 0; j < Width; ++j) tile.c[i][j] = source[j];
        }
        tile.subtract(down, across, first - done);
        solve_tile<Rows, Width>(tile, diagonal, reciprocal);
        OPTNET4J_UNROLL
        for (int i = 0; i < Rows; ++i) {
          Real* target = job.factor.row(row + i) + first;
          OPTNET4J_UNROLL
          for (int j = 0; j < Width; ++j) target[j] = tile.c[i][j];
        }
      });
  return raised;
}

// A block of columns at a time, from which everything left of it is subtracted first.
template <class Real>
OPTNET4J_PRIMITIVE MaskOf<Real> cholesky_in_blocks(const CholeskyJob<Real>& job, Real relative) {
  const auto factor = [&](int i) OPTNET4J_INLINE_BODY { return job.factor.row(i); };
  MaskOf<Real> raised = Real(0) > Real(0);
  for (int begin = 0; begin < job.n; begin += blocks::kColumns) {
    const int end = begin + blocks::kColumns < job.n ? begin + blocks::kColumns : job.n;
    Real original[blocks::kColumns];
    for (int i = begin; i < job.n; ++i) {
      const Real* const source = job.matrix.row(i);
      Real* const target = job.factor.row(i);
      const int last = i < end ? i + 1 : end;
      for (int j = begin; j < last; ++j) target[j] = source[j];
      if (i >= end) continue;
      if (job.diagonal != nullptr) target[i] = target[i] + job.diagonal[i];
      original[i - begin] = target[i];
    }
    blocks::update<true, Real>(begin, job.n + job.border, begin, end, begin, true, factor, factor, factor);
    const CholeskyJob<Real> here{job.factor, nullptr, job.factor, job.n, job.border};
    for_strips<RealTraits<Real>::tile_columns>(begin, end, [&](int first, auto width) OPTNET4J_INLINE_BODY {
      raised =
          raised | cholesky_strip<decltype(width)::value>(here, first, begin, original + (first - begin), relative);
    });
  }
  return raised;
}

}  // namespace solo

// Returns where a pivot had to be raised, that is, where A is not positive definite to `relative`.
template <class Real>
OPTNET4J_PRIMITIVE MaskOf<Real> cholesky(Solo, const CholeskyJob<Real>& job, Real relative) {
  if (blocks::worthwhile<Real>(triangle_size(job.n))) return solo::cholesky_in_blocks(job, relative);
  MaskOf<Real> raised = Real(0) > Real(0);
  for_strips<RealTraits<Real>::tile_columns>(0, job.n, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    const Real* const untouched = nullptr;
    raised = raised | solo::cholesky_strip<decltype(width)::value>(job, first, 0, untouched, relative);
  });
  return raised;
}

}  // namespace optnet4j
