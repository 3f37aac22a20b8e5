// A block that passes matrices from global memory through tiles in shared memory.
#pragma once

#include "block.h"
#include "near.h"
#include "stage.h"

namespace optnet4j {

// Resident: the matrices of the iteration lie in shared memory, so that work on them needs no tiles.
template <class Real, int Threads, bool Resident>
class Staged : public Block<Real, Threads> {
 public:
  OPTNET4J_DEVICE Staged(Real* slots, const Stage<Real, Threads>& stage) : Block<Real, Threads>(slots), stage_(stage) {}

  OPTNET4J_DEVICE const Stage<Real, Threads>& stage() const { return stage_; }

  OPTNET4J_DEVICE auto near() const {
    if constexpr (Resident) {
      return Near<Block<Real, Threads>>(*this);
    } else {
      return *this;
    }
  }

 private:
  Stage<Real, Threads> stage_;
};

}  // namespace optnet4j
