// What is wrong with a kernel.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "site.h"

namespace optnet4j::emulator {

enum class Fault {
  race,           // two threads use a number, at least one of them writes, and no meeting says who comes first
  divergence,     // threads that should meet are at different places
  deadlock,       // threads wait for others that have ended
  bounds,         // an address outside every allocation, or not a multiple of the number's size
  uninitialised,  // a number is read that nobody has written
};

inline const char* name(Fault fault) {
  switch (fault) {
    case Fault::race:
      return "race";
    case Fault::divergence:
      return "divergence";
    case Fault::deadlock:
      return "deadlock";
    case Fault::bounds:
      return "bounds";
    default:
      return "uninitialised";
  }
}

// A thread that has to do with it. -1 as block: the host, or none; -1 as thread: several.
struct Party {
  int block = -1;
  int thread = -1;
  hardware::Site site{"", 0};  // where it met others last, or waits; line 0: it has met nobody yet
};

// Thrown where it happens: out of the kernel, and out of emulate().
struct Failure : std::exception {
  Failure(Fault fault_, std::string text_) : fault(fault_), text(name(fault_) + (": " + std::move(text_))) {}
  const char* what() const noexcept override { return text.c_str(); }

  Fault fault;
  std::string text;
  Party first;         // who came upon it
  Party second;        // the other one
  std::string memory;  // the allocation's name, where memory is concerned
  long index = -1;     // counted in numbers
};

}  // namespace optnet4j::emulator
