// B (rows x n, by rows) <- C L^-T in global memory by a block, panel by panel.
#pragma once

#include "../cooperative/triangular.h"
#include "panel.h"

namespace optnet4j {

template <class Real, int Threads, bool Resident>
OPTNET4J_PRIMITIVE void solve_rows(Staged<Real, Threads, Resident> team, int rows, int n, Triangle<const Real> factor,
                                   const Real* source, Real* target) {
  using Shared = Stage<Real, Threads>;
  const Triangle<Real> diagonal = team.stage().diagonal();
  // Members share the diagonal block: all of its rows, as if they were full.
  constexpr int kRowsApart = Threads / Shared::kAcross, kLoads = Shared::kAcross / kRowsApart;
  const int k = team.rank() % Shared::kAcross;
  for (int column = 0; column < n; column += Shared::kAcross) {
    const int width = n - column < Shared::kAcross ? n - column : Shared::kAcross;
    Real numbers[kLoads];
    OPTNET4J_UNROLL
    for (int u = 0; u < kLoads; ++u) {
      const int i = team.rank() / Shared::kAcross + u * kRowsApart;
      numbers[u] = k <= i && i < width ? factor.row(column + i)[column + k] : Real(0);
    }
    for (int row = 0; row < rows; row += Shared::kDown) {
      Panel<Staged<Real, Threads, Resident>, Real> panel(team, row, rows, column, n);
      panel.load([&](int i, int j) OPTNET4J_INLINE_BODY { return source[long(i) * n + j]; });
      panel.template accumulate<true>(
          column, [&](int i) OPTNET4J_INLINE_BODY { return target + long(i) * n; },
          [&](int j) OPTNET4J_INLINE_BODY { return factor.row(j); });
      // Only now: until here the loads were under way.
      if (row == 0) {
        OPTNET4J_UNROLL
        for (int u = 0; u < kLoads; ++u) {
          const int i = team.rank() / Shared::kAcross + u * kRowsApart;
          if (k <= i && i < width) diagonal.row(i)[k] = numbers[u];
        }
        team.sync();
      }
      panel.solve(diagonal, 0);
      panel.each([&](int i, int j, Real element) OPTNET4J_INLINE_BODY { target[long(i) * n + j] = element; });
    }
    team.sync();
  }
}

}  // namespace optnet4j
