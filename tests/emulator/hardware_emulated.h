// What kernels/team/hardware.h has from CUDA, from the emulator. Outside of a launch each throws std::logic_error.
#pragma once

#include <cstddef>

#include "site.h"
#include "sites.h"
#include "watched.h"

namespace optnet4j {
namespace hardware {

int thread();
int block();
int blocks();

void meet_block(Site at);
void meet_lanes(unsigned mask, Site at);

// Replaces the caller's number by that of a lane of its warp.
void exchange(unsigned mask, void* number, std::size_t bytes, int lane, emulator::Meeting kind, Site at);

template <class Number>
Number shuffle_xor(unsigned mask, Number value, int distance, Site at) {
  static_assert(sizeof(Number) == 4 || sizeof(Number) == 8, "the hardware shuffles numbers of four or eight bytes");
  exchange(mask, &value, sizeof value, thread() % 32 ^ distance, emulator::Meeting::shuffle_xor, at);
  return value;
}
template <class Number>
Number shuffle(unsigned mask, Number value, int lane, Site at) {
  static_assert(sizeof(Number) == 4 || sizeof(Number) == 8, "the hardware shuffles numbers of four or eight bytes");
  exchange(mask, &value, sizeof value, lane, emulator::Meeting::shuffle, at);
  return value;
}

// Numbers that are no kernel's Real.
template <class Number>
Number get(const Number* from) {
  if (emulator::on_device(from)) emulator::on_read(from, sizeof(Number));
  return *from;
}
template <class Number>
void put(Number* to, Number number) {
  if (emulator::on_device(to)) emulator::on_write(to, sizeof(Number));
  *to = number;
}

unsigned fetch_add(unsigned* counter, unsigned amount);

template <class Number>
Number* in_shared_memory(Number* address) {
  return address;
}

// NaN, and never written, at the start of a block.
unsigned char* shared_memory();

}  // namespace hardware
}  // namespace optnet4j
