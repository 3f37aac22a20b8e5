// B (rows x n, by rows) <- C L^-T in global memory by a block, panel by panel.
#pragma once

#include "../cooperative/triangular.h"
#include "panel.h"

namespace optnet4j {

template <class Real, int Threads, bool Resident>
OPTNET4J_PRIMITIVE void solve_rows(Staged<Real, Threads, Resident> team, int rows, int n, Triangle<const Real> factor,
                                   const Real* source, Real* target) {
  using Shared = Stage<Real, Threads>;
  const Shared& stage = team.stage();
  for (int column = 0; column < n; column += Shared::kAcross) {
    const int width = n - column < Shared::kAcross ? n - column : Shared::kAcross;
    for (int e = team.rank(); e < width * Shared::kAcross; e += team.size()) {
      const int i = e / Shared::kAcross, j = e % Shared::kAcross;
      if (j <= i) stage.diagonal().row(i)[j] = factor.row(column + i)[column + j];
    }
    for (int row = 0; row < rows; row += Shared::kDown) {
      Panel<Staged<Real, Threads, Resident>, Real> panel(team, row, rows, column, n);
      panel.load([&](int i, int j) OPTNET4J_INLINE_BODY { return source[long(i) * n + j]; });
      panel.template accumulate<true>(
          column, [&](int i) OPTNET4J_INLINE_BODY { return target + long(i) * n; },
          [&](int j) OPTNET4J_INLINE_BODY { return factor.row(j); });
      panel.stage();
      solve_panel(team, stage, 0, panel.height(), width);
      for (int e = team.rank(); e < panel.height() * Shared::kAcross; e += team.size()) {
        const int i = e / Shared::kAcross, j = e % Shared::kAcross;
        if (j < width) target[long(row + i) * n + column + j] = stage.panel[i * Shared::kPanelStep + j];
      }
      team.sync();
    }
  }
}

}  // namespace optnet4j
