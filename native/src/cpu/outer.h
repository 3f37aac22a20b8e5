// Sums of two outer products: gradients of matrices from the vectors of the adjoint solution.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "../../../kernels/strips.h"
#include "optnet4j.h"
#include "pack.h"

namespace optnet4j {

constexpr int kLineBytes = 64;

// The vectors of one problem.
template <class T, int Lanes>
optnet4j_outer problem_of(optnet4j_outer o, std::int64_t stride, std::int64_t problem) {
  o.a = static_cast<const T*>(o.a) + problem * stride;
  o.x = static_cast<const T*>(o.x) + problem * o.columns;
  o.b = static_cast<const T*>(o.b) + problem * stride;
  o.y = static_cast<const T*>(o.y) + problem * o.columns;
  return o;
}

// Products are rounded before they are added, so that a x' + x a' comes out symmetric to the bit. What is loaded of x
// and y stays in registers and serves all rows.
template <class T, int Lanes>
class Outer {
  using Real = Pack<T, Lanes>;
  static constexpr int kRows = 4;
  // Packs of x and of y that are held at a time: what 32 registers of 64 bytes have room for, and as measured for 16
  // others, which spill some.
  static constexpr int kHeld = sizeof(Real) == kLineBytes ? 13 : 8;
  // How far ahead lines are asked for: four pages, as finding a page takes longest.
  static constexpr int kAhead = 16384 / sizeof(T);

 public:
  static void each(const optnet4j_outer& o, std::int64_t batch, std::int64_t stride, const std::int32_t* status,
                   void* target) {
    const std::int64_t block = std::int64_t(o.rows) * o.columns;
    for (std::int64_t problem = 0; problem < batch; ++problem) {
      T* const to = static_cast<T*>(target) + problem * block;
      if (status[problem] != OPTNET4J_SOLVED) {
        std::fill_n(to, block, T(0));
        continue;
      }
      single(problem_of<T, Lanes>(o, stride, problem), to);
    }
  }

  static void sum(const optnet4j_outer& o, std::int64_t batch, std::int64_t stride, const std::int32_t* status,
                  void* target) {
    for_strips<kRows>(0, o.rows, [&](int first, auto height) {
      int j = 0;
      for (; j + Lanes <= o.columns; j += Lanes)
        sum_block<decltype(height)::value, Real>(o, batch, stride, status, first, j, target);
      for (; j < o.columns; ++j) sum_block<decltype(height)::value, T>(o, batch, stride, status, first, j, target);
    });
  }

 private:
  static void single(const optnet4j_outer& o, T* target) {
    if (o.columns < Lanes) return narrow(o, target);
    for_strips<kHeld>(0, (o.columns + Lanes - 1) / Lanes,
                      [&](int first, auto packs) { strip<decltype(packs)::value>(o, first * Lanes, target); });
  }

  static void narrow(const optnet4j_outer& o, T* target) {
    const T *x = static_cast<const T*>(o.x), *y = static_cast<const T*>(o.y);
    for (int i = 0; i < o.rows; ++i) {
      const T left = scaled(o, o.a, i), right = scaled(o, o.b, i);
      for (int j = 0; j < o.columns; ++j) row_of(o, target, i)[j] = left * x[j] + right * y[j];
    }
  }

  // The last pack of a row ends with it and may write some of the pack before once more. The shape is a copy, which
  // stores cannot have changed.
  template <int Packs>
  static void strip(const optnet4j_outer o, int first, T* target) {
    const T *from_x = static_cast<const T*>(o.x) + first, *from_y = static_cast<const T*>(o.y) + first;
    const int last = std::min((Packs - 1) * Lanes, o.columns - Lanes - first);
    const auto column = [&](int pack) { return pack + 1 < Packs ? pack * Lanes : last; };
    Real x[Packs], y[Packs];
    OPTNET4J_UNROLL_REGISTERS
    for (int k = 0; k < Packs; ++k) {
      x[k] = load(from_x + column(k));
      y[k] = load(from_y + column(k));
    }
    for (int i = 0; i < o.rows; ++i) {
      const Real left(scaled(o, o.a, i)), right(scaled(o, o.b, i));
      T* const row = row_of(o, target, i) + first;
      OPTNET4J_UNROLL_REGISTERS
      for (int k = 0; k < Packs; ++k) {
        if constexpr (sizeof(Real) == kLineBytes) __builtin_prefetch(row + column(k) + kAhead, 1);
        store(left * x[k] + right * y[k], row + column(k));
      }
    }
  }

  static T scaled(const optnet4j_outer& o, const void* vector, int i) {
    return T(o.factor) * static_cast<const T*>(vector)[i];
  }

  // A few rows of as many columns as Number has lanes, over the batch.
  template <int Rows, class Number>
  static void sum_block(const optnet4j_outer& o, std::int64_t batch, std::int64_t stride, const std::int32_t* status,
                        int first, int column, void* target) {
    const T *a = static_cast<const T*>(o.a) + first, *b = static_cast<const T*>(o.b) + first;
    const T *x = static_cast<const T*>(o.x) + column, *y = static_cast<const T*>(o.y) + column;
    const T factor = T(o.factor);
    Number total[Rows];
    OPTNET4J_UNROLL
    for (int i = 0; i < Rows; ++i) total[i] = Number(0);
    for (std::int64_t problem = 0; problem < batch; ++problem) {
      if (status[problem] != OPTNET4J_SOLVED) continue;
      const Number at_x = load<Number>(x + problem * o.columns), at_y = load<Number>(y + problem * o.columns);
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        const Number left(factor * a[problem * stride + i]), right(factor * b[problem * stride + i]);
        total[i] = total[i] + (left * at_x + right * at_y);
      }
    }
    OPTNET4J_UNROLL
    for (int i = 0; i < Rows; ++i) store(total[i], row_of(o, target, first + i) + column);
  }

  static T* row_of(const optnet4j_outer& o, void* target, int i) {
    return static_cast<T*>(target) + std::int64_t(i) * o.columns;
  }

  template <class Number = Real>
  OPTNET4J_DEVICE static Number load(const T* from) {
    Number number;
    std::memcpy(&number, from, sizeof number);
    return number;
  }

  template <class Number>
  OPTNET4J_DEVICE static void store(const Number& number, T* to) {
    std::memcpy(to, &number, sizeof number);
  }
};

}  // namespace optnet4j
