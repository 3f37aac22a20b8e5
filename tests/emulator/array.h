// Numbers in device memory, as a test hands them to a kernel.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

#include "memory.h"
#include "watched.h"

namespace optnet4j::emulator {

template <class T>
class DeviceArray {
 public:
  // Never written.
  DeviceArray(const std::string& name, std::size_t size) : size_(size), data_(allocate(name, size * sizeof(T))) {}
  // Copied from the host.
  DeviceArray(const std::string& name, const std::vector<T>& numbers) : DeviceArray(name, numbers.size()) {
    std::memcpy(data_, numbers.data(), size_ * sizeof(T));
    mark_written(data_, size_ * sizeof(T));
  }
  ~DeviceArray() { release(data_); }
  DeviceArray(const DeviceArray&) = delete;
  DeviceArray& operator=(const DeviceArray&) = delete;

  T* plain() const { return static_cast<T*>(data_); }
  Watched<T>* watched() const { return static_cast<Watched<T>*>(data_); }

  // A copy on the host. Throws a Failure where a number was never written.
  std::vector<T> numbers() const {
    require_written(data_, size_ * sizeof(T));
    std::vector<T> copy(size_);
    std::memcpy(copy.data(), data_, size_ * sizeof(T));
    return copy;
  }

 private:
  std::size_t size_;
  void* data_;
};

}  // namespace optnet4j::emulator
