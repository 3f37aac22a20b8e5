// All the memory that a call may write to.
#pragma once

#include <memory>
#include <vector>

#include "exact_memory.h"

namespace fuzz {

class MemoryOfCall {
 public:
  template <class T = void>
  T* take(std::int64_t bytes) {
    blocks_.push_back(std::make_unique<Block>(std::size_t(bytes)));
    return static_cast<T*>(blocks_.back()->data());
  }

  void refill(unsigned char fill) const {
    for (const auto& each : blocks_) std::memset(each->data(), fill, each->bytes());
  }

  bool filled_with(unsigned char fill) const {
    for (const auto& each : blocks_) {
      const unsigned char* const data = static_cast<const unsigned char*>(each->data());
      for (std::size_t i = 0; i < each->bytes(); ++i)
        if (data[i] != fill) return false;
      if (!each->intact()) return false;
    }
    return true;
  }

 private:
  std::vector<std::unique_ptr<Block>> blocks_;
};

}  // namespace fuzz
