// Rows of the same index of several matrices, in and out of lanes, where the matrices lie.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

#include "../../../../kernels/dense/triangle.h"
#include "../interleave.h"
#include "optnet4j_linalg.h"

namespace optnet4j {

template <class T, int Lanes>
class MatrixLanes {
  using Real = Pack<T, Lanes>;

 public:
  using LaneFlags = std::array<bool, Lanes>;

  // Lanes beyond the last matrix repeat it.
  MatrixLanes(const optnet4j_matrices& matrices, std::int64_t first, int count) : leading_(matrices.leading) {
    for (int l = 0; l < Lanes; ++l)
      start_[l] = static_cast<T*>(matrices.data) + (first + (l < count ? l : count - 1)) * matrices.stride;
  }

  // Columns 0 .. width - 1 of row i, of rows that have `readable` of them. Packs between the two may be written as
  // well.
  void load_row(int i, int width, int readable, Real* target) const {
    const T* row[Lanes];
    for (int l = 0; l < Lanes; ++l) row[l] = start_[l] + i * leading_;
    int j = 0;
    for (; j < width && j + Lanes <= readable; j += Lanes) load_square(row, j, target + j);
    if (j >= width) return;
    if (readable >= Lanes) {
      // The last columns once more: they end where the row ends.
      load_square(row, readable - Lanes, target + (readable - Lanes));
    } else {
      for (; j < width; ++j)
        for (int l = 0; l < Lanes; ++l) target[j].values[l] = row[l][j];
    }
  }

  // Columns 0 .. width - 1 of row i, of the matrices in lanes that `wanted` has.
  void store_row(int i, int width, const Real* source, const LaneFlags& wanted) const {
    T* row[Lanes];
    bool all = true;
    for (int l = 0; l < Lanes; ++l) row[l] = start_[l] + i * leading_, all = all && wanted[l];
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

  // Rows in their order: what one writes beyond its end, the next replaces.
  void load_lower(int n, Triangle<Real> target) const {
    for (int i = 0; i < n; ++i) load_row(i, i + 1, n, target.row(i));
  }

  void store_lower(int n, Triangle<const Real> source, const LaneFlags& wanted) const {
    for (int i = 0; i < n; ++i) store_row(i, i + 1, source.row(i), wanted);
  }

 private:
  static void store_square(const Real* source, T* const (&row)[Lanes], int j) {
    Real square[Lanes];
    transpose(source, square);
    OPTNET4J_UNROLL
    for (int l = 0; l < Lanes; ++l) std::memcpy(row[l] + j, &square[l], sizeof square[l]);
  }

  static void store_square(const Real* source, T* const (&row)[Lanes], int j, const LaneFlags& wanted) {
    Real square[Lanes];
    transpose(source, square);
    for (int l = 0; l < Lanes; ++l)
      if (wanted[l]) std::memcpy(row[l] + j, &square[l], sizeof square[l]);
  }

  T* start_[Lanes];
  std::int64_t leading_;
};

}  // namespace optnet4j
