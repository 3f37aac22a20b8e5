// Where the answers of a call go, and what must hold of them.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "memory_of_call.h"
#include "optnet4j.h"

namespace fuzz {

// One array of answers.
struct Output {
  void* data;
  int block;    // numbers per problem
  int bytes;    // per number
  bool counts;  // an integer
};

inline bool same_bits(const Output& a, std::int64_t i, const Output& b, std::int64_t k) {
  const char* const left = static_cast<const char*>(a.data) + i * a.block * a.bytes;
  const char* const right = static_cast<const char*>(b.data) + k * b.block * b.bytes;
  if (std::memcmp(left, right, std::size_t(a.block) * a.bytes) == 0) return true;
  if (a.counts) return false;
  // One NaN is as good as another.
  for (int e = 0; e < a.block; ++e) {
    const char *const x = left + e * a.bytes, *const y = right + e * a.bytes;
    double numbers[2];
    if (a.bytes == 8) {
      std::memcpy(numbers, x, 8);
      std::memcpy(numbers + 1, y, 8);
    } else {
      float single[2];
      std::memcpy(single, x, 4);
      std::memcpy(single + 1, y, 4);
      numbers[0] = single[0];
      numbers[1] = single[1];
    }
    if (!(std::isnan(numbers[0]) && std::isnan(numbers[1])) && std::memcmp(x, y, a.bytes) != 0) return false;
  }
  return true;
}

class Outputs {
 public:
  bool same(std::int64_t i, const Outputs& other, std::int64_t k) const {
    for (std::size_t each = 0; each < all.size(); ++each)
      if (!same_bits(all[each], i, other.all[each], k)) return false;
    return true;
  }

  MemoryOfCall memory;
  std::vector<Output> all;

 protected:
  template <class T>
  T* vector(std::int64_t count, int block) {
    T* const data = memory.take<T>(count * block * std::int64_t(sizeof(T)));
    all.push_back({data, block, int(sizeof(T)), std::is_integral<T>::value});
    return data;
  }
};

inline bool given(const optnet4j_operand& operand) { return operand.data != nullptr || operand.read != nullptr; }

template <class T>
class Answers : public Outputs {
 public:
  Answers(const optnet4j_batch& batch, std::int64_t count) {
    const int n = batch.shape.n, m = batch.shape.m;
    const bool boxes[] = {given(batch.lb), given(batch.ub)};
    const int h = given(batch.h) ? m : 0, l = given(batch.l) ? m : 0;
    at = {vector<T>(count, n),
          vector<T>(count, batch.shape.p),
          vector<T>(count, h),
          vector<T>(count, h),
          vector<std::int32_t>(count, 1),
          vector<std::int32_t>(count, 1),
          vector<double>(count, 1),
          vector<double>(count, 1),
          vector<double>(count, 1),
          vector<double>(count, 1),
          vector<T>(count, l),
          vector<T>(count, l),
          vector<T>(count, boxes[0] ? n : 0),
          vector<T>(count, boxes[1] ? n : 0)};
  }

  // The answers from the i-th problem on.
  optnet4j_solution from(std::int64_t i) const {
    const auto vector = [&](int which) {
      return static_cast<void*>(static_cast<T*>(all[which].data) + i * all[which].block);
    };
    return {vector(0),
            vector(1),
            vector(2),
            vector(3),
            at.status + i,
            at.iterations + i,
            at.primal_residual + i,
            at.dual_residual + i,
            at.gap + i,
            at.objective + i,
            vector(10),
            vector(11),
            vector(12),
            vector(13)};
  }

  void check(std::int64_t i, const optnet4j_settings& settings) const {
    const std::int32_t status = at.status[i];
    VERIFY(at.iterations[i] >= 0 && at.iterations[i] <= settings.max_iterations);
    switch (status) {
      case OPTNET4J_SOLVED:
        VERIFY(std::isfinite(at.primal_residual[i]) && at.primal_residual[i] >= 0);
        VERIFY(std::isfinite(at.dual_residual[i]) && at.dual_residual[i] >= 0);
        VERIFY(std::isfinite(at.gap[i]) && at.gap[i] >= 0);
        VERIFY(std::isfinite(at.objective[i]));
        for (int which : {0, 1, 2, 10, 12, 13}) VERIFY(each(which, i, [](T x) { return std::isfinite(x); }));
        // Bounds that are absent have an infinite slack.
        for (int which : {3, 11}) VERIFY(each(which, i, [](T s) { return s >= 0; }));
        for (int which : {2, 10, 12, 13}) VERIFY(each(which, i, [](T z) { return z >= 0; }));
        break;
      case OPTNET4J_NOT_POSITIVE_DEFINITE:
      case OPTNET4J_INVALID_INPUT:
        for (int which : {0, 1, 2, 3, 10, 11, 12, 13}) VERIFY(each(which, i, [](T x) { return std::isnan(x); }));
        VERIFY(std::isnan(at.primal_residual[i]) && std::isnan(at.dual_residual[i]) && std::isnan(at.gap[i]) &&
               std::isnan(at.objective[i]));
        break;
      default:
        VERIFY(status == OPTNET4J_MAX_ITERATIONS || status == OPTNET4J_NUMERICAL_ERROR);
    }
  }

  optnet4j_solution at;

 private:
  template <class Test>
  bool each(int which, std::int64_t i, const Test& test) const {
    const Output& output = all[which];
    for (int e = 0; e < output.block; ++e)
      if (!test(static_cast<const T*>(output.data)[i * output.block + e])) return false;
    return true;
  }
};

template <class T>
class AdjointAnswers : public Outputs {
 public:
  AdjointAnswers(const optnet4j_shape& z, std::int64_t count)
      : at{vector<T>(count, z.n), vector<T>(count, z.p), vector<T>(count, z.m)} {}

  optnet4j_adjoint from(std::int64_t i) const {
    const auto vector = [&](int which) {
      return static_cast<void*>(static_cast<T*>(all[which].data) + i * all[which].block);
    };
    return {vector(0), vector(1), vector(2)};
  }

  bool zero(std::int64_t i) const {
    for (const Output& output : all)
      for (int e = 0; e < output.block; ++e)
        if (static_cast<const T*>(output.data)[i * output.block + e] != 0) return false;
    return true;
  }

  optnet4j_adjoint at;
};

}  // namespace fuzz
