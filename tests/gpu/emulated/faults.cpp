// Where the device is emulated: ends the program with an error if it or the library did what CUDA leaves undefined.
#include <cstdio>
#include <cstdlib>

#include "emulated_cuda.h"

namespace {

struct AtTheEnd {
  ~AtTheEnd() {
    const auto faults = optnet4j::emulated_cuda::faults();
    for (const auto& fault : faults) std::fprintf(stderr, "emulated device: %s\n", fault.c_str());
    std::fflush(stdout);
    if (!faults.empty()) std::_Exit(5);
  }
};

// Constructed after the emulated machine, so that it is destroyed before.
const AtTheEnd& installed = []() -> const AtTheEnd& {
  optnet4j::emulated_cuda::calls();
  static const AtTheEnd only;
  return only;
}();

}  // namespace
