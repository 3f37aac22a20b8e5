// A block that passes matrices from global memory through tiles in shared memory.
#pragma once

#include "block.h"
#include "near.h"
#include "stage.h"

namespace optnet4j {

// Resident: the matrices of the iteration lie in shared memory, so that work on them needs no tiles.
template <class Real, int Threads, bool Resident>
class Staged : public Block<Real, Threads> {
  using Site = hardware::Site;

 public:
  OPTNET4J_DEVICE Staged(Real* slots, const Stage<Real, Threads>& stage) : Block<Real, Threads>(slots), stage_(stage) {}

  OPTNET4J_DEVICE Stage<Real, Threads> stage() const {
    return {hardware::in_shared(stage_.chunk), hardware::in_shared(stage_.panel)};
  }

  OPTNET4J_DEVICE int warp() const { return this->rank() / 32; }
  OPTNET4J_DEVICE int lane() const { return this->rank() % 32; }
  // Called by all lanes of a warp: the value of one of them.
  OPTNET4J_DEVICE Real of_lane(int lane, Real value, Site at = OPTNET4J_SITE) const {
    return hardware::shuffle(0xffffffffu, value, lane, at);
  }
  template <int Inner>
  OPTNET4J_DEVICE void multiply_add(Real (&c)[4], const Real (&a)[Inner / 2], const Real (&b)[Inner / 4],
                                    Site at = OPTNET4J_SITE) const {
    hardware::multiply_add<Inner>(c, a, b, at);
  }

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
