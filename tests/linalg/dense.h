// Single matrices in double precision: the oracle of products and residuals.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "matrices.h"

namespace test {

struct Dense {
  // element(i, j)
  template <class Element>
  Dense(int rows, int columns, const Element& element) : rows(rows), columns(columns) {
    numbers.reserve(std::size_t(rows) * std::size_t(columns));
    for (int i = 0; i < rows; ++i)
      for (int j = 0; j < columns; ++j) numbers.push_back(double(element(i, j)));
  }

  double& at(int i, int j) { return numbers[std::size_t(i) * std::size_t(columns) + std::size_t(j)]; }
  double at(int i, int j) const { return const_cast<Dense&>(*this).at(i, j); }

  int rows, columns;
  std::vector<double> numbers;
};

inline Dense operator*(const Dense& a, const Dense& b) {
  Dense c(a.rows, b.columns, [](int, int) { return 0; });
  for (int i = 0; i < a.rows; ++i)
    for (int k = 0; k < a.columns; ++k) {
      const double factor = a.at(i, k);
      const double* const row = b.numbers.data() + std::size_t(k) * std::size_t(b.columns);
      double* const sum = c.numbers.data() + std::size_t(i) * std::size_t(c.columns);
      for (int j = 0; j < b.columns; ++j) sum[j] += factor * row[j];
    }
  return c;
}

inline Dense operator+(const Dense& a, const Dense& b) {
  return {a.rows, a.columns, [&](int i, int j) { return a.at(i, j) + b.at(i, j); }};
}

inline Dense transposed(const Dense& a) {
  return {a.columns, a.rows, [&](int i, int j) { return a.at(j, i); }};
}

inline Dense absolute(const Dense& a) {
  return {a.rows, a.columns, [&](int i, int j) { return std::fabs(a.at(i, j)); }};
}

template <class T>
Dense whole(const Matrices<T>& a, std::int64_t k) {
  return {a.rows, a.columns, [&](int i, int j) { return a.at(k, i, j); }};
}

template <class T>
Dense symmetric(const Matrices<T>& lower, std::int64_t k) {
  return {lower.rows, lower.columns, [&](int i, int j) { return lower.at(k, std::max(i, j), std::min(i, j)); }};
}

template <class T>
Dense lower(const Matrices<T>& a, std::int64_t k) {
  return {a.rows, a.columns, [&](int i, int j) { return i >= j ? a.at(k, i, j) : T(0); }};
}

template <class T>
Dense unit_lower(const Matrices<T>& a, std::int64_t k) {
  return {a.rows, a.columns, [&](int i, int j) { return i > j ? a.at(k, i, j) : T(i == j); }};
}

template <class T>
Dense upper(const Matrices<T>& a, std::int64_t k) {
  return {a.rows, a.columns, [&](int i, int j) { return i <= j ? a.at(k, i, j) : T(0); }};
}

template <class T>
Dense diagonal(const Matrices<T>& a, std::int64_t k) {
  return {a.rows, a.columns, [&](int i, int j) { return i == j ? a.at(k, i, j) : T(0); }};
}

// Whether the elements differ by no more than bound(i, j) times those of size.
template <class Bound>
void check_within(const Dense& expected, const Dense& found, const Dense& size, const Bound& bound) {
  for (int i = 0; i < expected.rows; ++i)
    for (int j = 0; j < expected.columns; ++j)
      CHECK_AT_MOST(std::fabs(found.at(i, j) - expected.at(i, j)), bound(i, j) * size.at(i, j));
}

// By rounding error analysis: of the product of two factors, each element of which has as many terms as the smaller of
// its row and column, and of solutions with them, for |L| |L'| |x| and its like.
template <class T>
void check_factors(const Dense& expected, const Dense& found, const Dense& size) {
  check_within(expected, found, size, [](int i, int j) { return (std::min(i, j) + 10) * epsilon_of<T>(); });
}
template <class T>
void check_solution(const Dense& right, const Dense& found, const Dense& size) {
  check_within(right, found, size, [&](int, int) { return 4 * (right.rows + 4) * epsilon_of<T>(); });
}

}  // namespace test
