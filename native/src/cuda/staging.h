// Between host arrays and the pinned memory that the device copies from and to.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "../copy_crew.h"
#include "cuda_error.h"
#include "optnet4j_cuda.h"
#include "plan.h"

namespace optnet4j {
namespace cuda {

// Consecutive pieces of an area, as offsets in bytes.
class Layout {
 public:
  std::int64_t take(std::int64_t bytes, std::int64_t alignment) {
    const std::int64_t at = aligned(used_, alignment);
    used_ = at + bytes;
    return at;
  }
  std::int64_t used() const { return used_; }

 private:
  std::int64_t used_ = 0;
};

inline void read_operand(const optnet4j_operand& from, std::int64_t offset, std::int64_t count, std::int64_t number,
                         char* to) {
  if (count == 0) return;
  if (from.data != nullptr)
    crew_copy(to, static_cast<const char*>(from.data) + offset * number, std::size_t(count * number));
  else
    from.read(from.context, offset, count, to);
}

inline bool wanted(const optnet4j_target& target) { return target.data != nullptr || target.write != nullptr; }

inline void write_target(const optnet4j_target& to, std::int64_t offset, std::int64_t count, std::int64_t number,
                         const char* from) {
  if (count == 0) return;
  if (to.data != nullptr)
    crew_copy(static_cast<char*>(to.data) + offset * number, from, std::size_t(count * number));
  else if (to.write != nullptr)
    to.write(to.context, offset, count, from);
}

// Copies queued on a stream; neighbours on both sides go as one.
class Transfer {
 public:
  Transfer(cudaMemcpyKind kind, cudaStream_t stream) : kind_(kind), stream_(stream) {}

  void add(char* to, const char* from, std::int64_t bytes) {
    if (to == to_ + bytes_ && from == from_ + bytes_) {
      bytes_ += bytes;
      return;
    }
    flush();
    to_ = to;
    from_ = from;
    bytes_ = bytes;
  }

  void flush() {
    if (bytes_ > 0)
      check(cudaMemcpyAsync(to_, from_, std::size_t(bytes_), kind_, stream_), "cudaMemcpyAsync", "for %lld bytes %s",
            static_cast<long long>(bytes_), kind_ == cudaMemcpyHostToDevice ? "to the device" : "from the device");
    bytes_ = 0;
  }

 private:
  cudaMemcpyKind kind_;
  cudaStream_t stream_;
  char* to_ = nullptr;
  const char* from_ = nullptr;
  std::int64_t bytes_ = 0;
};

}  // namespace cuda
}  // namespace optnet4j
