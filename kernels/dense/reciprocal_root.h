// 1 / sqrt(a), rounded twice: what the diagonal of a Cholesky factor holds.
//
// Every pivot waits for it. On a GPU a square root and a division that share their approximation take fewer
// instructions than one after the other, to the same bits.
#pragma once

#include "../real.h"

namespace optnet4j {

template <class Real>
OPTNET4J_DEVICE Real reciprocal_root(Real a) {
  return Real(1) / sqrt(a);
}

#if defined(__CUDACC__)

// Where exponents are extreme, and for whatever is no positive number.
__device__ __noinline__ inline double reciprocal_root_of_any(double a) { return 1.0 / std::sqrt(a); }

OPTNET4J_DEVICE double reciprocal_root(double a) {
  const int high = __double2hiint(a);
  double y;
  asm("rsqrt.approx.ftz.f64 %0, %1;" : "=d"(y) : "d"(a));
  // y to all its digits but the last: its error e enters by its third power.
  const double e = fnma(a, y * y, 1.0);
  y = fma(fma(e, 0.375, 0.5), y * e, y);
  // The square root: one step from a root that is right to the last digit is rounded as it should be.
  double root = a * y;
  root = fma(fnma(root, root, a), 0.5 * y, root);
  // Its reciprocal. What 1 - root y leaves out is the error squared, and 1 / root is not that close to the middle
  // between two numbers: root times a middle is a whole multiple of 2^-106, and 1 in no case but that of a root whose
  // digits are all ones. One step is not enough: it leaves up to 2^-104.
  y = fma(fnma(root, y, 1.0), y, y);
  y = fma(fnma(root, y, 1.0), y, y);
  const bool ones = __double2loint(root) == -1 && (__double2hiint(root) & 0xfffff) == 0xfffff;
  // Exponents from -512 to 511, a not negative.
  if (ones || unsigned(high) - 0x1ff00000u >= 0x40000000u) return reciprocal_root_of_any(a);
  return y;
}

#endif

}  // namespace optnet4j
