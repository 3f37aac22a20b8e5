// A team at work on shared memory: the numbers that it is given lie there, which spares the compiler to find out.
#pragma once

#include "hardware.h"

namespace optnet4j {

template <class Team>
class Near : public Team {
 public:
  OPTNET4J_DEVICE explicit Near(const Team& team) : Team(team) {}

  template <class Number>
  OPTNET4J_DEVICE Number* at(Number* address) const {
    return hardware::in_shared(address);
  }
};

}  // namespace optnet4j
