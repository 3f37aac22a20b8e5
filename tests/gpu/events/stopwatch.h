// Time on a stream by the device's own clock.
#pragma once

#include <cuda_runtime_api.h>

#include "../require.h"

namespace gpu {

class Stopwatch {
 public:
  explicit Stopwatch(cudaStream_t stream) : stream_(stream) {
    require("cudaEventCreate", cudaEventCreate(&start_));
    require("cudaEventCreate", cudaEventCreate(&end_));
  }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  ~Stopwatch() {
    cudaEventDestroy(start_);
    cudaEventDestroy(end_);
  }

  void start() { require("cudaEventRecord", cudaEventRecord(start_, stream_)); }

  // Waits for what is on the stream; milliseconds since start.
  double stop() {
    require("cudaEventRecord", cudaEventRecord(end_, stream_));
    require("cudaEventSynchronize", cudaEventSynchronize(end_));
    float milliseconds = 0;
    require("cudaEventElapsedTime", cudaEventElapsedTime(&milliseconds, start_, end_));
    return milliseconds;
  }

 private:
  cudaStream_t stream_;
  cudaEvent_t start_ = nullptr, end_ = nullptr;
};

}  // namespace gpu
