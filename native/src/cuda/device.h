// The devices there are, and which one a thread works with.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "optnet4j_cuda.h"

namespace optnet4j {
namespace cuda {

// Throws a Failure that says what is missing where there is no device.
int device_count();
void check_device_index(std::int32_t device);
optnet4j_cuda_device device_properties(std::int32_t device);

// Makes a device the thread's current one while it lives.
class UseDevice {
 public:
  explicit UseDevice(std::int32_t device);
  ~UseDevice();
  UseDevice(const UseDevice&) = delete;
  UseDevice& operator=(const UseDevice&) = delete;

 private:
  int device_, before_;
};

}  // namespace cuda
}  // namespace optnet4j
