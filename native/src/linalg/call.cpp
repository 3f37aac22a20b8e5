#include "call.h"

#include "../../../kernels/linalg/operations.h"
#include "../cpu/functions.h"

namespace optnet4j {
namespace {

// Flags that mean something to an operation; others are refused.
std::int32_t flags_of(std::int32_t operation) {
  switch (operation) {
    case OPTNET4J_LU_SOLVE:
      return OPTNET4J_LINALG_TRANSPOSED;
    case OPTNET4J_TRIANGULAR_SOLVE:
    case OPTNET4J_TRIANGULAR_MULTIPLY:
      return OPTNET4J_LINALG_UPPER | OPTNET4J_LINALG_TRANSPOSED | OPTNET4J_LINALG_UNIT;
    case OPTNET4J_WEIGHTED_GRAM:
      return OPTNET4J_LINALG_TRANSPOSED | OPTNET4J_LINALG_ADD | OPTNET4J_LINALG_WEIGHTED;
    default:
      return 0;
  }
}

std::int64_t kkt_numbers(const optnet4j_linalg_call& z) { return KktWork<double>(shape_of(z), nullptr).factor; }

// Larger than what any operation needs, without overflow: sizes are below 2^31.
bool is_too_large(const optnet4j_linalg_call& z) {
  const double n = z.n, m = z.m, p = z.p, rows = n + m + p;
  const double columns = z.columns;
  return 2 * (n + 1) * (n + 1) + 2 * (m + 1) * (m + 2) + (p + 1) * (p + 1) + n * (p + 2 * m) + m * p +
             (2 * columns + 16) * rows >=
         2147483648.0;
}

// Whether matrices can be where they are said to be: rows and matrices apart, positions within 64 bits.
std::int32_t check_operand(const optnet4j_matrices& matrices, const OperandShape& shape, std::int64_t batch) {
  if (shape.access == Access::kNone || batch == 0 || shape.rows == 0 || shape.columns == 0) return OPTNET4J_OK;
  if (matrices.data == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (matrices.leading < shape.columns || matrices.leading > INT64_MAX / 16 / shape.rows || matrices.stride < 0 ||
      matrices.stride > INT64_MAX / 16 / batch)
    return OPTNET4J_BAD_SHAPE;
  const std::int64_t extent = (shape.rows - 1) * matrices.leading + shape.columns;
  return shape.access != Access::kRead && batch > 1 && matrices.stride < extent ? OPTNET4J_BAD_SHAPE : OPTNET4J_OK;
}

}  // namespace

std::int32_t check_call(const optnet4j_linalg_call& z) {
  if (z.operation < 0 || z.operation >= kOperations) return OPTNET4J_UNSUPPORTED;
  if ((z.flags & ~flags_of(z.operation)) != 0) return OPTNET4J_UNSUPPORTED;
  if (!is_precision(z.precision)) return OPTNET4J_BAD_SHAPE;
  if (z.batch < 0 || z.n < 1 || z.m < 0 || z.p < 0 || z.columns < 0 || is_too_large(z)) return OPTNET4J_BAD_SHAPE;
  return OPTNET4J_OK;
}

std::int32_t check_operands(const optnet4j_linalg_call& call, const optnet4j_linalg_operands& given) {
  const LinalgOperands asked = operands_of(call);
  for (int k = 0; k < asked.count; ++k)
    if (const std::int32_t error = check_operand(given.matrices[k], asked.of[k], call.batch)) return error;
  if (asked.info == Access::kWrite && given.info == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (asked.pivots != Access::kNone && given.pivots == nullptr) return OPTNET4J_NULL_ARGUMENT;
  return OPTNET4J_OK;
}

LinalgOperands operands_of(const optnet4j_linalg_call& z) {
  const std::int64_t n = z.n, m = z.m, p = z.p, columns = z.columns;
  const OperandShape none{0, 0, Access::kNone};
  const auto read = [](std::int64_t rows, std::int64_t across) { return OperandShape{rows, across, Access::kRead}; };
  const auto write = [](std::int64_t rows, std::int64_t across) { return OperandShape{rows, across, Access::kWrite}; };
  const auto lower = [&] { return OperandShape{n, n, Access::kWriteLower}; };
  switch (Operation(z.operation)) {
    case Operation::kCholeskyFactor:
    case Operation::kLdlFactor:
      return {1, {lower()}, Access::kWrite, Access::kNone};
    case Operation::kCholeskySolve:
    case Operation::kLdlSolve:
      return {2, {read(n, n), write(n, columns)}, Access::kRead, Access::kNone};
    case Operation::kCholeskyInverse:
      return {1, {lower()}, Access::kRead, Access::kNone};
    case Operation::kLuFactor:
      return {1, {write(n, n)}, Access::kWrite, Access::kWrite};
    case Operation::kLuSolve:
      return {2, {read(n, n), write(n, columns)}, Access::kRead, Access::kRead};
    case Operation::kTriangularSolve:
      return {2, {read(n, n), write(n, columns)}, Access::kWrite, Access::kNone};
    case Operation::kTriangularMultiply:
      return {2, {read(n, n), write(n, columns)}, Access::kNone, Access::kNone};
    case Operation::kWeightedGram: {
      const bool transposed = (z.flags & OPTNET4J_LINALG_TRANSPOSED) != 0;
      const bool weighted = (z.flags & OPTNET4J_LINALG_WEIGHTED) != 0;
      return {3,
              {transposed ? read(m, n) : read(n, m), weighted ? read(m, 1) : none, lower()},
              Access::kNone,
              Access::kNone};
    }
    case Operation::kKktPrepare:
      return {4, {read(n, n), read(p, n), read(m, n), write(1, kkt_numbers(z))}, Access::kWrite, Access::kNone};
    case Operation::kKktFactor:
      return {2, {read(m, 1), write(1, kkt_numbers(z))}, Access::kWrite, Access::kNone};
    case Operation::kKktSolve:
      return {2, {read(1, kkt_numbers(z)), write(n + p + m, columns)}, Access::kRead, Access::kNone};
  }
  return {};
}

}  // namespace optnet4j
