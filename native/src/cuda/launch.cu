// The kernels of the dual form.
#include "launch.cuh"

namespace optnet4j {
namespace {

constexpr int kThreadsOfSums = 256;

template <class Real>
__global__ void __launch_bounds__(kThreadsOfSums) sum(SumArguments a) {
  sum_gradients<Real>(a, long(blockIdx.x) * blockDim.x + threadIdx.x, long(gridDim.x) * blockDim.x);
}

}  // namespace

namespace cuda {

cudaError_t launch_prepare(std::int32_t precision, const DeviceBatch& batch, const DeviceMemory& memory,
                           cudaStream_t stream) {
  return launch_one_block(precision, PrepareArguments{batch, memory, 0}, stream);
}

cudaError_t launch_solve(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                         const Settings& settings, const DeviceMemory& memory, const DeviceAnswers& to,
                         cudaStream_t stream) {
  return launch_by_mapping(mapping, precision, SolveArguments{batch, settings, memory, to, 0}, stream);
}

cudaError_t launch_gradients(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                             const DeviceMemory& memory, const DeviceGradients& gradients, cudaStream_t stream) {
  return launch_by_mapping(mapping, precision, GradientArguments{batch, memory, gradients, 0}, stream);
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
  return resident_blocks<SolveArguments>(mapping, precision, blocks);
}

cudaError_t has_code_for_current_device() {
  cudaFuncAttributes attributes;
  return cudaFuncGetAttributes(&attributes, sum<double>);
}

}  // namespace cuda
}  // namespace optnet4j
