// What the CUDA runtime returns, as a Failure.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "failure.h"

namespace optnet4j {
namespace cuda {

// Throws unless the status is cudaSuccess, and takes the error off the runtime's record of the last one. `call` is the
// function that returned it; `format` says what it was called for.
void check(cudaError_t status, const char* call, const char* format, ...) __attribute__((format(printf, 3, 4)));

// Whether nothing can be done on the device any more by this process.
bool is_sticky(std::int32_t cuda_code);

[[noreturn]] void fail_out_of_memory(const char* call, std::int64_t needed_bytes, std::int64_t free_bytes,
                                     const char* format, ...) __attribute__((format(printf, 4, 5)));

}  // namespace cuda
}  // namespace optnet4j
