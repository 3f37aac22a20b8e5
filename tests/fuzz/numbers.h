// Numbers for the operands: ordinary ones, special ones, and any bits at all.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "bytes.h"

namespace fuzz {

// Enough randomness to fill matrices with, from few bytes of an input.
class Stream {
 public:
  explicit Stream(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // -1 .. 1
  double number() { return double(std::int64_t(bits())) / 9.223372036854775808e18; }

 private:
  std::uint64_t state_;
};

inline double special(int which) {
  using Limits = std::numeric_limits<double>;
  constexpr double kAll[] = {0,
                             -0.0,
                             1,
                             -1,
                             Limits::infinity(),
                             -Limits::infinity(),
                             Limits::quiet_NaN(),
                             Limits::denorm_min(),
                             -Limits::denorm_min(),
                             Limits::min(),
                             Limits::max(),
                             -Limits::max(),
                             1e300,
                             -1e300,
                             1e-300,
                             1e150,
                             -1e150,
                             1e-150,
                             1.2e-38,
                             1e-45,
                             3.4e38,
                             -3.4e38,
                             1e18,
                             -1e18,
                             1e-18,
                             1e9,
                             1e-9,
                             0.5};
  return kAll[which % (sizeof kAll / sizeof *kAll)];
}

// A double as a T: conversion of what lies beyond the range of a float is undefined.
template <class T>
T converted(double value) {
  constexpr double most = std::numeric_limits<T>::max();
  if (value > most) return std::numeric_limits<T>::infinity();
  if (value < -most) return -std::numeric_limits<T>::infinity();
  return T(value);
}

enum class Kind { kMatrix, kPositive, kAbove, kBelow };

// `blocks` blocks of `block` numbers that make problems with a solution likely; then some are replaced. Positive ones
// are matrices of order n, or diagonals where block is n.
template <class T>
void fill(Bytes& bytes, Kind kind, int n, std::int64_t block, std::int64_t blocks, T* to) {
  Stream stream(bytes.take<std::uint16_t>());
  constexpr double kScales[] = {1, 1, 1, 1e-6, 1e6, 1e-30, 1e30, 1e150};
  const double scale = bytes.rarely(4) ? bytes.one_of(kScales) : 1;
  const int zeros = bytes.rarely(3) ? 1 + bytes.below(15) : 0;  // of 16
  const bool raw = bytes.rarely(64), integers = bytes.rarely(4);
  const double shift = bytes.rarely(8) ? 0 : kind == Kind::kAbove ? 2 : kind == Kind::kBelow ? -2 : 0;
  const double diagonal = kind != Kind::kPositive || bytes.rarely(16) ? 0 : n;
  const bool symmetric = kind == Kind::kPositive && block == std::int64_t(n) * n && !bytes.rarely(4);
  for (std::int64_t k = 0; k < blocks; ++k) {
    T* const its = to + k * block;
    for (std::int64_t e = 0; e < block; ++e) {
      const std::uint64_t bits = stream.bits();
      double value = stream.number();
      if (integers) value = std::rint(2 * value);
      if (int(bits % 16) < zeros) value = 0;
      if (diagonal > 0 && (block == n || e % (n + 1) == 0)) value += diagonal;
      its[e] = converted<T>(scale * (value + shift));
      if (raw) std::memcpy(its + e, &bits, sizeof(T));
    }
    if (symmetric)
      for (int i = 0; i < n; ++i)
        for (int j = 0; j < i; ++j) its[std::int64_t(i) * n + j] = its[std::int64_t(j) * n + i];
  }
  const std::int64_t size = block * blocks;
  if (size == 0 || !bytes.rarely(4)) return;
  for (int count = 1 + bytes.below(4); count > 0; --count) {
    T& one = to[bytes.take<std::uint16_t>() % size];
    if (bytes.rarely(4)) {
      one = bytes.take<T>();
    } else {
      one = converted<T>(special(bytes.below(256)));
    }
  }
}

}  // namespace fuzz
