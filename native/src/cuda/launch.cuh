// The kernels as __global__ functions, and their launches, over what they are given. Every form has a source file of
// its own that includes this, so that they compile side by side.
#pragma once

#include "../../../kernels/device/run.h"
#include "launch.h"
#include "shared_limit.cuh"

namespace optnet4j {
namespace {

constexpr int kThreadsOfThreads = 64;
constexpr int kThreadsOfLanes = 64;

// Blocks per multiprocessor that kernels of threads have registers for: the most without spills.
template <class Arguments>
constexpr int kBlocksOfThreads = 6;
template <>
constexpr int kBlocksOfThreads<SolveArguments> = 4;
template <>
constexpr int kBlocksOfThreads<SolveNormalArguments> = 4;

// The same of kernels of lanes.
template <class Arguments>
constexpr int kBlocksOfLanes = 6;
template <>
constexpr int kBlocksOfLanes<SolveNormalArguments> = 4;

template <class Real, class Arguments>
__global__ void __launch_bounds__(kThreadsOfThreads, kBlocksOfThreads<Arguments>) by_thread(Arguments a) {
  run_thread<Real>(a, blockDim.x);
}

template <class Real, int Size, class Arguments>
__global__ void __launch_bounds__(kThreadsOfLanes, kBlocksOfLanes<Arguments>) by_lanes(Arguments a) {
  run_lanes<Real, Size>(a, blockDim.x / Size);
}

template <class Real, int Threads, bool Resident, class Arguments>
__global__ void __launch_bounds__(Threads, 1) by_block(Arguments a) {
  run_block<Real, Threads, Resident>(a);
}

template <class Real, class Arguments>
__global__ void __launch_bounds__(256, 1) prepare(Arguments a) {
  run_block<Real, 256, false>(a);
}

template <class Arguments>
using Kernel = void (*)(Arguments);

// The kernel of a mapping; null where there is none.
template <class Real, class Arguments>
Kernel<Arguments> kernel_of(const optnet4j_cuda_mapping& mapping) {
  switch (mapping.kind) {
    case OPTNET4J_CUDA_THREAD:
      return by_thread<Real, Arguments>;
    case OPTNET4J_CUDA_WARP:
      switch (mapping.team_threads) {
        case 8:
          return by_lanes<Real, 8, Arguments>;
        case 16:
          return by_lanes<Real, 16, Arguments>;
        case 32:
          return by_lanes<Real, 32, Arguments>;
        default:
          return nullptr;
      }
    case OPTNET4J_CUDA_BLOCK:
      switch (mapping.team_threads) {
        case 128:
          return by_block<Real, 128, true, Arguments>;
        case 256:
          return by_block<Real, 256, true, Arguments>;
        default:
          return nullptr;
      }
    case OPTNET4J_CUDA_STREAMED:
      return mapping.team_threads == 256 ? by_block<Real, 256, false, Arguments> : nullptr;
    default:
      return nullptr;
  }
}

template <class Arguments>
Kernel<Arguments> kernel_of(const optnet4j_cuda_mapping& mapping, std::int32_t precision) {
  return precision == OPTNET4J_FLOAT64 ? kernel_of<double, Arguments>(mapping) : kernel_of<float, Arguments>(mapping);
}

int threads_per_block(const optnet4j_cuda_mapping& mapping) { return mapping.team_threads * mapping.teams_per_block; }

template <class Arguments>
cudaError_t launch(Kernel<Arguments> kernel, const optnet4j_cuda_mapping& mapping, Arguments arguments,
                   cudaStream_t stream) {
  if (kernel == nullptr) return cudaErrorInvalidValue;
  arguments.hot_stride = cuda::team_memory(mapping, arguments.batch.z, arguments.batch.level).hot;
  cudaError_t error = admit_all_shared_memory(reinterpret_cast<const void*>(kernel));
  if (error != cudaSuccess) return error;
  error = cudaMemsetAsync(arguments.memory.ticket, 0, sizeof *arguments.memory.ticket, stream);
  if (error != cudaSuccess) return error;
  void* values[] = {&arguments};
  return cudaLaunchKernel(reinterpret_cast<const void*>(kernel), dim3(mapping.blocks), dim3(threads_per_block(mapping)),
                          values, mapping.shared_bytes, stream);
}

template <class Arguments>
cudaError_t launch_by_mapping(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const Arguments& arguments,
                              cudaStream_t stream) {
  return launch(kernel_of<Arguments>(mapping, precision), mapping, arguments, stream);
}

template <class Arguments>
cudaError_t launch_one_block(std::int32_t precision, Arguments arguments, cudaStream_t stream) {
  arguments.batch.size = 1;
  optnet4j_cuda_mapping mapping = cuda::kPrepareMapping;
  const std::int64_t number_bytes = precision == OPTNET4J_FLOAT64 ? sizeof(double) : sizeof(float);
  mapping.shared_bytes =
      std::int32_t(cuda::team_memory(mapping, arguments.batch.z, arguments.batch.level).hot * number_bytes);
  const Kernel<Arguments> kernel =
      precision == OPTNET4J_FLOAT64 ? prepare<double, Arguments> : prepare<float, Arguments>;
  return launch(kernel, mapping, arguments, stream);
}

// The most blocks of a mapping that a multiprocessor holds at once.
template <class Arguments>
cudaError_t resident_blocks(const optnet4j_cuda_mapping& mapping, std::int32_t precision, int* blocks) {
  const Kernel<Arguments> kernel = kernel_of<Arguments>(mapping, precision);
  if (kernel == nullptr) return cudaErrorInvalidValue;
  const cudaError_t error = admit_all_shared_memory(reinterpret_cast<const void*>(kernel));
  if (error != cudaSuccess) return error;
  return cudaOccupancyMaxActiveBlocksPerMultiprocessor(blocks, kernel, threads_per_block(mapping),
                                                       mapping.shared_bytes);
}

}  // namespace
}  // namespace optnet4j
