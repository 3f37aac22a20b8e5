// Chunks of a batch through one or two lanes: while the device works in one, the host fills and empties the other.
#pragma once

#include <cstdint>

#include "chunks.h"
#include "resources.h"

namespace optnet4j {
namespace cuda {

struct Lane {
  Stream stream;
  Event reached;  // by the work queued last, where another lane has to wait for it
  PinnedBuffer pinned;
  char* device = nullptr;  // this lane's part of the device memory
};

class ChunkWork {
 public:
  virtual ~ChunkWork() = default;
  // Once, on the lane that gets the first chunk; the others wait for it.
  virtual void begin(Lane& lane) = 0;
  // Copies the chunk's data to pinned memory, and queues its copies and kernels.
  virtual void start(Lane& lane, std::int64_t first, std::int64_t count) = 0;
  // What was queued is done: hands the answers over.
  virtual void deliver(Lane& lane, std::int64_t first, std::int64_t count) = 0;
  // Once, on the lane that had the last chunk.
  virtual void end(Lane& lane) = 0;
};

void run_chunks(const Chunks& chunks, std::int64_t batch, Lane (&lanes)[2], ChunkWork& work);

}  // namespace cuda
}  // namespace optnet4j
