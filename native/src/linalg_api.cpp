// The C interface of the linear algebra: checks what it is given, then calls the code for this processor.
#include <cstdint>

#include "cpu/functions.h"
#include "optnet4j_linalg.h"

namespace {

using optnet4j::CholeskyFunctions;
using optnet4j::functions;
using optnet4j::is_precision;
using optnet4j::PrecisionFunctions;

// Matrices are indexed with 32 bits once they are in lanes.
std::int32_t check(const optnet4j_cholesky_shape* shape) {
  if (shape == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (shape->batch < 0 || shape->n < 1 || shape->columns < 0 || !is_precision(shape->precision))
    return OPTNET4J_BAD_SHAPE;
  const std::int64_t limit = INT32_MAX, n = shape->n;
  return n * (n + 1) > limit || n * shape->columns > limit ? OPTNET4J_BAD_SHAPE : OPTNET4J_OK;
}

std::int32_t check_range(const optnet4j_cholesky_shape& shape, std::int64_t first, std::int64_t count) {
  const bool inside = first >= 0 && count >= 0 && first <= shape.batch && count <= shape.batch - first;
  return inside ? OPTNET4J_OK : OPTNET4J_BAD_RANGE;
}

// Whether matrices can be where they are said to be: rows and matrices apart, positions within 64 bits.
std::int32_t check(const optnet4j_matrices* matrices, std::int64_t batch, std::int64_t rows, std::int64_t columns,
                   bool written) {
  if (matrices == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (batch == 0 || rows == 0 || columns == 0) return OPTNET4J_OK;
  if (matrices->data == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (matrices->leading < columns || matrices->leading > INT64_MAX / 16 / rows || matrices->stride < 0 ||
      matrices->stride > INT64_MAX / 16 / batch)
    return OPTNET4J_BAD_SHAPE;
  const std::int64_t extent = (rows - 1) * matrices->leading + columns;
  return written && batch > 1 && matrices->stride < extent ? OPTNET4J_BAD_SHAPE : OPTNET4J_OK;
}

}  // namespace

extern "C" {

int32_t optnet4j_cpu_cholesky_plan(const optnet4j_cholesky_shape* shape, int32_t call, int32_t isa, int32_t* lanes,
                                   int64_t* scratch_bytes) {
  if (lanes == nullptr || scratch_bytes == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = check(shape)) return error;
  if (call < OPTNET4J_CHOLESKY_FACTOR || call > OPTNET4J_CHOLESKY_INVERSE) return OPTNET4J_UNSUPPORTED;
  const PrecisionFunctions* run = functions(isa, shape->precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  *lanes = run->lanes;
  *scratch_bytes = run->cholesky.scratch_bytes(call, shape->n, shape->columns);
  return OPTNET4J_OK;
}

int32_t optnet4j_cpu_cholesky_factor(const optnet4j_cholesky_shape* shape, int32_t isa, const optnet4j_matrices* a,
                                     int32_t* info, void* scratch, int64_t first, int64_t count) {
  if (info == nullptr || scratch == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = check(shape)) return error;
  if (const std::int32_t error = check(a, shape->batch, shape->n, shape->n, true)) return error;
  if (const std::int32_t error = check_range(*shape, first, count)) return error;
  const PrecisionFunctions* run = functions(isa, shape->precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  run->cholesky.factor(*shape, *a, info, scratch, first, count);
  return OPTNET4J_OK;
}

int32_t optnet4j_cpu_cholesky_solve(const optnet4j_cholesky_shape* shape, int32_t isa, const optnet4j_matrices* factor,
                                    const int32_t* info, const optnet4j_matrices* b, void* scratch, int64_t first,
                                    int64_t count) {
  if (scratch == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = check(shape)) return error;
  if (const std::int32_t error = check(factor, shape->batch, shape->n, shape->n, false)) return error;
  if (const std::int32_t error = check(b, shape->batch, shape->n, shape->columns, true)) return error;
  if (const std::int32_t error = check_range(*shape, first, count)) return error;
  const PrecisionFunctions* run = functions(isa, shape->precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  if (shape->columns > 0) run->cholesky.solve(*shape, *factor, info, *b, scratch, first, count);
  return OPTNET4J_OK;
}

int32_t optnet4j_cpu_cholesky_inverse(const optnet4j_cholesky_shape* shape, int32_t isa,
                                      const optnet4j_matrices* factor, const int32_t* info, void* scratch,
                                      int64_t first, int64_t count) {
  if (scratch == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = check(shape)) return error;
  if (const std::int32_t error = check(factor, shape->batch, shape->n, shape->n, true)) return error;
  if (const std::int32_t error = check_range(*shape, first, count)) return error;
  const PrecisionFunctions* run = functions(isa, shape->precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  run->cholesky.inverse(*shape, *factor, info, scratch, first, count);
  return OPTNET4J_OK;
}

}  // extern "C"
