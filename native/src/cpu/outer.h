// Sums of two outer products: gradients of matrices from the vectors of the adjoint solution.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "../../../kernels/strips.h"
#include "optnet4j.h"
#include "pack.h"

namespace optnet4j {

// The vectors of one problem.
template <class T, int Lanes>
optnet4j_outer problem_of(optnet4j_outer o, std::int64_t stride, std::int64_t problem) {
  o.a = static_cast<const T*>(o.a) + problem * stride;
  o.x = static_cast<const T*>(o.x) + problem * o.columns;
  o.b = static_cast<const T*>(o.b) + problem * stride;
  o.y = static_cast<const T*>(o.y) + problem * o.columns;
  return o;
}

// Products are rounded before they are added, so that a x' + x a' comes out symmetric to the bit. Rows are taken four
// at a time: what is loaded of x and y serves all of them. Matrices with long rows, which may not fit the cache, are
// written from one end to the other.
template <class T, int Lanes>
class Outer {
  using Real = Pack<T, Lanes>;
  static constexpr int kRows = 4;
  static constexpr int kLongRow = 48;

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
      const optnet4j_outer one = problem_of<T, Lanes>(o, stride, problem);
      if (o.columns < kLongRow) {
        single_by<kRows>(one, to);
      } else {
        single_by<1>(one, to);
      }
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
  template <int Height>
  static void single_by(const optnet4j_outer& o, void* target) {
    for_strips<Height>(0, o.rows, [&](int first, auto height) OPTNET4J_INLINE_BODY {
      constexpr int Rows = decltype(height)::value;
      const T *x = static_cast<const T*>(o.x), *y = static_cast<const T*>(o.y);
      const int columns = o.columns;
      T* row[Rows];
      Real left[Rows], right[Rows];
      OPTNET4J_UNROLL
      for (int i = 0; i < Rows; ++i) {
        row[i] = row_of(o, target, first + i);
        left[i] = Real(T(o.factor) * static_cast<const T*>(o.a)[first + i]);
        right[i] = Real(T(o.factor) * static_cast<const T*>(o.b)[first + i]);
      }
      int j = 0;
      for (; j + Lanes <= columns; j += Lanes) {
        const Real at_x = load(x + j), at_y = load(y + j);
        OPTNET4J_UNROLL
        for (int i = 0; i < Rows; ++i) store(left[i] * at_x + right[i] * at_y, row[i] + j);
      }
      for (; j < columns; ++j) {
        OPTNET4J_UNROLL
        for (int i = 0; i < Rows; ++i) row[i][j] = left[i][0] * x[j] + right[i][0] * y[j];
      }
    });
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
