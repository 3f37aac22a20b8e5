// An emulated machine for the length of a test, at whose end nothing may be left and nothing may have gone wrong.
#pragma once

#include "check.h"
#include "emulated_cuda.h"
#include "optnet4j_cuda.h"
#include "seed.h"

namespace test {

using optnet4j::emulated_cuda::Device;
using optnet4j::emulated_cuda::Machine;

inline Machine machine_of(int devices = 1, double eagerness = 0.25) {
  Machine machine;
  machine.devices.assign(devices, Device());
  machine.eagerness = eagerness;
  machine.seed = seed();
  return machine;
}

class Emulated {
 public:
  explicit Emulated(const Machine& machine = machine_of()) { optnet4j::emulated_cuda::install(machine); }
  ~Emulated() {
    for (const std::string& leak : optnet4j::emulated_cuda::leaks()) check::fail(__FILE__, __LINE__, "left: " + leak);
    for (const std::string& fault : optnet4j::emulated_cuda::faults()) check::fail(__FILE__, __LINE__, fault);
  }
  Emulated(const Emulated&) = delete;
  Emulated& operator=(const Emulated&) = delete;
};

// Reports a call that did not return what it should have, with what it said.
inline void expect_code(std::int32_t expected, std::int32_t code, const optnet4j_cuda_error& error, const char* call,
                        const char* file, int line) {
  if (code != expected)
    check::fail(file, line, check::text(call, ": expected ", expected, ", got ", code, ": ", error.message));
}

}  // namespace test

// `call` with the error record as its last argument, which is called `error`.
#define CHECK_CODE(expected, call)                                       \
  do {                                                                   \
    optnet4j_cuda_error error{};                                         \
    const std::int32_t code = call;                                      \
    test::expect_code(expected, code, error, #call, __FILE__, __LINE__); \
  } while (false)
// The same, and its message has to contain the words.
#define CHECK_REFUSED(expected, words, call)                                                               \
  do {                                                                                                     \
    optnet4j_cuda_error error{};                                                                           \
    const std::int32_t code = call;                                                                        \
    test::expect_code(expected, code, error, #call, __FILE__, __LINE__);                                   \
    if (std::string(error.message).find(words) == std::string::npos)                                       \
      check::fail(__FILE__, __LINE__, check::text("expected \"", words, "\" in \"", error.message, "\"")); \
  } while (false)
