// Runs a kernel without a GPU: every thread of every block as a fiber, in an order that the caller chooses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "failure.h"

namespace optnet4j::emulator {

// Which thread goes on where several could. A correct kernel gives the same bits whatever the order.
enum class Schedule {
  ascending,   // in turn; one block after another
  descending,  // the same from the last block and thread to the first
  one_warp,    // a warp runs as far as it can before the next
  random,      // drawn by the seed; several blocks at once, which take turns where their threads wait or count
};

constexpr Schedule kSchedules[] = {Schedule::ascending, Schedule::descending, Schedule::one_warp, Schedule::random};

const char* name(Schedule schedule);

struct Launch {
  int blocks = 1;
  int threads = 32;
  std::size_t shared_bytes = 0;
  Schedule schedule = Schedule::ascending;
  std::uint64_t seed = 0;
};

// Returns when all threads have run `body`. Throws the first Failure, or whatever a thread throws first; then the
// launch is abandoned where it is, and what its other threads have on their stacks is dropped without destructors. One
// launch at a time.
void emulate(const Launch& launch, const std::function<void()>& body);

}  // namespace optnet4j::emulator
