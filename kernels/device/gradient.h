// The gradients of one problem, from its kept factors or from factors made again, and sums over the batch.
#pragma once

#include "../gradient.h"
#include "solve.h"

namespace optnet4j {

struct GradientArguments {
  template <class Real>
  using Workspace = TeamWorkspace<Real>;

  DeviceBatch batch;
  DeviceMemory memory;
  DeviceGradients of;
  std::int64_t hot_stride;
};

template <class Team, class Real>
OPTNET4J_DEVICE void load_cotangent(Team team, int count, const DeviceOperand& operand, long problem, Real sign,
                                    Real* to) {
  if (operand.data == nullptr) {
    fill(team, count, Real(0), to);
    return;
  }
  const Real* const from = block_of<Real>(operand, problem);
  team.each(count, [&](int e) OPTNET4J_INLINE_BODY { to[e] = sign * from[e]; });
}

// Element (i, j) of factor (a x' + b y'). Products are rounded before they are added, so that a x' + x a' comes out
// symmetric to the bit.
template <class Real>
OPTNET4J_DEVICE Real outer_element(Real factor, Real a, Real x, Real b, Real y) {
  const Real left = factor * a, right = factor * b;
  return left * x + right * y;
}

template <class Team, class Real>
OPTNET4J_STAGE void store_outer(Team team, int rows, int columns, float factor, const Real* a, const Real* x,
                                const Real* b, const Real* y, void* to, long problem) {
  if (to == nullptr) return;
  Real* const target = static_cast<Real*>(to) + problem * (long(rows) * columns);
  const Grid grid = grid_of(team);
  for (int first = grid.group; first < rows; first += kBatch * grid.groups) {
    Real left[kBatch], right[kBatch];
    OPTNET4J_UNROLL
    for (int u = 0; u < kBatch; ++u) {
      const int i = first + u * grid.groups;
      left[u] = i < rows ? a[i] : Real(0);
      right[u] = i < rows ? b[i] : Real(0);
    }
    for (int j = grid.lane; j < columns; j += grid.lanes) {
      const Real across = x[j], other = y[j];
      OPTNET4J_UNROLL
      for (int u = 0; u < kBatch; ++u) {
        const int i = first + u * grid.groups;
        if (i < rows) target[long(i) * columns + j] = outer_element(Real(factor), left[u], across, right[u], other);
      }
    }
  }
}

template <class Team, class Real>
OPTNET4J_DEVICE void store_negated(Team team, int count, const Real* from, void* to, long problem) {
  if (to == nullptr) return;
  Real* const target = static_cast<Real*>(to) + problem * count;
  team.each(count, [&](int e) OPTNET4J_INLINE_BODY { target[e] = -from[e]; });
}

template <class Team, class Real>
OPTNET4J_STAGE void make_factors(Team team, const GradientArguments& a, TeamWorkspace<Real>& at, long problem) {
  const Shape z = a.batch.z;
  const Workspace<Real>& w = at.solve;
  load_matrices(team, a.batch, a.batch.level, kSharedQAG, problem, at.solve.matrices);
  factor_matrices(team, z, a.batch.level, kSharedQAG, w.matrices);
  if (z.m == 0) return;
  const Real* const lambda = static_cast<const Real*>(a.of.lambda) + problem * z.m;
  const Real* const slack = static_cast<const Real*>(a.of.slack) + problem * z.m;
  team.each(z.m, [&](int i) OPTNET4J_INLINE_BODY {
    w.vectors.d[i] = slack[i] / lambda[i];
    // The row that is solved along is not needed, but has to be finite.
    w.T.row(z.m)[i] = Real(0);
  });
  team.sync();
  factor_reduced(team, z, w, w.vectors.d);
}

// From the solution of the adjoint system.
template <class Team, class Real>
OPTNET4J_STAGE void store_gradients(Team team, const GradientArguments& a, const Vectors<Real>& v, long problem,
                                    bool solved) {
  const Shape z = a.batch.z;
  copy(team, z.n, v.x, static_cast<Real*>(a.of.dx) + problem * z.n);
  copy(team, z.p, v.nu, static_cast<Real*>(a.of.dnu) + problem * z.p);
  copy(team, z.m, v.lambda, static_cast<Real*>(a.of.mu) + problem * z.m);
  if (a.of.q != nullptr) copy(team, z.n, v.x, static_cast<Real*>(a.of.q) + problem * z.n);
  store_negated(team, z.p, v.nu, a.of.b, problem);
  store_negated(team, z.m, v.lambda, a.of.h, problem);
  // The solution of a problem without one may be anything: zero times it, too.
  const Real* const x = solved ? static_cast<const Real*>(a.of.x) + problem * z.n : v.x;
  const Real* const nu = solved ? static_cast<const Real*>(a.of.nu) + problem * z.p : v.nu;
  const Real* const lambda = solved ? static_cast<const Real*>(a.of.lambda) + problem * z.m : v.lambda;
  store_outer(team, z.n, z.n, 0.5f, v.x, x, x, v.x, a.of.Q, problem);
  store_outer(team, z.p, z.n, 1.0f, v.nu, x, nu, v.x, a.of.A, problem);
  store_outer(team, z.m, z.n, 1.0f, v.lambda, x, lambda, v.x, a.of.G, problem);
}

template <class Real, class Team>
OPTNET4J_DEVICE void work(Team team, const GradientArguments& a, TeamWorkspace<Real>& at, long problem) {
  const Shape z = a.batch.z;
  Workspace<Real>& w = at.solve;
  const Vectors<Real>& v = w.vectors;
  const bool solved = hardware::get(a.of.status + problem) == kSolved;
  if (solved) {
    if (a.memory.factor == nullptr) {
      make_factors(team, a, at, problem);
    } else if (at.resident) {
      copy(team, triangle_size(z.m), at.kept.data, w.T.data);
    }
    load_cotangent(team, z.n, a.of.cotangent_x, problem, Real(1), v.q);
    load_cotangent(team, z.p, a.of.cotangent_nu, problem, Real(-1), v.b);
    load_cotangent(team, z.m, a.of.cotangent_lambda, problem, Real(-1), v.h);
    if (triangle_size(z.n) <= at.panel_numbers) {
      copy(team, triangle_size(z.n), w.matrices.L.data, at.panels);
      team.sync();
      // Nobody looks before the next meeting.
      if (team.rank() == 0) w.matrices.L = {at.panels};
    }
    solve_adjoint(team, z, w);
  } else {
    fill(team, z.n, Real(0), v.x);
    fill(team, z.p, Real(0), v.nu);
    fill(team, z.m, Real(0), v.lambda);
    team.sync();
  }
  store_gradients(team, a, v, problem, solved);
}

struct SumArguments {
  std::int64_t size;
  Shape z;
  DeviceSums of;
};

// Elements worker, worker + workers, ... of a matrix, each the sum over the solved problems in their order.
template <class Real>
OPTNET4J_DEVICE void sum_outer(const SumArguments& s, int rows, int columns, float factor, const void* of_a,
                               const void* of_x, const void* of_b, const void* of_y, void* to, long worker,
                               long workers) {
  if (to == nullptr) return;
  for (long e = worker; e < long(rows) * columns; e += workers) {
    const long i = e / columns, j = e % columns;
    const Real* a = static_cast<const Real*>(of_a) + i;
    const Real* b = static_cast<const Real*>(of_b) + i;
    const Real* x = static_cast<const Real*>(of_x) + j;
    const Real* y = static_cast<const Real*>(of_y) + j;
    Real total = static_cast<Real*>(to)[e];
    for (long problem = 0; problem < s.size; ++problem) {
      if (hardware::get(s.of.status + problem) == kSolved) total = total + outer_element(Real(factor), *a, *x, *b, *y);
      a += rows, b += rows, x += columns, y += columns;
    }
    static_cast<Real*>(to)[e] = total;
  }
}

template <class Real>
OPTNET4J_DEVICE void sum_vector(const SumArguments& s, int count, Real sign, const void* of, void* to, long worker,
                                long workers) {
  if (to == nullptr) return;
  for (long e = worker; e < count; e += workers) {
    const Real* number = static_cast<const Real*>(of) + e;
    Real total = static_cast<Real*>(to)[e];
    for (long problem = 0; problem < s.size; ++problem, number += count) total = total + sign * *number;
    static_cast<Real*>(to)[e] = total;
  }
}

template <class Real>
OPTNET4J_DEVICE void sum_gradients(const SumArguments& s, long worker, long workers) {
  const Shape z = s.z;
  const DeviceSums& of = s.of;
  sum_outer<Real>(s, z.n, z.n, 0.5f, of.dx, of.x, of.x, of.dx, of.Q, worker, workers);
  sum_outer<Real>(s, z.p, z.n, 1.0f, of.dnu, of.x, of.nu, of.dx, of.A, worker, workers);
  sum_outer<Real>(s, z.m, z.n, 1.0f, of.mu, of.x, of.lambda, of.dx, of.G, worker, workers);
  sum_vector(s, z.n, Real(1), of.dx, of.q, worker, workers);
  sum_vector(s, z.p, Real(-1), of.dnu, of.b, worker, workers);
  sum_vector(s, z.m, Real(-1), of.mu, of.h, worker, workers);
}

}  // namespace optnet4j
