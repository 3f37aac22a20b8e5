// Random numbers: a fresh seed for every run, printed when a test fails and repeated by OPTNET4J_SEED.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>

namespace test {

inline unsigned long long seed() {
  static const unsigned long long value = [] {
    if (const char* given = std::getenv("OPTNET4J_SEED")) return std::strtoull(given, nullptr, 10);
    std::random_device device;
    return static_cast<unsigned long long>(device()) << 32 | device();
  }();
  return value;
}

class Random {
 public:
  explicit Random(unsigned long long start = seed()) : bits_(start) {}

  double normal() { return normal_(bits_); }
  double uniform() { return std::uniform_real_distribution<double>()(bits_); }
  // 0 .. bound - 1
  int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(bits_); }

 private:
  std::mt19937_64 bits_;
  std::normal_distribution<double> normal_;
};

}  // namespace test
