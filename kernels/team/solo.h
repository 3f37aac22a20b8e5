// One worker: a CUDA thread that owns a problem, or a CPU core that owns a pack of them.
//
// A Team says who works on a problem together. Its members split the loops (start at rank(), step by size()), meet at
// sync(), and combine what each found by sum() and max(), which also meet. The dense primitives, written per team, meet
// at their end: whoever comes out of one sees all of its result.
#pragma once

#include "../real.h"

namespace optnet4j {

struct Solo {
  OPTNET4J_DEVICE int rank() const { return 0; }
  OPTNET4J_DEVICE int size() const { return 1; }
  OPTNET4J_DEVICE void sync() const {}

  template <class Real>
  OPTNET4J_DEVICE Real sum(Real value) const {
    return value;
  }
  template <class Real>
  OPTNET4J_DEVICE Real max(Real value) const {
    return value;
  }
};

}  // namespace optnet4j
