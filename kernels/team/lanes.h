// 8, 16 or 32 neighbouring lanes of a warp.
#pragma once

#include "hardware.h"
#include "near.h"
#include "solo.h"

namespace optnet4j {

template <int Size>
class Lanes {
  static_assert(Size == 8 || Size == 16 || Size == 32, "a warp is divided evenly");
  using Site = hardware::Site;

 public:
  static constexpr bool kWholeWarps = false;
  // Columns of a factor that members work on between two meetings.
  static constexpr int kStrip = 4;

  OPTNET4J_DEVICE Lanes()
      : rank_(hardware::thread() % Size),
        first_(hardware::thread() % 32 - rank_),
        mask_((Size == 32 ? 0xffffffffu : (1u << Size % 32) - 1) << first_) {}

  OPTNET4J_DEVICE int rank() const { return rank_; }
  OPTNET4J_DEVICE int size() const { return Size; }
  OPTNET4J_DEVICE void sync(Site at = OPTNET4J_SITE) const { hardware::meet_lanes(mask_, at); }
  OPTNET4J_DEVICE const Lanes& near() const { return *this; }
  // Where numbers lie that the team is given.
  template <class Number>
  OPTNET4J_DEVICE Number* at(Number* address) const {
    return address;
  }

  template <class Index, class Body>
  OPTNET4J_DEVICE void each(Index count, const Body& body) const {
    OPTNET4J_ROLLED
    for (Index i = rank_; i < count; i += Size) body(i);
  }

  template <class Real>
  OPTNET4J_DEVICE Real max(Real value, Site at = OPTNET4J_SITE) const {
    OPTNET4J_UNROLL
    for (int distance = Size / 2; distance > 0; distance /= 2)
      value = optnet4j::max(hardware::shuffle_xor(mask_, value, distance, at), value);
    sync(at);
    return value;
  }

  template <int Sums, class Real, class Term>
  OPTNET4J_DEVICE void sum(int count, Real (&total)[Sums], const Term& term, Site at = OPTNET4J_SITE) const {
    OPTNET4J_UNROLL
    for (int k = 0; k < Sums; ++k) total[k] = Real(0);
    if (rank_ < kChains) {
      OPTNET4J_UNROLL_4
      for (int i = rank_; i < count; i += kChains) term(i, total);
    }
    OPTNET4J_UNROLL
    for (int k = 0; k < Sums; ++k) {
      total[k] = total[k] + hardware::shuffle_xor(mask_, total[k], 2, at);
      total[k] = total[k] + hardware::shuffle_xor(mask_, total[k], 1, at);
      total[k] = hardware::shuffle(mask_, total[k], first_, at);
    }
    sync(at);
  }

  // The number that `counter` held, which grows by one. Meets.
  OPTNET4J_DEVICE unsigned take(unsigned* counter, Site at = OPTNET4J_SITE) const {
    unsigned taken = 0;
    if (rank_ == 0) taken = hardware::fetch_add(counter, 1);
    taken = hardware::shuffle(mask_, taken, first_, at);
    sync(at);
    return taken;
  }

 private:
  int rank_;
  int first_;  // the team's first lane within the warp
  unsigned mask_;
};

// Lanes that have the matrices of the iteration in shared memory.
template <int Size>
class ResidentLanes : public Lanes<Size> {
 public:
  OPTNET4J_DEVICE Near<Lanes<Size>> near() const { return Near<Lanes<Size>>(*this); }
};

}  // namespace optnet4j
