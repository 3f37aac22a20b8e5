// Why a call failed: thrown inside the library, and turned into a code and a record where the call leaves it.
#pragma once

#include <cstdint>
#include <new>

#include "optnet4j_cuda.h"

namespace optnet4j {
namespace cuda {

struct Failure {
  std::int32_t code;  // optnet4j_error or optnet4j_cuda_code
  optnet4j_cuda_error record;
};

[[noreturn]] void fail(std::int32_t code, const char* format, ...) __attribute__((format(printf, 2, 3)));

// Runs the body of a C function. `error` may be null.
template <class Body>
std::int32_t report(optnet4j_cuda_error* error, Body&& body) noexcept {
  if (error != nullptr) *error = {};
  try {
    try {
      body();
      return OPTNET4J_OK;
    } catch (const std::bad_alloc&) {
      fail(OPTNET4J_CUDA_OUT_OF_MEMORY, "no host memory left for the library's own records");
    }
  } catch (const Failure& failure) {
    if (error != nullptr) *error = failure.record;
    return failure.code;
  }
}

}  // namespace cuda
}  // namespace optnet4j
