// What a kernel is given. Addresses are of device memory; their numbers are doubles or floats, as the kernel's Real.
#pragma once

#include <cstdint>

#include "../normal_shape.h"

namespace optnet4j {

// One parameter. stride: numbers from one problem to the next, 0 where the batch shares it.
struct DeviceOperand {
  const void* data;
  std::int64_t stride;
};

// Sizes: Shape for the dual form, NormalShape for the normal form.
template <class Sizes>
struct DeviceBatchOf {
  std::int64_t size;
  Sizes z;
  SharedLevel level;
  DeviceOperand Q, q, A, b, G, h;
};

using DeviceBatch = DeviceBatchOf<Shape>;

struct NormalDeviceBatch : DeviceBatchOf<NormalShape> {
  DeviceOperand l, lb, ub;
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

// One block of numbers per problem; those from the primal residual to the objective are doubles in every precision.
struct DeviceAnswers {
  void *x, *nu, *lambda, *slack;
  std::int32_t *status, *iterations;
  double *primal_residual, *dual_residual, *gap, *objective;
  void *lambda_l, *slack_l, *lambda_lb, *lambda_ub;  // normal form, where there are such bounds
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
