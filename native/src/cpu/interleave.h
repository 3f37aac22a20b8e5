// Between problem-major numbers in memory and one pack per number.
#pragma once

#include <cstdint>

#include "optnet4j.h"
#include "transpose.h"

namespace optnet4j {

// target[e] lane l = source[l][e]
template <class T, int Lanes>
OPTNET4J_DEVICE void interleave(const T* const (&source)[Lanes], int count, Pack<T, Lanes>* target) {
  int e = 0;
  for (; e + Lanes <= count; e += Lanes) load_square(source, e, target + e);
  for (; e + kBlockColumns<Lanes> <= count; e += kBlockColumns<Lanes>) load_block(source, e, target + e);
  for (; e < count; ++e)
    for (int l = 0; l < Lanes; ++l) target[e].values[l] = source[l][e];
}

// target[l * count + e] = source[e] lane l, for the first `problems` lanes.
template <class T, int Lanes>
OPTNET4J_DEVICE void deinterleave(const Pack<T, Lanes>* source, int count, int problems, T* target) {
  T* row[Lanes];
  for (int l = 0; l < Lanes; ++l) row[l] = target + std::int64_t(l) * count;
  int e = 0;
  for (; e + Lanes <= count; e += Lanes)
    store_square(source + e, row, e, [&](int l) OPTNET4J_INLINE_BODY { return l < problems; });
  if (problems == Lanes)
    for (; e + kBlockColumns<Lanes> <= count; e += kBlockColumns<Lanes>) store_block(source + e, row, e);
  for (; e < count; ++e)
    for (int l = 0; l < problems; ++l) row[l][e] = source[e].values[l];
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
