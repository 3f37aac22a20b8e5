// Optimality of an answer in the normal form, computed by plain loops in double precision from the definition alone.
#pragma once

#include "normal_problems.h"
#include "oracle.h"
#include "solver.h"

namespace test {

// One side of a bound: its sign (1 for an upper one), the limit, and the answer's multiplier.
struct Side {
  int sign;
  double limit, multiplier;
};

// Residuals of problem `index`. Bounds that are infinite count as absent; a variable's slack is its distance from the
// bound.
template <class T>
Kkt kkt(const NormalProblems& problems, std::int64_t index, const Solution<T>& at) {
  using oracle::Sum;
  const int n = problems.n, m = problems.m, p = problems.p;
  const T* const x = at.x.data() + index * n;
  const double *Q = problems['Q'].of(index), *A = problems['A'].of(index), *G = problems['G'].of(index);
  Kkt found;
  Sum quadratic, linear, multipliers;
  std::vector<Sum> pull(n);
  std::vector<double> pull_a(n), pull_c(n);

  // What the problem has on row or variable i, as the library gives it.
  const auto side = [&](char letter, int sign, int count, int i, const std::vector<T>& multiplier) {
    const double limit = problems.given(letter) ? problems[letter].of(index)[i] : sign * INFINITY;
    return Side{sign, limit, std::isinf(limit) ? 0 : double(multiplier[index * count + i])};
  };
  // `slack` is not a number where the answer has none of its own.
  const auto bound = [&](const Side& of, const Sum& value, double slack) {
    if (std::isinf(of.limit)) return;
    const double s = slack == slack ? slack : std::max(0.0, of.sign * (of.limit - value.value));
    Sum row = value;
    row.add(of.sign * s);
    row.add(-of.limit);
    oracle::see(found.primal, row);
    found.primal.scale = std::max({found.primal.scale, std::fabs(value.value), std::fabs(of.limit)});
    multipliers.add(of.sign * of.multiplier * of.limit);
  };
  for (int i = 0; i < m; ++i) {
    Sum row;
    for (int j = 0; j < n; ++j) row.add(G[i * n + j] * double(x[j]));
    const Side upper = side('h', 1, m, i, at.lambda), lower = side('l', -1, m, i, at.lambda_l);
    if (problems.given('h')) bound(upper, row, at.slack[index * m + i]);
    if (problems.given('l')) bound(lower, row, at.slack_l[index * m + i]);
    for (int j = 0; j < n; ++j) {
      const double term = G[i * n + j] * (upper.multiplier - lower.multiplier);
      pull[j].add(term);
      pull_c[j] += term;
    }
  }
  for (int i = 0; i < p; ++i) {
    Sum row;
    const double nu = at.nu[index * p + i], b = problems['b'].of(index)[i];
    for (int j = 0; j < n; ++j) {
      row.add(A[i * n + j] * double(x[j]));
      pull[j].add(A[i * n + j] * nu);
      pull_a[j] += A[i * n + j] * nu;
    }
    found.primal.scale = std::max({found.primal.scale, std::fabs(row.value), std::fabs(b)});
    row.add(-b);
    oracle::see(found.primal, row);
    multipliers.add(b * nu);
  }
  for (int i = 0; i < n; ++i) {
    Sum self;
    self.add(x[i]);
    const Side upper = side('u', 1, n, i, at.lambda_ub), lower = side('d', -1, n, i, at.lambda_lb);
    bound(upper, self, NAN);
    bound(lower, self, NAN);
    pull[i].add(upper.multiplier - lower.multiplier);
    pull_c[i] += upper.multiplier - lower.multiplier;
    Sum along;
    for (int j = 0; j < n; ++j) {
      const double element = problems.diagonal ? (i == j ? Q[i] : 0) : (Q[i * n + j] + Q[j * n + i]) / 2;
      along.add(element * x[j]);
    }
    const double q = problems['q'].of(index)[i];
    Sum all = pull[i];
    all.add(along.value);
    all.add(q);
    all.magnitude += along.magnitude;
    oracle::see(found.dual, all);
    for (double part : {along.value, q, pull_a[i], pull_c[i]})
      found.dual.scale = std::max(found.dual.scale, std::fabs(part));
    quadratic.value += along.value * x[i];
    quadratic.magnitude += along.magnitude * std::fabs(x[i]);
    linear.add(q * x[i]);
  }
  found.objective = quadratic.value / 2 + linear.value;
  Sum gap;
  gap.value = quadratic.value + linear.value + multipliers.value;
  gap.magnitude = quadratic.magnitude + linear.magnitude + multipliers.magnitude;
  oracle::see(found.gap, gap);
  found.gap.scale = std::max(std::fabs(found.objective), std::fabs(quadratic.value / 2 + multipliers.value));
  return found;
}

}  // namespace test
