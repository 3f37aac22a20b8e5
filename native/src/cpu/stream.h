// Stores that go past the caches: for results that would only drive out what is needed again.
#pragma once

#include <cstdint>
#include <cstring>

#include "pack.h"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace optnet4j {

// To an address that is a multiple of the size of the pack.
template <class T, int Lanes>
OPTNET4J_DEVICE void stream(const Pack<T, Lanes>& from, T* to) {
#if defined(__AVX2__)
  if constexpr (sizeof from == 32) return _mm256_stream_si256(reinterpret_cast<__m256i*>(to), __m256i(from.values));
#elif defined(__SSE2__)
  if constexpr (sizeof from == 16) return _mm_stream_si128(reinterpret_cast<__m128i*>(to), __m128i(from.values));
#endif
  std::memcpy(to, &from, sizeof from);
}

// Before another thread may read what was streamed.
template <int Lanes>
OPTNET4J_DEVICE void finish_streaming() {
#if defined(__SSE2__)
  _mm_sfence();
#endif
}

// How many numbers before `to` is a multiple of the size of a pack; -1 if it never is.
template <class T, int Lanes>
OPTNET4J_DEVICE int numbers_to_alignment(const T* to) {
  const auto address = reinterpret_cast<std::uintptr_t>(to);
  if (address % sizeof(T) != 0) return -1;
  return int((Lanes - address / sizeof(T) % Lanes) % Lanes);
}

}  // namespace optnet4j
