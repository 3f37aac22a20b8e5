// The register tile: a few rows times a few columns of a matrix product, held in registers while the inner dimension
// runs past. Factorisation, triangular solves and symmetric products are all this tile with different ends.
#pragma once

#include "../real.h"

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
    for (int k = 0; k < inner; ++k) {
      Real right[Columns];
      OPTNET4J_UNROLL
      for (int j = 0; j < Columns; ++j) right[j] = b[j][k];
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        const Real left = a[i][k];
        OPTNET4J_UNROLL
        for (int j = 0; j < Columns; ++j)
          c[i][j] = Subtract ? fnma(left, right[j], c[i][j]) : fma(left, right[j], c[i][j]);
      }
    }
  }
};

template <int Value>
struct Constant {
  static constexpr int value = Value;
};

// Calls body(Constant<count>) for a count known only at run time, 1 <= count <= Limit.
template <int Limit, class Body>
OPTNET4J_DEVICE void with_constant(int count, Body&& body) {
  static_assert(Limit >= 1 && Limit <= 8, "tiles have one to eight rows");
  if constexpr (Limit == 1) {
    body(Constant<1>());
  } else {
    if (count == Limit) {
      body(Constant<Limit>());
    } else {
      with_constant<Limit - 1>(count, static_cast<Body&&>(body));
    }
  }
}

// Calls body(first, Constant<width>) for consecutive strips that cover [begin, end), all of Width but the last.
template <int Width, class Body>
OPTNET4J_DEVICE void for_strips(int begin, int end, Body&& body) {
  int first = begin;
  for (; first + Width <= end; first += Width) body(first, Constant<Width>());
  if (first < end) with_constant<Width>(end - first, [&](auto width) { body(first, width); });
}

}  // namespace optnet4j
