// C = G' diag(w) G, which is what the inequalities add to the matrix of an interior-point step.
//
// Columns of G that are mostly zero, as those of slack variables are, take part through lists of their entries. What a
// list skips would have added zero to a sum, and the rest is added up in the order of the dense product: the bits of a
// result do not tell which of the two computed it. So whether zeros are looked for, and in how many problems at once,
// is a question of cost alone.
#pragma once

#include "product.h"

namespace optnet4j {

// Where a matrix of m rows and n columns is not zero. Null: not looked for.
struct ColumnEntries {
  int* order = nullptr;  // n + 1: how many columns count as dense, then these columns, then the others
  int* start = nullptr;  // n + 1, where each column begins in row; dense ones have no entries there
  int* row = nullptr;

  // A column with more entries than one in this many is dense: products of tiles reuse what they hold in registers.
  static constexpr int kFraction = 4;

  OPTNET4J_DEVICE static long capacity(long m, long n) { return m / kFraction * n; }
  OPTNET4J_DEVICE bool useful(int n) const { return order != nullptr && order[0] < n; }
};

// Lists the entries of columns that are mostly zero in all lanes.
template <class Real>
OPTNET4J_PRIMITIVE void find_entries(Solo, int m, int n, const Real* g, const ColumnEntries& to) {
  int dense = 0, sparse = 0, used = 0;
  for (int j = 0; j < n; ++j) {
    to.start[j] = used;
    int i = 0, end = used + m / ColumnEntries::kFraction;
    for (; i < m; ++i) {
      if (!any(!(g[i * n + j] == Real(0)))) continue;
      if (used == end) break;
      to.row[used++] = i;
    }
    if (i < m) {
      used = to.start[j];
      to.order[1 + dense++] = j;
    } else {
      to.order[n - sparse++] = j;
    }
  }
  to.start[n] = used;
  to.order[0] = dense;
}

// Overwrites scaled (n x m). scale has the square roots of the weights, shared out as each() does. Ends as gram() does.
template <class Team, class Real>
OPTNET4J_DEVICE void weighted_gram(Team team, int m, int n, const Real* g, const ColumnEntries&, const Real* scale,
                                   Real* scaled, Triangle<Real> c) {
  team.each(m, [&](int i) OPTNET4J_INLINE_BODY {
    for (int j = 0; j < n; ++j) scaled[j * m + i] = g[i * n + j] * scale[i];
  });
  team.sync();
  gram<Real>(team, n, m, scaled, 0, scaled, c);
}

template <class Real>
OPTNET4J_PRIMITIVE void weighted_gram(Solo team, int m, int n, const Real* g, const ColumnEntries& entries,
                                      const Real* scale, Real* scaled, Triangle<Real> c) {
  if (!entries.useful(n)) {
    weighted_gram<Solo, Real>(team, m, n, g, entries, scale, scaled, c);
    return;
  }
  for (int j = 0; j < n; ++j)
    for (int i = 0; i < m; ++i) scaled[j * m + i] = g[i * n + j] * scale[i];

  const int dense = entries.order[0];
  const int* const column = entries.order + 1;
  for_strips<RealTraits<Real>::tile_columns>(0, dense, [&](int first, auto width) OPTNET4J_INLINE_BODY {
    constexpr int Width = decltype(width)::value;
    const Real* across[Width];
    OPTNET4J_UNROLL
    for (int j = 0; j < Width; ++j) across[j] = scaled + column[first + j] * m;
    for_strips<RealTraits<Real>::tile_rows>(first, dense, [&](int row, auto count) OPTNET4J_INLINE_BODY {
      constexpr int Rows = decltype(count)::value;
      const Real* down[Rows];
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) down[i] = scaled + column[row + i] * m;
      Tile<Rows, Width, Real> tile;
      tile.zero();
      tile.add(down, across, m);
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        OPTNET4J_UNROLL
        for (int j = 0; j < Width; ++j)
          if (first + j <= row + i) c.row(column[row + i])[column[first + j]] = tile.c[i][j];
      }
    });
  });

  const auto meet = [&](int i, int j) OPTNET4J_INLINE_BODY {
    Real value(0);
    for (int e = entries.start[i]; e < entries.start[i + 1]; ++e)
      value = fma(scaled[i * m + entries.row[e]], scaled[j * m + entries.row[e]], value);
    return value;
  };
  for (int e = dense; e < n; ++e) {
    const int i = column[e];
    for (int j = 0; j <= i; ++j) c.row(i)[j] = meet(i, j);
    for (int k = dense; k > 0 && column[k - 1] > i; --k) c.row(column[k - 1])[i] = meet(i, column[k - 1]);
  }
}

}  // namespace optnet4j
