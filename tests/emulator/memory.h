// The device's memory, and what every number in it has been through: who wrote it, who read it, and when. So threads
// that use a number without having met are found, whatever order the emulator happened to run them in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sites.h"

namespace optnet4j::emulator {

// All device memory, shared memory too, lies in one range of addresses.
constexpr std::size_t kArenaBytes = std::size_t(1) << 30;
extern std::uintptr_t arena_begin;

inline bool on_device(const void* address) {
  return reinterpret_cast<std::uintptr_t>(address) - arena_begin < kArenaBytes;
}

// Device memory under a name for messages. Its numbers count as never written, and are NaN.
void* allocate(const std::string& name, std::size_t bytes);
void release(void* memory);

// What copies from the host and to the host do.
void mark_written(void* memory, std::size_t bytes);
void require_written(const void* memory, std::size_t bytes);

// A thread of a running kernel, as memory sees it. Time is counted in meetings: whoever comes out of one is later than
// everyone was who took part.
struct Actor {
  std::uint32_t who;        // block and thread
  SiteId site;              // where it met others last
  std::uint64_t launch;     // what happened before that time, by anyone, came before
  std::uint64_t barrier;    // the same for its block
  std::uint64_t known[32];  // and up to that time, for each lane of its warp
  std::uint64_t time;       // now
};

constexpr int kThreadBits = 11;
constexpr int kMostThreads = 1024;
constexpr int kMostBlocks = 1 << 20;
constexpr std::uint32_t who_is(int block, int thread) { return std::uint32_t(block) << kThreadBits | thread; }

// Who uses memory now; null: the host.
extern const Actor* acting;

// Called before a number of 4 or 8 bytes on the device is used.
void on_read(const void* number, std::size_t bytes);
void on_write(const void* number, std::size_t bytes);
void on_atomic(const void* number, std::size_t bytes);

}  // namespace optnet4j::emulator
