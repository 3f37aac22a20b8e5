// Several problems side by side in one SIMD register: the Real of the CPU back end.
#pragma once

#include <cstdint>
#include <type_traits>

#include "../../../kernels/real.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

// Loops over what registers hold, of which there may be sixteen: lanes of a pack, or packs.
#define OPTNET4J_UNROLL_REGISTERS _Pragma("GCC unroll 16")

namespace optnet4j {

template <class T>
struct SameSizeInteger;
template <>
struct SameSizeInteger<double> {
  using Type = std::int64_t;
};
template <>
struct SameSizeInteger<float> {
  using Type = std::int32_t;
};

// One flag per lane: all bits set or none.
template <class T, int Lanes>
struct PackMask {
  typedef typename SameSizeInteger<T>::Type Bits __attribute__((vector_size(Lanes * sizeof(T))));
  Bits bits;

  friend OPTNET4J_DEVICE PackMask operator&(PackMask a, PackMask b) { return {a.bits & b.bits}; }
  friend OPTNET4J_DEVICE PackMask operator|(PackMask a, PackMask b) { return {a.bits | b.bits}; }
  friend OPTNET4J_DEVICE PackMask operator!(PackMask a) { return {~a.bits}; }
  friend OPTNET4J_DEVICE bool any(PackMask a) {
    typename SameSizeInteger<T>::Type found = 0;
    for (int i = 0; i < Lanes; ++i) found |= a.bits[i];
    return found != 0;
  }
};

template <class T, int Lanes>
struct Pack {
  typedef T Values __attribute__((vector_size(Lanes * sizeof(T))));
  using Mask = PackMask<T, Lanes>;
  Values values;

  Pack() = default;
  OPTNET4J_DEVICE Pack(Values v) : values(v) {}
  template <class Number, class = std::enable_if_t<std::is_arithmetic_v<Number> || std::is_enum_v<Number>>>
  OPTNET4J_DEVICE explicit Pack(Number one) : values(static_cast<T>(one) - Values{}) {}

  OPTNET4J_DEVICE T operator[](int lane) const { return values[lane]; }

  friend OPTNET4J_DEVICE Pack operator+(Pack a, Pack b) { return a.values + b.values; }
  friend OPTNET4J_DEVICE Pack operator-(Pack a, Pack b) { return a.values - b.values; }
  friend OPTNET4J_DEVICE Pack operator*(Pack a, Pack b) { return a.values * b.values; }
  friend OPTNET4J_DEVICE Pack operator/(Pack a, Pack b) { return a.values / b.values; }
  friend OPTNET4J_DEVICE Pack operator-(Pack a) { return -a.values; }
  friend OPTNET4J_DEVICE Mask operator<(Pack a, Pack b) { return {a.values < b.values}; }
  friend OPTNET4J_DEVICE Mask operator<=(Pack a, Pack b) { return {a.values <= b.values}; }
  friend OPTNET4J_DEVICE Mask operator>(Pack a, Pack b) { return {a.values > b.values}; }
  friend OPTNET4J_DEVICE Mask operator>=(Pack a, Pack b) { return {a.values >= b.values}; }
  friend OPTNET4J_DEVICE Mask operator==(Pack a, Pack b) { return {a.values == b.values}; }

  friend OPTNET4J_DEVICE Pack select(Mask mask, Pack yes, Pack no) { return mask.bits ? yes.values : no.values; }
  friend OPTNET4J_DEVICE Pack max(Pack a, Pack b) { return a.values > b.values ? a.values : b.values; }
  friend OPTNET4J_DEVICE Pack min(Pack a, Pack b) { return a.values < b.values ? a.values : b.values; }
  friend OPTNET4J_DEVICE Pack abs(Pack a) {
    using Bits = typename Mask::Bits;
    return Values(Bits(a.values) & ~Bits(-Values{}));
  }

  friend OPTNET4J_DEVICE T lane_of(const Pack& a, int lane) { return a.values[lane]; }
  friend OPTNET4J_DEVICE void set_lane(Pack& a, int lane, T value) { a.values[lane] = value; }

  // The same number, in a register: not to be loaded again for each use.
  friend OPTNET4J_DEVICE Pack held(Pack a) {
#if defined(__AVX2__) && !defined(__AVX512F__)
    asm("" : "+x"(a.values));
#endif
    return a;
  }

  friend OPTNET4J_DEVICE Pack fma(Pack a, Pack b, Pack c) {
#if defined(__AVX512F__)
    if constexpr (sizeof(T) == 8 && Lanes == 8) return Values(_mm512_fmadd_pd(a.values, b.values, c.values));
    if constexpr (sizeof(T) == 4 && Lanes == 16) return Values(_mm512_fmadd_ps(a.values, b.values, c.values));
#elif defined(__AVX2__)
    if constexpr (sizeof(T) == 8 && Lanes == 4) return Values(_mm256_fmadd_pd(a.values, b.values, c.values));
    if constexpr (sizeof(T) == 4 && Lanes == 8) return Values(_mm256_fmadd_ps(a.values, b.values, c.values));
#endif
    return a.values * b.values + c.values;
  }
  friend OPTNET4J_DEVICE Pack fnma(Pack a, Pack b, Pack c) {
#if defined(__AVX512F__)
    if constexpr (sizeof(T) == 8 && Lanes == 8) return Values(_mm512_fnmadd_pd(a.values, b.values, c.values));
    if constexpr (sizeof(T) == 4 && Lanes == 16) return Values(_mm512_fnmadd_ps(a.values, b.values, c.values));
#elif defined(__AVX2__)
    if constexpr (sizeof(T) == 8 && Lanes == 4) return Values(_mm256_fnmadd_pd(a.values, b.values, c.values));
    if constexpr (sizeof(T) == 4 && Lanes == 8) return Values(_mm256_fnmadd_ps(a.values, b.values, c.values));
#endif
    return c.values - a.values * b.values;
  }
  friend OPTNET4J_DEVICE Pack sqrt(Pack a) {
#if defined(__AVX512F__)
    if constexpr (sizeof(T) == 8 && Lanes == 8) return Values(_mm512_sqrt_pd(a.values));
    if constexpr (sizeof(T) == 4 && Lanes == 16) return Values(_mm512_sqrt_ps(a.values));
#elif defined(__AVX2__)
    if constexpr (sizeof(T) == 8 && Lanes == 4) return Values(_mm256_sqrt_pd(a.values));
    if constexpr (sizeof(T) == 4 && Lanes == 8) return Values(_mm256_sqrt_ps(a.values));
#endif
    for (int i = 0; i < Lanes; ++i) a.values[i] = optnet4j::sqrt(a.values[i]);
    return a;
  }
};

template <class T, int Lanes>
struct RealTraits<Pack<T, Lanes>> {
  using Scalar = T;
  using Mask = PackMask<T, Lanes>;
  static constexpr int lanes = Lanes;
#if defined(__AVX512F__)
  static constexpr int tile_rows = 4;
  static constexpr int tile_columns = 4;
  static constexpr int vector_rows = 8;
#elif defined(__AVX2__)
  // Sixteen registers: twelve sums, three operands across, one down.
  static constexpr int tile_rows = 4;
  static constexpr int tile_columns = 3;
  static constexpr int vector_rows = 4;
#else
  // Sixteen registers, and products that need one of their own.
  static constexpr int tile_rows = 4;
  static constexpr int tile_columns = 2;
  static constexpr int vector_rows = 4;
#endif
};

}  // namespace optnet4j
