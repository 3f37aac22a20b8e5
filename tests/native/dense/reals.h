// What the dense kernels are instantiated with here: scalars, and the packs of the instruction set this is compiled
// for.
#pragma once

#include <cfloat>
#include <cmath>
#include <type_traits>
#include <vector>

#include "../check.h"
#include "../seed.h"
#include "optnet4j.h"

#include "../../../kernels/dense/triangle.h"
#include "../../../native/src/cpu/pack.h"

namespace test {

using optnet4j::Pack;

#if defined(__AVX512F__)
constexpr int kRegisterBytes = 64;
constexpr int kIsa = OPTNET4J_ISA_AVX512;
#elif defined(__AVX2__)
constexpr int kRegisterBytes = 32;
constexpr int kIsa = OPTNET4J_ISA_AVX2;
#else
constexpr int kRegisterBytes = 16;
constexpr int kIsa = OPTNET4J_ISA_BASELINE;
#endif

template <class Real>
constexpr int lanes_of() {
  return optnet4j::RealTraits<Real>::lanes;
}

template <class T>
T lane(T value, int) {
  return value;
}
template <class T, int Lanes>
T lane(const Pack<T, Lanes>& value, int l) {
  return value.values[l];
}
template <class T>
void set_lane(T& value, int, double to) {
  value = T(to);
}
template <class T, int Lanes>
void set_lane(Pack<T, Lanes>& value, int l, double to) {
  value.values[l] = T(to);
}
inline bool mask_lane(bool mask, int) { return mask; }
template <class T, int Lanes>
bool mask_lane(const optnet4j::PackMask<T, Lanes>& mask, int l) {
  return mask.bits[l] != 0;
}

template <class Real>
constexpr double epsilon_of() {
  return std::is_same_v<optnet4j::ScalarOf<Real>, double> ? DBL_EPSILON : FLT_EPSILON;
}

// An array with watched numbers on either side.
template <class Real>
class Numbers {
 public:
  explicit Numbers(int count) : count_(count), all_(count + 2 * kWatched, Real(kMark)) {}

  Real* data() { return all_.data() + kWatched; }
  double at(int i, int l) const { return lane(all_[kWatched + i], l); }
  int size() const { return count_; }

  void fill_normal(Random& random) {
    for (int i = 0; i < count_; ++i)
      for (int l = 0; l < lanes_of<Real>(); ++l) set_lane(data()[i], l, random.normal());
  }

  void check_surroundings() const {
    for (int i = 0; i < kWatched; ++i)
      for (int l = 0; l < lanes_of<Real>(); ++l) {
        CHECK_EQUAL(kMark, double(lane(all_[i], l)));
        CHECK_EQUAL(kMark, double(lane(all_[kWatched + count_ + i], l)));
      }
  }

 private:
  static constexpr int kWatched = 16;
  static constexpr double kMark = 12345;

  int count_;
  std::vector<Real> all_;
};

constexpr int triangle_index(int i, int j) { return i * (i + 1) / 2 + j; }

template <class Real>
optnet4j::Triangle<Real> triangle_of(Numbers<Real>& numbers) {
  return {numbers.data()};
}

// Runs Body<Real>::run(random) for every Real of this build.
template <template <class> class Body>
void for_every_real() {
  if (!optnet4j_cpu_supports(kIsa)) check::skip_all("this processor lacks the instructions");
  Random random;
  const auto run = [&](auto one, const char* name) {
    const check::Scope scope(check::text(name, " x ", lanes_of<decltype(one)>()));
    Body<decltype(one)>::run(random);
  };
  run(double(), "double");
  run(float(), "float");
  run(Pack<double, kRegisterBytes / 8>(), "double");
  run(Pack<float, kRegisterBytes / 4>(), "float");
}

// A lower triangle with a dominant diagonal of reciprocals, as cholesky() leaves it.
template <class Real>
void fill_factor(Numbers<Real>& factor, int n, Random& random) {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j <= i; ++j)
      for (int l = 0; l < lanes_of<Real>(); ++l)
        set_lane(factor.data()[triangle_index(i, j)], l,
                 i == j ? 1 / (2 + random.uniform()) : random.normal() / std::sqrt(n));
}

// Element (i, j) of the lower factor that the numbers stand for.
template <class Real>
double factor_at(const Numbers<Real>& factor, int i, int j, int l) {
  const double stored = factor.at(triangle_index(i, j), l);
  return i == j ? 1 / stored : stored;
}

}  // namespace test
