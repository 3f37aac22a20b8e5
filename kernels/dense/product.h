// Products: symmetric (Gram), general, and with a vector.
#pragma once

#include "blocks.h"
#include "tile.h"
#include "triangle.h"
#include "../team/solo.h"

namespace optnet4j {

namespace solo {

template <class Real>
OPTNET4J_PRIMITIVE void gram_in_blocks(int rows, int inner, const Real* k, int removed, const Real* v,
                                       Triangle<Real> c) {
  const auto row_of_c = [&](int i) OPTNET4J_INLINE_BODY { return c.row(i); };
  const auto row_of_k = [&](int i) OPTNET4J_INLINE_BODY { return k + i * inner; };
  const auto row_of_v = [&](int i) OPTNET4J_INLINE_BODY { return v + i * removed; };
  for (int e = 0; e < triangle_size(rows); ++e) c.data[e] = Real(0);
  for (int begin = 0; begin < rows; begin += blocks::kColumns) {
    const int end = begin + blocks::kColumns < rows ? begin + blocks::kColumns : rows;
    blocks::update<false, Real>(begin, rows, begin, end, inner, true, row_of_k, row_of_k, row_of_c);
    blocks::update<true, Real>(begin, rows, begin, end, removed, true, row_of_v, row_of_v, row_of_c);
  }
}

template <class Real>
OPTNET4J_PRIMITIVE void multiply_transposed_in_blocks(int rows, int columns, int inner, const Real* k, const Real* y,
                                                      Real* c) {
  for (int e = 0; e < rows * columns; ++e) c[e] = Real(0);
  for (int begin = 0; begin < columns; begin += blocks::kColumns) {
    const int end = begin + blocks::kColumns < columns ? begin + blocks::kColumns : columns;
    blocks::update<false, Real>(
        0, rows, begin, end, inner, false, [&](int i) OPTNET4J_INLINE_BODY { return k + i * inner; },
        [&](int j) OPTNET4J_INLINE_BODY { return y + j * inner; },
        [&](int i) OPTNET4J_INLINE_BODY { return c + i * columns; });
  }
}

}  // namespace solo

// C = K K' - V V' (lower triangle), K rows x inner, V rows x removed, both by rows. removed may be 0.
template <class Real>
OPTNET4J_PRIMITIVE void gram(Solo, int rows, int inner, const Real* k, int removed, const Real* v, Triangle<Real> c) {
  if (blocks::worthwhile<Real>(long(rows) * (inner + removed)))
    return solo::gram_in_blocks(rows, inner, k, removed, v, c);
  for_strips<RealTraits<Real>::tile_columns>(0, rows, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    const Real* across[Width];
    const Real* across_removed[Width];
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) {
      across[j] = k + (first + j) * inner;
      across_removed[j] = v + (first + j) * removed;
    }
    for_strips<RealTraits<Real>::tile_rows>(first, rows, [&](int row, auto count) OPTNET4J_INLINE_BODY {
      constexpr int Rows = decltype(count)::value;
      const Real* down[Rows];
      const Real* down_removed[Rows];
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        down[i] = k + (row + i) * inner;
        down_removed[i] = v + (row + i) * removed;
      }
      Tile<Rows, Width, Real> tile;
      tile.zero();
      tile.add(down, across, inner);
      tile.subtract(down_removed, across_removed, removed);
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        Real* target = c.row(row + i) + first;
        OPTNET4J_UNROLL
        for (int j = 0; j < Width; ++j)
          if (first + j <= row + i) target[j] = tile.c[i][j];
      }
    });
  });
}

// C = K Y' (rows x columns), K rows x inner, Y columns x inner, all by rows.
template <class Real>
OPTNET4J_PRIMITIVE void multiply_transposed(Solo, int rows, int columns, int inner, const Real* k, const Real* y,
                                            Real* c) {
  if (blocks::worthwhile<Real>(long(rows) * inner))
    return solo::multiply_transposed_in_blocks(rows, columns, inner, k, y, c);
  for_strips<RealTraits<Real>::tile_columns>(0, columns, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    const Real* across[Width];
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) across[j] = y + (first + j) * inner;
    for_strips<RealTraits<Real>::tile_rows>(0, rows, [&](int row, auto count) OPTNET4J_INLINE_BODY {
      constexpr int Rows = decltype(count)::value;
      const Real* down[Rows];
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) down[i] = k + (row + i) * inner;
      Tile<Rows, Width, Real> tile;
      tile.zero();
      tile.add(down, across, inner);
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        OPTNET4J_UNROLL
        for (int j = 0; j < Width; ++j) c[(row + i) * columns + first + j] = tile.c[i][j];
      }
    });
  });
}

// y = M x, M rows x columns by rows.
template <class Real>
OPTNET4J_PRIMITIVE void multiply(Solo, int rows, int columns, const Real* m, const Real* x, Real* y) {
  for_strips<RealTraits<Real>::vector_rows>(0, rows, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    Real value[Width];
    OPTNET4J_UNROLL
    for (int i = 0; i < Width; ++i) value[i] = Real(0);
    for (int k = 0; k < columns; ++k) {
      const Real known = x[k];
      OPTNET4J_UNROLL
      for (int i = 0; i < Width; ++i) value[i] = fma(m[(first + i) * columns + k], known, value[i]);
    }
    OPTNET4J_UNROLL
    for (int i = 0; i < Width; ++i) y[first + i] = value[i];
  });
}

// y = M' x, M rows x columns by rows.
template <class Real>
OPTNET4J_PRIMITIVE void multiply_by_columns(Solo, int rows, int columns, const Real* m, const Real* x, Real* y) {
  for_strips<8>(0, columns, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    Real value[Width];
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) value[j] = Real(0);
    for (int i = 0; i < rows; ++i) {
      const Real known = x[i];
      OPTNET4J_UNROLL
      for (int j = 0; j < Width; ++j) value[j] = fma(m[i * columns + first + j], known, value[j]);
    }
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) y[first + j] = value[j];
  });
}

// y = C x for a symmetric matrix of which the lower triangle is stored.
template <class Real>
OPTNET4J_PRIMITIVE void multiply_symmetric(Solo, int n, Triangle<const Real> c, const Real* x, Real* y) {
  for_strips<4>(0, n, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    const Real* row[Width];
    Real known[Width];
    Real value[Width];
    OPTNET4J_UNROLL
    for (int i = 0; i < Width; ++i) {
      row[i] = c.row(first + i);
      known[i] = x[first + i];
      value[i] = Real(0);
    }
    for (int k = 0; k < first; ++k) {
      const Real across = x[k];
      Real down = y[k];
      OPTNET4J_UNROLL
      for (int i = 0; i < Width; ++i) {
        value[i] = fma(row[i][k], across, value[i]);
        down = fma(row[i][k], known[i], down);
      }
      y[k] = down;
    }
    OPTNET4J_UNROLL
    for (int i = 0; i < Width; ++i) {
      OPTNET4J_UNROLL
      for (int k = 0; k < Width; ++k)
        value[i] = fma(k <= i ? row[i][first + k] : row[k][first + i], known[k], value[i]);
      y[first + i] = value[i];
    }
  });
}

}  // namespace optnet4j
