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

// The same address, of which the compiler knows that it is in shared memory.
template <class Number>
__device__ __forceinline__ Number* in_shared_memory(Number* address) {
  return static_cast<Number*>(__cvta_shared_to_generic(__cvta_generic_to_shared(address)));
}

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
