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
    for (int i = 0; i < n; ++i) load_row(i, 0, i + 1, n, target.row(i));
  }

  void load_lower_transposed(Solo, int n, Triangle<Real> target) const {
    for (int i = 0; i < n; ++i)
      for_pieces(i, n, [&](int from, int width) {
        Real row[kPiece + Lanes];
        load_row(i, from, width, n - from, row);
        for (int j = 0; j < width; ++j) target.row(from + j)[i] = row[j];
      });
  }

  void load(Solo, int rows, int columns, Real* target) const {
    for (int i = 0; i < rows; ++i) load_row(i, 0, columns, columns, target + std::int64_t(i) * columns);
  }

  // A single column without gaps is as good as a row.
  void load_columns(Solo, int rows, int columns, Real* target) const {
    if (columns == 1 && leading_ == 1) return load_row(0, 0, rows, rows, target);
    for (int i = 0; i < rows; ++i)
      for_pieces(0, columns, [&](int from, int width) {
        Real row[kPiece + Lanes];
        load_row(i, from, width, columns - from, row);
        for (int j = 0; j < width; ++j) target[std::int64_t(from + j) * rows + i] = row[j];
      });
  }

  void store_lower(Solo, int n, Triangle<const Real> source, Mask where) const {
    for (int i = 0; i < n; ++i) store_row(i, 0, i + 1, source.row(i), where);
  }

  void store(Solo, int rows, int columns, const Real* source, Mask where) const {
    for (int i = 0; i < rows; ++i) store_row(i, 0, columns, source + std::int64_t(i) * columns, where);
  }

  void store_columns(Solo, int rows, int columns, const Real* source, Mask where) const {
    if (columns == 1 && leading_ == 1) return store_row(0, 0, rows, source, where);
    for (int i = 0; i < rows; ++i)
      for_pieces(0, columns, [&](int from, int width) {
        Real row[kPiece];
        for (int j = 0; j < width; ++j) row[j] = source[std::int64_t(from + j) * rows + i];
        store_row(i, from, width, row, where);
      });
  }

 private:
  // Rows that are not worked on in their order come in pieces.
  static constexpr int kPiece = 64;

  template <class Body>
  static void for_pieces(int begin, int end, const Body& body) {
    for (int from = begin; from < end; from += kPiece) body(from, std::min(kPiece, end - from));
  }

  // Columns from .. from + width - 1 of row i, which has `readable` from there on. Packs between the two may be written
  // as well.
  void load_row(int i, int from, int width, int readable, Real* target) const {
    const T* row[Lanes];
    for (int l = 0; l < Lanes; ++l) row[l] = start_[l] + i * leading_ + from;
    int j = 0;
    for (; j < width && j + Lanes <= readable; j += Lanes) load_square(row, j, target + j);
    if (j >= width) return;
    if (readable >= Lanes) {
      // The last columns once more: they end where the row ends.
      load_square(row, readable - Lanes, target + (readable - Lanes));
    } else {
      for (; j < width; ++j) {
        Real values(0);
        for (int l = 0; l < Lanes; ++l) values.values[l] = row[l][j];
        target[j] = values;
      }
    }
  }

  void store_row(int i, int from, int width, const Real* source, Mask where) const {
    T* row[Lanes];
    bool wanted[Lanes], all = count_ == Lanes;
    for (int l = 0; l < Lanes; ++l) {
      row[l] = start_[l] + i * leading_ + from;
      wanted[l] = l < count_ && where.bits[l];
      all = all && wanted[l];
    }
    int j = 0;
    if (all) {
      for (; j + Lanes <= width; j += Lanes) store_square(source + j, row, j);
    } else {
      for (; j + Lanes <= width; j += Lanes) store_square(source + j, row, j, wanted);
    }
    if (j == width) return;
    if (width >= Lanes) {
      // The last columns once more: they end where the row ends.
      store_square(source + (width - Lanes), row, width - Lanes, wanted);
    } else {
      for (int l = 0; l < Lanes; ++l)
        if (wanted[l])
          for (int e = j; e < width; ++e) row[l][e] = source[e].values[l];
    }
  }

  static void store_square(const Real* source, T* const (&row)[Lanes], int j) {
    Real square[Lanes];
    transpose(source, square);
    OPTNET4J_UNROLL
    for (int l = 0; l < Lanes; ++l) std::memcpy(row[l] + j, &square[l], sizeof square[l]);
  }

  static void store_square(const Real* source, T* const (&row)[Lanes], int j, const bool (&wanted)[Lanes]) {
    Real square[Lanes];
    transpose(source, square);
    for (int l = 0; l < Lanes; ++l)
      if (wanted[l]) std::memcpy(row[l] + j, &square[l], sizeof square[l]);
  }

  T* start_[Lanes];
  std::int64_t leading_;
  int count_;
};

}  // namespace optnet4j
