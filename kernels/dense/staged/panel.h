// A panel of a matrix product: kDown rows times kAcross columns, sixteen rows for each warp, with both operands passing
// through shared memory in chunks of the inner dimension. Each element is one chain in the order of that dimension, as
// everywhere else.
//
// Elements lie as tensor cores want them, in four tiles of eight columns: with g = lane / 4 and t = lane % 4 a thread
// has columns 2 t and 2 t + 1 of every tile in rows g and g + 8 of its warp. Where there are no such instructions it
// keeps to that and computes for itself.
#pragma once

#include "../../team/staged.h"

namespace optnet4j {

template <class Team, class Real>
class Panel {
  using Shared = Stage<Real, Team::kThreads>;
  static constexpr int kHeight = 16;  // of a warp's part
  static constexpr int kWidth = 8;    // of a tile
  static constexpr int kTiles = Shared::kAcross / kWidth;
  static constexpr int kOwned = 4;  // elements of a tile that a thread has: row g + 8 h, column 2 t + w at 2 h + w
  // Of a chunk a thread loads a column, a number of every kLinesApart-th line. So many of them are of the left operand.
  static constexpr int kLinesApart = Team::kThreads / Shared::kChunk;
  static constexpr int kLoads = Shared::kLines / kLinesApart;
  static constexpr int kLoadsDown = Shared::kDown / kLinesApart;

 public:
  // The panel of elements [row, rows) x [column, columns), as far as it reaches.
  OPTNET4J_DEVICE Panel(Team team, int row, int rows, int column, int columns)
      : team_(team),
        row_(row),
        column_(column),
        height_(rows - row < Shared::kDown ? rows - row : Shared::kDown),
        width_(columns - column < Shared::kAcross ? columns - column : Shared::kAcross),
        first_(team.warp() * kHeight),
        g_(team.lane() / 4),
        t_(team.lane() % 4) {}

  OPTNET4J_DEVICE int width() const { return width_; }

  // Sets this thread's elements: element(row, column) of the whole matrix.
  template <class Element>
  OPTNET4J_DEVICE void load(const Element& element) {
    OPTNET4J_UNROLL
    for (int j = 0; j < kTiles; ++j) {
      OPTNET4J_UNROLL
      for (int e = 0; e < kOwned; ++e)
        c_[j][e] = inside(j, e) ? element(row_ + row_of(e), column_ + column_of(j, e)) : Real(0);
    }
  }

  // body(row, column, element) for each of this thread's elements.
  template <class Body>
  OPTNET4J_DEVICE void each(const Body& body) {
    OPTNET4J_UNROLL
    for (int j = 0; j < kTiles; ++j) {
      OPTNET4J_UNROLL
      for (int e = 0; e < kOwned; ++e)
        if (inside(j, e)) body(row_ + row_of(e), column_ + column_of(j, e), c_[j][e]);
    }
  }

  // Adds or subtracts A B': a_row(i), b_row(j) give the rows of A and B that belong to row i and column j. While a
  // chunk is multiplied, the next one is on its way to registers.
  template <bool Subtract, class DownRow, class AcrossRow>
  OPTNET4J_DEVICE void accumulate(int inner, const DownRow& a_row, const AcrossRow& b_row) {
    if (inner == 0) return;
    Real numbers[kLoads];
    fetch(0, inner, a_row, b_row, numbers);
    for (int from = 0; from < inner; from += Shared::kChunk) {
      put<Subtract>(inner - from, numbers);
      team_.sync();
      if (from + Shared::kChunk < inner) fetch(from + Shared::kChunk, inner, a_row, b_row, numbers);
      if (first_ < height_) multiply();
      team_.sync();
    }
  }

  // Rows from `from` of the panel on <- themselves times L^-T, for a triangle L in shared memory. Only the elements of
  // those rows mean anything afterwards.
  OPTNET4J_DEVICE void solve(Triangle<const Real> factor, int from) {
    if (first_ + kHeight <= from || first_ >= height_) return;
    const auto element = [&](int j, int k) OPTNET4J_INLINE_BODY { return j < width_ ? factor.row(j)[k] : Real(0); };
    // The tile to be solved is always the first, and the loop is left as one: it is long already.
    OPTNET4J_ROLLED
    for (int b = 0; b < kTiles; ++b) {
      const int begin = b * kWidth;
      if (begin < width_) {
        Real known[2][kWidth];
        solve_tile(c_[0], begin, element, known);
        OPTNET4J_UNROLL
        for (int j = 1; j < kTiles; ++j)
          if (b + j < kTiles) subtract(c_[j], begin + j * kWidth, begin, element, known);
      }
      turn();
    }
  }

 private:
  OPTNET4J_DEVICE int row_of(int e) const { return first_ + g_ + e / 2 * 8; }
  OPTNET4J_DEVICE int column_of(int j, int e) const { return j * kWidth + 2 * t_ + e % 2; }
  OPTNET4J_DEVICE bool inside(int j, int e) const { return row_of(e) < height_ && column_of(j, e) < width_; }

  // The chunk from `from` on, as far as this thread loads it. All loads are under way before any is waited for: lines
  // and numbers beyond the end repeat the last one.
  template <class DownRow, class AcrossRow>
  OPTNET4J_DEVICE void fetch(int from, int inner, const DownRow& a_row, const AcrossRow& b_row,
                             Real (&numbers)[kLoads]) const {
    const int rank = hardware::anew(team_.rank());  // rather than keep a pointer to every line from chunk to chunk
    const int here = from + rank % Shared::kChunk;
    const int k = here < inner ? here : inner - 1;
    OPTNET4J_UNROLL
    for (int u = 0; u < kLoads; ++u) {
      const int line = rank / Shared::kChunk + u * kLinesApart;
      if (u < kLoadsDown) {
        numbers[u] = a_row(row_ + (line < height_ ? line : height_ - 1))[k];
      } else {
        const int j = line - Shared::kDown;
        numbers[u] = b_row(column_ + (j < width_ ? j : width_ - 1))[k];
      }
    }
  }

  // Stores what was fetched, the left operand negated where it is to be subtracted. A last chunk that is not full is
  // filled up with products of -0 and 0, which change no sum: c + -0 is c even where c is a zero, of either sign.
  template <bool Subtract>
  OPTNET4J_DEVICE void put(int depth, const Real (&numbers)[kLoads]) const {
    const int k = team_.rank() % Shared::kChunk;
    OPTNET4J_UNROLL
    for (int u = 0; u < kLoads; ++u) {
      const int line = team_.rank() / Shared::kChunk + u * kLinesApart;
      const bool left = u < kLoadsDown;
      team_.stage().at(k, line) =
          select(k < depth, left && Subtract ? -numbers[u] : numbers[u], left ? Real(-0.0) : Real(0));
    }
  }

  OPTNET4J_DEVICE void multiply() {
    const Shared stage = team_.stage();
    const int g = hardware::anew(g_);
    if constexpr (hardware::kMultipliesTiles<Real>) {
      Real left[Shared::kChunk / 2];
      OPTNET4J_UNROLL
      for (int i = 0; i < Shared::kChunk / 2; ++i) left[i] = stage.at(i / 2 * 4 + t_, first_ + g + i % 2 * 8);
      OPTNET4J_UNROLL
      for (int j = 0; j < kTiles; ++j) {
        Real right[Shared::kChunk / 4];
        OPTNET4J_UNROLL
        for (int i = 0; i < Shared::kChunk / 4; ++i) right[i] = stage.at(i * 4 + t_, Shared::kDown + j * kWidth + g);
        team_.template multiply_add<Shared::kChunk>(c_[j], left, right);
      }
    } else {
      constexpr int kRound = 4;  // at a time: more would need more registers than there are
      OPTNET4J_ROLLED
      for (int begin = 0; begin < Shared::kChunk; begin += kRound) {
        OPTNET4J_UNROLL
        for (int k = begin; k < begin + kRound; ++k) {
          Real left[2];
          OPTNET4J_UNROLL
          for (int h = 0; h < 2; ++h) left[h] = stage.at(k, first_ + g + h * 8);
          OPTNET4J_UNROLL
          for (int j = 0; j < kTiles; ++j) {
            OPTNET4J_UNROLL
            for (int w = 0; w < 2; ++w) {
              const Real right = stage.at(k, Shared::kDown + j * kWidth + 2 * t_ + w);
              OPTNET4J_UNROLL
              for (int h = 0; h < 2; ++h) c_[j][2 * h + w] = fma(left[h], right, c_[j][2 * h + w]);
            }
          }
        }
      }
    }
  }

  // Solves with the eight columns of the triangle from `begin` on. Whoever has an element that is due tells the others
  // of its row: known[h] is row g + 8 h.
  template <class Element>
  OPTNET4J_DEVICE void solve_tile(Real (&tile)[kOwned], int begin, const Element& element,
                                  Real (&known)[2][kWidth]) const {
    // What this thread's columns are solved with.
    Real factor[2][kWidth], reciprocal[2];
    OPTNET4J_UNROLL
    for (int w = 0; w < 2; ++w) {
      const int mine = 2 * t_ + w;
      reciprocal[w] = element(begin + mine, begin + mine);
      OPTNET4J_UNROLL
      for (int k = 0; k < kWidth - 1; ++k) factor[w][k] = k < mine ? element(begin + mine, begin + k) : Real(0);
    }
    OPTNET4J_UNROLL
    for (int k = 0; k < kWidth; ++k) {
      OPTNET4J_UNROLL
      for (int h = 0; h < 2; ++h) {
        Real& due = tile[2 * h + k % 2];
        known[h][k] = team_.of_lane(g_ * 4 + k / 2, due * reciprocal[k % 2]);
        due = select(t_ == k / 2, known[h][k], due);
        OPTNET4J_UNROLL
        for (int w = 0; w < 2; ++w) {
          Real& later = tile[2 * h + w];
          later = select(k < 2 * t_ + w, fnma(known[h][k], factor[w][k], later), later);
        }
      }
    }
  }

  // The first tile comes last, after as many turns as there are tiles all are where they were.
  OPTNET4J_DEVICE void turn() {
    OPTNET4J_UNROLL
    for (int e = 0; e < kOwned; ++e) {
      const Real first = c_[0][e];
      OPTNET4J_UNROLL
      for (int j = 0; j + 1 < kTiles; ++j) c_[j][e] = c_[j + 1][e];
      c_[kTiles - 1][e] = first;
    }
  }

  // Subtracts from the tile of the eight columns from `column` on what the known ones from `begin` on contribute.
  template <class Element>
  OPTNET4J_DEVICE void subtract(Real (&tile)[kOwned], int column, int begin, const Element& element,
                                const Real (&known)[2][kWidth]) const {
    if constexpr (hardware::kMultipliesTiles<Real>) {
      Real left[kWidth / 2], right[kWidth / 4];
      OPTNET4J_UNROLL
      for (int i = 0; i < kWidth / 4; ++i) {
        OPTNET4J_UNROLL
        for (int h = 0; h < 2; ++h) {
          const Real(&row)[kWidth] = known[h];
          const Real low = select(t_ == 0, row[4 * i], row[4 * i + 1]);
          const Real high = select(t_ == 2, row[4 * i + 2], row[4 * i + 3]);
          left[2 * i + h] = -select(t_ < 2, low, high);
        }
        right[i] = element(column + g_, begin + 4 * i + t_);
      }
      team_.template multiply_add<kWidth>(tile, left, right);
    } else {
      OPTNET4J_UNROLL
      for (int k = 0; k < kWidth; ++k) {
        OPTNET4J_UNROLL
        for (int w = 0; w < 2; ++w) {
          const Real right = element(column + 2 * t_ + w, begin + k);
          OPTNET4J_UNROLL
          for (int h = 0; h < 2; ++h) tile[2 * h + w] = fnma(known[h][k], right, tile[2 * h + w]);
        }
      }
    }
  }

  Team team_;
  int row_, column_;
  int height_, width_;
  int first_;  // row of this thread's warp, within the panel
  int g_, t_;  // which of the warp's elements are its own
  Real c_[kTiles][kOwned];
};

}  // namespace optnet4j
