// From the caller's arrays into a team's workspace. Whatever is not finite makes the problem invalid.
#pragma once

#include "../forward.h"
#include "arguments.h"

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
  team.each(count, [&](long e) OPTNET4J_INLINE_BODY { flaw = max(flaw_of(numbers[e]), flaw); });
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
  const Real half(0.5f);
  Real flaw(0);
  for (int i = 0; i < n; ++i) {
    for (int j = team.rank(); j <= i; j += team.size()) {
      const Real lower = from[long(i) * n + j], upper = from[long(j) * n + i];
      flaw = max(max(flaw_of(lower), flaw_of(upper)), flaw);
      to.row(i)[j] = i == j ? lower : half * upper + half * lower;
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
