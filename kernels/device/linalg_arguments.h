// What the kernel of the linear algebra is given. Addresses are of device memory; their numbers are doubles or floats,
// as the kernel's Real.
#pragma once

#include <cstdint>

#include "../linalg/operation.h"
#include "../linalg/shape.h"

namespace optnet4j {

struct DeviceMatrices {
  void* data;
  std::int64_t stride;
  std::int64_t leading;
};

struct LinalgArguments {
  Operation operation;
  LinalgShape z;
  std::int64_t batch;
  DeviceMatrices matrices[4];
  std::int32_t* pivots;
  std::int32_t* info;
  void* work;                // one piece per team; null: it is in shared memory
  std::int64_t work_stride;  // numbers from one team's to the next
};

}  // namespace optnet4j
