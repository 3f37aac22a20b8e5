// The register tile: a few rows times a few columns of a matrix product, held in registers while the inner dimension
// runs past. Factorisation, triangular solves and symmetric products are all this tile with different ends.
#pragma once

#include "../real.h"
#include "../strips.h"

namespace optnet4j {

// C (Rows x Columns) minus or plus A B', where rows of A and of B run along the inner dimension.
template <int Rows, int Columns, class Real>
struct Tile {
  Real c[Rows][Columns];

  OPTNET4J_DEVICE void zero() {
    OPTNET4J_UNROLL
    for (int i = 0; i < Rows; ++i) {
      OPTNET4J_UNROLL
      for (int j = 0; j < Columns; ++j) c[i][j] = Real(0);
    }
  }

  OPTNET4J_DEVICE void subtract(const Real* const (&a)[Rows], const Real* const (&b)[Columns], int inner) {
    accumulate<true>(a, b, inner);
  }

  OPTNET4J_DEVICE void add(const Real* const (&a)[Rows], const Real* const (&b)[Columns], int inner) {
    accumulate<false>(a, b, inner);
  }

 private:
  template <bool Subtract>
  OPTNET4J_DEVICE void accumulate(const Real* const (&a)[Rows], const Real* const (&b)[Columns], int inner) {
    OPTNET4J_UNROLL_4
    for (int k = 0; k < inner; ++k) {
      Real right[Columns];
      OPTNET4J_UNROLL
      for (int j = 0; j < Columns; ++j) right[j] = b[j][k];
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        const Real left = held(a[i][k]);
        OPTNET4J_UNROLL
        for (int j = 0; j < Columns; ++j)
          c[i][j] = Subtract ? fnma(left, right[j], c[i][j]) : fma(left, right[j], c[i][j]);
      }
    }
  }
};

}  // namespace optnet4j
