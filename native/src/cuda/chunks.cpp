#include "chunks.h"

#include <algorithm>

namespace optnet4j {
namespace cuda {
namespace {

// Copies of this size run at the bus's full speed, and two of them are little beside a device's memory.
constexpr std::int64_t kCopiedPerChunk = std::int64_t(32) << 20;
// Tickets are 32-bit numbers.
constexpr std::int64_t kMostProblems = std::int64_t(1) << 30;

std::int64_t ceiling(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

Chunks chunks_of(const ChunkDemand& demand, std::int64_t size, int lanes, bool keep) {
  if (size >= demand.batch) lanes = 1;
  return {size, lanes, keep, demand.once + lanes * demand.lane(size)};
}

std::int64_t total(const ChunkDemand& demand, const Chunks& chunks) {
  return chunks.working_bytes + (chunks.keep ? demand.kept_bytes : 0);
}

std::int64_t ideal_size(const ChunkDemand& demand) {
  std::int64_t size = std::max(demand.wave, kCopiedPerChunk / std::max<std::int64_t>(demand.copied, 1));
  size = std::min({size, demand.batch, kMostProblems});
  if (demand.limit > 0) size = std::min(size, demand.limit);
  size = std::max<std::int64_t>(size, 1);
  // Chunks of the same size, so that none of them leaves most of the device idle.
  return demand.batch > size ? ceiling(demand.batch, ceiling(demand.batch, size)) : size;
}

}  // namespace

Chunks ideal_chunks(const ChunkDemand& demand) {
  return chunks_of(demand, ideal_size(demand), 2, demand.kept_bytes > 0);
}

bool fitting_chunks(const ChunkDemand& demand, std::int64_t budget, Chunks& chunks) {
  const std::int64_t ideal = ideal_size(demand);
  // The most problems that fit; 0 where not even one does.
  const auto largest = [&](int lanes, bool keep) {
    const auto fits = [&](std::int64_t size) { return total(demand, chunks_of(demand, size, lanes, keep)) <= budget; };
    if (fits(ideal)) return ideal;
    std::int64_t enough = 0, too_many = ideal;
    while (too_many - enough > 1) {
      const std::int64_t middle = enough + (too_many - enough) / 2;
      (fits(middle) ? enough : too_many) = middle;
    }
    return enough;
  };
  // Factors are worth keeping as long as the device stays busy beside them.
  const std::int64_t busy = std::min(ideal, demand.wave);
  for (const bool keep : {true, false}) {
    if (keep && demand.kept_bytes == 0) continue;
    for (const int lanes : {2, 1}) {
      const std::int64_t size = largest(lanes, keep);
      if (size == 0 || (keep && size < busy)) continue;
      chunks = chunks_of(demand, size, lanes, keep);
      return true;
    }
  }
  chunks = chunks_of(demand, 1, 1, false);
  return false;
}

}  // namespace cuda
}  // namespace optnet4j
