// The batch, the settings and the range that an input stands for.
#pragma once

#include <climits>
#include <cstdint>
#include <limits>
#include <memory>

#include "bytes.h"
#include "optnet4j.h"
#include "parameter.h"

namespace fuzz {

inline std::int32_t decode_size(Bytes& bytes, std::int32_t least) {
  constexpr std::int32_t kUnusual[] = {-1,    0,     INT32_MIN, INT32_MAX, 46338,   46339,
                                       46340, 46341, 32767,     65536,     1 << 20, 1 << 24};
  if (bytes.rarely(48)) return bytes.one_of(kUnusual);
  if (bytes.rarely(24)) return least + bytes.below(34);
  return least + bytes.below(least == 0 ? 7 : 6);
}

inline std::int64_t decode_batch(Bytes& bytes) {
  constexpr std::int64_t kUnusual[] = {
      -1, 0, INT64_MIN, INT64_MAX, INT64_MAX - 63, std::int64_t(1) << 62, std::int64_t(1) << 40, INT32_MAX};
  if (bytes.rarely(24)) return bytes.one_of(kUnusual);
  if (bytes.rarely(6)) return 1 + bytes.below(int(kStored) - 1);
  return 1 + bytes.below(9);
}

inline optnet4j_shape decode_shape(Bytes& bytes) {
  optnet4j_shape z{};
  constexpr std::int32_t kUnknown[] = {2, -1, INT32_MAX};
  z.precision = bytes.rarely(48) ? bytes.one_of(kUnknown) : bytes.below(2);
  z.n = decode_size(bytes, 1);
  z.m = decode_size(bytes, 0);
  z.p = bytes.below(2) ? decode_size(bytes, 0) : 0;
  z.batch = decode_batch(bytes);
  return z;
}

inline std::int32_t decode_form(Bytes& bytes) {
  constexpr std::int32_t kUnknown[] = {2, -1, INT32_MIN};
  return bytes.rarely(48) ? bytes.one_of(kUnknown) : bytes.below(2);
}

inline std::int32_t decode_isa(Bytes& bytes) {
  constexpr std::int32_t kUnknown[] = {4, -1, INT32_MAX};
  return bytes.rarely(32) ? bytes.one_of(kUnknown) : bytes.below(4);
}

inline optnet4j_settings decode_settings(Bytes& bytes) {
  constexpr double kUsual[] = {1e-6, 1e-8, 1e-3, 1e-4, 0, 1e-12, 1, 1e300, 1e-300};
  constexpr std::int32_t kLimits[] = {50, 20, 100, 0, 1, 2, 5, 10, 300};
  optnet4j_settings settings{bytes.one_of(kUsual), bytes.one_of(kUsual), bytes.one_of(kLimits),
                             bytes.rarely(8) ? 0.01 : 0};
  if (bytes.rarely(32)) settings.eps_abs = special(bytes.below(256));
  if (bytes.rarely(32)) settings.eps_rel = special(bytes.below(256));
  if (bytes.rarely(48)) settings.max_iterations = -1 - bytes.take<std::uint8_t>();
  return settings;
}

struct Range {
  std::int64_t first, count;

  bool valid(std::int64_t batch, int lanes) const {
    return first >= 0 && count >= 0 && first <= batch && count <= batch - first && first % lanes == 0;
  }
};

// Mostly the whole batch, of long ones a few problems at their end.
inline Range decode_range(Bytes& bytes, std::int64_t batch, int lanes) {
  constexpr std::int64_t kUnusual[] = {-1, 1, -64, 64, INT64_MIN, INT64_MAX, INT32_MAX};
  Range range{0, batch};
  if (batch > kStored) range.first = (batch - 1 - bytes.below(64)) / lanes * lanes;
  if (batch > lanes && bytes.rarely(4))
    range.first = bytes.below(int(batch < kStored ? batch : kStored)) / lanes * lanes;
  range.count = batch - range.first;
  if (range.count > 1 && bytes.rarely(4)) range.count = bytes.below(int(range.count < 64 ? range.count : 64));
  if (range.count > kStored) range.count = kStored;
  if (bytes.rarely(24)) range.first = bytes.one_of(kUnusual);
  if (bytes.rarely(24)) range.count = bytes.one_of(kUnusual);
  return range;
}

// Whether operands for such a shape can be made here.
inline bool affordable(const optnet4j_shape& z) {
  return z.n >= 1 && z.m >= 0 && z.p >= 0 && z.batch >= 0 && z.n <= 40 && z.m <= 40 && z.p <= 40;
}

template <class T>
class Problem {
 public:
  Problem(Bytes& bytes, const optnet4j_shape& shape) {
    batch.shape = shape;
    batch.form = decode_form(bytes);
    const bool normal = batch.form == OPTNET4J_FORM_NORMAL;
    // What one form does not have may be given all the same.
    const bool odd = bytes.rarely(32), general = normal != odd;
    const int bounds = general ? bytes.take<std::uint8_t>() : 0;
    batch.diagonal = general && bytes.rarely(3) ? 1 - 2 * bytes.below(2) : 0;
    const std::uint16_t shared = std::uint16_t(bytes.take<std::uint16_t>() & bytes.take<std::uint16_t>());
    const std::int64_t n = shape.n, m = shape.m, p = shape.p;
    const bool without_h = normal && (bounds & 16) != 0 && (bounds & 1) != 0;
    const bool given[] = {
        true, true, true, true, true, !without_h, (bounds & 1) != 0, (bounds & 2) != 0, (bounds & 4) != 0};
    const std::int64_t blocks[] = {batch.diagonal ? n : n * n, n, p * n, p, m * n, m, m, n, n};
    constexpr Kind kinds[] = {Kind::kPositive, Kind::kMatrix, Kind::kMatrix, Kind::kMatrix, Kind::kMatrix,
                              Kind::kAbove,    Kind::kBelow,  Kind::kBelow,  Kind::kAbove};
    const int missing = bytes.rarely(32) ? bytes.below(9) : -1;
    for (int i = 0; i < 9; ++i) {
      if (!given[i] || i == missing) continue;
      if (!affordable(shape)) {
        *operands(batch)[i] = {this, nullptr, nullptr, shared >> i & 1};
        continue;
      }
      parameters_[i] =
          std::make_unique<Parameter<T>>(bytes, kinds[i], shape.n, blocks[i], shape.batch, (shared >> i & 1) != 0);
      *operands(batch)[i] = parameters_[i]->view();
    }
    equate_bounds(bytes);
  }

  // A batch of one of these problems, all of it by address.
  optnet4j_batch single(std::int64_t problem) const {
    optnet4j_batch one = batch;
    one.shape.batch = 1;
    for (int i = 0; i < 9; ++i)
      if (parameters_[i]) *operands(one)[i] = parameters_[i]->of_problem(problem);
    return one;
  }

  optnet4j_batch batch{};

 private:
  static optnet4j_operand* const* operands(optnet4j_batch& of) {
    static thread_local optnet4j_operand* all[9];
    optnet4j_operand* const these[] = {&of.Q, &of.q, &of.A, &of.b, &of.G, &of.h, &of.l, &of.lb, &of.ub};
    for (int i = 0; i < 9; ++i) all[i] = these[i];
    return all;
  }

  // Sometimes both bounds of a row or variable are the same numbers.
  void equate_bounds(Bytes& bytes) {
    if (bytes.rarely(6) && given(6) && given(5)) batch.l = batch.h, parameters_[6] = parameters_[5];
    if (bytes.rarely(6) && given(7) && given(8)) batch.lb = batch.ub, parameters_[7] = parameters_[8];
  }
  bool given(int i) const { return parameters_[i] != nullptr; }

  std::shared_ptr<Parameter<T>> parameters_[9];
};

}  // namespace fuzz
