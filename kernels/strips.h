// Loops in strips whose width the compiler knows, the last one included.
#pragma once

#include "real.h"

namespace optnet4j {

template <int Value>
struct Constant {
  static constexpr int value = Value;
};

// Calls body(Constant<count>) for a count known only at run time, 1 <= count <= Limit.
template <int Limit, class Body>
OPTNET4J_DEVICE void with_constant(int count, Body&& body) {
  static_assert(Limit >= 1 && Limit <= 13, "strips are one to thirteen wide");
  if constexpr (Limit == 1) {
    body(Constant<1>());
  } else {
    if (count == Limit) {
      body(Constant<Limit>());
    } else {
      with_constant<Limit - 1>(count, static_cast<Body&&>(body));
    }
  }
}

// Calls body(first, Constant<width>) for consecutive strips that cover [begin, end), all of Width but the last.
template <int Width, class Body>
OPTNET4J_DEVICE void for_strips(int begin, int end, Body&& body) {
  int first = begin;
  for (; first + Width <= end; first += Width) body(first, Constant<Width>());
  if (first < end) with_constant<Width>(end - first, [&](auto width) { body(first, width); });
}

}  // namespace optnet4j
