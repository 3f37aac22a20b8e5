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
  const Shared& stage = team.stage();
  const int rows = job.n + job.border;
  MaskOf<Real> raised = false;
  for (int column = 0; column < job.n; column += Shared::kAcross) {
    for (int row = column; row < rows; row += Shared::kDown) {
      Panel<Staged<Real, Threads, Resident>, Real> panel(team, row, rows, column, job.n);
      const int width = panel.width();
      const bool holds_diagonal = row == column;
      panel.load([&](int i, int j) OPTNET4J_INLINE_BODY {
        if (j > i) return Real(0);
        Real element = i < job.n ? job.matrix.row(i)[j] : job.factor.row(i)[j];
        if (i == j) {
          if (job.diagonal != nullptr) element = element + job.diagonal[i];
          stage.original()[i - column] = element;
        }
        return element;
      });
      panel.template accumulate<true>(
          column, [&](int i) OPTNET4J_INLINE_BODY { return job.factor.row(i); },
          [&](int j) OPTNET4J_INLINE_BODY { return job.factor.row(j); });
      if (holds_diagonal) {
        panel.store([&](int i, int j, Real value) OPTNET4J_INLINE_BODY {
          if (j <= i && i < column + width) stage.diagonal().row(i - column)[j - column] = value;
        });
        panel.stage();
        raised = cooperative::factor_strips(
                     team, CholeskyJob<Real>{stage.diagonal(), nullptr, stage.diagonal(), width, 0}, relative, false,
                     [&](int i) OPTNET4J_INLINE_BODY { return stage.original()[i]; }) ||
                 raised;
      } else {
        panel.stage();
      }
      const int below = holds_diagonal ? width : 0;
      solve_panel(team, stage, below, panel.height(), width);
      for (int e = team.rank(); e < panel.height() * Shared::kAcross; e += team.size()) {
        const int i = e / Shared::kAcross, j = e % Shared::kAcross;
        if (i < below) {
          if (j <= i) job.factor.row(row + i)[column + j] = stage.diagonal().row(i)[j];
        } else if (j < width) {
          job.factor.row(row + i)[column + j] = stage.panel[i * Shared::kPanelStep + j];
        }
      }
      team.sync();
    }
  }
  return raised;
}

}  // namespace optnet4j
