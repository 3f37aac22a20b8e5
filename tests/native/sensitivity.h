// How much a problem's matrices amplify rounding errors.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "problems.h"

namespace test {

// Smallest and largest eigenvalue of the symmetric n x n matrix a, by Jacobi's rotations.
inline std::pair<double, double> extreme_eigenvalues(std::vector<double> a, int n) {
  const auto rotate = [n](double* x, double* y, int stride, double c, double s) {
    for (int k = 0; k < n; ++k, x += stride, y += stride) {
      const double left = *x, right = *y;
      *x = c * left - s * right;
      *y = s * left + c * right;
    }
  };
  for (int sweep = 0; sweep < 12; ++sweep) {
    for (int p = 0; p < n; ++p) {
      for (int q = p + 1; q < n; ++q) {
        if (a[p * n + q] == 0) continue;
        const double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        const double t = (theta >= 0 ? 1 : -1) / (std::fabs(theta) + std::sqrt(theta * theta + 1));
        const double c = 1 / std::sqrt(t * t + 1), s = t * c;
        rotate(&a[p], &a[q], n, c, s);
        rotate(&a[p * n], &a[q * n], 1, c, s);
      }
    }
  }
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (int i = 0; i < n; ++i) {
    low = std::min(low, a[i * n + i]);
    high = std::max(high, a[i * n + i]);
  }
  return {low, high};
}

// The larger of |Q^-1| and cond Q, times the same of A A': a bound of the condition of A Q^-1 A'.
inline double sensitivity(const Problems& problems, std::int64_t index) {
  const int n = problems.n, p = problems.p;
  const double *Q = problems['Q'].of(index), *A = problems['A'].of(index);
  double found = 1;
  const auto see = [&](const std::vector<double>& matrix, int size) {
    const auto [low, high] = extreme_eigenvalues(matrix, size);
    found *= std::max(1.0, high) / std::max(low, 1e-300);
  };
  see(std::vector<double>(Q, Q + n * n), n);
  if (p == 0) return found;
  std::vector<double> gram(p * p);
  for (int i = 0; i < p; ++i)
    for (int j = 0; j < p; ++j)
      for (int k = 0; k < n; ++k) gram[i * p + j] += A[i * n + k] * A[j * n + k];
  see(gram, p);
  return found;
}

}  // namespace test
