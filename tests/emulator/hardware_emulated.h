// What kernels/team/hardware.h has from CUDA, from the emulator. Outside of a launch each throws std::logic_error.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>

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

// Hands over what the caller brings to a product. The last lane of a warp to come calls all(what each lane brought).
void multiply_together(void* brought, void (*all)(void* const* brought), Site at);

// As of the hardware: of double precision only, with and without a watch.
template <class Number>
constexpr bool kMultipliesTiles = false;
template <>
constexpr bool kMultipliesTiles<double> = true;
template <class T>
constexpr bool kMultipliesTiles<Watched<T>> = kMultipliesTiles<T>;

// What a lane brings to a product of tiles.
template <int Inner, class Number>
struct Fragments {
  Number c[4];
  Number a[Inner / 2];
  Number b[Inner / 4];

  static void multiply(void* const* brought) {
    const auto of = [&](int lane) -> Fragments& { return *static_cast<Fragments*>(brought[lane]); };
    for (int row = 0; row < 16; ++row) {
      for (int column = 0; column < 8; ++column) {
        Number& c = of(row % 8 * 4 + column / 2).c[row / 8 * 2 + column % 2];
        for (int k = 0; k < Inner; ++k)
          c = fma(of(row % 8 * 4 + k % 4).a[k / 4 * 2 + row / 8], of(column * 4 + k % 4).b[k / 4], c);
      }
    }
  }
};

template <int Inner, class Number>
void multiply_add(Number (&c)[4], const Number (&a)[Inner / 2], const Number (&b)[Inner / 4], Site at) {
  static_assert(kMultipliesTiles<Number>, "the hardware has no such chains");
  static_assert(Inner == 8 || Inner == 16, "there is an instruction for it");
  Fragments<Inner, Number> mine;
  std::copy(std::begin(c), std::end(c), mine.c);
  std::copy(std::begin(a), std::end(a), mine.a);
  std::copy(std::begin(b), std::end(b), mine.b);
  multiply_together(&mine, &Fragments<Inner, Number>::multiply, at);
  std::copy(std::begin(mine.c), std::end(mine.c), c);
}

inline int anew(int number) { return number; }

// The hardware takes it on trust, and a pointer to elsewhere leads it astray.
void require_in_shared(const void* at);
template <class Number>
Number* in_shared(Number* at) {
  require_in_shared(at);
  return at;
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

// NaN, and never written, at the start of a block.
unsigned char* shared_memory();

}  // namespace hardware
}  // namespace optnet4j
