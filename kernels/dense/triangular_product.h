// Products with a lower triangle, and lower triangles of products.
#pragma once

#include "tile.h"
#include "triangle.h"
#include "../team/solo.h"

namespace optnet4j {

// y = L x
template <class Real, class Team>
OPTNET4J_DEVICE void multiply_lower(Team team, int n, Triangle<const Real> l, const Real* x, Real* y) {
  team.each(n, [&](int i) OPTNET4J_INLINE_BODY {
    Real sum(0);
    for (int k = 0; k <= i; ++k) sum = fma(l.row(i)[k], x[k], sum);
    y[i] = sum;
  });
}

// y = L' x
template <class Real, class Team>
OPTNET4J_DEVICE void multiply_lower_transposed(Team team, int n, Triangle<const Real> l, const Real* x, Real* y) {
  team.each(n, [&](int j) OPTNET4J_INLINE_BODY {
    Real sum(0);
    for (int i = j; i < n; ++i) sum = fma(l.row(i)[j], x[i], sum);
    y[j] = sum;
  });
}

// C = K Y' (lower triangle), K and Y rows x inner, both by rows.
template <class Real, class Team>
OPTNET4J_DEVICE void lower_product(Team team, int rows, int inner, const Real* k, const Real* y, Triangle<Real> c) {
  team.each(triangle_size(rows), [&](int e) OPTNET4J_INLINE_BODY {
    int i = int(sqrt(2.0 * e + 0.25) - 0.5);
    if (triangle_size(i + 1) <= e) ++i;
    if (triangle_size(i) > e) --i;
    const int j = e - triangle_size(i);
    Real sum(0);
    for (int l = 0; l < inner; ++l) sum = fma(k[i * inner + l], y[j * inner + l], sum);
    c.data[e] = sum;
  });
}

template <class Real>
OPTNET4J_PRIMITIVE void multiply_lower(Solo, int n, Triangle<const Real> l, const Real* x, Real* y) {
  for_strips<4>(0, n, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    const Real* row[Width];
    Real value[Width];
    OPTNET4J_UNROLL
    for (int i = 0; i < Width; ++i) {
      row[i] = l.row(first + i);
      value[i] = Real(0);
    }
    for (int k = 0; k < first; ++k) {
      const Real known = x[k];
      OPTNET4J_UNROLL
      for (int i = 0; i < Width; ++i) value[i] = fma(row[i][k], known, value[i]);
    }
    OPTNET4J_UNROLL
    for (int i = 0; i < Width; ++i) {
      OPTNET4J_UNROLL
      for (int k = 0; k <= i; ++k) value[i] = fma(row[i][first + k], x[first + k], value[i]);
      y[first + i] = value[i];
    }
  });
}

template <class Real>
OPTNET4J_PRIMITIVE void multiply_lower_transposed(Solo, int n, Triangle<const Real> l, const Real* x, Real* y) {
  for_strips<4>(0, n, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    Real value[Width];
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) value[j] = Real(0);
    OPTNET4J_UNROLL
    for (int i = 0; i < Width; ++i) {
      OPTNET4J_UNROLL
      for (int j = 0; j <= i; ++j) value[j] = fma(l.row(first + i)[first + j], x[first + i], value[j]);
    }
    for (int i = first + Width; i < n; ++i) {
      const Real* const row = l.row(i) + first;
      const Real known = x[i];
      OPTNET4J_UNROLL
      for (int j = 0; j < Width; ++j) value[j] = fma(row[j], known, value[j]);
    }
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) y[first + j] = value[j];
  });
}

template <class Real>
OPTNET4J_PRIMITIVE void lower_product(Solo, int rows, int inner, const Real* k, const Real* y, Triangle<Real> c) {
  for_strips<RealTraits<Real>::tile_columns>(0, rows, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    const Real* across[Width];
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) across[j] = y + (first + j) * inner;
    for_strips<RealTraits<Real>::tile_rows>(first, rows, [&](int row, auto count) OPTNET4J_INLINE_BODY {
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
        for (int j = 0; j < Width; ++j)
          if (first + j <= row + i) c.row(row + i)[first + j] = tile.c[i][j];
      }
    });
  });
}

}  // namespace optnet4j
