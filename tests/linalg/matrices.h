// Batches of matrices for the tests of the linear algebra, in memory that is watched between rows and matrices.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "../native/check.h"
#include "../native/seed.h"
#include "../native/solver.h"
#include "optnet4j_linalg.h"

namespace test {

struct Layout {
  std::int64_t row_gap;     // numbers between the rows
  std::int64_t matrix_gap;  // and between the matrices
};

template <class T>
class Matrices {
 public:
  static constexpr T kMark = T(-77);

  Matrices(std::int64_t batch, int rows, int columns, Layout layout = {})
      : batch(batch),
        rows(rows),
        columns(columns),
        leading(columns + layout.row_gap),
        stride(rows * leading + layout.matrix_gap),
        numbers(std::size_t(batch * stride), kMark) {}

  T& at(std::int64_t k, int i, int j) { return numbers[std::size_t(k * stride + i * leading + j)]; }
  const T& at(std::int64_t k, int i, int j) const { return const_cast<Matrices&>(*this).at(k, i, j); }
  optnet4j_matrices view() { return {numbers.data(), stride, leading}; }

  void fill_normal(Random& random) {
    each([&](T& number) { number = T(random.normal()); });
  }

  template <class Body>
  void each(const Body& body) {
    for (std::int64_t k = 0; k < batch; ++k)
      for (int i = 0; i < rows; ++i)
        for (int j = 0; j < columns; ++j) body(at(k, i, j));
  }

  // L L' + I / 10 with standard normal L, relative to its size; both triangles.
  void fill_positive_definite(Random& random) {
    std::vector<double> root(std::size_t(rows) * rows);
    for (std::int64_t k = 0; k < batch; ++k) {
      for (double& each : root) each = random.normal() / std::sqrt(double(rows));
      for (int i = 0; i < rows; ++i)
        for (int j = 0; j <= i; ++j) {
          double sum = i == j ? 0.1 : 0;
          for (int l = 0; l < rows; ++l) sum += root[std::size_t(i * rows + l)] * root[std::size_t(j * rows + l)];
          at(k, i, j) = at(k, j, i) = T(sum);
        }
    }
  }

  // What must not take part: of the rows i and columns j for which where(i, j) holds.
  template <class Where>
  void poison(const Where& where) {
    for (std::int64_t k = 0; k < batch; ++k)
      for (int i = 0; i < rows; ++i)
        for (int j = 0; j < columns; ++j)
          if (where(i, j)) at(k, i, j) = std::numeric_limits<T>::quiet_NaN();
  }
  void poison_upper() {
    poison([](int i, int j) { return i < j; });
  }

  // Whether matrix k has the bits of that of the other, and whether all numbers have, gaps included.
  bool same(const Matrices& other, std::int64_t k) const {
    for (int i = 0; i < rows; ++i)
      for (int j = 0; j < columns; ++j)
        if (!same_bits(&at(k, i, j), &other.at(k, i, j), 1)) return false;
    return true;
  }
  bool same(const Matrices& other) const { return same_bits(numbers.data(), other.numbers.data(), numbers.size()); }

  bool is_nan(std::int64_t k) const {
    for (int i = 0; i < rows; ++i)
      for (int j = 0; j < columns; ++j)
        if (!std::isnan(at(k, i, j))) return false;
    return true;
  }

  // What lies between rows and matrices belongs to others.
  void check_gaps() const {
    for (std::size_t e = 0; e < numbers.size(); ++e) {
      const std::int64_t inside = std::int64_t(e) % stride;
      const bool gap = inside >= rows * leading || inside % leading >= columns;
      if (gap && numbers[e] != kMark) return check::fail(__FILE__, __LINE__, check::text("gap at ", e, " was written"));
    }
  }

  std::int64_t batch;
  int rows, columns;
  std::int64_t leading, stride;
  std::vector<T> numbers;
};

}  // namespace test
