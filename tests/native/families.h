// Random problems of a kind. All of them are feasible and have a positive definite Q.
#pragma once

#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "problems.h"
#include "seed.h"

namespace test {
namespace family {

inline void product(const double* matrix, int rows, const std::vector<double>& x, double* result) {
  const int columns = int(x.size());
  for (int i = 0; i < rows; ++i) {
    result[i] = 0;
    for (int j = 0; j < columns; ++j) result[i] += matrix[i * columns + j] * x[j];
  }
}

inline void fill_diagonal(Parameter& matrices, int n, double value) {
  for (std::size_t block = 0; block < matrices.data.size(); block += matrices.block)
    for (int i = 0; i < n; ++i) matrices.data[block + i * n + i] = value;
}

inline void fill(Parameter& parameter, double value) {
  for (double& each : parameter.data) each = value;
}

// Q = scale L L' + diagonal I with standard normal L; q, G, A, z0 standard normal; h = G z0 + uniform(0, 1); b = A z0.
inline void gaussian(Problems& to, Random& random, double scale, double diagonal) {
  const int n = to.n;
  for (char letter : {'q', 'A', 'G'})
    for (double& each : to[letter].data) each = random.normal();
  std::vector<double> l(n * n);
  for (std::size_t block = 0; block < to['Q'].data.size(); block += n * n) {
    for (double& each : l) each = random.normal();
    for (int i = 0; i < n; ++i) {
      for (int j = 0; j < n; ++j) {
        double sum = i == j ? diagonal : 0;
        for (int k = 0; k < n; ++k) sum += scale * l[i * n + k] * l[j * n + k];
        to['Q'].data[block + i * n + j] = sum;
      }
    }
  }
  // A right-hand side that problems with different matrices share is made feasible at zero.
  const bool one_point = to['b'].shared || to['h'].shared;
  const bool at_zero = (to['b'].shared && !to['A'].shared) || (to['h'].shared && !to['G'].shared);
  std::vector<double> point(n), slack(to.m);
  for (std::int64_t problem = 0; problem < to.batch; ++problem) {
    if (problem == 0 || !one_point) {
      for (double& each : point) each = one_point && at_zero ? 0 : random.normal();
      for (double& each : slack) each = random.uniform();
    }
    product(to['A'].of(problem), to.p, point, to['b'].of(problem));
    product(to['G'].of(problem), to.m, point, to['h'].of(problem));
    for (int i = 0; i < to.m; ++i) to['h'].of(problem)[i] += slack[i];
  }
}

// -1 <= x <= 1, perhaps with equalities that hold at 0.
inline void box(Problems& to, Random& random) {
  gaussian(to, random, 1, 1e-3);
  fill(to['G'], 0);
  for (std::size_t block = 0; block < to['G'].data.size(); block += to['G'].block) {
    for (int i = 0; i < to.n; ++i) {
      to['G'].data[block + i * to.n + i] = 1;
      to['G'].data[block + (to.n + i) * to.n + i] = -1;
    }
  }
  fill(to['h'], 1);
  fill(to['b'], 0);
}

// The layer that learns Sudoku: 0.1 |x|^2 / 2 - puzzle'x, A x = A 1 with positive A, x >= 0.
inline void sudoku(Problems& to, Random& random) {
  fill_diagonal(to['Q'], to.n, 0.1);
  fill_diagonal(to['G'], to.n, -1);
  for (double& each : to['q'].data) each = random.below(8) == 0 ? -1 : 0;
  for (double& each : to['A'].data) each = random.uniform();
  for (std::int64_t problem = 0; problem < to.batch; ++problem)
    product(to['A'].of(problem), to.p, std::vector<double>(to.n, 1.0), to['b'].of(problem));
}

// Markowitz: risk minus return over x >= 0 with sum 1.
inline void portfolio(Problems& to, Random& random) {
  gaussian(to, random, 0.04 / to.n, 0.01);
  for (double& each : to['q'].data) each = -0.05 * random.uniform();
  fill(to['A'], 1);
  fill(to['b'], 1);
  fill(to['G'], 0);
  fill_diagonal(to['G'], to.n, -1);
  fill(to['h'], 0);
}

// Q = D (L L' / n + I) D with D from 1 down to 1e-2: a condition number of some 1e4 by scaling alone.
inline void ill_conditioned(Problems& to, Random& random) {
  gaussian(to, random, 1.0 / to.n, 1);
  const auto scale = [&](int i) { return std::pow(10.0, -2.0 * i / (to.n > 1 ? to.n - 1 : 1)); };
  for (std::size_t block = 0; block < to['Q'].data.size(); block += to['Q'].block)
    for (int i = 0; i < to.n; ++i)
      for (int j = 0; j < to.n; ++j) to['Q'].data[block + i * to.n + j] *= scale(i) * scale(j);
}

}  // namespace family

inline Problems make_problems(const std::string& kind, std::int64_t batch, int n, int m, int p,
                              const std::string& shared, Random& random) {
  Problems made(batch, n, m, p, shared);
  if (batch == 0) return made;
  if (kind == "optnet" || kind == "unconstrained" || kind == "equality") {
    family::gaussian(made, random, 1, 1e-3);
  } else if (kind == "wellposed") {
    family::gaussian(made, random, 1.0 / n, 1);
  } else if (kind == "box") {
    family::box(made, random);
  } else if (kind == "sudoku") {
    family::sudoku(made, random);
  } else if (kind == "portfolio") {
    family::portfolio(made, random);
  } else if (kind == "illconditioned") {
    family::ill_conditioned(made, random);
  } else {
    throw std::invalid_argument("no family " + kind);
  }
  return made;
}

}  // namespace test
