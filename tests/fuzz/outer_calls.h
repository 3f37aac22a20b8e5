// Any bytes as calls of the outer products.
#pragma once

#include <cstdint>

#include "bytes.h"
#include "memory_of_call.h"
#include "numbers.h"
#include "optnet4j.h"
#include "problem.h"
#include "violation.h"

namespace fuzz {

template <class T>
void call_outer(Bytes& bytes, optnet4j_outer outer, std::int32_t isa) {
  constexpr std::int64_t kBatches[] = {1, 2, 3, 0, 9, -1, INT64_MIN};
  const std::int64_t batch = bytes.one_of(kBatches);
  const bool empty = outer.rows == 0 || outer.columns == 0;
  const bool small = outer.rows <= 64 && outer.columns <= 64;
  if (!empty && outer.rows > 0 && outer.columns > 0 && !small) return;
  std::int64_t stride = std::int64_t(outer.rows) + (bytes.rarely(4) ? bytes.below(5) - 1 : 0);
  if (stride < 0 || !small) stride = outer.rows;
  const std::int64_t rows = small && outer.rows > 0 ? outer.rows : 0;
  const std::int64_t columns = small && outer.columns > 0 ? outer.columns : 0;
  const std::int64_t problems = batch > 1 ? batch : 1;
  const std::int64_t strides = small && stride > rows ? stride : rows;
  MemoryOfCall read, written;
  const auto take = [&](std::int64_t block) {
    T* const numbers = read.take<T>(problems * block * std::int64_t(sizeof(T)));
    fill(bytes, Kind::kMatrix, 1, block, problems, numbers);
    return numbers;
  };
  outer.a = take(strides);
  outer.b = take(strides);
  outer.x = take(columns);
  outer.y = take(columns);
  std::int32_t* const status = read.take<std::int32_t>(problems * 4);
  for (std::int64_t i = 0; i < problems; ++i) status[i] = bytes.rarely(3) ? bytes.take<std::int32_t>() : 0;
  void* const target = written.take(problems * rows * columns * std::int64_t(sizeof(T)));

  // Vectors of an empty matrix may be missing.
  const int without = bytes.below(32);
  if (without == 1 || (empty && (without & 4) != 0)) outer.a = nullptr;
  if (without == 2 || (empty && (without & 4) != 0)) outer.b = nullptr;
  if (without == 3 || (empty && (without & 8) != 0)) outer.x = nullptr;
  if (without == 4 || (empty && (without & 8) != 0)) outer.y = nullptr;
  const bool whole = empty || without < 1 || without > 4;
  const bool good = outer.rows >= 0 && outer.columns >= 0 && isa >= 0 && optnet4j_cpu_supports(isa) && whole;

  const auto both = {&optnet4j_cpu_outer, &optnet4j_cpu_outer_sum};
  for (const auto product : both) {
    const std::int32_t error = product(without == 5 ? nullptr : &outer, isa, batch, stride,
                                       without == 7 ? nullptr : status, without == 6 ? nullptr : target);
    VERIFY((error == OPTNET4J_OK) == (good && without != 5 && (without != 6 || empty) && (without != 7 || batch == 0) &&
                                      batch >= 0 && stride >= outer.rows));
    VERIFY(error == OPTNET4J_OK || written.filled_with(kFill));
    written.refill(kFill);
  }
}

inline void call_outer(Bytes& bytes) {
  constexpr double kFactors[] = {1, -1, 0.5};
  optnet4j_outer outer{};
  outer.precision = bytes.below(2);
  outer.rows = bytes.rarely(24) ? decode_size(bytes, 0) : bytes.below(20);
  outer.columns = bytes.rarely(24) ? decode_size(bytes, 0) : bytes.below(20);
  outer.factor = bytes.rarely(8) ? special(bytes.below(256)) : bytes.one_of(kFactors);
  outer.streamed = bytes.below(2);
  const std::int32_t isa = decode_isa(bytes);
  if (outer.precision == OPTNET4J_FLOAT32) {
    call_outer<float>(bytes, outer, isa);
  } else {
    call_outer<double>(bytes, outer, isa);
  }
}

}  // namespace fuzz
