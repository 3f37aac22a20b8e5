// Strips of columns for teams: the last ones are half as wide, and half of that, so that every loop over the columns of
// a strip is unrolled and there is little code for it.
#pragma once

#include "../../strips.h"

namespace optnet4j {
namespace cooperative {

// Calls body(first, Constant<width>) for consecutive strips that cover [begin, end).
template <int Width, class Body>
OPTNET4J_DEVICE void for_halving_strips(int begin, int end, const Body& body) {
  int first = begin;
  for (; first + Width <= end; first += Width) body(first, Constant<Width>());
  if constexpr (Width > 1) for_halving_strips<Width / 2>(first, end, body);
}

}  // namespace cooperative
}  // namespace optnet4j
