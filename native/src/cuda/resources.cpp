#include "resources.h"

#include <utility>

#include "cuda_error.h"

namespace optnet4j {
namespace cuda {

// Errors on giving back are those of work that failed before, and have been reported there.

Stream::Stream() {
  check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "cudaStreamCreateWithFlags", "for a solver");
}

Stream::~Stream() {
  cudaStreamDestroy(stream_);
  cudaGetLastError();
}

void Stream::wait() const {
  check(cudaStreamSynchronize(stream_), "cudaStreamSynchronize", "waiting for copies and kernels");
}

Event::Event() {
  check(cudaEventCreateWithFlags(&event_, cudaEventDisableTiming), "cudaEventCreateWithFlags", "for a solver");
}

Event::~Event() {
  cudaEventDestroy(event_);
  cudaGetLastError();
}

void Event::record(const Stream& stream) const {
  check(cudaEventRecord(event_, stream.get()), "cudaEventRecord", "between two chunks");
}

void Event::hold(const Stream& stream) const {
  check(cudaStreamWaitEvent(stream.get(), event_, 0), "cudaStreamWaitEvent", "between two chunks");
}

void DeviceBuffer::reserve(std::int64_t bytes) {
  if (bytes <= bytes_) return;
  release();
  void* made = nullptr;
  check(cudaMalloc(&made, std::size_t(bytes)), "cudaMalloc", "for %lld bytes of working memory",
        static_cast<long long>(bytes));
  data_ = static_cast<char*>(made);
  bytes_ = bytes;
}

void DeviceBuffer::release() {
  bytes_ = 0;
  if (char* const given = std::exchange(data_, nullptr)) {
    cudaFree(given);
    cudaGetLastError();
  }
}

void PinnedBuffer::reserve(std::int64_t bytes) {
  if (bytes <= bytes_) return;
  release();
  void* made = nullptr;
  const cudaError_t status = cudaHostAlloc(&made, std::size_t(bytes), cudaHostAllocDefault);
  if (status == cudaErrorMemoryAllocation) {
    cudaGetLastError();
    fail_out_of_memory("cudaHostAlloc", bytes, 0, "no pinned host memory");
  }
  check(status, "cudaHostAlloc", "for %lld bytes of pinned host memory", static_cast<long long>(bytes));
  data_ = static_cast<char*>(made);
  bytes_ = bytes;
}

void PinnedBuffer::release() {
  bytes_ = 0;
  if (char* const given = std::exchange(data_, nullptr)) {
    cudaFreeHost(given);
    cudaGetLastError();
  }
}

}  // namespace cuda
}  // namespace optnet4j
