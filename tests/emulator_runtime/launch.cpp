// The launch functions on emulated devices. What they do beside launching is what native/src/cuda/launch.cu does.
#include "../../native/src/cuda/launch.h"

#include <algorithm>

#include "emulated_cuda.h"
#include "kernels.h"

namespace optnet4j {
namespace {

using emulated_cuda::Kernels;

constexpr int kThreadsOfPrepare = 256;
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
cudaError_t launch(const optnet4j_cuda_mapping& mapping, std::int32_t precision, Arguments arguments, int threads,
                   cudaStream_t stream, Run run) {
  arguments.hot_stride = cuda::team_memory(mapping, precision, arguments.batch.z, arguments.batch.level).hot;
  const cudaError_t error = cudaMemsetAsync(arguments.memory.ticket, 0, sizeof *arguments.memory.ticket, stream);
  if (error != cudaSuccess) return error;
  const emulator::Launch how = launch_of(mapping.blocks, threads, mapping.shared_bytes);
  return emulated_cuda::enqueue(stream, [=] { run(how, arguments); });
}

int threads_per_block(const optnet4j_cuda_mapping& mapping) { return mapping.team_threads * mapping.teams_per_block; }

}  // namespace

namespace cuda {

cudaError_t launch_prepare(const optnet4j_cuda_mapping&, std::int32_t precision, const DeviceBatch& batch,
                           const DeviceMemory& memory, cudaStream_t stream) {
  DeviceBatch one = batch;
  one.size = 1;
  optnet4j_cuda_mapping mapping{OPTNET4J_CUDA_STREAMED, kThreadsOfPrepare, 1, 1, 0};
  const std::int64_t number_bytes = precision == OPTNET4J_FLOAT64 ? sizeof(double) : sizeof(float);
  mapping.shared_bytes = std::int32_t(team_memory(mapping, precision, batch.z, batch.level).hot * number_bytes);
  if (const cudaError_t error = check(mapping)) return error;
  return launch(mapping, precision, PrepareArguments{one, memory, 0}, kThreadsOfPrepare, stream,
                kernels(precision).prepare);
}

cudaError_t launch_solve(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                         const Settings& settings, const DeviceMemory& memory, const optnet4j_solution& to,
                         cudaStream_t stream) {
  if (const cudaError_t error = check(mapping)) return error;
  const DeviceAnswers answers{to.x,      to.nu,         to.lambda,          to.slack,
                              to.status, to.iterations, to.primal_residual, to.dual_residual,
                              to.gap,    to.objective};
  const auto run = [mapping, solve = kernels(precision).solve](const emulator::Launch& how, const SolveArguments& a) {
    solve(how, mapping, a);
  };
  return launch(mapping, precision, SolveArguments{batch, settings, memory, answers, 0}, threads_per_block(mapping),
                stream, run);
}

cudaError_t launch_gradients(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                             const DeviceMemory& memory, const DeviceGradients& gradients, cudaStream_t stream) {
  if (const cudaError_t error = check(mapping)) return error;
  const auto run = [mapping, of = kernels(precision).gradients](const emulator::Launch& how,
                                                                const GradientArguments& a) { of(how, mapping, a); };
  return launch(mapping, precision, GradientArguments{batch, memory, gradients, 0}, threads_per_block(mapping), stream,
                run);
}

cudaError_t launch_sums(std::int32_t precision, const DeviceBatch& batch, const DeviceSums& sums, cudaStream_t stream) {
  const SumArguments arguments{batch.size, batch.z, sums};
  const long n = batch.z.n, elements = n * std::max<long>(n, batch.z.m);
  const emulator::Launch how = launch_of(int((elements + kThreadsOfSums - 1) / kThreadsOfSums), kThreadsOfSums, 0);
  return emulated_cuda::enqueue(stream, [how, arguments, sum = kernels(precision).sums] { sum(how, arguments); });
}

cudaError_t blocks_per_multiprocessor(const optnet4j_cuda_mapping& mapping, std::int32_t, int* blocks) {
  if (const cudaError_t error = check(mapping)) return error;
  if (const cudaError_t error = emulated_cuda::count_call("cudaOccupancyMaxActiveBlocksPerMultiprocessor"))
    return error;
  *blocks = emulated_cuda::current_device().resident_blocks;
  return cudaSuccess;
}

cudaError_t has_code_for_current_device() {
  if (const cudaError_t error = emulated_cuda::count_call("cudaFuncGetAttributes")) return error;
  return emulated_cuda::current_device().has_code ? cudaSuccess : cudaErrorNoKernelImageForDevice;
}

}  // namespace cuda
}  // namespace optnet4j
