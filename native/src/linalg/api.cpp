// The C interface of the linear algebra: checks what it is given, then calls the code for this processor.
#include <cstdint>

#include "../cpu/functions.h"
#include "call.h"

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
  if (const std::int32_t error = optnet4j::check_operands(*call, *operands)) return error;
  if (first < 0 || count < 0 || first > call->batch || count > call->batch - first) return OPTNET4J_BAD_RANGE;
  const optnet4j::LinalgPrecisionFunctions* run = optnet4j::linalg_functions(isa, call->precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  run->run(*call, *operands, scratch, first, count);
  return OPTNET4J_OK;
}

}  // extern "C"
