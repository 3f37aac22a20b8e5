// What the operations of optnet4j_linalg.h work on.
#pragma once

#include <cstdint>

#include "../../../kernels/linalg/shape.h"
#include "optnet4j_linalg.h"

namespace optnet4j {

enum class Access { kNone, kRead, kWrite, kWriteLower };

struct OperandShape {
  std::int64_t rows;
  std::int64_t columns;
  Access access;
};

struct LinalgOperands {
  int count;
  OperandShape of[OPTNET4J_LINALG_OPERANDS];
  Access info;  // kRead: null stands for zeros
  Access pivots;
};

// OPTNET4J_OK, or why there is no such call.
std::int32_t check_call(const optnet4j_linalg_call& call);

// Of a call that has been checked.
LinalgOperands operands_of(const optnet4j_linalg_call& call);

// OPTNET4J_OK, or why the operands of a call that has been checked cannot be what it asks for.
std::int32_t check_operands(const optnet4j_linalg_call& call, const optnet4j_linalg_operands& given);

OPTNET4J_DEVICE LinalgShape shape_of(const optnet4j_linalg_call& call) {
  const auto has = [&](std::int32_t flag) { return (call.flags & flag) != 0; };
  return {call.n,
          call.m,
          call.p,
          call.columns,
          has(OPTNET4J_LINALG_UPPER),
          has(OPTNET4J_LINALG_TRANSPOSED),
          has(OPTNET4J_LINALG_UNIT),
          has(OPTNET4J_LINALG_ADD),
          has(OPTNET4J_LINALG_WEIGHTED)};
}

}  // namespace optnet4j
