// Between the host code and the kernels: what a launch is given, and the functions that launch. launch.cu and
// launch_normal.cu implement them with nvcc; the tests implement them again on an emulated device.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "../../../kernels/device/arguments.h"
#include "optnet4j_cuda.h"
#include "team_memory.h"

namespace optnet4j {
namespace cuda {

cudaError_t launch_prepare(std::int32_t precision, const DeviceBatch& batch, const DeviceMemory& memory,
                           cudaStream_t stream);
cudaError_t launch_prepare(std::int32_t precision, const NormalDeviceBatch& batch, const DeviceMemory& memory,
                           cudaStream_t stream);
cudaError_t launch_solve(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                         const Settings& settings, const DeviceMemory& memory, const DeviceAnswers& to,
                         cudaStream_t stream);
cudaError_t launch_solve(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const NormalDeviceBatch& batch,
                         const Settings& settings, const DeviceMemory& memory, const DeviceAnswers& to,
                         cudaStream_t stream);
cudaError_t launch_gradients(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                             const DeviceMemory& memory, const DeviceGradients& gradients, cudaStream_t stream);
cudaError_t launch_sums(std::int32_t precision, const DeviceBatch& batch, const DeviceSums& sums, cudaStream_t stream);

// The most blocks of the mapping's solve kernel that a multiprocessor holds at once.
cudaError_t blocks_per_multiprocessor(const optnet4j_cuda_mapping& mapping, std::int32_t precision, int* blocks);
cudaError_t normal_blocks_per_multiprocessor(const optnet4j_cuda_mapping& mapping, std::int32_t precision, int* blocks);

// Whether the kernels were compiled for the current device (cudaErrorNoKernelImageForDevice otherwise).
cudaError_t has_code_for_current_device();

}  // namespace cuda
}  // namespace optnet4j
