// Times on the device: medians of repeated calls, and of replays of a captured graph.
#pragma once

#include <cuda_runtime_api.h>

#include <algorithm>
#include <vector>

#include "require.h"
#include "stopwatch.h"

namespace gpu {

inline double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

// How often something is timed: at least `fewest` times, and on until `enough` milliseconds or `most` times.
struct Repeats {
  int fewest, most;
  double enough;
};

class Clock {
 public:
  explicit Clock(cudaStream_t stream) : stream_(stream), watch_(stream) {}

  // Milliseconds of what `body` puts on the stream, once.
  template <class Body>
  double once(Body body) {
    watch_.start();
    body();
    return watch_.stop();
  }

  // The median, after one call that does not count.
  template <class Body>
  double time(const Repeats& repeats, Body body) {
    once(body);
    std::vector<double> times;
    double sum = 0;
    while (int(times.size()) < repeats.fewest || (int(times.size()) < repeats.most && sum < repeats.enough)) {
      times.push_back(once(body));
      sum += times.back();
    }
    return median(times);
  }

  // The same for replays of a graph of what `body` puts on the stream.
  template <class Body>
  double time_replays(const Repeats& repeats, Body body) {
    cudaGraph_t graph = nullptr;
    cudaGraphExec_t executable = nullptr;
    require("cudaStreamBeginCapture", cudaStreamBeginCapture(stream_, cudaStreamCaptureModeThreadLocal));
    try {
      body();
    } catch (...) {
      cudaStreamEndCapture(stream_, &graph);
      if (graph != nullptr) cudaGraphDestroy(graph);
      throw;
    }
    require("cudaStreamEndCapture", cudaStreamEndCapture(stream_, &graph));
    const cudaError_t code = cudaGraphInstantiate(&executable, graph, 0);
    cudaGraphDestroy(graph);
    require("cudaGraphInstantiate", code);
    try {
      const double found = time(repeats, [&] { require("cudaGraphLaunch", cudaGraphLaunch(executable, stream_)); });
      cudaGraphExecDestroy(executable);
      return found;
    } catch (...) {
      cudaGraphExecDestroy(executable);
      throw;
    }
  }

 private:
  cudaStream_t stream_;
  Stopwatch watch_;
};

}  // namespace gpu
