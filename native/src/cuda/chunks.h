// How a batch in host memory is cut into chunks that fit the device: a pure function.
#pragma once

#include <cstdint>
#include <functional>

namespace optnet4j {
namespace cuda {

struct ChunkDemand {
  std::int64_t batch;
  std::int64_t wave;        // problems that the device works on at a time
  std::int64_t copied;      // bytes per problem that cross the bus
  std::int64_t limit;       // the most problems per chunk, 0: none
  std::int64_t once;        // device bytes however the batch is cut
  std::int64_t kept_bytes;  // device bytes to keep the factors of all problems, 0: they are not wanted
  std::function<std::int64_t(std::int64_t)> lane;  // device bytes to work on so many problems; grows with them
};

struct Chunks {
  std::int64_t size;           // problems per chunk; the last may be smaller
  int lanes;                   // chunks in flight: 1 or 2
  bool keep;                   // whether there is room for the factors
  std::int64_t working_bytes;  // device bytes besides what is kept
};

// What would be best if there were memory without end.
Chunks ideal_chunks(const ChunkDemand& demand);

// The best that fits into `budget` bytes. False where not even one problem fits: `chunks` then says what that takes.
bool fitting_chunks(const ChunkDemand& demand, std::int64_t budget, Chunks& chunks);

}  // namespace cuda
}  // namespace optnet4j
