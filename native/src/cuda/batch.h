// A batch in the terms of the executor: its parameters in a row, sizes, what is shared; and the checks of it.
#pragma once

#include <array>
#include <cstdint>

#include "../../../kernels/normal_shape.h"
#include "optnet4j_cuda.h"

namespace optnet4j {
namespace cuda {

struct Parameter {
  const char* name;
  const optnet4j_operand* operand;
  std::int64_t block;  // numbers per problem
};

inline bool given(const optnet4j_operand& operand) { return operand.data != nullptr || operand.read != nullptr; }

inline bool is_normal(const optnet4j_batch& of) { return of.form == OPTNET4J_FORM_NORMAL; }

// The dual form has the first six. What a batch of the normal form does not have takes no numbers.
constexpr int kParameters = 9;
using Parameters = std::array<Parameter, kParameters>;

inline Parameters parameters(const optnet4j_batch& of) {
  const std::int64_t n = of.shape.n, m = of.shape.m, p = of.shape.p;
  const auto bounds = [](const optnet4j_operand& operand, std::int64_t count) { return given(operand) ? count : 0; };
  return {{{"Q", &of.Q, of.diagonal != 0 ? n : n * n},
           {"q", &of.q, n},
           {"A", &of.A, p * n},
           {"b", &of.b, p},
           {"G", &of.G, m * n},
           {"h", &of.h, is_normal(of) ? bounds(of.h, m) : m},
           {"l", &of.l, bounds(of.l, m)},
           {"lb", &of.lb, bounds(of.lb, n)},
           {"ub", &of.ub, bounds(of.ub, n)}}};
}

inline std::array<optnet4j_operand*, kParameters> operands(optnet4j_batch& of) {
  return {&of.Q, &of.q, &of.A, &of.b, &of.G, &of.h, &of.l, &of.lb, &of.ub};
}

inline Shape shape_of(const optnet4j_batch& of) { return {of.shape.n, of.shape.m, of.shape.p}; }

inline NormalShape normal_shape_of(const optnet4j_batch& of) {
  const auto count = [](const optnet4j_operand& operand, std::int32_t size) { return given(operand) ? size : 0; };
  const std::int32_t n = of.shape.n, m = of.shape.m;
  return {shape_of(of), {count(of.h, m), count(of.l, m), count(of.ub, n), count(of.lb, n)}, of.diagonal != 0};
}

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
  for (optnet4j_operand* each : operands(of)) *each = {nullptr, nullptr, nullptr, each->shared};
  return of;
}

// Each of these throws a Failure that names the argument.
void check_shape(const optnet4j_batch* batch);
// Only the dual form has gradients.
void check_differentiable(const optnet4j_batch& batch);
void check_settings(const optnet4j_settings* settings);
enum class Place { kHost, kDevice };
void check_operand(const char* name, const optnet4j_operand& operand, Place place);
// All of them, where the batch has problems.
void check_operands(const optnet4j_batch& batch, Place place);

}  // namespace cuda
}  // namespace optnet4j
