// Numbers of every lane's row, to or from packs of one number each: transpositions in registers.
//
// Squares are as wide as a pack. Blocks are four columns wide and serve narrow rows: lanes are taken in groups of four,
// a register holds the rows of one lane of each group side by side, and every group is transposed on its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "pack.h"

namespace optnet4j {

// How wide a block is.
template <int Lanes>
constexpr int kBlockColumns = Lanes < 4 ? Lanes : 4;

// Upper right and lower left corners of a square of two by two corners change places; a and b are rows above and below.
// The masks are written out as constants, or they would be computed in the loops around.
template <int Corner, class T, int Lanes, std::size_t... K>
OPTNET4J_DEVICE void swap_corners(Pack<T, Lanes>& a, Pack<T, Lanes>& b, std::index_sequence<K...>) {
  using Bits = typename PackMask<T, Lanes>::Bits;
  const auto above = a.values, below = b.values;
  a.values = __builtin_shuffle(above, below, (Bits{int(K) & Corner ? Lanes + int(K) - Corner : int(K)...}));
  b.values = __builtin_shuffle(above, below, (Bits{int(K) & Corner ? Lanes + int(K) : int(K) + Corner...}));
}

// rows[i] lane j <-> rows[j] lane i of squares of Width side by side, by swapping ever larger corners.
template <int Width, int Corner = 1, class T, int Lanes>
OPTNET4J_DEVICE void transpose(Pack<T, Lanes> (&rows)[Width]) {
  if constexpr (Corner < Width) {
    OPTNET4J_UNROLL_REGISTERS
    for (int i = 0; i < Width; ++i)
      if (!(i & Corner)) swap_corners<Corner>(rows[i], rows[i + Corner], std::make_index_sequence<Lanes>());
    transpose<Width, 2 * Corner>(rows);
  }
}

// target[i] lane l = source[l][from + i], for as many i as there are lanes.
template <class T, int Lanes>
OPTNET4J_DEVICE void load_square(const T* const (&source)[Lanes], std::int64_t from, Pack<T, Lanes>* target) {
  Pack<T, Lanes> rows[Lanes];
  OPTNET4J_UNROLL_REGISTERS
  for (int l = 0; l < Lanes; ++l) std::memcpy(&rows[l], source[l] + from, sizeof rows[l]);
  transpose(rows);
  OPTNET4J_UNROLL_REGISTERS
  for (int l = 0; l < Lanes; ++l) target[l] = rows[l];
}

// target[l][from + i] = source[i] lane l, where stored(l).
template <class T, int Lanes, class Stored>
OPTNET4J_DEVICE void store_square(const Pack<T, Lanes>* source, T* const (&target)[Lanes], std::int64_t from,
                                  const Stored& stored) {
  Pack<T, Lanes> rows[Lanes];
  OPTNET4J_UNROLL_REGISTERS
  for (int l = 0; l < Lanes; ++l) rows[l] = source[l];
  transpose(rows);
  OPTNET4J_UNROLL_REGISTERS
  for (int l = 0; l < Lanes; ++l)
    if (stored(l)) std::memcpy(target[l] + from, &rows[l], sizeof rows[l]);
}

namespace groups {

// Numbers `from` on of rows 0, 4, 8, .., side by side.
template <class T, int Lanes>
OPTNET4J_DEVICE Pack<T, Lanes> load(const T* const* row, std::int64_t from) {
#if defined(__AVX512F__)
  if constexpr (sizeof(T) == 8 && Lanes == 8) {
    const __m512d first = _mm512_castpd256_pd512(_mm256_loadu_pd(row[0] + from));
    return Pack<T, Lanes>(_mm512_insertf64x4(first, _mm256_loadu_pd(row[4] + from), 1));
  }
  if constexpr (sizeof(T) == 4 && Lanes == 16) {
    __m512 all = _mm512_castps128_ps512(_mm_loadu_ps(row[0] + from));
    all = _mm512_insertf32x4(all, _mm_loadu_ps(row[4] + from), 1);
    all = _mm512_insertf32x4(all, _mm_loadu_ps(row[8] + from), 2);
    return Pack<T, Lanes>(_mm512_insertf32x4(all, _mm_loadu_ps(row[12] + from), 3));
  }
#elif defined(__AVX2__)
  if constexpr (sizeof(T) == 4 && Lanes == 8) {
    const __m256 first = _mm256_castps128_ps256(_mm_loadu_ps(row[0] + from));
    return Pack<T, Lanes>(_mm256_insertf128_ps(first, _mm_loadu_ps(row[4] + from), 1));
  }
#endif
  Pack<T, Lanes> all;
  constexpr int Width = kBlockColumns<Lanes>;
  for (int group = 0; group < Lanes; group += Width)
    std::memcpy(reinterpret_cast<T*>(&all) + group, row[group] + from, Width * sizeof(T));
  return all;
}

template <class T, int Lanes>
OPTNET4J_DEVICE void store(const Pack<T, Lanes>& all, T* const* row, std::int64_t from) {
  constexpr int Width = kBlockColumns<Lanes>;
  OPTNET4J_UNROLL
  for (int group = 0; group < Lanes; group += Width)
    std::memcpy(row[group] + from, reinterpret_cast<const T*>(&all) + group, Width * sizeof(T));
}

}  // namespace groups

// target[i] lane l = source[l][from + i], for the columns of a block.
template <class T, int Lanes>
OPTNET4J_DEVICE void load_block(const T* const (&source)[Lanes], std::int64_t from, Pack<T, Lanes>* target) {
  constexpr int Width = kBlockColumns<Lanes>;
  Pack<T, Lanes> rows[Width];
  OPTNET4J_UNROLL
  for (int i = 0; i < Width; ++i) rows[i] = groups::load<T, Lanes>(source + i, from);
  transpose(rows);
  OPTNET4J_UNROLL
  for (int i = 0; i < Width; ++i) target[i] = rows[i];
}

// target[l][from + i] = source[i] lane l, for the columns of a block.
template <class T, int Lanes>
OPTNET4J_DEVICE void store_block(const Pack<T, Lanes>* source, T* const (&target)[Lanes], std::int64_t from) {
  constexpr int Width = kBlockColumns<Lanes>;
  Pack<T, Lanes> rows[Width];
  OPTNET4J_UNROLL
  for (int i = 0; i < Width; ++i) rows[i] = source[i];
  transpose(rows);
  OPTNET4J_UNROLL
  for (int i = 0; i < Width; ++i) groups::store(rows[i], target + i, from);
}

}  // namespace optnet4j
