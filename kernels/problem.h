// One problem (or one pack of them) as the kernels see it, and where everything lives in memory.
//
//   minimise 1/2 x'Qx + q'x   subject to   A x = b,  G x <= h        (n variables, p equalities, m inequalities)
#pragma once

#include "dense/triangle.h"

namespace optnet4j {

struct Shape {
  int n;
  int m;
  int p;
};

struct Settings {
  double eps_abs;
  double eps_rel;
  int max_iterations;  // at most kMostIterations
  double smoothing;    // what s_i lambda_i comes to
};

// Iterations are counted in numbers of either precision: single precision counts no further.
constexpr int kMostIterations = 1 << 24;

// Status codes, the same numbers as in optnet4j.h. 2 and 3 are kept for infeasible and unbounded problems.
enum Status : int {
  kSolved = 0,
  kMaxIterations = 1,
  kNotPositiveDefinite = 4,
  kNumericalError = 5,
  kInvalidInput = 6,
};

// How much of the problem all members of the batch have in common. Each level includes the ones before it.
enum SharedLevel : int {
  kNothingShared = 0,
  kSharedQ = 1,
  kSharedQA = 2,
  kSharedQAG = 3,
};

// The matrices and what is made of them alone. Members point into the block of a pack or into one shared by the batch.
template <class Real>
struct Matrices {
  Triangle<Real> Q;  // n, the symmetric part of Q
  Real* A;           // p x n
  Real* G;           // m x n
  Triangle<Real> L;  // n, Q = L L'
  Triangle<Real> M;  // p, A Q^-1 A' = M M'
  Real* V;           // m x p, G Q^-1 A' M^-T
  Triangle<Real> S;  // m, G Q^-1 G' - V V'
  Real* KA;          // p x n, A L^-T
  Real* KG;          // m x n, G L^-T
  Real* flaw_q;      // 1, the Status that Q alone condemns the problem to, 0 where it is usable
  Real* flaw_a;      // 1, the same for A
  Real* flaw_g;      // 1, the same for G
};

// What belongs to one problem even when all matrices are shared.
template <class Real>
struct Vectors {
  Real* q;            // n
  Real* b;            // p
  Real* h;            // m
  Real* x;            // n
  Real* nu;           // p
  Real* lambda;       // m
  Real* s;            // m
  Real* c;            // m, s = S lambda + c on the equality constraints
  Real* gamma;        // p, M^-1 (KA y + b) of the last y, see dual_form.h
  Real* r;            // m, s - S lambda - c
  Real* d;            // m, s / lambda
  Real* inverse;      // m, 1 / lambda
  Real* step;         // m
  Real* corrector;    // m
  Real* u;            // n, L^-1 q
  Real* pull_nu;      // n, A' nu
  Real* pull_lambda;  // n, G' lambda
  Real* work_n;       // n
  Real* work_m;       // m
  Real* work_p;       // p
};

// Hands out consecutive pieces of an area; with a null base it only counts.
template <class Real>
struct Carver {
  Real* base = nullptr;
  long used = 0;

  OPTNET4J_DEVICE Real* take(long count) {
    Real* piece = base == nullptr ? nullptr : base + used;
    used += count;
    return piece;
  }
  OPTNET4J_DEVICE Triangle<Real> triangle(int n) { return {take(triangle_size(n))}; }
};

// The memory of a solve, in four areas: `shared` (one copy for the batch), `factor` (what the gradient needs again, one
// copy per problem for as long as it may be asked for), and per team `cold` (touched a few times) and `hot` (touched in
// every iteration).
template <class Real>
struct Areas {
  Carver<Real> shared;
  Carver<Real> factor;
  Carver<Real> cold;
  Carver<Real> hot;

  OPTNET4J_DEVICE Carver<Real>& data(bool in_common) { return in_common ? shared : cold; }
  OPTNET4J_DEVICE Carver<Real>& factors(bool in_common) { return in_common ? shared : factor; }
};

template <class Real>
struct Workspace {
  Matrices<Real> matrices;
  Vectors<Real> vectors;
  Triangle<Real> T;  // m + 1, S + diag(s / lambda) = T T'; its last row carries a right-hand side

  // Everything but A, G and S, which may lie elsewhere. T is among what the gradient needs.
  OPTNET4J_DEVICE void carve(Shape z, SharedLevel level, Areas<Real>& areas) {
    const long n = z.n, m = z.m, p = z.p;
    matrices.Q = areas.data(level >= kSharedQ).triangle(z.n);
    matrices.flaw_q = areas.data(level >= kSharedQ).take(1);
    matrices.flaw_a = areas.data(level >= kSharedQA).take(1);
    matrices.flaw_g = areas.data(level >= kSharedQAG).take(1);
    matrices.V = areas.data(level >= kSharedQAG).take(m * p);
    matrices.L = areas.factors(level >= kSharedQ).triangle(z.n);
    matrices.KA = areas.factors(level >= kSharedQA).take(p * n);
    matrices.M = areas.factors(level >= kSharedQA).triangle(z.p);
    matrices.KG = areas.factors(level >= kSharedQAG).take(m * n);
    T = areas.factor.triangle(z.m + 1);

    Real** const of_n[] = {&vectors.q, &vectors.x, &vectors.u, &vectors.pull_nu, &vectors.pull_lambda, &vectors.work_n};
    Real** const of_p[] = {&vectors.b, &vectors.nu, &vectors.gamma, &vectors.work_p};
    Real** const of_m[] = {&vectors.h, &vectors.lambda,  &vectors.s,    &vectors.c,         &vectors.r,
                           &vectors.d, &vectors.inverse, &vectors.step, &vectors.corrector, &vectors.work_m};
    for (Real** vector : of_n) *vector = areas.hot.take(n);
    for (Real** vector : of_p) *vector = areas.hot.take(p);
    for (Real** vector : of_m) *vector = areas.hot.take(m);
  }

  // A, G and S next to the rest.
  OPTNET4J_DEVICE void carve_copies(Shape z, SharedLevel level, Areas<Real>& areas) {
    const long n = z.n, m = z.m, p = z.p;
    matrices.A = areas.data(level >= kSharedQA).take(p * n);
    matrices.G = areas.data(level >= kSharedQAG).take(m * n);
    matrices.S = areas.data(level >= kSharedQAG).triangle(z.m);
  }
};

}  // namespace optnet4j
