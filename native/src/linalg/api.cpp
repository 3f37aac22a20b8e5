// The C interface of the linear algebra: checks what it is given, then calls the code for this processor.
#include <cstdint>

#include "../cpu/functions.h"
#include "call.h"

namespace optnet4j {
namespace {

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

std::int32_t check_operands(const optnet4j_linalg_call& call, const optnet4j_linalg_operands& given,
                            const LinalgOperands& asked, std::int64_t first, std::int64_t count) {
  for (int k = 0; k < asked.count; ++k)
    if (const std::int32_t error = check_operand(given.matrices[k], asked.of[k], call.batch)) return error;
  if (asked.info == Access::kWrite && given.info == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (asked.pivots != Access::kNone && given.pivots == nullptr) return OPTNET4J_NULL_ARGUMENT;
  const bool inside = first >= 0 && count >= 0 && first <= call.batch && count <= call.batch - first;
  return inside ? OPTNET4J_OK : OPTNET4J_BAD_RANGE;
}

}  // namespace
}  // namespace optnet4j

extern "C" {

int32_t optnet4j_linalg_operand(const optnet4j_linalg_call* call, int32_t index, int64_t* rows, int64_t* columns) {
  if (call == nullptr || rows == nullptr || columns == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = optnet4j::check_call(*call)) return error;
  const optnet4j::LinalgOperands asked = optnet4j::operands_of(*call);
  if (index < 0 || index >= asked.count) return OPTNET4J_BAD_RANGE;
  *rows = asked.of[index].rows;
  *columns = asked.of[index].columns;
  return OPTNET4J_OK;
}

int32_t optnet4j_cpu_linalg_plan(const optnet4j_linalg_call* call, int32_t isa, int32_t* lanes,
                                 int64_t* scratch_bytes) {
  if (call == nullptr || lanes == nullptr || scratch_bytes == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = optnet4j::check_call(*call)) return error;
  const optnet4j::LinalgPrecisionFunctions* run = optnet4j::linalg_functions(isa, call->precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  *lanes = run->lanes;
  *scratch_bytes = run->scratch_bytes(*call);
  return OPTNET4J_OK;
}

int32_t optnet4j_cpu_linalg_run(const optnet4j_linalg_call* call, int32_t isa, const optnet4j_linalg_operands* operands,
                                void* scratch, int64_t first, int64_t count) {
  if (call == nullptr || operands == nullptr || scratch == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = optnet4j::check_call(*call)) return error;
  const optnet4j::LinalgOperands asked = optnet4j::operands_of(*call);
  if (const std::int32_t error = optnet4j::check_operands(*call, *operands, asked, first, count)) return error;
  const optnet4j::LinalgPrecisionFunctions* run = optnet4j::linalg_functions(isa, call->precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  run->run(*call, *operands, scratch, first, count);
  return OPTNET4J_OK;
}

}  // extern "C"
