// What the hardware gives to the threads of a team, and the only place where kernels name it: CUDA's built-ins under
// nvcc, the emulator's functions (tests/emulator/hardware_emulated.h) where the kernels are tested without a GPU.
#pragma once

#include "../real.h"

#if defined(__CUDACC__)

namespace optnet4j {
namespace hardware {

// Where in the source threads meet. Only the emulator looks at it.
struct Site {};
#define OPTNET4J_SITE \
  ::optnet4j::hardware::Site {}

__device__ __forceinline__ int thread() { return int(threadIdx.x); }
__device__ __forceinline__ int block() { return int(blockIdx.x); }
__device__ __forceinline__ int blocks() { return int(gridDim.x); }

__device__ __forceinline__ void meet_block(Site) { __syncthreads(); }
// All lanes of the mask, which contains the caller's.
__device__ __forceinline__ void meet_lanes(unsigned mask, Site) { __syncwarp(mask); }

template <class Number>
__device__ __forceinline__ Number shuffle_xor(unsigned mask, Number value, int distance, Site) {
  return __shfl_xor_sync(mask, value, distance);
}
// The value of a lane, counted within the warp.
template <class Number>
__device__ __forceinline__ Number shuffle(unsigned mask, Number value, int lane, Site) {
  return __shfl_sync(mask, value, lane);
}

// C (16 x 8) += A (16 x Inner) B (Inner x 8) by all lanes of a warp together. Every element is the chain
// c = fma(a_k, b_k, c) for k ascending, to the bit: that is what tensor cores compute in double precision, where there
// are any, and in no other. With g = lane / 4 and t = lane % 4 a lane has
//   c[2 h + w]  in row g + 8 h, column 2 t + w
//   a[2 i + h]  in row g + 8 h, k = 4 i + t
//   b[i]        of k = 4 i + t, column g
template <class Number>
constexpr bool kMultipliesTiles = false;
#if __CUDA_ARCH__ >= 800
template <>
constexpr bool kMultipliesTiles<double> = true;
#endif

template <int Inner>
__device__ __forceinline__ void multiply_add(double (&c)[4], const double (&a)[Inner / 2], const double (&b)[Inner / 4],
                                             Site) {
#if __CUDA_ARCH__ >= 900
  static_assert(Inner == 8 || Inner == 16, "there is an instruction for it");
  if constexpr (Inner == 16) {
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f64.f64.f64.f64 {%0, %1, %2, %3}, {%4, %5, %6, %7, %8, %9, %10, %11}, "
        "{%12, %13, %14, %15}, {%0, %1, %2, %3};"
        : "+d"(c[0]), "+d"(c[1]), "+d"(c[2]), "+d"(c[3])
        : "d"(a[0]), "d"(a[1]), "d"(a[2]), "d"(a[3]), "d"(a[4]), "d"(a[5]), "d"(a[6]), "d"(a[7]), "d"(b[0]), "d"(b[1]),
          "d"(b[2]), "d"(b[3]));
  } else {
    asm volatile(
        "mma.sync.aligned.m16n8k8.row.col.f64.f64.f64.f64 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+d"(c[0]), "+d"(c[1]), "+d"(c[2]), "+d"(c[3])
        : "d"(a[0]), "d"(a[1]), "d"(a[2]), "d"(a[3]), "d"(b[0]), "d"(b[1]));
  }
#elif __CUDA_ARCH__ >= 800
#pragma unroll
  for (int i = 0; i < Inner / 4; ++i) {
#pragma unroll
    for (int h = 0; h < 2; ++h) {
      asm volatile("mma.sync.aligned.m8n8k4.row.col.f64.f64.f64.f64 {%0, %1}, {%2}, {%3}, {%0, %1};"
                   : "+d"(c[2 * h]), "+d"(c[2 * h + 1])
                   : "d"(a[2 * i + h]), "d"(b[i]));
    }
  }
#endif
}

// The same number, but the compiler does not know it: what is computed with it in a loop is computed anew in every turn
// rather than kept in registers.
__device__ __forceinline__ int anew(int number) {
  asm volatile("" : "+r"(number));
  return number;
}

// The same address, of which the compiler now knows that it is one of shared memory.
template <class Number>
__device__ __forceinline__ Number* in_shared(Number* at) {
  __builtin_assume(__isShared(at));
  return at;
}

// Numbers in the caller's arrays that are no Real.
template <class Number>
__device__ __forceinline__ Number get(const Number* from) {
  return *from;
}
template <class Number>
__device__ __forceinline__ void put(Number* to, Number number) {
  *to = number;
}

__device__ __forceinline__ unsigned fetch_add(unsigned* counter, unsigned amount) { return atomicAdd(counter, amount); }

// The block's dynamic shared memory.
__device__ __forceinline__ unsigned char* shared_memory() {
  extern __shared__ __align__(16) unsigned char memory[];
  return memory;
}

}  // namespace hardware
}  // namespace optnet4j

#else

#include "hardware_emulated.h"

#endif
