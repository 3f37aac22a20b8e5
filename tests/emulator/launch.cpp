#include "launch.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <list>
#include <random>
#include <stdexcept>
#include <string>

#include "block.h"
#include "crash.h"
#include "hardware_emulated.h"

namespace optnet4j::emulator {
namespace {

// As many blocks as the random schedule has under way at once.
constexpr int kResidentBlocks = 4;
// What a block of an H100 or H200 can have.
constexpr std::size_t kMostSharedBytes = 227 * 1024;

// Later than everything that launches before did; 1 is the host's.
std::uint64_t next_launch = 2;

class Grid {
 public:
  Grid(const Launch& launch, const std::function<void()>& body)
      : launch_(launch), body_(body), begin_(next_launch), end_(begin_), random_(launch.seed) {}

  // Also after a failure: launches that follow are later than all of this one.
  ~Grid() {
    for (const Resident& resident : residents_) end_ = std::max(end_, resident.block.latest());
    next_launch = end_ + 1;
  }
  Grid(const Grid&) = delete;
  Grid& operator=(const Grid&) = delete;

  void run();

  const Launch& launch() const { return launch_; }
  const std::function<void()>& body() const { return body_; }
  std::exception_ptr thrown;
  bool crashed = false;
  const void* crash_address = nullptr;

 private:
  struct Resident {
    Resident(int index, const Launch& launch, std::uint64_t begin);
    Block block;
    int last;  // the thread that ran
  };

  int pick(const Resident& resident);
  void step(std::list<Resident>::iterator resident);

  const Launch& launch_;
  const std::function<void()>& body_;
  std::uint64_t begin_;
  std::uint64_t end_;
  std::mt19937_64 random_;
  std::list<Resident> residents_;
};

Grid* grid = nullptr;
Thread* running = nullptr;  // null on the host

// The thread stays where it is: within a signal handler nothing can be thrown, nor a message be made.
void crash(const void* address) {
  if (running == nullptr) return;
  grid->crashed = true;
  grid->crash_address = address;
  running->fiber->pause();
}

Thread& self() {
  if (running == nullptr) throw std::logic_error("kernel code was called outside of a launch");
  return *running;
}

void pause() { running->fiber->pause(); }

void run_thread(void* argument) {
  Thread& thread = *static_cast<Thread*>(argument);
  try {
    grid->body()();
  } catch (...) {
    grid->thrown = std::current_exception();
  }
  thread.block->end(thread);
  pause();
}

// So that the first of the order comes next.
int before_first(const Launch& launch) {
  if (launch.schedule == Schedule::descending) return 0;
  return (launch.schedule == Schedule::one_warp ? std::min(launch.threads, 32) : launch.threads) - 1;
}

Grid::Resident::Resident(int index, const Launch& launch, std::uint64_t begin)
    : block(index, launch.threads, launch.shared_bytes, begin, &run_thread), last(before_first(launch)) {}

// The next set bit after `last`, around the end; -1: none.
int next_after(const std::vector<std::uint32_t>& bits, int last) {
  const int words = int(bits.size());
  for (int i = 0, word = last / 32; i <= words; ++i, word = (word + 1) % words) {
    std::uint32_t here = bits[word];
    if (i == 0) here &= last % 32 == 31 ? 0 : ~0u << (last % 32 + 1);
    if (here != 0) return word * 32 + __builtin_ctz(here);
  }
  return -1;
}

// The same downwards.
int next_before(const std::vector<std::uint32_t>& bits, int last) {
  const int words = int(bits.size());
  for (int i = 0, word = last / 32; i <= words; ++i, word = (word + words - 1) % words) {
    std::uint32_t here = bits[word];
    if (i == 0) here &= (1u << last % 32) - 1;
    if (here != 0) return word * 32 + 31 - __builtin_clz(here);
  }
  return -1;
}

int Grid::pick(const Resident& resident) {
  const std::vector<std::uint32_t>& runnable = resident.block.runnable();
  switch (launch_.schedule) {
    case Schedule::ascending:
      return next_after(runnable, resident.last);
    case Schedule::descending:
      return next_before(runnable, resident.last);
    case Schedule::one_warp: {
      const int warp = resident.last / 32;
      if (runnable[warp] != 0) return warp * 32 + next_after({runnable[warp]}, resident.last % 32);
      return next_after(runnable, resident.last);
    }
    default: {
      int count = 0;
      for (std::uint32_t word : runnable) count += __builtin_popcount(word);
      if (count == 0) return -1;
      int skip = int(random_() % count);
      for (std::size_t word = 0;; ++word) {
        const int here = __builtin_popcount(runnable[word]);
        if (skip >= here) {
          skip -= here;
          continue;
        }
        std::uint32_t bits = runnable[word];
        for (; skip > 0; --skip) bits &= bits - 1;
        return int(word) * 32 + __builtin_ctz(bits);
      }
    }
  }
}

void Grid::step(std::list<Resident>::iterator resident) {
  Block& block = resident->block;
  const int next = pick(*resident);
  if (next < 0) {
    end_ = std::max(end_, block.latest());
    if (!block.ended()) block.fail_stuck();
    residents_.erase(resident);
    return;
  }
  resident->last = next;
  running = &block.thread(next);
  acting = &running->actor;
  running->fiber->resume();
  running = nullptr;
  acting = nullptr;
  if (thrown) std::rethrow_exception(thrown);
  if (crashed) block.fail_crashed(next, crash_address);
}

void Grid::run() {
  const bool interleaved = launch_.schedule == Schedule::random;
  int started = 0;
  while (started < launch_.blocks || !residents_.empty()) {
    while (started < launch_.blocks && int(residents_.size()) < (interleaved ? kResidentBlocks : 1)) {
      const int index = launch_.schedule == Schedule::descending ? launch_.blocks - 1 - started : started;
      residents_.emplace_back(index, launch_, begin_);
      ++started;
    }
    step(std::next(residents_.begin(), residents_.size() > 1 ? random_() % residents_.size() : 0));
  }
}

void require(bool condition, const char* what, long given, const std::string& expected) {
  if (!condition)
    throw std::invalid_argument(std::string(what) + ": " + std::to_string(given) + ", expected " + expected);
}

}  // namespace

const char* name(Schedule schedule) {
  switch (schedule) {
    case Schedule::ascending:
      return "ascending";
    case Schedule::descending:
      return "descending";
    case Schedule::one_warp:
      return "one_warp";
    default:
      return "random";
  }
}

void emulate(const Launch& launch, const std::function<void()>& body) {
  if (grid != nullptr) throw std::logic_error("a launch is under way already");
  require(launch.blocks >= 1 && launch.blocks <= kMostBlocks, "blocks", launch.blocks,
          "1 to " + std::to_string(kMostBlocks));
  require(launch.threads >= 1 && launch.threads <= kMostThreads, "threads", launch.threads,
          "1 to " + std::to_string(kMostThreads));
  require(launch.shared_bytes <= kMostSharedBytes, "shared_bytes", long(launch.shared_bytes),
          "0 to " + std::to_string(kMostSharedBytes));
  Grid all(launch, body);
  struct Current {
    explicit Current(Grid* one) { grid = one; }
    ~Current() { grid = nullptr; }
  } current(&all);
  const CrashHandler handler(&crash);
  all.run();
}

}  // namespace optnet4j::emulator

namespace optnet4j::hardware {

using emulator::grid;
using emulator::Meeting;
using emulator::self;
using emulator::SiteId;
using emulator::Thread;

int thread() { return self().index; }
int block() { return self().block->index(); }
int blocks() { return self(), grid->launch().blocks; }

void meet_block(Site at) {
  Thread& thread = self();
  const SiteId site = emulator::arrive(at, Meeting::block);
  if (emulator::is_switched_off(site)) return;
  thread.block->meet_block(thread, site);
  emulator::pause();
}

void meet_lanes(unsigned mask, Site at) {
  Thread& thread = self();
  const SiteId site = emulator::arrive(at, Meeting::lanes);
  if (emulator::is_switched_off(site)) return;
  thread.block->meet_lanes(thread, mask, site);
  emulator::pause();
}

void exchange(unsigned mask, void* number, std::size_t bytes, int lane, Meeting kind, Site at) {
  Thread& thread = self();
  std::memcpy(thread.number, number, bytes);
  thread.asks = lane;
  thread.block->shuffle(thread, mask, emulator::arrive(at, kind));
  emulator::pause();
  std::memcpy(number, thread.number, bytes);
}

void multiply_together(void* brought, void (*all)(void* const*), Site at) {
  Thread& thread = self();
  thread.brought = brought;
  thread.block->together(thread, all, emulator::arrive(at, Meeting::multiply_add));
  emulator::pause();
}

unsigned fetch_add(unsigned* counter, unsigned amount) {
  self();
  if (!emulator::on_device(counter))
    throw emulator::Failure(emulator::Fault::bounds, "counter: not an address of the device");
  // Where many threads count, the order of their counts is part of the schedule.
  if (grid->launch().schedule == emulator::Schedule::random) emulator::pause();
  emulator::on_atomic(counter, sizeof *counter);
  const unsigned before = *counter;
  *counter = before + amount;
  return before;
}

void require_in_shared(const void* at) {
  const emulator::Block& block = *self().block;
  const auto offset = reinterpret_cast<std::uintptr_t>(at) - reinterpret_cast<std::uintptr_t>(block.shared());
  if (offset > block.shared_bytes())
    throw emulator::Failure(emulator::Fault::bounds, "a pointer into shared memory leads elsewhere");
}

unsigned char* shared_memory() { return static_cast<unsigned char*>(self().block->shared()); }

}  // namespace optnet4j::hardware
