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

  Real* down;
  Real* across;
  Real* panel;
  Triangle<Real> diagonal;
  Real* original;  // of the diagonal, before anything was subtracted

  OPTNET4J_DEVICE Stage(Real* chunk, Real* panels)
      : down(chunk),
        across(chunk + kChunk * kDownStep),
        panel(panels),
        diagonal{panels + kDown * kPanelStep},
        original(diagonal.row(kAcross)) {}
};

}  // namespace optnet4j
