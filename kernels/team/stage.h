// The shared memory in which a block works on matrices that lie in global memory.
#pragma once

#include "../dense/triangle.h"

namespace optnet4j {

// The shared memory of the tiles. A product runs through chunks of two operands; a finished panel waits in `panel` to
// be solved with the triangle in `diagonal`.
template <class Real, int Threads>
struct Stage {
  // Where members combine their findings.
  static constexpr int kSlots = Threads / 32 > 4 ? Threads / 32 : 4;
  static constexpr int kAcross = 32;           // columns of a panel
  static constexpr int kDown = Threads / 2;    // rows of a panel: a thread computes four by four elements
  static constexpr int kChunk = 16;            // of the inner dimension
  static constexpr int kDownStep = kDown + 2;  // apart in memory, so that a chunk's columns lie in different banks
  static constexpr int kAcrossStep = kAcross + 2;
  static constexpr int kPanelStep = kAcross + 1;
  static constexpr int kChunkNumbers = kChunk * (kDownStep + kAcrossStep);
  static constexpr int kPanelNumbers = kDown * kPanelStep + kAcross * (kAcross + 1) / 2 + kAcross;

  Real* chunk;
  Real* panel;

  OPTNET4J_DEVICE Real* down() const { return chunk; }
  OPTNET4J_DEVICE Real* across() const { return chunk + kChunk * kDownStep; }
  OPTNET4J_DEVICE Triangle<Real> diagonal() const { return {panel + kDown * kPanelStep}; }
  // The diagonal of the diagonal block before anything was subtracted from it.
  OPTNET4J_DEVICE Real* original() const { return diagonal().row(kAcross); }
};

}  // namespace optnet4j
