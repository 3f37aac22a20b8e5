// A batch in the terms of the executor: its six parameters in a row, sizes, what is shared; and the checks of it.
#pragma once

#include <array>
#include <cstdint>

#include "../../../kernels/problem.h"
#include "optnet4j_cuda.h"

namespace optnet4j {
namespace cuda {

struct Parameter {
  const char* name;
  const optnet4j_operand* operand;
  std::int64_t block;  // numbers per problem
};

inline std::array<Parameter, 6> parameters(const optnet4j_batch& of) {
  const std::int64_t n = of.shape.n, m = of.shape.m, p = of.shape.p;
  return {{{"Q", &of.Q, n * n},
           {"q", &of.q, n},
           {"A", &of.A, p * n},
           {"b", &of.b, p},
           {"G", &of.G, m * n},
           {"h", &of.h, m}}};
}

inline Shape shape_of(const optnet4j_batch& of) { return {of.shape.n, of.shape.m, of.shape.p}; }

inline std::int64_t bytes_per_number(std::int32_t precision) { return precision == OPTNET4J_FLOAT64 ? 8 : 4; }

inline const char* precision_name(std::int32_t precision) {
  return precision == OPTNET4J_FLOAT64 ? "float64" : "float32";
}

// What is shared up to the first parameter that is not. A parameter without numbers does not end the row.
inline SharedLevel shared_level(const optnet4j_batch& of) {
  if (!of.Q.shared) return kNothingShared;
  if (of.shape.p > 0 && !of.A.shared) return kSharedQ;
  if (of.shape.m > 0 && !of.G.shared) return kSharedQA;
  return kSharedQAG;
}

// The shape and what is shared.
inline optnet4j_batch without_data(optnet4j_batch of) {
  for (optnet4j_operand* each : {&of.Q, &of.q, &of.A, &of.b, &of.G, &of.h})
    *each = {nullptr, nullptr, nullptr, each->shared};
  return of;
}

inline bool given(const optnet4j_operand& operand) { return operand.data != nullptr || operand.read != nullptr; }

// Each of these throws a Failure that names the argument.
void check_shape(const optnet4j_batch* batch);
void check_settings(const optnet4j_settings* settings);
enum class Place { kHost, kDevice };
void check_operand(const char* name, const optnet4j_operand& operand, Place place);
// All six, where the batch has problems.
void check_operands(const optnet4j_batch& batch, Place place);

}  // namespace cuda
}  // namespace optnet4j
