// Between the host code and the kernel of the linear algebra, as launch.h is for those of the solver.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "../../../kernels/device/linalg_arguments.h"
#include "optnet4j_cuda_linalg.h"

namespace optnet4j {
namespace cuda {

cudaError_t launch_linalg(const optnet4j_cuda_linalg_plan& plan, std::int32_t precision,
                          const LinalgArguments& arguments, cudaStream_t stream);

}  // namespace cuda
}  // namespace optnet4j
