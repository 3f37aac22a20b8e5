// The kernels as __global__ functions, and their launches.
#include "launch.h"

#include "../../../kernels/device/run.h"

namespace optnet4j {
namespace {

constexpr int kThreadsOfThreads = 64;
constexpr int kThreadsOfLanes = 64;
constexpr int kThreadsOfSums = 256;

template <class Real, class Arguments>
__global__ void __launch_bounds__(kThreadsOfThreads, 6) by_thread(Arguments a) {
  run_thread<Real>(a, blockDim.x);
}

template <class Real, int Size, class Arguments>
__global__ void __launch_bounds__(kThreadsOfLanes, 6) by_lanes(Arguments a) {
  run_lanes<Real, Size>(a, blockDim.x / Size);
}

template <class Real, int Threads, bool Resident, class Arguments>
__global__ void __launch_bounds__(Threads, 1) by_block(Arguments a) {
  run_block<Real, Threads, Resident>(a);
}

template <class Real>
__global__ void __launch_bounds__(256, 1) prepare(PrepareArguments a) {
  run_block<Real, 256, false>(a);
}

template <class Real>
__global__ void __launch_bounds__(kThreadsOfSums) sum(SumArguments a) {
  sum_gradients<Real>(a, long(blockIdx.x) * blockDim.x + threadIdx.x, long(gridDim.x) * blockDim.x);
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

// More than 48 KiB of shared memory has to be asked for.
template <class Arguments>
cudaError_t admit_shared_memory(Kernel<Arguments> kernel, const optnet4j_cuda_mapping& mapping) {
  return cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, mapping.shared_bytes);
}

template <class Arguments>
cudaError_t launch(Kernel<Arguments> kernel, const optnet4j_cuda_mapping& mapping, std::int32_t precision,
                   Arguments arguments, int blocks, cudaStream_t stream) {
  if (kernel == nullptr) return cudaErrorInvalidValue;
  arguments.hot_stride = cuda::team_memory(mapping, precision, arguments.batch.z, arguments.batch.level).hot;
  cudaError_t error = admit_shared_memory<Arguments>(kernel, mapping);
  if (error != cudaSuccess) return error;
  error = cudaMemsetAsync(arguments.memory.ticket, 0, sizeof *arguments.memory.ticket, stream);
  if (error != cudaSuccess) return error;
  void* values[] = {&arguments};
  return cudaLaunchKernel(reinterpret_cast<const void*>(kernel), dim3(blocks), dim3(threads_per_block(mapping)), values,
                          mapping.shared_bytes, stream);
}

}  // namespace

namespace cuda {

// By one block, whatever the mapping of the batch: the bits do not depend on it.
cudaError_t launch_prepare(const optnet4j_cuda_mapping&, std::int32_t precision, const DeviceBatch& batch,
                           const DeviceMemory& memory, cudaStream_t stream) {
  DeviceBatch one = batch;
  one.size = 1;
  optnet4j_cuda_mapping mapping{OPTNET4J_CUDA_STREAMED, 256, 1, 1, 0};
  const std::int64_t number_bytes = precision == OPTNET4J_FLOAT64 ? sizeof(double) : sizeof(float);
  mapping.shared_bytes = std::int32_t(team_memory(mapping, precision, batch.z, batch.level).hot * number_bytes);
  const Kernel<PrepareArguments> kernel = precision == OPTNET4J_FLOAT64 ? prepare<double> : prepare<float>;
  return launch(kernel, mapping, precision, PrepareArguments{one, memory, 0}, 1, stream);
}

cudaError_t launch_solve(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                         const Settings& settings, const DeviceMemory& memory, const optnet4j_solution& to,
                         cudaStream_t stream) {
  const DeviceAnswers answers{to.x,      to.nu,         to.lambda,          to.slack,
                              to.status, to.iterations, to.primal_residual, to.dual_residual,
                              to.gap,    to.objective};
  return launch(kernel_of<SolveArguments>(mapping, precision), mapping, precision,
                SolveArguments{batch, settings, memory, answers, 0}, mapping.blocks, stream);
}

cudaError_t launch_gradients(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                             const DeviceMemory& memory, const DeviceGradients& gradients, cudaStream_t stream) {
  return launch(kernel_of<GradientArguments>(mapping, precision), mapping, precision,
                GradientArguments{batch, memory, gradients, 0}, mapping.blocks, stream);
}

cudaError_t launch_sums(std::int32_t precision, const DeviceBatch& batch, const DeviceSums& sums, cudaStream_t stream) {
  const SumArguments arguments{batch.size, batch.z, sums};
  const long n = batch.z.n, elements = n * (n > batch.z.m ? n : batch.z.m);
  const unsigned blocks = unsigned((elements + kThreadsOfSums - 1) / kThreadsOfSums);
  if (precision == OPTNET4J_FLOAT64) {
    sum<double><<<blocks, kThreadsOfSums, 0, stream>>>(arguments);
  } else {
    sum<float><<<blocks, kThreadsOfSums, 0, stream>>>(arguments);
  }
  return cudaPeekAtLastError();
}

cudaError_t blocks_per_multiprocessor(const optnet4j_cuda_mapping& mapping, std::int32_t precision, int* blocks) {
  const Kernel<SolveArguments> kernel = kernel_of<SolveArguments>(mapping, precision);
  if (kernel == nullptr) return cudaErrorInvalidValue;
  const cudaError_t error = admit_shared_memory<SolveArguments>(kernel, mapping);
  if (error != cudaSuccess) return error;
  return cudaOccupancyMaxActiveBlocksPerMultiprocessor(blocks, kernel, threads_per_block(mapping),
                                                       mapping.shared_bytes);
}

cudaError_t has_code_for_current_device() {
  cudaFuncAttributes attributes;
  return cudaFuncGetAttributes(&attributes, sum<double>);
}

}  // namespace cuda
}  // namespace optnet4j
