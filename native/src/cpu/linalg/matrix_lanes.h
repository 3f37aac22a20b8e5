// Matrices of a batch in and out of lanes, where they lie.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "../../../../kernels/dense/triangle.h"
#include "../../../../kernels/team/solo.h"
#include "../interleave.h"
#include "optnet4j_linalg.h"

namespace optnet4j {

template <class T, int Lanes>
class MatrixLanes {
  using Real = Pack<T, Lanes>;
  using Mask = MaskOf<Real>;

 public:
  // Lanes beyond the last matrix repeat it, and nothing is stored from them.
  MatrixLanes(const optnet4j_matrices& matrices, std::int64_t first, int count)
      : leading_(matrices.leading), count_(count) {
    for (int l = 0; l < Lanes; ++l)
      start_[l] = static_cast<T*>(matrices.data) + (first + (l < count ? l : count - 1)) * matrices.stride;
  }

  MatrixLanes from_column(std::int64_t column) const {
    MatrixLanes shifted = *this;
    for (T*& start : shifted.start_) start += column;
    return shifted;
  }

  // Rows in their order: what one writes beyond its end, the next replaces.
  void load_lower(Solo, int n, Triangle<Real> target) const {
    Rows row(*this);
    for (int i = 0; i < n; ++i, row.advance()) load_row(row, 0, i + 1, n, target.row(i));
  }

  void load_lower_transposed(Solo, int n, Triangle<Real> target) const {
    Rows row(*this);
    for (int i = 0; i < n; ++i, row.advance())
      for_pieces(i, n, [&](int from, int width) {
        Real piece[kPiece + Lanes];
        load_row(row, from, width, n - from, piece);
        for (int j = 0; j < width; ++j) target.row(from + j)[i] = piece[j];
      });
  }

  void load(Solo, int rows, int columns, Real* target) const {
    Rows row(*this);
    for (int i = 0; i < rows; ++i, row.advance())
      load_row(row, 0, columns, columns, target + std::int64_t(i) * columns);
  }

  // A single column without gaps is as good as a row.
  void load_columns(Solo, int rows, int columns, Real* target) const {
    Rows row(*this);
    if (columns == 1 && leading_ == 1) return load_row(row, 0, rows, rows, target);
    for (int i = 0; i < rows; ++i, row.advance())
      for_pieces(0, columns, [&](int from, int width) {
        Real piece[kPiece + Lanes];
        load_row(row, from, width, columns - from, piece);
        for (int j = 0; j < width; ++j) target[std::int64_t(from + j) * rows + i] = piece[j];
      });
  }

  void store_lower(Solo, int n, Triangle<const Real> source, Mask where) const {
    Rows row(*this);
    const Wanted wanted(count_, where);
    for (int i = 0; i < n; ++i, row.advance()) store_row(row, 0, i + 1, source.row(i), wanted);
  }

  void store(Solo, int rows, int columns, const Real* source, Mask where) const {
    Rows row(*this);
    const Wanted wanted(count_, where);
    for (int i = 0; i < rows; ++i, row.advance())
      store_row(row, 0, columns, source + std::int64_t(i) * columns, wanted);
  }

  void store_columns(Solo, int rows, int columns, const Real* source, Mask where) const {
    Rows row(*this);
    const Wanted wanted(count_, where);
    if (columns == 1 && leading_ == 1) return store_row(row, 0, rows, source, wanted);
    for (int i = 0; i < rows; ++i, row.advance())
      for_pieces(0, columns, [&](int from, int width) {
        Real piece[kPiece];
        for (int j = 0; j < width; ++j) piece[j] = source[std::int64_t(from + j) * rows + i];
        store_row(row, from, width, piece, wanted);
      });
  }

 private:
  // Rows that are not worked on in their order come in pieces.
  static constexpr int kPiece = 64;

  template <class Body>
  static void for_pieces(int begin, int end, const Body& body) {
    for (int from = begin; from < end; from += kPiece) body(from, std::min(kPiece, end - from));
  }

  // Where a row begins in every lane: a copy of its own, which what is stored cannot change.
  struct Rows {
    T* at[Lanes];
    std::int64_t leading;

    explicit Rows(const MatrixLanes& of) : leading(of.leading_) {
      for (int l = 0; l < Lanes; ++l) at[l] = of.start_[l];
    }
    OPTNET4J_DEVICE void advance() {
      OPTNET4J_UNROLL_REGISTERS
      for (int l = 0; l < Lanes; ++l) at[l] += leading;
    }
  };

  // Which lanes are stored.
  struct Wanted {
    bool lane[Lanes];
    bool all;

    Wanted(int count, Mask where) : all(count == Lanes) {
      for (int l = 0; l < Lanes; ++l) {
        lane[l] = l < count && where.bits[l];
        all = all && lane[l];
      }
    }
  };

  static constexpr int kBlock = kBlockColumns<Lanes>;

  // Columns from .. from + width - 1 of a row that has `readable` from there on. Packs between the two may be written
  // as well.
  OPTNET4J_DEVICE static void load_row(const Rows& rows, int from, int width, int readable, Real* target) {
    const T* row[Lanes];
    OPTNET4J_UNROLL_REGISTERS
    for (int l = 0; l < Lanes; ++l) row[l] = rows.at[l] + from;
    int j = 0;
    // A square where all of its blocks are wanted.
    for (; j + Lanes - kBlock < width && j + Lanes <= readable; j += Lanes) load_square(row, j, target + j);
    for (; j < width && j + kBlock <= readable; j += kBlock) load_block(row, j, target + j);
    if (j >= width) return;
    if (readable >= kBlock) {
      // The last columns once more: they end where the row ends.
      load_block(row, readable - kBlock, target + (readable - kBlock));
    } else {
      for (; j < width; ++j) {
        Real values(0);
        for (int l = 0; l < Lanes; ++l) values.values[l] = row[l][j];
        target[j] = values;
      }
    }
  }

  OPTNET4J_DEVICE static void store_row(const Rows& rows, int from, int width, const Real* source,
                                        const Wanted& wanted) {
    T* row[Lanes];
    OPTNET4J_UNROLL_REGISTERS
    for (int l = 0; l < Lanes; ++l) row[l] = rows.at[l] + from;
    int j = 0;
    if (wanted.all) {
      for (; j + Lanes <= width; j += Lanes)
        store_square(source + j, row, j, [](int) OPTNET4J_INLINE_BODY { return true; });
      for (; j + kBlock <= width; j += kBlock) store_block(source + j, row, j);
      if (j == width) return;
      // The last columns once more: they end where the row ends.
      if (width >= kBlock) return store_block(source + (width - kBlock), row, width - kBlock);
    } else {
      for (; j + Lanes <= width; j += Lanes)
        store_square(source + j, row, j, [&](int l) OPTNET4J_INLINE_BODY { return wanted.lane[l]; });
    }
    for (int l = 0; l < Lanes; ++l)
      if (wanted.lane[l])
        for (int e = j; e < width; ++e) row[l][e] = source[e].values[l];
  }

  T* start_[Lanes];
  std::int64_t leading_;
  int count_;
};

}  // namespace optnet4j
