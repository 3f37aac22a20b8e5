// Random problems for the normal form. All of them have a solution, and an interior where bounds are not equal.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "normal_problems.h"
#include "seed.h"

namespace test {

struct NormalCase {
  const char* name;
  const char* quadratic;  // definite, semidefinite or zero
  std::int64_t batch;
  int n, m, p;
  const char* bounds;  // kinds there are, of "hldu"
  bool diagonal;
  const char* shared;    // letters of NormalProblems
  double absent = 0.25;  // how many of the bounds are infinite
  double equal = 0;      // how many rows and variables have equal bounds, where they have both kinds
};

// What the native tests and those of the kernels run.
inline std::vector<NormalCase> normal_cases() {
  return {
      {"tiny", "definite", 20, 1, 1, 0, "h", false, ""},
      {"tiny-lower-bound", "zero", 20, 1, 0, 0, "d", true, "", 0},
      {"unconstrained", "definite", 10, 5, 0, 0, "", false, ""},
      {"unconstrained-diagonal", "definite", 10, 5, 0, 0, "", true, ""},
      {"equalities", "definite", 10, 7, 0, 3, "", false, ""},
      {"equalities-diagonal", "definite", 10, 7, 0, 3, "", true, ""},
      {"rows", "definite", 40, 8, 11, 0, "h", false, ""},
      {"lower-rows", "definite", 20, 8, 11, 2, "l", false, ""},
      {"two-sided-rows", "semidefinite", 40, 6, 9, 2, "hl", false, ""},
      {"box", "definite", 40, 8, 0, 0, "du", false, ""},
      {"box-diagonal", "semidefinite", 40, 9, 0, 2, "du", true, ""},
      {"lower-bounds", "semidefinite", 20, 8, 0, 2, "d", false, "", 0},
      {"upper-bounds-diagonal", "definite", 20, 8, 0, 2, "u", true, ""},
      {"everything", "semidefinite", 40, 9, 7, 3, "hldu", false, ""},
      {"everything-diagonal", "semidefinite", 40, 9, 7, 3, "hldu", true, ""},
      {"many-rows", "definite", 10, 3, 40, 1, "hl", false, ""},
      {"all-infinite", "definite", 10, 5, 4, 1, "hldu", false, "", 1},
      {"equal-rows", "semidefinite", 40, 8, 9, 1, "hl", false, "", 0.25, 0.3},
      {"equal-bounds", "definite", 40, 9, 7, 0, "hldu", false, "", 0.25, 0.3},
      {"equal-bounds-diagonal", "semidefinite", 40, 12, 0, 2, "du", true, "", 0.25, 0.3},
      {"linear", "zero", 40, 8, 10, 2, "hdu", false, "", 0},
      {"linear-diagonal", "zero", 40, 8, 10, 2, "hldu", true, "", 0},
      {"shared-q", "semidefinite", 20, 7, 6, 2, "hldu", false, "Q"},
      {"shared-qa", "semidefinite", 20, 7, 6, 2, "hld", false, "QA"},
      {"shared-matrices", "semidefinite", 20, 7, 6, 2, "hldu", false, "QAG"},
      {"shared-matrices-diagonal", "definite", 20, 7, 6, 2, "hldu", true, "QAG"},
      {"shared-diagonal-box", "definite", 20, 7, 0, 0, "du", true, "Qdu"},
      {"shared-everything", "definite", 5, 7, 6, 2, "hldu", false, "QqAbGhldu"},
      {"shared-vectors", "definite", 20, 7, 6, 2, "hldu", false, "qbhldu"},
      {"medium", "semidefinite", 9, 20, 24, 6, "hldu", false, ""},
      {"large", "semidefinite", 3, 50, 40, 12, "hldu", false, ""},
      {"large-diagonal-box", "semidefinite", 3, 90, 0, 20, "du", true, ""},
  };
}

inline NormalProblems make_problems(const NormalCase& of, std::int64_t batch, Random& random) {
  NormalProblems made(batch, of.n, of.m, of.p, of.bounds, of.diagonal, of.shared);
  const std::string kind = of.quadratic, shared = of.shared;
  const int n = of.n, m = of.m, p = of.p;
  const double infinity = std::numeric_limits<double>::infinity();
  // Right-hand sides that problems have in common are made feasible at zero.
  const bool at_zero = shared.find_first_of("bhldu") != std::string::npos;
  const int rank = kind == "definite" ? n : kind == "semidefinite" ? (n + 1) / 2 : 0;

  for (std::int64_t k = 0; k < batch; ++k) {
    const auto fresh = [&](char letter) { return k == 0 || !made[letter].shared; };
    std::vector<double> point(n), gradient(n), column(n);
    for (double& each : point) each = at_zero ? 0 : random.normal();
    double* const Q = made['Q'].of(k);
    if (fresh('Q')) {
      for (int r = 0; r < rank; ++r) {
        for (double& each : column) each = random.normal();
        if (of.diagonal) Q[r] = 0.1 + random.uniform();
        for (int e = 0; e < (of.diagonal ? 0 : n * n); ++e) Q[e] += column[e / n] * column[e % n] / n;
      }
      if (kind == "definite" && !of.diagonal)
        for (int i = 0; i < n; ++i) Q[i * n + i] += 1;
    }
    for (char letter : {'A', 'G'})
      if (fresh(letter))
        for (std::int64_t e = 0; e < made[letter].block; ++e) made[letter].of(k)[e] = random.normal();
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) gradient[i] += of.diagonal ? (i == j ? Q[i] * point[i] : 0) : Q[i * n + j] * point[j];

    for (int i = 0; i < p; ++i) {
      const double* const row = made['A'].of(k) + i * n;
      const double multiplier = random.normal();
      double value = 0;
      for (int j = 0; j < n; ++j) {
        value += row[j] * point[j];
        gradient[j] += row[j] * multiplier;
      }
      made['b'].of(k)[i] = value;
    }
    // Every bound lies beyond the point and has a multiplier, so that the problem and its dual have an interior.
    const auto bound = [&](char letter, int i, int sign, double value, const double* row, bool equal) {
      if (!made.given(letter)) return;
      double& to = made[letter].of(k)[i];
      if (fresh(letter)) to = random.uniform() < of.absent ? sign * infinity : value + sign * (0.05 + random.uniform());
      if (equal) to = value;
      if (std::abs(to) == infinity) return;
      const double multiplier = sign * (0.05 + random.uniform());
      for (int j = 0; j < n; ++j) gradient[j] += multiplier * (row != nullptr ? row[j] : j == i);
    };
    for (int i = 0; i < m; ++i) {
      const double* const row = made['G'].of(k) + i * n;
      double value = 0;
      for (int j = 0; j < n; ++j) value += row[j] * point[j];
      const bool equal = random.uniform() < of.equal;
      bound('h', i, 1, value, row, equal);
      bound('l', i, -1, value, row, equal);
    }
    for (int i = 0; i < n; ++i) {
      const bool equal = random.uniform() < of.equal;
      bound('u', i, 1, point[i], nullptr, equal);
      bound('d', i, -1, point[i], nullptr, equal);
    }
    if (fresh('q'))
      for (int i = 0; i < n; ++i) made['q'].of(k)[i] = kind == "definite" ? random.normal() : -gradient[i];
  }
  return made;
}

}  // namespace test
