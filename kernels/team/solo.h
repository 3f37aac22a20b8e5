// One worker: a CUDA thread that owns a problem, or a CPU core that owns a pack of them.
//
// A Team says who works on a problem together. Its members split the loops (start at rank(), step by size()) and meet
// at sync(). max() and sum() combine what they found, and meet too: whoever comes out of one may overwrite what went
// in. The dense primitives are written per team. Factorisations and triangular solves meet at their end: whoever comes
// out of one sees all of its result. Products leave each element with the member that each() gives it to.
//
// Every number has one order of operations, whoever computes it, so that answers do not depend on the team, to the bit.
// A sum of many terms is four chains, term i in chain i modulo 4, joined as (0 + 2) + (1 + 3).
#pragma once

#include "../strips.h"

namespace optnet4j {

constexpr int kChains = 4;

struct Solo {
  OPTNET4J_DEVICE int rank() const { return 0; }
  OPTNET4J_DEVICE int size() const { return 1; }
  OPTNET4J_DEVICE void sync() const {}

  // The team for work on memory that is fast to reach.
  OPTNET4J_DEVICE Solo near() const { return *this; }

  template <class Index, class Body>
  OPTNET4J_DEVICE void each(Index count, const Body& body) const {
    for (Index i = 0; i < count; ++i) body(i);
  }

  template <class Real>
  OPTNET4J_DEVICE Real max(Real value) const {
    return value;
  }

  // total[k] = the sum over i < count of what term(i, partial) adds to partial[k].
  template <int Sums, class Real, class Term>
  OPTNET4J_DEVICE void sum(int count, Real (&total)[Sums], const Term& term) const {
    Real partial[kChains][Sums];
    OPTNET4J_UNROLL
    for (int chain = 0; chain < kChains; ++chain) {
      OPTNET4J_UNROLL
      for (int k = 0; k < Sums; ++k) partial[chain][k] = Real(0);
    }
    for_strips<kChains>(0, count, [&](int first, auto width) OPTNET4J_INLINE_BODY {
      OPTNET4J_UNROLL
      for (int j = 0; j < decltype(width)::value; ++j) term(first + j, partial[j]);
    });
    OPTNET4J_UNROLL
    for (int k = 0; k < Sums; ++k) total[k] = (partial[0][k] + partial[2][k]) + (partial[1][k] + partial[3][k]);
  }
};

}  // namespace optnet4j
