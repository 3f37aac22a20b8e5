// Products by a team: members share the rows of the result, or its elements, as each() shares them out. Only gram()
// ends with a meeting: what comes of the others is used first by the member that computed it.
#pragma once

#include "../product.h"

namespace optnet4j {
namespace cooperative {

constexpr int kAcross = 4;

// Rows of four for a strip of `width` columns that starts at `first`; the last row is repeated where the strip ends.
template <class Real>
OPTNET4J_DEVICE void strip_rows(const Real* matrix, int inner, int first, int width, const Real* (&rows)[kAcross]) {
  OPTNET4J_UNROLL
  for (int j = 0; j < kAcross; ++j) rows[j] = matrix + long(first + (j < width ? j : width - 1)) * inner;
}

}  // namespace cooperative

// C = K K' - V V' (lower triangle)
template <class Real, class Team>
OPTNET4J_PRIMITIVE void gram(Team team, int rows, int inner, const Real* k, int removed, const Real* v,
                             Triangle<Real> c) {
  using cooperative::kAcross;
  for (int first = 0; first < rows; first += kAcross) {
    const int width = rows - first < kAcross ? rows - first : kAcross;
    const Real *across[kAcross], *across_removed[kAcross];
    cooperative::strip_rows(k, inner, first, width, across);
    cooperative::strip_rows(v, removed, first, width, across_removed);
    for (int row = first + team.rank(); row < rows; row += team.size()) {
      const Real* const down[1] = {k + long(row) * inner};
      const Real* const down_removed[1] = {v + long(row) * removed};
      Tile<1, kAcross, Real> tile;
      tile.zero();
      tile.add(down, across, inner);
      tile.subtract(down_removed, across_removed, removed);
      OPTNET4J_UNROLL
      for (int j = 0; j < kAcross; ++j)
        if (j < width && first + j <= row) c.row(row)[first + j] = tile.c[0][j];
    }
  }
  team.sync();
}

// C = K Y' (rows x columns)
template <class Real, class Team>
OPTNET4J_PRIMITIVE void multiply_transposed(Team team, int rows, int columns, int inner, const Real* k, const Real* y,
                                            Real* c) {
  using cooperative::kAcross;
  for (int first = 0; first < columns; first += kAcross) {
    const int width = columns - first < kAcross ? columns - first : kAcross;
    const Real* across[kAcross];
    cooperative::strip_rows(y, inner, first, width, across);
    for (int row = team.rank(); row < rows; row += team.size()) {
      const Real* const down[1] = {k + long(row) * inner};
      Tile<1, kAcross, Real> tile;
      tile.zero();
      tile.add(down, across, inner);
      OPTNET4J_UNROLL
      for (int j = 0; j < kAcross; ++j)
        if (j < width) c[long(row) * columns + first + j] = tile.c[0][j];
    }
  }
}

// y = M x
template <class Team, class Real>
OPTNET4J_PRIMITIVE void multiply(Team team, int rows, int columns, const Real* m, const Real* x, Real* y) {
  for (int i = team.rank(); i < rows; i += team.size()) {
    const Real* const row = m + long(i) * columns;
    Real value(0);
    OPTNET4J_UNROLL_16
    for (int k = 0; k < columns; ++k) value = fma(row[k], x[k], value);
    y[i] = value;
  }
}

// y = M' x
template <class Team, class Real>
OPTNET4J_PRIMITIVE void multiply_by_columns(Team team, int rows, int columns, const Real* m, const Real* x, Real* y) {
  for (int j = team.rank(); j < columns; j += team.size()) {
    Real value(0);
    OPTNET4J_UNROLL_16
    for (int i = 0; i < rows; ++i) value = fma(m[long(i) * columns + j], x[i], value);
    y[j] = value;
  }
}

// y = C x for a symmetric matrix of which the lower triangle is stored.
template <class Real, class Team>
OPTNET4J_PRIMITIVE void multiply_symmetric(Team team, int n, Triangle<const Real> c, const Real* x, Real* y) {
  for (int i = team.rank(); i < n; i += team.size()) {
    const Real* const row = c.row(i);
    Real value(0);
    OPTNET4J_UNROLL_16
    for (int k = 0; k <= i; ++k) value = fma(row[k], x[k], value);
    OPTNET4J_UNROLL_16
    for (int k = i + 1; k < n; ++k) value = fma(c.row(k)[i], x[k], value);
    y[i] = value;
  }
}

}  // namespace optnet4j
