// Optimality of an answer, computed by plain loops in double precision from the definition alone.
#pragma once

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <vector>

#include "problems.h"

namespace test {

// A residual, what it is relative to, and the largest sum of magnitudes that went into one of its entries.
struct Residual {
  double value = 0, scale = 0, magnitude = 0;

  // Relative where the scale exceeds 1, absolute below.
  double scaled() const { return value / std::max(1.0, scale); }
  // How far another summation of the same numbers, in arithmetic of precision `epsilon`, may be from this one.
  double rounding(double epsilon, int terms) const { return (terms + 4) * epsilon * magnitude; }
  // What it may be at most where arithmetic of precision `epsilon` found it within the tolerance.
  double bound(double tolerance, double epsilon, int terms) const {
    return tolerance * std::max(1.0, scale) + rounding(epsilon, terms);
  }
};

struct Kkt {
  Residual primal, dual, gap;
  double objective = 0;

  double worst() const { return std::max(primal.scaled(), std::max(dual.scaled(), gap.scaled())); }
};

namespace oracle {

// Sums that remember their magnitude.
struct Sum {
  double value = 0, magnitude = 0;
  void add(double term) {
    value += term;
    magnitude += std::fabs(term);
  }
};

inline void see(Residual& worst, const Sum& sum) {
  // std::max would drop a value that is not a number.
  if (!(std::fabs(sum.value) <= worst.value)) worst.value = std::fabs(sum.value);
  worst.magnitude = std::max(worst.magnitude, sum.magnitude);
}

}  // namespace oracle

// Residuals of problem `index` at (x, nu, lambda, s).
template <class T>
Kkt kkt(const Problems& problems, std::int64_t index, const T* x, const T* nu, const T* lambda, const T* s) {
  using oracle::Sum;
  const int n = problems.n, m = problems.m, p = problems.p;
  const double *Q = problems['Q'].of(index), *q = problems['q'].of(index), *A = problems['A'].of(index);
  const double *b = problems['b'].of(index), *G = problems['G'].of(index), *h = problems['h'].of(index);
  Kkt found;
  Sum quadratic, linear, multipliers;

  for (int i = 0; i < n; ++i) {
    Sum along, pull_nu, pull_lambda, all;
    for (int j = 0; j < n; ++j) along.add((Q[i * n + j] + Q[j * n + i]) / 2 * x[j]);
    for (int k = 0; k < p; ++k) pull_nu.add(A[k * n + i] * double(nu[k]));
    for (int k = 0; k < m; ++k) pull_lambda.add(G[k * n + i] * double(lambda[k]));
    all.value = along.value + q[i] + pull_nu.value + pull_lambda.value;
    all.magnitude = along.magnitude + std::fabs(q[i]) + pull_nu.magnitude + pull_lambda.magnitude;
    oracle::see(found.dual, all);
    for (double part : {along.value, q[i], pull_nu.value, pull_lambda.value})
      found.dual.scale = std::max(found.dual.scale, std::fabs(part));
    quadratic.value += along.value * x[i];
    quadratic.magnitude += along.magnitude * std::fabs(x[i]);
    linear.add(q[i] * x[i]);
  }
  for (int i = 0; i < p; ++i) {
    Sum row;
    for (int j = 0; j < n; ++j) row.add(A[i * n + j] * double(x[j]));
    found.primal.scale = std::max({found.primal.scale, std::fabs(row.value), std::fabs(b[i])});
    row.add(-b[i]);
    oracle::see(found.primal, row);
    multipliers.add(b[i] * nu[i]);
  }
  for (int i = 0; i < m; ++i) {
    Sum row;
    for (int j = 0; j < n; ++j) row.add(G[i * n + j] * double(x[j]));
    found.primal.scale = std::max({found.primal.scale, std::fabs(row.value), std::fabs(h[i])});
    row.add(s[i]);
    row.add(-h[i]);
    oracle::see(found.primal, row);
    multipliers.add(h[i] * lambda[i]);
  }
  found.objective = quadratic.value / 2 + linear.value;
  const double dual_objective = -(quadratic.value / 2 + multipliers.value);
  Sum gap;
  gap.value = quadratic.value + linear.value + multipliers.value;
  gap.magnitude = quadratic.magnitude + linear.magnitude + multipliers.magnitude;
  oracle::see(found.gap, gap);
  found.gap.scale = std::max(std::fabs(found.objective), std::fabs(dual_objective));
  return found;
}

// Largest residual, relative to terms that exceed 1, of the adjoint system of optnet4j.h for a loss whose derivative by
// x is `upstream` and that depends on nothing else.
template <class T>
double adjoint_residual(const Problems& problems, std::int64_t index, const T* lambda, const T* s, const T* upstream,
                        const T* dx, const T* dnu, const T* mu) {
  const int n = problems.n, m = problems.m, p = problems.p;
  const double *Q = problems['Q'].of(index), *A = problems['A'].of(index), *G = problems['G'].of(index);
  Residual stationarity, equalities, inequalities;
  for (int i = 0; i < n; ++i) {
    oracle::Sum row;
    for (int j = 0; j < n; ++j) row.add((Q[i * n + j] + Q[j * n + i]) / 2 * dx[j]);
    for (int k = 0; k < p; ++k) row.add(A[k * n + i] * double(dnu[k]));
    for (int k = 0; k < m; ++k) row.add(G[k * n + i] * double(mu[k]));
    row.add(upstream[i]);
    oracle::see(stationarity, row);
  }
  for (int i = 0; i < p; ++i) {
    oracle::Sum row;
    for (int j = 0; j < n; ++j) row.add(A[i * n + j] * double(dx[j]));
    oracle::see(equalities, row);
  }
  for (int i = 0; i < m; ++i) {
    // Times lambda / (lambda + s), so that active and inactive rows count alike.
    const double active = lambda[i] / (double(lambda[i]) + s[i]), inactive = s[i] / (double(lambda[i]) + s[i]);
    oracle::Sum row;
    for (int j = 0; j < n; ++j) row.add(active * G[i * n + j] * dx[j]);
    row.add(-inactive * mu[i]);
    oracle::see(inequalities, row);
  }
  double worst = 0;
  for (const Residual& each : {stationarity, equalities, inequalities}) {
    const double scaled = each.value / std::max(1.0, each.magnitude);
    if (!(scaled <= worst)) worst = scaled;
  }
  return worst;
}

}  // namespace test
