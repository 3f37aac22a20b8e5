// How the linear algebra works on a batch: a pure function of the call and the device.
#pragma once

#include <cstdint>

#include "optnet4j_cuda_linalg.h"

namespace optnet4j {
namespace cuda {

// Numbers from the work of one team to that of the next.
std::int64_t linalg_work_stride(const optnet4j_linalg_call& call);

optnet4j_cuda_linalg_plan make_linalg_plan(const optnet4j_linalg_call& call, const optnet4j_cuda_device& device);

// Throw a Failure that names the argument.
void check_linalg_call(const optnet4j_linalg_call* call);
void check_linalg_plan(const optnet4j_linalg_call& call, const optnet4j_cuda_linalg_plan* plan);

}  // namespace cuda
}  // namespace optnet4j
