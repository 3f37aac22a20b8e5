// The stopwatch where the device is emulated: it has no clock, so the host's does.
#pragma once

#include <cuda_runtime_api.h>

#include <chrono>

#include "../require.h"

namespace gpu {

class Stopwatch {
 public:
  explicit Stopwatch(cudaStream_t stream) : stream_(stream) {}

  void start() { start_ = std::chrono::steady_clock::now(); }

  double stop() {
    require("cudaStreamSynchronize", cudaStreamSynchronize(stream_));
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  cudaStream_t stream_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace gpu
