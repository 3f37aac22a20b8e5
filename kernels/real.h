// What one lane of arithmetic holds.
//
// The interior-point templates are written over a type Real. It is a scalar on the GPU (one thread, one number) and a
// SIMD pack on the CPU (one register, several problems side by side). This file gives the scalar case and, by doing so,
// the list of what a pack has to offer: the four operators, comparisons that yield a Mask, and the functions below.
#pragma once

#include <cfloat>
#include <cmath>

// DEVICE: small, always inlined. PRIMITIVE: a function of its own everywhere. STAGE: a part of the algorithm that is
// called from one or two places; a function of its own on the GPU, where registers are dear, inlined on the CPU.
// UNROLL: loops of a few constant turns. UNROLL_4, UNROLL_16: loops whose turns would wait for memory one after the
// other on a GPU; 16 where the memory is far.
#if defined(__CUDACC__)
#define OPTNET4J_DEVICE __device__ __forceinline__
#define OPTNET4J_PRIMITIVE __device__ __noinline__
#define OPTNET4J_STAGE __device__ __noinline__
#define OPTNET4J_INLINE_BODY
#define OPTNET4J_UNROLL _Pragma("unroll")
#define OPTNET4J_UNROLL_4 _Pragma("unroll 4")
#define OPTNET4J_UNROLL_16 _Pragma("unroll 16")
#define OPTNET4J_ROLLED _Pragma("unroll 1")
#elif defined(OPTNET4J_EMULATED) || defined(__SANITIZE_ADDRESS__)
// Where every access is watched, inlining buys nothing but long compiles.
#define OPTNET4J_DEVICE inline
#define OPTNET4J_PRIMITIVE inline __attribute__((noinline))
#define OPTNET4J_STAGE inline __attribute__((noinline))
#define OPTNET4J_INLINE_BODY
#define OPTNET4J_UNROLL
#define OPTNET4J_UNROLL_4
#define OPTNET4J_UNROLL_16
#define OPTNET4J_ROLLED
#else
#define OPTNET4J_DEVICE inline __attribute__((always_inline))
#define OPTNET4J_PRIMITIVE inline __attribute__((noinline))
#define OPTNET4J_STAGE inline __attribute__((always_inline))
#define OPTNET4J_INLINE_BODY __attribute__((always_inline))
#define OPTNET4J_UNROLL _Pragma("GCC unroll 8")
#define OPTNET4J_UNROLL_4
#define OPTNET4J_UNROLL_16
#define OPTNET4J_ROLLED
#endif

namespace optnet4j {

// tile_rows, tile_columns: of a product of matrices, held at a time. vector_rows: of a matrix that meets a vector.
template <class Real>
struct RealTraits;

template <>
struct RealTraits<double> {
  using Scalar = double;
  using Mask = bool;
  static constexpr int lanes = 1;
  static constexpr int tile_rows = 2;
  static constexpr int tile_columns = 2;
  static constexpr int vector_rows = 4;
};

template <>
struct RealTraits<float> {
  using Scalar = float;
  using Mask = bool;
  static constexpr int lanes = 1;
  static constexpr int tile_rows = 2;
  static constexpr int tile_columns = 2;
  static constexpr int vector_rows = 4;
};

template <class Real>
using ScalarOf = typename RealTraits<Real>::Scalar;
template <class Real>
using MaskOf = typename RealTraits<Real>::Mask;

template <class Scalar>
struct Epsilon;
template <>
struct Epsilon<double> {
  static constexpr double value = DBL_EPSILON;
};
template <>
struct Epsilon<float> {
  static constexpr float value = FLT_EPSILON;
};

// Neither infinite nor not a number.
template <class Real>
OPTNET4J_DEVICE MaskOf<Real> is_finite(Real a) {
  return a - a == Real(0);
}

// The largest finite number.
template <class Scalar>
struct Largest;
template <>
struct Largest<double> {
  static constexpr double value = DBL_MAX;
};
template <>
struct Largest<float> {
  static constexpr float value = FLT_MAX;
};

constexpr double kInfinity = __builtin_inf();

// a * b + c with one rounding. Written out wherever it is meant: contraction by the compiler is switched off, so that
// every back end and every instruction set rounds at the same places.
OPTNET4J_DEVICE double fma(double a, double b, double c) { return std::fma(a, b, c); }
OPTNET4J_DEVICE float fma(float a, float b, float c) { return std::fma(a, b, c); }
// c - a * b with one rounding.
OPTNET4J_DEVICE double fnma(double a, double b, double c) { return std::fma(-a, b, c); }
OPTNET4J_DEVICE float fnma(float a, float b, float c) { return std::fma(-a, b, c); }

// The same number, where a pack may be better off in a register.
OPTNET4J_DEVICE double held(double a) { return a; }
OPTNET4J_DEVICE float held(float a) { return a; }

OPTNET4J_DEVICE double sqrt(double a) { return std::sqrt(a); }
OPTNET4J_DEVICE float sqrt(float a) { return std::sqrt(a); }
OPTNET4J_DEVICE double abs(double a) { return std::fabs(a); }
OPTNET4J_DEVICE float abs(float a) { return std::fabs(a); }

// The second operand where the first is not a number.
OPTNET4J_DEVICE double max(double a, double b) { return a > b ? a : b; }
OPTNET4J_DEVICE float max(float a, float b) { return a > b ? a : b; }
OPTNET4J_DEVICE double min(double a, double b) { return a < b ? a : b; }
OPTNET4J_DEVICE float min(float a, float b) { return a < b ? a : b; }

OPTNET4J_DEVICE double select(bool mask, double yes, double no) { return mask ? yes : no; }
OPTNET4J_DEVICE float select(bool mask, float yes, float no) { return mask ? yes : no; }
OPTNET4J_DEVICE bool any(bool mask) { return mask; }

// What one lane holds.
OPTNET4J_DEVICE double lane_of(double a, int) { return a; }
OPTNET4J_DEVICE float lane_of(float a, int) { return a; }
OPTNET4J_DEVICE void set_lane(double& a, int, double value) { a = value; }
OPTNET4J_DEVICE void set_lane(float& a, int, float value) { a = value; }

}  // namespace optnet4j
