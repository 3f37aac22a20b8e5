// The kernels of the normal form.
#include "launch.cuh"

namespace optnet4j {
namespace cuda {

cudaError_t launch_prepare(std::int32_t precision, const NormalDeviceBatch& batch, const DeviceMemory& memory,
                           cudaStream_t stream) {
  return launch_one_block(precision, PrepareNormalArguments{batch, memory, 0}, stream);
}

cudaError_t launch_solve(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const NormalDeviceBatch& batch,
                         const Settings& settings, const DeviceMemory& memory, const DeviceAnswers& to,
                         cudaStream_t stream) {
  return launch_by_mapping(mapping, precision, SolveNormalArguments{batch, settings, memory, to, 0}, stream);
}

cudaError_t normal_blocks_per_multiprocessor(const optnet4j_cuda_mapping& mapping, std::int32_t precision,
                                             int* blocks) {
  return resident_blocks<SolveNormalArguments>(mapping, precision, blocks);
}

}  // namespace cuda
}  // namespace optnet4j
