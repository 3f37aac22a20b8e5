// How many blocks a multiprocessor holds at a time, without asking the device.
#pragma once

#include <algorithm>
#include <cstdint>

#include "optnet4j_cuda.h"

namespace optnet4j {
namespace cuda {

// What a block takes of a multiprocessor's shared memory besides its own, and the blocks it can hold.
constexpr std::int64_t kReservedSharedBytes = 1024;
constexpr std::int64_t kMostBlocksPerMultiprocessor = 32;

// By threads and shared memory; at least 1.
inline std::int64_t blocks_that_fit(const optnet4j_cuda_device& device, std::int64_t threads,
                                    std::int64_t shared_bytes) {
  std::int64_t blocks = std::min(kMostBlocksPerMultiprocessor, device.threads_per_multiprocessor / threads);
  blocks = std::min(blocks, device.shared_bytes_per_multiprocessor / (shared_bytes + kReservedSharedBytes));
  return std::max<std::int64_t>(blocks, 1);
}

}  // namespace cuda
}  // namespace optnet4j
