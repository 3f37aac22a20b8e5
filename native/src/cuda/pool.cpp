#include "pool.h"

#include <cuda_runtime_api.h>

#include "cuda_error.h"
#include "device.h"

namespace optnet4j {
namespace cuda {
namespace {

// Memory of up to this many times the size asked for is taken.
constexpr std::int64_t kLargestFit = 2;

// Errors are those of work that failed before, and have been reported there.
void free_quietly(void* address) {
  cudaFree(address);
  cudaGetLastError();
}

}  // namespace

const Pool::Block* Pool::find(std::int64_t bytes) const {
  const Block* best = nullptr;
  for (const Block& each : blocks_)
    if (!each.used && each.bytes >= bytes && each.bytes / kLargestFit <= bytes &&
        (best == nullptr || each.bytes < best->bytes))
      best = &each;
  return best;
}

void* Pool::take(std::int64_t bytes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const Block* found = find(bytes)) {
    blocks_[std::size_t(found - blocks_.data())].used = true;
    return found->address;
  }
  blocks_.reserve(blocks_.size() + 1);
  void* made = nullptr;
  check(cudaMalloc(&made, std::size_t(bytes)), "cudaMalloc", "for %lld bytes to keep", static_cast<long long>(bytes));
  blocks_.push_back({made, bytes, true});
  return made;
}

void Pool::give(void* address) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (Block& each : blocks_)
    if (each.address == address) each.used = false;
  if (closed_) free_idle();
}

void Pool::trim() {
  const std::lock_guard<std::mutex> lock(mutex_);
  free_idle();
}

void Pool::close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  free_idle();
}

void Pool::free_idle() {
  if (sum(false) == 0) return;
  try {
    const UseDevice use(device_);
    for (std::size_t i = blocks_.size(); i-- > 0;) {
      if (blocks_[i].used) continue;
      free_quietly(blocks_[i].address);
      blocks_.erase(blocks_.begin() + std::ptrdiff_t(i));
    }
  } catch (const Failure&) {
    // The device cannot be made current: it is lost, and its memory with it.
  }
}

std::int64_t Pool::sum(bool used) const {
  std::int64_t bytes = 0;
  for (const Block& each : blocks_)
    if (each.used == used) bytes += each.bytes;
  return bytes;
}

std::int64_t Pool::in_use() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return sum(true);
}

std::int64_t Pool::idle() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return sum(false);
}

bool Pool::has(std::int64_t bytes) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return find(bytes) != nullptr;
}

}  // namespace cuda
}  // namespace optnet4j
