// Between the host code and the kernels: what a launch is given, and the functions that launch. launch.cu implements
// them with nvcc; the tests implement them again on an emulated device.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "optnet4j_cuda.h"
#include "team_memory.h"

namespace optnet4j {
namespace cuda {

// One parameter in device memory. stride: numbers from one problem to the next, 0 where the batch shares it.
struct DeviceOperand {
  const void* data;
  std::int64_t stride;
};

struct DeviceBatch {
  std::int64_t size;
  Shape z;
  SharedLevel level;
  DeviceOperand Q, q, A, b, G, h;
};

// Device memory a launch works in. Strides in numbers.
struct DeviceMemory {
  void* shared;
  void* factor;  // null: nothing is kept, or made again
  std::int64_t factor_stride;
  void* cold;  // one piece per team in flight
  std::int64_t cold_stride;
  unsigned* ticket;  // the next problem to be taken; the launch functions reset it on the stream
};

struct DeviceGradients {
  const std::int32_t* status;
  const void *x, *nu, *lambda, *slack;
  DeviceOperand cotangent_x, cotangent_nu, cotangent_lambda;  // null data: zero
  void *dx, *dnu, *mu;
  void *Q, *q, *A, *b, *G, *h;  // null: not wanted, or summed by launch_sums
};

// Sums over the batch for what it shares; null: not wanted. Vectors as matrices of one column. What the targets hold is
// the sum so far (the caller sets it to zero first), and the problems of this launch are added to it one after another:
// a batch that is worked off in pieces has the bits of one that is not.
struct DeviceSums {
  const std::int32_t* status;
  const void *x, *nu, *lambda, *dx, *dnu, *mu;
  void *Q, *q, *A, *b, *G, *h;
};

cudaError_t launch_prepare(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                           const DeviceMemory& memory, cudaStream_t stream);
cudaError_t launch_solve(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                         const Settings& settings, const DeviceMemory& memory, const optnet4j_solution& to,
                         cudaStream_t stream);
cudaError_t launch_gradients(const optnet4j_cuda_mapping& mapping, std::int32_t precision, const DeviceBatch& batch,
                             const DeviceMemory& memory, const DeviceGradients& gradients, cudaStream_t stream);
cudaError_t launch_sums(std::int32_t precision, const DeviceBatch& batch, const DeviceSums& sums, cudaStream_t stream);

// The most blocks of the mapping's solve kernel that a multiprocessor holds at once.
cudaError_t blocks_per_multiprocessor(const optnet4j_cuda_mapping& mapping, std::int32_t precision, int* blocks);

// Whether the kernels were compiled for the current device (cudaErrorNoKernelImageForDevice otherwise).
cudaError_t has_code_for_current_device();

}  // namespace cuda
}  // namespace optnet4j
