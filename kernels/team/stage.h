// The shared memory in which a block works on matrices that lie in global memory.
#pragma once

#include "../dense/triangle.h"

namespace optnet4j {

// The shared memory of the tiles. A product runs through chunks of two operands; a finished panel is solved with the
// triangle in `diagonal`.
template <class Real, int Threads>
struct Stage {
  // Where members combine their findings.
  static constexpr int kSlots = Threads / 32 > 4 ? Threads / 32 : 4;
  static constexpr int kAcross = 32;         // columns of a panel
  static constexpr int kDown = Threads / 2;  // rows of a panel: sixteen for each warp
  static constexpr int kChunk = 16;          // of the inner dimension
  static constexpr int kLines = kDown + kAcross;
  static constexpr int kChunkNumbers = kChunk * kLines;
  static constexpr int kPanelNumbers = kAcross * (kAcross + 1) / 2 + kAcross;

  Real* chunk;
  Real* panel;

  // Row `line` of the left operand, or kDown + row of the right one, at `k` of the inner dimension. Those of one k lie
  // side by side, but for an order within sixteen that is another for every k: both 16 values of k of one line and 4 of
  // k times 4 lines, which is what threads store and load at a time, lie in different banks.
  OPTNET4J_DEVICE Real& at(int k, int line) const { return chunk[k * kLines + (line ^ (k % 4 * 4 + k / 4))]; }
  OPTNET4J_DEVICE Triangle<Real> diagonal() const { return {panel}; }
  // The diagonal of the diagonal block before anything was subtracted from it.
  OPTNET4J_DEVICE Real* original() const { return diagonal().row(kAcross); }
};

}  // namespace optnet4j
