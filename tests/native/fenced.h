// Memory of an exact size between pages that must not be touched.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>

#include "check.h"

namespace test {

// Its end lies at the page behind it, as closely as the alignment allows; the gaps are watched. Reads and writes beyond
// the pages end the program, writes into the gaps are reported by intact(). Filled with bytes that read as NaN.
class Fenced {
 public:
  Fenced(std::size_t bytes, std::size_t alignment, unsigned char fill = 0xff) : bytes_(bytes) {
    const std::size_t page = std::size_t(sysconf(_SC_PAGESIZE));
    inner_ = (bytes + alignment + page - 1) / page * page;
    mapped_ = inner_ + 2 * page;
    void* at = mmap(nullptr, mapped_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) throw std::runtime_error("mmap failed");
    base_ = static_cast<unsigned char*>(at);
    first_ = base_ + page;
    if (mprotect(first_, inner_, PROT_READ | PROT_WRITE) != 0) throw std::runtime_error("mprotect failed");
    data_ = first_ + (inner_ - bytes) / alignment * alignment;
    std::memset(first_, kWatched, inner_);
    refill(fill);
  }
  ~Fenced() {
    CHECK(intact());
    munmap(base_, mapped_);
  }
  Fenced(const Fenced&) = delete;
  Fenced& operator=(const Fenced&) = delete;

  template <class T = void>
  T* as() const {
    return static_cast<T*>(static_cast<void*>(data_));
  }

  void refill(unsigned char fill) { std::memset(data_, fill, bytes_); }

  bool intact() const {
    for (const unsigned char* at = first_; at < first_ + inner_; ++at)
      if ((at < data_ || at >= data_ + bytes_) && *at != kWatched) return false;
    return true;
  }

  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr unsigned char kWatched = 0xa5;

  std::size_t bytes_, inner_, mapped_;
  unsigned char *base_, *first_, *data_;
};

}  // namespace test
