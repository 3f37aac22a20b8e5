// Sums of two outer products: gradients of matrices from the vectors of the adjoint solution.
#pragma once

#include <cstdint>

#include "optnet4j.h"
#include "pack.h"

namespace optnet4j {

// Lanes only keeps the instantiations of different instruction sets apart.
template <class T, int Lanes>
struct Outer {
  // Products are rounded before they are added, so that a x' + x a' comes out symmetric to the bit.
  static void single(const optnet4j_outer& o, void* target) {
    const T *a = static_cast<const T*>(o.a), *b = static_cast<const T*>(o.b);
    const T* __restrict__ x = static_cast<const T*>(o.x);
    const T* __restrict__ y = static_cast<const T*>(o.y);
    const T factor = T(o.factor);
    for (int i = 0; i < o.rows; ++i) {
      T* __restrict__ row = static_cast<T*>(target) + std::int64_t(i) * o.columns;
      const T left = factor * a[i], right = factor * b[i];
      for (int j = 0; j < o.columns; ++j) row[j] = left * x[j] + right * y[j];
    }
  }

  static void sum(const optnet4j_outer& o, std::int64_t batch, std::int64_t stride, const std::int32_t* status,
                  void* target) {
    const T factor = T(o.factor);
    for (int i = 0; i < o.rows; ++i) {
      T* __restrict__ row = static_cast<T*>(target) + std::int64_t(i) * o.columns;
      for (int j = 0; j < o.columns; ++j) row[j] = T(0);
      for (std::int64_t problem = 0; problem < batch; ++problem) {
        if (status[problem] != OPTNET4J_SOLVED) continue;
        const T left = factor * static_cast<const T*>(o.a)[problem * stride + i];
        const T right = factor * static_cast<const T*>(o.b)[problem * stride + i];
        const T* __restrict__ x = static_cast<const T*>(o.x) + problem * o.columns;
        const T* __restrict__ y = static_cast<const T*>(o.y) + problem * o.columns;
        for (int j = 0; j < o.columns; ++j) row[j] += left * x[j] + right * y[j];
      }
    }
  }
};

}  // namespace optnet4j
