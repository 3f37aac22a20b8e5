// What a kernel is given. Addresses are of device memory; their numbers are doubles or floats, as the kernel's Real.
#pragma once

#include <cstdint>

#include "../problem.h"

namespace optnet4j {

// One parameter. stride: numbers from one problem to the next, 0 where the batch shares it.
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

// The memory a launch works in. Strides in numbers.
struct DeviceMemory {
  void* shared;
  void* factor;  // null: nothing is kept, or made again
  std::int64_t factor_stride;
  void* cold;  // one piece per team in flight
  std::int64_t cold_stride;
  unsigned* ticket;  // the next problem to be taken; the launch functions reset it on the stream
};

// One block of numbers per problem, the last four doubles in every precision.
struct DeviceAnswers {
  void *x, *nu, *lambda, *slack;
  std::int32_t *status, *iterations;
  double *primal_residual, *dual_residual, *gap, *objective;
};

struct DeviceGradients {
  const std::int32_t* status;
  const void *x, *nu, *lambda, *slack;
  DeviceOperand cotangent_x, cotangent_nu, cotangent_lambda;  // null data: zero
  void *dx, *dnu, *mu;
  void *Q, *q, *A, *b, *G, *h;  // null: not wanted, or shared and summed by a kernel of its own
};

// Sums over the batch for what it shares; null: not wanted. What the targets hold is the sum so far (the caller sets it
// to zero first), and the problems of this launch are added to it one after another: a batch that is worked off in
// pieces has the bits of one that is not.
struct DeviceSums {
  const std::int32_t* status;
  const void *x, *nu, *lambda, *dx, *dnu, *mu;
  void *Q, *q, *A, *b, *G, *h;
};

}  // namespace optnet4j
