// The threads of one block, and how they meet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "failure.h"
#include "fiber.h"
#include "memory.h"
#include "sites.h"

namespace optnet4j::emulator {

class Block;

struct Thread {
  Actor actor;
  Block* block;
  std::unique_ptr<Fiber> fiber;
  int index;
  SiteId waits_at;  // 0: it does not wait
  // What it brings to a shuffle and takes out of it, and the lane that it asks.
  unsigned char number[8];
  int asks;
  void* brought;  // to what its warp computes together
};

class Block {
 public:
  // Every thread runs body(its Thread), from time `launch` on.
  Block(int index, int threads, std::size_t shared_bytes, std::uint64_t launch, void (*body)(void*));
  ~Block();
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  int index() const { return index_; }
  void* shared() const { return shared_; }
  std::size_t shared_bytes() const { return shared_bytes_; }
  Thread& thread(int index) { return threads_[index]; }

  // Who can go on: a word for each warp, a bit for each lane. Nobody can: the block has ended, or is stuck.
  const std::vector<std::uint32_t>& runnable() const { return runnable_; }
  bool ended() const { return ended_count_ == int(threads_.size()); }
  [[noreturn]] void fail_stuck() const;

  // A thread used an address where there is no memory at all.
  [[noreturn]] void fail_crashed(int thread, const void* address) const;

  // No thread's time was later.
  std::uint64_t latest() const { return latest_; }

  // Called by a thread that has to pause afterwards. Whoever comes last makes all of them runnable.
  void meet_block(Thread& thread, SiteId site);
  void meet_lanes(Thread& thread, std::uint32_t mask, SiteId site);
  void shuffle(Thread& thread, std::uint32_t mask, SiteId site);
  void together(Thread& thread, void (*all)(void* const*), SiteId site);
  void end(Thread& thread);

 private:
  // Lanes of one warp that wait for the rest of their mask.
  struct Gathering {
    std::uint32_t mask;
    std::uint32_t arrived;
    SiteId site;
    int first;  // thread
  };

  bool gather(Thread& thread, std::uint32_t mask, SiteId site);
  void wait(Thread& thread, SiteId site);
  void release(int warp, std::uint32_t lanes);
  [[noreturn]] void fail_divergent(const Thread& thread, SiteId site, int waiting) const;
  Party party(int thread, SiteId site) const { return {index_, thread, site_of(site)}; }

  int index_;
  std::vector<Thread> threads_;
  void* shared_;
  std::size_t shared_bytes_;
  std::uint64_t latest_;
  std::vector<std::uint32_t> runnable_;
  std::vector<std::uint32_t> ended_;
  int ended_count_ = 0;
  int arrived_ = 0;  // at the block's meeting
  int first_arrived_ = 0;
  std::vector<std::vector<Gathering>> gatherings_;  // per warp
};

}  // namespace optnet4j::emulator
