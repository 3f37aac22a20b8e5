#include "pipeline.h"

#include <algorithm>

namespace optnet4j {
namespace cuda {

void run_chunks(const Chunks& chunks, std::int64_t batch, Lane (&lanes)[2], ChunkWork& work) {
  const std::int64_t pieces = (batch + chunks.size - 1) / chunks.size;
  const auto lane_of = [&](std::int64_t piece) -> Lane& { return lanes[piece % chunks.lanes]; };
  const auto finish = [&](std::int64_t piece) {
    const std::int64_t first = piece * chunks.size;
    lane_of(piece).stream.wait();
    work.deliver(lane_of(piece), first, std::min(chunks.size, batch - first));
  };
  work.begin(lanes[0]);
  if (chunks.lanes > 1) {
    lanes[0].reached.record(lanes[0].stream);
    lanes[0].reached.hold(lanes[1].stream);
  }
  for (std::int64_t piece = 0; piece < pieces; ++piece) {
    if (piece >= chunks.lanes) finish(piece - chunks.lanes);
    const std::int64_t first = piece * chunks.size;
    work.start(lane_of(piece), first, std::min(chunks.size, batch - first));
  }
  for (std::int64_t piece = std::max<std::int64_t>(pieces - chunks.lanes, 0); piece < pieces; ++piece) finish(piece);
  work.end(lane_of(std::max<std::int64_t>(pieces - 1, 0)));
}

}  // namespace cuda
}  // namespace optnet4j
