// Products of tiles that a whole warp computes together, in double precision: on a GPU by its matrix units, which make
// of each element the chain c = fma(a_k, b_k, c), k ascending, that everything else here makes. (That is not documented;
// the acceptance on a GPU would notice anything else.)
#pragma once

#include "hardware.h"

namespace optnet4j {

// Lane (g, t) = (lane / 4, lane % 4) of a warp holds of C (16 x 8) rows g, g + 8 and columns 2 t, 2 t + 1; of A (16 x 8)
// these rows and columns t, t + 4; of B' (8 x 8) row g and columns t, t + 4.
template <class Real>
struct MatrixTile {
  Real c[2][2];
};
template <class Real>
struct MatrixOperands {
  Real a[2][2];  // by column, then row
  Real b[2];
};

#if defined(__CUDACC__)

// C <- C + A B'
OPTNET4J_DEVICE void multiply_add(MatrixTile<double>& tile, const MatrixOperands<double>& of, hardware::Site) {
#if __CUDA_ARCH__ >= 900
  asm("mma.sync.aligned.m16n8k8.row.col.f64.f64.f64.f64 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
      : "+d"(tile.c[0][0]), "+d"(tile.c[0][1]), "+d"(tile.c[1][0]), "+d"(tile.c[1][1])
      : "d"(of.a[0][0]), "d"(of.a[0][1]), "d"(of.a[1][0]), "d"(of.a[1][1]), "d"(of.b[0]), "d"(of.b[1]));
#else
  OPTNET4J_UNROLL
  for (int k = 0; k < 2; ++k) {
    OPTNET4J_UNROLL
    for (int i = 0; i < 2; ++i)
      asm("mma.sync.aligned.m8n8k4.row.col.f64.f64.f64.f64 {%0, %1}, {%2}, {%3}, {%0, %1};"
          : "+d"(tile.c[i][0]), "+d"(tile.c[i][1])
          : "d"(of.a[k][i]), "d"(of.b[k]));
  }
#endif
}

#else

template <class Real>
void multiply_add(MatrixTile<Real>& tile, const MatrixOperands<Real>& of, hardware::Site at) {
  const int lane = hardware::thread() % 32, row = lane / 4, column = lane % 4 * 2;
  for (int k = 0; k < 8; ++k) {
    for (int i = 0; i < 2; ++i) {
      const Real left = hardware::shuffle(0xffffffffu, of.a[k / 4][i], row * 4 + k % 4, at);
      for (int j = 0; j < 2; ++j) {
        const Real right = hardware::shuffle(0xffffffffu, of.b[k / 4], (column + j) * 4 + k % 4, at);
        tile.c[i][j] = fma(left, right, tile.c[i][j]);
      }
    }
  }
}

#endif

}  // namespace optnet4j
