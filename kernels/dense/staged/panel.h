// A panel of a matrix product: kDown rows times kAcross columns, four by four elements per thread, with both operands
// passing through shared memory in chunks of the inner dimension. Each element is one chain in the order of that
// dimension, as everywhere else.
#pragma once

#include "../../team/staged.h"
#include "../tile.h"

namespace optnet4j {

template <class Team, class Real>
class Panel {
  using Shared = Stage<Real, Team::kThreads>;
  static constexpr int kSide = 4;
  static constexpr int kThreadsAcross = Shared::kAcross / kSide;

 public:
  // The panel of elements [row, rows) x [column, columns), as far as it reaches.
  OPTNET4J_DEVICE Panel(Team team, int row, int rows, int column, int columns)
      : team_(team),
        row_(row),
        column_(column),
        height_(rows - row < Shared::kDown ? rows - row : Shared::kDown),
        width_(columns - column < Shared::kAcross ? columns - column : Shared::kAcross),
        down_(team.rank() / kThreadsAcross * kSide),
        across_(team.rank() % kThreadsAcross * kSide) {}

  OPTNET4J_DEVICE int height() const { return height_; }
  OPTNET4J_DEVICE int width() const { return width_; }

  // Sets this thread's elements: element(row, column) of the whole matrix.
  template <class Element>
  OPTNET4J_DEVICE void load(const Element& element) {
    OPTNET4J_UNROLL
    for (int i = 0; i < kSide; ++i) {
      OPTNET4J_UNROLL
      for (int j = 0; j < kSide; ++j)
        tile_.c[i][j] = inside(i, j) ? element(row_ + down_ + i, column_ + across_ + j) : Real(0);
    }
  }

  // element(row, column, value) for each of this thread's elements.
  template <class Element>
  OPTNET4J_DEVICE void store(const Element& element) const {
    OPTNET4J_UNROLL
    for (int i = 0; i < kSide; ++i) {
      OPTNET4J_UNROLL
      for (int j = 0; j < kSide; ++j)
        if (inside(i, j)) element(row_ + down_ + i, column_ + across_ + j, tile_.c[i][j]);
    }
  }

  // Adds or subtracts A B': a_row(i), b_row(j) give the rows of A and B that belong to row i and column j.
  template <bool Subtract, class DownRow, class AcrossRow>
  OPTNET4J_DEVICE void accumulate(int inner, const DownRow& a_row, const AcrossRow& b_row) {
    const Shared& stage = team_.stage();
    for (int from = 0; from < inner; from += Shared::kChunk) {
      const int depth = inner - from < Shared::kChunk ? inner - from : Shared::kChunk;
      for (int e = team_.rank(); e < (Shared::kDown + Shared::kAcross) * Shared::kChunk; e += team_.size()) {
        const int line = e / Shared::kChunk, k = e % Shared::kChunk;
        if (k >= depth) continue;
        if (line < Shared::kDown) {
          stage.down()[k * Shared::kDownStep + line] = line < height_ ? a_row(row_ + line)[from + k] : Real(0);
        } else {
          const int j = line - Shared::kDown;
          stage.across()[k * Shared::kAcrossStep + j] = j < width_ ? b_row(column_ + j)[from + k] : Real(0);
        }
      }
      team_.sync();
      for (int k = 0; k < depth; ++k) {
        Real left[kSide], right[kSide];
        OPTNET4J_UNROLL
        for (int i = 0; i < kSide; ++i) {
          left[i] = stage.down()[k * Shared::kDownStep + down_ + i];
          right[i] = stage.across()[k * Shared::kAcrossStep + across_ + i];
        }
        OPTNET4J_UNROLL
        for (int i = 0; i < kSide; ++i) {
          OPTNET4J_UNROLL
          for (int j = 0; j < kSide; ++j)
            tile_.c[i][j] = Subtract ? fnma(left[i], right[j], tile_.c[i][j]) : fma(left[i], right[j], tile_.c[i][j]);
        }
      }
      team_.sync();
    }
  }

  // Puts the elements where solve_panel() finds them.
  OPTNET4J_DEVICE void stage() const {
    store([&](int row, int column, Real value) OPTNET4J_INLINE_BODY {
      team_.stage().panel[(row - row_) * Shared::kPanelStep + column - column_] = value;
    });
    team_.sync();
  }

 private:
  OPTNET4J_DEVICE bool inside(int i, int j) const { return down_ + i < height_ && across_ + j < width_; }

  Team team_;
  int row_, column_;
  int height_, width_;
  int down_, across_;  // of this thread's first element, within the panel
  Tile<kSide, kSide, Real> tile_;
};

// Rows [from, height) of the staged panel <- themselves times L^-T, for the staged triangle L. A member solves whole
// rows.
template <class Team, class Real>
OPTNET4J_DEVICE void solve_panel(Team team, const Stage<Real, Team::kThreads>& stage, int from, int height, int width) {
  using Shared = Stage<Real, Team::kThreads>;
  for (int row = from + team.rank(); row < height; row += team.size()) {
    Real* const target = stage.panel + row * Shared::kPanelStep;
    constexpr int kStrip = 4;
    const Real* const down[1] = {target};
    for (int first = 0; first < width; first += kStrip) {
      const int strip = width - first < kStrip ? width - first : kStrip;
      const Real* across[kStrip];
      Tile<1, kStrip, Real> tile;
      OPTNET4J_UNROLL
      for (int j = 0; j < kStrip; ++j) {
        across[j] = stage.diagonal().row(first + (j < strip ? j : strip - 1));
        tile.c[0][j] = j < strip ? target[first + j] : Real(0);
      }
      tile.subtract(down, across, first);
      OPTNET4J_UNROLL
      for (int j = 0; j < kStrip; ++j) {
        if (j >= strip) break;
        OPTNET4J_UNROLL
        for (int k = 0; k < j; ++k) tile.c[0][j] = fnma(tile.c[0][k], across[j][first + k], tile.c[0][j]);
        tile.c[0][j] = tile.c[0][j] * across[j][first + j];
        target[first + j] = tile.c[0][j];
      }
    }
  }
  team.sync();
}

}  // namespace optnet4j
