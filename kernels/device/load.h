// From the caller's arrays into a team's workspace. Whatever is not finite makes the problem invalid.
#pragma once

#include "../forward.h"
#include "arguments.h"
#include "grid.h"

namespace optnet4j {

template <class Real>
OPTNET4J_DEVICE const Real* block_of(const DeviceOperand& operand, long problem) {
  return static_cast<const Real*>(operand.data) + problem * operand.stride;
}

template <class Real>
OPTNET4J_DEVICE Real flaw_of(Real number) {
  return select(number * Real(0) == Real(0), Real(0), Real(kInvalidInput));
}

template <class Team, class Real>
OPTNET4J_DEVICE Real find_flaw(Team team, long count, const Real* numbers) {
  Real flaw(0);
  OPTNET4J_UNROLL_16
  for (long e = team.rank(); e < count; e += team.size()) flaw = max(flaw_of(numbers[e]), flaw);
  return team.max(flaw);
}

// Returns this member's part of the flaw.
template <class Team, class Real>
OPTNET4J_DEVICE Real load_vector(Team team, int count, const Real* from, Real* to) {
  Real flaw(0);
  team.each(count, [&](int e) OPTNET4J_INLINE_BODY {
    const Real number = from[e];
    flaw = max(flaw_of(number), flaw);
    to[e] = number;
  });
  return flaw;
}

// The lower triangle of (Q + Q') / 2.
template <class Team, class Real>
OPTNET4J_DEVICE Real load_symmetric(Team team, int n, const Real* from, Triangle<Real> to) {
  // Fewer at a time than elsewhere, for the registers: each comes with its mirror image.
  constexpr int kPairs = 2;
  const Real half(0.5f);
  const Grid grid = grid_of(team);
  Real flaw(0);
  for (int first = grid.group; first < n; first += kPairs * grid.groups) {
    const int last = first + (kPairs - 1) * grid.groups < n ? first + (kPairs - 1) * grid.groups : n - 1;
    for (int j = grid.lane; j <= last; j += grid.lanes) {
      Real lower[kPairs], upper[kPairs];
      OPTNET4J_UNROLL
      for (int u = 0; u < kPairs; ++u) {
        const int i = first + u * grid.groups;
        const bool inside = i < n && j <= i;
        lower[u] = inside ? from[long(i) * n + j] : Real(0);
        upper[u] = inside ? from[long(j) * n + i] : Real(0);
      }
      OPTNET4J_UNROLL
      for (int u = 0; u < kPairs; ++u) {
        const int i = first + u * grid.groups;
        if (i >= n || j > i) continue;
        flaw = max(max(flaw_of(lower[u]), flaw_of(upper[u])), flaw);
        to.row(i)[j] = i == j ? lower[u] : half * upper[u] + half * lower[u];
      }
    }
  }
  return team.max(flaw);
}

// A and G stay where they are: nothing writes to them. `m` is whatever has pointers of these names.
template <class Real, class Matrices, class Batch>
OPTNET4J_DEVICE void locate(Matrices& m, const Batch& batch, long problem) {
  m.A = const_cast<Real*>(block_of<Real>(batch.A, problem));
  m.G = const_cast<Real*>(block_of<Real>(batch.G, problem));
}

// Looks for flaws in A and G above level `from`, up to and including level `to`.
template <class Real, class Team, class Matrices>
OPTNET4J_DEVICE void judge_constraints(Team team, Shape z, SharedLevel from, SharedLevel to, const Matrices& m) {
  if (from < kSharedQA && to >= kSharedQA) {
    const Real flaw = find_flaw<Team, Real>(team, long(z.p) * z.n, m.A);
    if (team.rank() == 0) *m.flaw_a = flaw;
  }
  if (from < kSharedQAG && to >= kSharedQAG) {
    const Real flaw = find_flaw<Team, Real>(team, long(z.m) * z.n, m.G);
    if (team.rank() == 0) *m.flaw_g = flaw;
  }
}

// The matrices above level `from`, up to and including level `to`.
template <class Team, class Real>
OPTNET4J_STAGE void load_matrices(Team team, const DeviceBatch& batch, SharedLevel from, SharedLevel to, long problem,
                                  const Matrices<Real>& m) {
  if (from < kSharedQ && to >= kSharedQ) {
    const Real flaw = load_symmetric(team, batch.z.n, block_of<Real>(batch.Q, problem), m.Q);
    if (team.rank() == 0) *m.flaw_q = flaw;
  }
  judge_constraints<Real>(team, batch.z, from, to, m);
}

}  // namespace optnet4j
