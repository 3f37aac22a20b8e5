// More than 48 KiB of shared memory has to be asked for, for a kernel once and for all of its launches.
#pragma once

#include <cuda_runtime_api.h>

namespace optnet4j {
namespace {

// Always the device's most: several threads launch the same kernel, each with what its own problems need, and none may
// take from another what that one is about to launch with.
cudaError_t admit_all_shared_memory(const void* kernel) {
  int device = 0, most = 0;
  cudaError_t error = cudaGetDevice(&device);
  if (error == cudaSuccess) error = cudaDeviceGetAttribute(&most, cudaDevAttrMaxSharedMemoryPerBlockOptin, device);
  if (error != cudaSuccess) return error;
  return cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, most);
}

}  // namespace
}  // namespace optnet4j
