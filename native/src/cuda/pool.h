// Device memory that outlives the call that took it: given back, it waits for the next that needs as much.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace optnet4j {
namespace cuda {

// May be used from several threads, also while the solver it belongs to is at work.
class Pool {
 public:
  explicit Pool(std::int32_t device) : device_(device) {}
  ~Pool() { close(); }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // The device has to be the current one. Throws a Failure.
  void* take(std::int64_t bytes);
  void give(void* address);
  // Frees what nobody uses.
  void trim();
  // The same, and from now on what is given back is freed at once.
  void close();

  std::int64_t in_use() const;
  std::int64_t idle() const;
  // Whether take would find memory of that size without asking for more.
  bool has(std::int64_t bytes) const;

 private:
  struct Block {
    void* address;
    std::int64_t bytes;
    bool used;
  };

  // The smallest that suits, or none.
  const Block* find(std::int64_t bytes) const;
  void free_idle();
  std::int64_t sum(bool used) const;

  const std::int32_t device_;
  mutable std::mutex mutex_;
  std::vector<Block> blocks_;
  bool closed_ = false;
};

// Memory of a pool, given back at the end.
class PoolMemory {
 public:
  PoolMemory() = default;
  PoolMemory(std::shared_ptr<Pool> pool, std::int64_t bytes) : pool_(std::move(pool)), data_(pool_->take(bytes)) {}
  ~PoolMemory() { reset(); }
  PoolMemory(PoolMemory&& other) noexcept : pool_(std::move(other.pool_)), data_(other.data_) { other.data_ = nullptr; }
  PoolMemory& operator=(PoolMemory&& other) noexcept {
    reset();
    pool_ = std::move(other.pool_);
    data_ = other.data_;
    other.data_ = nullptr;
    return *this;
  }

  void reset() {
    if (data_ != nullptr) pool_->give(data_);
    data_ = nullptr;
  }
  char* data() const { return static_cast<char*>(data_); }

 private:
  std::shared_ptr<Pool> pool_;
  void* data_ = nullptr;
};

}  // namespace cuda
}  // namespace optnet4j
