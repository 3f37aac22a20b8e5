// The launch functions on emulated devices. What they do beside launching is what native/src/cuda/launch.cuh does.
#include "../../native/src/cuda/launch.h"
#include "../../native/src/cuda/launch_linalg.h"

#include <algorithm>

#include "emulated_cuda.h"
#include "kernels.h"

namespace optnet4j {
namespace {

using emulated_cuda::Kernels;

constexpr int kThreadsOfSums = 256;
constexpr int kMostThreadsOfSmallTeams = 64;

const Kernels& kernels(std::int32_t precision) {
  const bool watched = emulated_cuda::machine().watched;
  if (precision == OPTNET4J_FLOAT64)
    return watched ? emulated_cuda::watched_float64_kernels : emulated_cuda::float64_kernels;
  return watched ? emulated_cuda::watched_float32_kernels : emulated_cuda::float32_kernels;
}

emulator::Launch launch_of(int blocks, int threads, std::int32_t shared_bytes) {
  const unsigned long long drawn = emulated_cuda::draw();
  return {blocks, threads, std::size_t(shared_bytes), emulator::kSchedules[drawn % 4], drawn};
}

bool has_kernel(const optnet4j_cuda_mapping& mapping) {
  const int threads = mapping.team_threads, teams = mapping.teams_per_block;
  switch (mapping.kind) {
    case OPTNET4J_CUDA_THREAD:
      return threads == 1 && teams <= kMostThreadsOfSmallTeams;
    case OPTNET4J_CUDA_WARP:
      return (threads == 8 || threads == 16 || threads == 32) && threads * teams <= kMostThreadsOfSmallTeams;
    case OPTNET4J_CUDA_BLOCK:
      return teams == 1 && (threads == 128 || threads == 256);
    case OPTNET4J_CUDA_STREAMED:
      return teams == 1 && threads == 256;
    default:
      return false;
  }
}

// What the runtime refuses before it launches anything.
cudaError_t check(const optnet4j_cuda_mapping& mapping) {
  if (!has_kernel(mapping)) return cudaErrorInvalidValue;
  if (const cudaError_t error = emulated_cuda::count_call("cudaFuncSetAttribute")) return error;
  const bool fits = mapping.shared_bytes <= emulated_cuda::current_device().shared_bytes_per_block;
  return fits && mapping.blocks > 0 ? cudaSuccess : cudaErrorInvalidValue;
}

template <class Arguments, class Run>
cudaError_t launch(const optnet4j_cuda_mapping& mapping, Arguments arguments, cudaStream_t stream, Run run) {
  if (const cudaError_t error = check(mapping)) return error;
  arguments.hot_stride = cuda::team_memory(mapping, arguments.batch.z, arguments.batch.level).hot;
  const cudaError_t error = cudaMemsetAsync(arguments.memory.ticket, 0, sizeof *arguments.memory.ticket, stream);
  if (error != cudaSuccess) return error;
  const emulator::Launch how =
      launch_of(mapping.blocks, mapping.team_threads * mapping.teams_per_block, mapping.shared_bytes);
  return emulated_cuda::enqueue(stream, [=] { run(how, arguments); });
}

template <class Arguments>
cudaError_t launch_by(void (*kernel)(const emulator::Launch&, const optnet4j_cuda_mapping&, const Arguments&),
                      const optnet4j_cuda_mapping& mapping, const Arguments& arguments, cudaStream_t stream) {
  return launch(mapping, arguments, stream,
                [=](const emulator::Launch& how, const Arguments& a) { kernel(how, mapping, a); });
}

template <class Arguments>
cudaError_t prepare_by(void (*kernel)(const emulator::Launch&, const Arguments&), std::int32_t precision,
                       Arguments arguments, cudaStream_t stream) {
  arguments.batch.size = 1;
  optnet4j_cuda_mapping mapping = cuda::kPrepareMapping;
  const std::int64_t number_bytes = precision == OPTNET4J_FLOAT64 ? sizeof(double) : sizeof(float);
  mapping.shared_bytes =
      std::int32_t(cuda::team_memory(mapping, arguments.batch.z, arguments.batch.level).hot * number_bytes);
  return launch(mapping, arguments, stream, kernel);
}

}  // namespace

namespace cuda {

cudaError_t launch_prepare(std::int32_t precision, const DeviceBatch& batch, const DeviceMemory& memory,
                           cudaStream_t stream) {
  return prepare_by(kernels(precision).prepare, precision, PrepareArguments{batch, memory, 0}, stream);
}

cudaError_t launch_prepare(std::int32_t precision, const NormalDeviceBatch& batch, const DeviceMemory& memory,
                           cudaStream_t stream) {
  return prepare_by(kernels(precision).prepare_normal, precision, PrepareNormalArguments{batch, memory, 0}, stream);
}

cudaError_t launch_solve(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                         const Settings& settings, const DeviceMemory& memory, const DeviceAnswers& to,
                         cudaStream_t stream) {
  return launch_by(kernels(precision).solve, mapping, SolveArguments{batch, settings, memory, to, 0}, stream);
}

cudaError_t launch_solve(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const NormalDeviceBatch& batch,
                         const Settings& settings, const DeviceMemory& memory, const DeviceAnswers& to,
                         cudaStream_t stream) {
  return launch_by(kernels(precision).solve_normal, mapping, SolveNormalArguments{batch, settings, memory, to, 0},
                   stream);
}

cudaError_t launch_gradients(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                             const DeviceMemory& memory, const DeviceGradients& gradients, cudaStream_t stream) {
  return launch_by(kernels(precision).gradients, mapping, GradientArguments{batch, memory, gradients, 0}, stream);
}

cudaError_t launch_sums(std::int32_t precision, const DeviceBatch& batch, const DeviceSums& sums, cudaStream_t stream) {
  const SumArguments arguments{batch.size, batch.z, sums};
  const long n = batch.z.n, elements = n * std::max<long>(n, batch.z.m);
  const emulator::Launch how = launch_of(int((elements + kThreadsOfSums - 1) / kThreadsOfSums), kThreadsOfSums, 0);
  return emulated_cuda::enqueue(stream, [how, arguments, sum = kernels(precision).sums] { sum(how, arguments); });
}

cudaError_t launch_linalg(const optnet4j_cuda_linalg_plan& plan, std::int32_t precision,
                          const LinalgArguments& arguments, cudaStream_t stream) {
  if (const cudaError_t error = emulated_cuda::count_call("cudaFuncSetAttribute")) return error;
  if (plan.shared_bytes > emulated_cuda::current_device().shared_bytes_per_block) return cudaErrorInvalidValue;
  const emulator::Launch how = launch_of(plan.blocks, plan.team_threads * plan.teams_per_block, plan.shared_bytes);
  return emulated_cuda::enqueue(
      stream, [how, plan, arguments, linalg = kernels(precision).linalg] { linalg(how, plan, arguments); });
}

cudaError_t blocks_per_multiprocessor(const optnet4j_cuda_mapping& mapping, std::int32_t, int* blocks) {
  if (const cudaError_t error = check(mapping)) return error;
  if (const cudaError_t error = emulated_cuda::count_call("cudaOccupancyMaxActiveBlocksPerMultiprocessor"))
    return error;
  *blocks = emulated_cuda::current_device().resident_blocks;
  return cudaSuccess;
}

cudaError_t normal_blocks_per_multiprocessor(const optnet4j_cuda_mapping& mapping, std::int32_t precision,
                                             int* blocks) {
  return blocks_per_multiprocessor(mapping, precision, blocks);
}

cudaError_t has_code_for_current_device() {
  if (const cudaError_t error = emulated_cuda::count_call("cudaFuncGetAttributes")) return error;
  return emulated_cuda::current_device().has_code ? cudaSuccess : cudaErrorNoKernelImageForDevice;
}

}  // namespace cuda
}  // namespace optnet4j
