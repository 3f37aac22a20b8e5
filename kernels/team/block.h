// All threads of a block.
#pragma once

#include "hardware.h"
#include "solo.h"

namespace optnet4j {

template <class Real, int Threads>
class Block {
  static_assert(Threads % 32 == 0, "whole warps");
  using Site = hardware::Site;

 public:
  static constexpr int kThreads = Threads;
  static constexpr bool kWholeWarps = true;
  // Columns of a factor that members work on between two meetings.
  static constexpr int kStrip = 8;

  // slots: numbers of shared memory, one per warp and no fewer than there are sums at a time.
  OPTNET4J_DEVICE explicit Block(Real* slots) : slots_(slots), rank_(hardware::thread()) {}

  OPTNET4J_DEVICE int rank() const { return rank_; }
  OPTNET4J_DEVICE int size() const { return Threads; }
  OPTNET4J_DEVICE void sync(Site at = OPTNET4J_SITE) const { hardware::meet_block(at); }
  OPTNET4J_DEVICE const Block& near() const { return *this; }
  // Where numbers lie that the team is given.
  template <class Number>
  OPTNET4J_DEVICE Number* at(Number* address) const {
    return address;
  }

  template <class Index, class Body>
  OPTNET4J_DEVICE void each(Index count, const Body& body) const {
    OPTNET4J_ROLLED
    for (Index i = rank_; i < count; i += Threads) body(i);
  }

  OPTNET4J_DEVICE Real max(Real value, Site at = OPTNET4J_SITE) const {
    OPTNET4J_UNROLL
    for (int distance = 16; distance > 0; distance /= 2)
      value = optnet4j::max(hardware::shuffle_xor(0xffffffffu, value, distance, at), value);
    if (rank_ % 32 == 0) slots_[rank_ / 32] = value;
    sync(at);
    value = slots_[0];
    OPTNET4J_UNROLL
    for (int warp = 1; warp < Threads / 32; ++warp) value = optnet4j::max(slots_[warp], value);
    sync(at);
    return value;
  }

  template <int Sums, class Term>
  OPTNET4J_DEVICE void sum(int count, Real (&total)[Sums], const Term& term, Site at = OPTNET4J_SITE) const {
    static_assert(Sums <= 4, "one slot per sum");
    if (rank_ < 32) {
      OPTNET4J_UNROLL
      for (int k = 0; k < Sums; ++k) total[k] = Real(0);
      if (rank_ < kChains) {
        OPTNET4J_UNROLL_4
        for (int i = rank_; i < count; i += kChains) term(i, total);
      }
      OPTNET4J_UNROLL
      for (int k = 0; k < Sums; ++k) {
        total[k] = total[k] + hardware::shuffle_xor(0xffffffffu, total[k], 2, at);
        total[k] = total[k] + hardware::shuffle_xor(0xffffffffu, total[k], 1, at);
        if (rank_ == 0) slots_[k] = total[k];
      }
    }
    sync(at);
    OPTNET4J_UNROLL
    for (int k = 0; k < Sums; ++k) total[k] = slots_[k];
    sync(at);
  }

  OPTNET4J_DEVICE unsigned take(unsigned* counter, Site at = OPTNET4J_SITE) const {
    if (rank_ == 0) {
      const unsigned taken = hardware::fetch_add(counter, 1);
      slots_[0] = Real(int(taken >> 16));
      slots_[1] = Real(int(taken & 0xffff));
    }
    sync(at);
    const unsigned taken = unsigned(int(slots_[0])) << 16 | unsigned(int(slots_[1]));
    sync(at);
    return taken;
  }

 protected:
  Real* slots_;

 private:
  int rank_;
};

}  // namespace optnet4j
