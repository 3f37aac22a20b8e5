// Memory that ends where what it was asked for ends, made anew for every input and therefore quickly.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "violation.h"

namespace fuzz {

constexpr unsigned char kFill = 0xff;  // reads as NaN
constexpr std::size_t kAlignment = 64;

#if defined(__SANITIZE_ADDRESS__)

// The sanitizer watches both ends.
class Block {
 public:
  explicit Block(std::size_t bytes) : bytes_(bytes) {
    VERIFY(posix_memalign(&data_, kAlignment, bytes) == 0);
    std::memset(data_, kFill, bytes);
  }
  ~Block() { std::free(data_); }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  void* data() const { return data_; }
  std::size_t bytes() const { return bytes_; }
  bool intact() const { return true; }

 private:
  void* data_ = nullptr;
  std::size_t bytes_;
};

#else

// Pages that are kept for the next block, with one behind them that must not be touched.
class Pages {
 public:
  static constexpr std::size_t kBytes = std::size_t(1) << 22;

  static unsigned char* take() {
    if (!spare().empty()) {
      unsigned char* const pages = spare().back();
      spare().pop_back();
      return pages;
    }
    const std::size_t page = std::size_t(sysconf(_SC_PAGESIZE));
    void* const at = mmap(nullptr, kBytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    VERIFY(at != MAP_FAILED);
    VERIFY(mprotect(static_cast<unsigned char*>(at) + kBytes, page, PROT_NONE) == 0);
    return static_cast<unsigned char*>(at);
  }
  static void give_back(unsigned char* pages) { spare().push_back(pages); }

 private:
  static std::vector<unsigned char*>& spare() {
    static std::vector<unsigned char*> all;
    return all;
  }
};

// Ends at the page behind it, as closely as the alignment allows; the gap, and as much before the start, is watched.
class Block {
 public:
  explicit Block(std::size_t bytes) : bytes_(bytes), pages_(Pages::take()) {
    VERIFY(bytes + 2 * kAlignment <= Pages::kBytes);
    data_ = pages_ + (Pages::kBytes - bytes) / kAlignment * kAlignment;
    std::memset(data_ - kAlignment, kWatched, kAlignment);
    std::memset(data_ + bytes, kWatched, end() - data_ - bytes);
    std::memset(data_, kFill, bytes);
  }
  ~Block() {
    VERIFY(intact());
    Pages::give_back(pages_);
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  void* data() const { return data_; }
  std::size_t bytes() const { return bytes_; }

  bool intact() const {
    for (const unsigned char* at = data_ - kAlignment; at < data_; ++at)
      if (*at != kWatched) return false;
    for (const unsigned char* at = data_ + bytes_; at < end(); ++at)
      if (*at != kWatched) return false;
    return true;
  }

 private:
  static constexpr unsigned char kWatched = 0xa5;
  unsigned char* end() const { return pages_ + Pages::kBytes; }

  std::size_t bytes_;
  unsigned char *pages_, *data_;
};

#endif

// The most that an input may ask for in one piece.
constexpr std::int64_t kMostBytes = std::int64_t(1) << 21;

}  // namespace fuzz
