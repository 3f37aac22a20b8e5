// The CUDA back end's C interface for programs that run it: errors are exceptions, memory frees itself.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "optnet4j_cuda.h"

namespace gpu {

struct Failed : std::runtime_error {
  Failed(std::int32_t code, const std::string& what) : std::runtime_error(what), code(code) {}
  std::int32_t code;
};

inline void check(const char* call, std::int32_t code, const optnet4j_cuda_error& error) {
  if (code == OPTNET4J_OK) return;
  throw Failed(code, std::string(call) + ": code " + std::to_string(code) + ", " + error.message);
}

class DeviceMemory {
 public:
  DeviceMemory() = default;
  DeviceMemory(std::int32_t device, std::int64_t bytes) : device_(device), bytes_(bytes) {
    if (bytes == 0) return;
    optnet4j_cuda_error error{};
    check("optnet4j_cuda_allocate", optnet4j_cuda_allocate(device, bytes, &address_, &error), error);
  }
  DeviceMemory(DeviceMemory&& other) noexcept { *this = std::move(other); }
  DeviceMemory& operator=(DeviceMemory&& other) noexcept {
    std::swap(device_, other.device_);
    std::swap(bytes_, other.bytes_);
    std::swap(address_, other.address_);
    return *this;
  }
  ~DeviceMemory() {
    optnet4j_cuda_error error{};
    if (address_ != nullptr) optnet4j_cuda_free(device_, address_, &error);
  }

  void* address() const { return address_; }
  std::int64_t bytes() const { return bytes_; }

  void copy_from(const void* host, std::int64_t bytes, std::int64_t offset = 0) {
    copy(static_cast<char*>(address_) + offset, host, bytes, 1);
  }
  void copy_to(void* host, std::int64_t bytes, std::int64_t offset = 0) const {
    copy(host, static_cast<const char*>(address_) + offset, bytes, 2);
  }
  // Within itself.
  void repeat(std::int64_t from, std::int64_t to, std::int64_t bytes) {
    copy(static_cast<char*>(address_) + to, static_cast<char*>(address_) + from, bytes, 3);
  }

 private:
  void copy(void* to, const void* from, std::int64_t bytes, std::int32_t kind) const {
    if (bytes == 0) return;
    optnet4j_cuda_error error{};
    check("optnet4j_cuda_copy", optnet4j_cuda_copy(device_, to, from, bytes, kind, nullptr, &error), error);
  }

  std::int32_t device_ = 0;
  std::int64_t bytes_ = 0;
  void* address_ = nullptr;
};

// Numbers on the device.
template <class T>
class DeviceArray {
 public:
  DeviceArray() = default;
  DeviceArray(std::int32_t device, std::int64_t count) : memory_(device, count * std::int64_t(sizeof(T))) {}
  DeviceArray(std::int32_t device, const std::vector<T>& values) : DeviceArray(device, std::int64_t(values.size())) {
    memory_.copy_from(values.data(), memory_.bytes());
  }

  // Fills it with what no answer is, so that an answer that is found there afterwards is not that of an earlier call.
  void poison() {
    const std::vector<unsigned char> nothing(std::size_t(memory_.bytes()), 0xff);
    memory_.copy_from(nothing.data(), memory_.bytes());
  }

  T* data() const { return static_cast<T*>(memory_.address()); }
  std::vector<T> download() const {
    std::vector<T> values(memory_.bytes() / sizeof(T));
    memory_.copy_to(values.data(), memory_.bytes());
    return values;
  }

 private:
  DeviceMemory memory_;
};

class Stream {
 public:
  explicit Stream(std::int32_t device) : device_(device) {
    optnet4j_cuda_error error{};
    check("optnet4j_cuda_make_stream", optnet4j_cuda_make_stream(device, &stream_, &error), error);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() {
    optnet4j_cuda_error error{};
    optnet4j_cuda_free_stream(device_, stream_, &error);
  }

  void* get() const { return stream_; }
  void synchronize() const {
    optnet4j_cuda_error error{};
    check("optnet4j_cuda_synchronize", optnet4j_cuda_synchronize(device_, stream_, &error), error);
  }

 private:
  std::int32_t device_;
  void* stream_ = nullptr;
};

// The first device, made current. Throws where there is none or the library has no code for it.
inline optnet4j_cuda_device use_first_device() {
  optnet4j_cuda_error error{};
  std::int32_t count = 0;
  check("optnet4j_cuda_device_count", optnet4j_cuda_device_count(&count, &error), error);
  if (count == 0) throw Failed(OPTNET4J_CUDA_UNAVAILABLE, "there is no CUDA device");
  optnet4j_cuda_device device{};
  check("optnet4j_cuda_device_properties", optnet4j_cuda_device_properties(0, &device, &error), error);
  if (!device.has_code)
    throw Failed(OPTNET4J_CUDA_UNAVAILABLE, std::string("the library holds no code for ") + device.name);
  check("optnet4j_cuda_use_device", optnet4j_cuda_use_device(0, &error), error);
  return device;
}

}  // namespace gpu
