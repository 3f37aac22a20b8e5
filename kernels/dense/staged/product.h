// Products of matrices in global memory by a block, panel by panel. They end without a meeting: what comes of them is
// used first in panels that lie the same way, so by the thread that computed it.
#pragma once

#include "../cooperative/product.h"
#include "panel.h"

namespace optnet4j {

// C = K K' - V V' (lower triangle)
template <class Real, int Threads, bool Resident>
OPTNET4J_PRIMITIVE void gram(Staged<Real, Threads, Resident> team, int rows, int inner, const Real* k, int removed,
                             const Real* v, Triangle<Real> c) {
  using Shared = Stage<Real, Threads>;
  for (int column = 0; column < rows; column += Shared::kAcross) {
    for (int row = column; row < rows; row += Shared::kDown) {
      Panel<Staged<Real, Threads, Resident>, Real> panel(team, row, rows, column, rows);
      panel.load([](int, int) OPTNET4J_INLINE_BODY { return Real(0); });
      const auto row_of_k = [&](int i) OPTNET4J_INLINE_BODY { return k + long(i) * inner; };
      const auto row_of_v = [&](int i) OPTNET4J_INLINE_BODY { return v + long(i) * removed; };
      panel.template accumulate<false>(inner, row_of_k, row_of_k);
      panel.template accumulate<true>(removed, row_of_v, row_of_v);
      panel.each([&](int i, int j, Real element) OPTNET4J_INLINE_BODY {
        if (j <= i) c.row(i)[j] = element;
      });
    }
  }
}

// C = K Y' (rows x columns)
template <class Real, int Threads, bool Resident>
OPTNET4J_PRIMITIVE void multiply_transposed(Staged<Real, Threads, Resident> team, int rows, int columns, int inner,
                                            const Real* k, const Real* y, Real* c) {
  using Shared = Stage<Real, Threads>;
  for (int column = 0; column < columns; column += Shared::kAcross) {
    for (int row = 0; row < rows; row += Shared::kDown) {
      Panel<Staged<Real, Threads, Resident>, Real> panel(team, row, rows, column, columns);
      panel.load([](int, int) OPTNET4J_INLINE_BODY { return Real(0); });
      panel.template accumulate<false>(
          inner, [&](int i) OPTNET4J_INLINE_BODY { return k + long(i) * inner; },
          [&](int j) OPTNET4J_INLINE_BODY { return y + long(j) * inner; });
      panel.each([&](int i, int j, Real element) OPTNET4J_INLINE_BODY { c[long(i) * columns + j] = element; });
    }
  }
}

}  // namespace optnet4j
