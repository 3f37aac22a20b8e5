// The kernels of the linear algebra.
#include "../../../kernels/device/linalg.h"
#include "launch_linalg.h"
#include "shared_limit.cuh"

namespace optnet4j {
namespace {

constexpr int kThreadsOfLanes = 64;
// Per multiprocessor: 128 registers, with which nothing spills. Left to itself the compiler takes 96 on some devices.
constexpr int kBlocksOfLanes = 8;

template <class Real, int Size>
__global__ void __launch_bounds__(kThreadsOfLanes, kBlocksOfLanes) linalg_by_lanes(LinalgArguments a) {
  run_linalg_lanes<Real, Size>(a, blockDim.x / Size);
}

template <class Real, int Threads>
__global__ void __launch_bounds__(Threads, 1) linalg_by_block(LinalgArguments a) {
  run_linalg_block<Real, Threads>(a);
}

using Kernel = void (*)(LinalgArguments);

// Null where there is none for a team.
template <class Real>
Kernel kernel_of(std::int32_t team_threads) {
  switch (team_threads) {
    case 8:
      return linalg_by_lanes<Real, 8>;
    case 32:
      return linalg_by_lanes<Real, 32>;
    case 256:
      return linalg_by_block<Real, 256>;
    default:
      return nullptr;
  }
}

}  // namespace

namespace cuda {

cudaError_t launch_linalg(const optnet4j_cuda_linalg_plan& plan, std::int32_t precision,
                          const LinalgArguments& arguments, cudaStream_t stream) {
  const Kernel kernel =
      precision == OPTNET4J_FLOAT64 ? kernel_of<double>(plan.team_threads) : kernel_of<float>(plan.team_threads);
  if (kernel == nullptr) return cudaErrorInvalidValue;
  const cudaError_t error = admit_all_shared_memory(reinterpret_cast<const void*>(kernel));
  if (error != cudaSuccess) return error;
  LinalgArguments copy = arguments;
  void* values[] = {&copy};
  return cudaLaunchKernel(reinterpret_cast<const void*>(kernel), dim3(plan.blocks),
                          dim3(plan.team_threads * plan.teams_per_block), values, plan.shared_bytes, stream);
}

}  // namespace cuda
}  // namespace optnet4j
