// Streams, events and memory of the CUDA runtime, given back when their owner ends. The device they belong to has to be
// the current one whenever they are made, grown or given back.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

namespace optnet4j {
namespace cuda {

class Stream {
 public:
  Stream();
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  cudaStream_t get() const { return stream_; }
  void wait() const;
  // Waits whatever happens, and says how that went.
  cudaError_t drain() const { return cudaStreamSynchronize(stream_); }

 private:
  cudaStream_t stream_ = nullptr;
};

// A point in a stream that other streams wait for.
class Event {
 public:
  Event();
  ~Event();
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  void record(const Stream& stream) const;
  void hold(const Stream& stream) const;

 private:
  cudaEvent_t event_ = nullptr;
};

// Memory that grows and never shrinks; growing loses what it held. Throws a Failure, and is then empty.
class DeviceBuffer {
 public:
  DeviceBuffer() = default;
  ~DeviceBuffer() { release(); }
  DeviceBuffer(const DeviceBuffer&) = delete;
  DeviceBuffer& operator=(const DeviceBuffer&) = delete;

  void reserve(std::int64_t bytes);
  void release();
  char* data() const { return data_; }
  std::int64_t bytes() const { return bytes_; }

 private:
  char* data_ = nullptr;
  std::int64_t bytes_ = 0;
};

// The same in host memory that the device copies from and to by itself.
class PinnedBuffer {
 public:
  PinnedBuffer() = default;
  ~PinnedBuffer() { release(); }
  PinnedBuffer(const PinnedBuffer&) = delete;
  PinnedBuffer& operator=(const PinnedBuffer&) = delete;

  void reserve(std::int64_t bytes);
  void release();
  char* data() const { return data_; }

 private:
  char* data_ = nullptr;
  std::int64_t bytes_ = 0;
};

}  // namespace cuda
}  // namespace optnet4j
