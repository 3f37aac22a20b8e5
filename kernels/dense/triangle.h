// A lower triangle stored by rows, without gaps: row i starts at i (i + 1) / 2.
#pragma once

#include "../real.h"

namespace optnet4j {

OPTNET4J_DEVICE constexpr int triangle_size(int n) { return n * (n + 1) / 2; }

template <class Real>
struct Triangle {
  Real* data;

  OPTNET4J_DEVICE Real* row(int i) const { return data + triangle_size(i); }
  OPTNET4J_DEVICE operator Triangle<const Real>() const { return {data}; }
};

}  // namespace optnet4j
