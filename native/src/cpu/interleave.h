// Between problem-major numbers in memory and one pack per number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "optnet4j.h"
#include "pack.h"

namespace optnet4j {

// Upper right and lower left blocks of a square of two by two blocks change places; a and b are rows above and below.
// The masks are written out as constants, or they would be computed in the loops around.
template <int Block, class T, int Lanes, std::size_t... K>
OPTNET4J_DEVICE void swap_blocks(Pack<T, Lanes>& a, Pack<T, Lanes>& b, std::index_sequence<K...>) {
  using Bits = typename PackMask<T, Lanes>::Bits;
  const auto above = a.values, below = b.values;
  a.values = __builtin_shuffle(above, below, (Bits{int(K) & Block ? Lanes + int(K) - Block : int(K)...}));
  b.values = __builtin_shuffle(above, below, (Bits{int(K) & Block ? Lanes + int(K) : int(K) + Block...}));
}

// rows[i] lane j <-> rows[j] lane i, by swapping ever larger off-diagonal blocks.
template <int Block = 1, class T, int Lanes>
OPTNET4J_DEVICE void transpose(Pack<T, Lanes> (&rows)[Lanes]) {
  if constexpr (Block < Lanes) {
    OPTNET4J_UNROLL
    for (int i = 0; i < Lanes; ++i)
      if (!(i & Block)) swap_blocks<Block>(rows[i], rows[i + Block], std::make_index_sequence<Lanes>());
    transpose<2 * Block>(rows);
  }
}

// target[i] lane l = source[l][i], for as many i as there are lanes.
template <class T, int Lanes>
OPTNET4J_DEVICE void load_square(const T* const (&source)[Lanes], std::int64_t from, Pack<T, Lanes>* target) {
  Pack<T, Lanes> rows[Lanes];
  OPTNET4J_UNROLL
  for (int l = 0; l < Lanes; ++l) std::memcpy(&rows[l], source[l] + from, sizeof rows[l]);
  transpose(rows);
  OPTNET4J_UNROLL
  for (int l = 0; l < Lanes; ++l) target[l] = rows[l];
}

// rows[l] lane i = source[i] lane l
template <class T, int Lanes>
OPTNET4J_DEVICE void transpose(const Pack<T, Lanes>* source, Pack<T, Lanes> (&rows)[Lanes]) {
  OPTNET4J_UNROLL
  for (int l = 0; l < Lanes; ++l) rows[l] = source[l];
  transpose(rows);
}

// target[e] lane l = source[l][e]
template <class T, int Lanes>
OPTNET4J_DEVICE void interleave(const T* const (&source)[Lanes], int count, Pack<T, Lanes>* target) {
  int e = 0;
  for (; e + Lanes <= count; e += Lanes) load_square(source, e, target + e);
  for (; e < count; ++e)
    for (int l = 0; l < Lanes; ++l) target[e].values[l] = source[l][e];
}

// target[l * count + e] = source[e] lane l, for the first `problems` lanes.
template <class T, int Lanes>
OPTNET4J_DEVICE void deinterleave(const Pack<T, Lanes>* source, int count, int problems, T* target) {
  int e = 0;
  for (; e + Lanes <= count; e += Lanes) {
    Pack<T, Lanes> rows[Lanes];
    transpose(source + e, rows);
    for (int l = 0; l < problems; ++l) std::memcpy(target + std::int64_t(l) * count + e, &rows[l], sizeof rows[l]);
  }
  for (; e < count; ++e)
    for (int l = 0; l < problems; ++l) target[std::int64_t(l) * count + e] = source[e].values[l];
}

// Reads the blocks of `Lanes` problems, a stretch at a time, whether they lie in memory or come through a function.
template <class T, int Lanes>
class BlockReader {
 public:
  static constexpr int kStretch = 256;

  // Lanes beyond the last problem repeat it.
  OPTNET4J_DEVICE BlockReader(const optnet4j_operand& operand, std::int64_t block, std::int64_t first, int problems)
      : operand_(operand), base_(static_cast<const T*>(operand.data)) {
    const std::int64_t start = operand.shared ? 0 : first * block;
    for (int l = 0; l < Lanes; ++l) offset_[l] = operand.shared ? 0 : start + (l < problems ? l : problems - 1) * block;
    // Blocks that are small enough come through the function all at once: a call per pack instead of one per lane.
    if (base_ == nullptr && block > 0 && block <= kStretch) {
      operand.read(operand.context, start, operand.shared ? block : problems * block, staged_);
      base_ = staged_;
      for (std::int64_t& offset : offset_) offset -= start;
    }
  }

  // count <= kStretch numbers from `from` on, of every lane's block.
  OPTNET4J_DEVICE void read(std::int64_t from, int count, Pack<T, Lanes>* target) {
    if (operand_.shared) {
      const T* source = locate(0, from, count);
      for (int e = 0; e < count; ++e) target[e] = Pack<T, Lanes>(source[e]);
      return;
    }
    const T* source[Lanes];
    for (int l = 0; l < Lanes; ++l) source[l] = locate(l, from, count);
    interleave(source, count, target);
  }

 private:
  OPTNET4J_DEVICE const T* locate(int lane, std::int64_t from, int count) {
    if (base_ != nullptr) return base_ + offset_[lane] + from;
    T* const staged = staged_ + lane * kStretch;
    operand_.read(operand_.context, offset_[lane] + from, count, staged);
    return staged;
  }

  const optnet4j_operand& operand_;
  const T* base_;
  std::int64_t offset_[Lanes];
  alignas(64) T staged_[Lanes * kStretch];
};

}  // namespace optnet4j
