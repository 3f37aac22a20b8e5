// Cholesky factorisation of a matrix in global memory by a block. Left-looking in panels of 32 columns: each is
// computed in registers, its diagonal block factored in shared memory, its other rows solved with that block.
#pragma once

#include "../cooperative/cholesky.h"
#include "panel.h"

namespace optnet4j {

template <class Real, int Threads, bool Resident>
OPTNET4J_PRIMITIVE MaskOf<Real> cholesky(Staged<Real, Threads, Resident> team, const CholeskyJob<Real>& job,
                                         Real relative) {
  using Shared = Stage<Real, Threads>;
  const Triangle<Real> diagonal = team.stage().diagonal();
  Real* const original = team.stage().original();
  const int rows = job.n + job.border;
  MaskOf<Real> raised = false;
  for (int column = 0; column < job.n; column += Shared::kAcross) {
    for (int row = column; row < rows; row += Shared::kDown) {
      Panel<Staged<Real, Threads, Resident>, Real> panel(team, row, rows, column, job.n);
      const int width = panel.width();
      const bool holds_diagonal = row == column;
      const int below = holds_diagonal ? column + width : row;
      panel.load([&](int i, int j) OPTNET4J_INLINE_BODY {
        const Real* const source = i < job.n ? job.matrix.row(i) : job.factor.row(i);
        return j <= i ? source[j] : Real(0);
      });
      if (holds_diagonal) {
        panel.each([&](int i, int j, Real& element) OPTNET4J_INLINE_BODY {
          if (i != j) return;
          if (job.diagonal != nullptr) element = element + job.diagonal[i];
          original[i - column] = element;
        });
      }
      panel.template accumulate<true>(
          column, [&](int i) OPTNET4J_INLINE_BODY { return job.factor.row(i); },
          [&](int j) OPTNET4J_INLINE_BODY { return job.factor.row(j); });
      if (holds_diagonal) {
        panel.each([&](int i, int j, Real element) OPTNET4J_INLINE_BODY {
          if (j <= i && i < below) diagonal.row(i - column)[j - column] = element;
        });
        team.sync();
        // Narrow strips: the panel takes registers, too.
        raised = cooperative::factor_strips_from<4>(team, CholeskyJob<Real>{diagonal, nullptr, diagonal, width, 0}, 0,
                                                    relative, false,
                                                    [&](int i) OPTNET4J_INLINE_BODY { return original[i]; }) ||
                 raised;
      }
      panel.solve(diagonal, below - row);
      if (holds_diagonal) {
        panel.each([&](int i, int j, Real& element) OPTNET4J_INLINE_BODY {
          if (j <= i && i < below) element = diagonal.row(i - column)[j - column];
        });
      }
      panel.each([&](int i, int j, Real element) OPTNET4J_INLINE_BODY {
        if (j <= i) job.factor.row(i)[j] = element;
      });
    }
    team.sync();
  }
  return raised;
}

}  // namespace optnet4j
