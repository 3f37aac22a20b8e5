#include "block.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <sstream>

namespace optnet4j::emulator {
namespace {

// Fibers of blocks that have ended. A stack that was used lately is in the cache.
std::vector<std::unique_ptr<Fiber>> spare;

std::unique_ptr<Fiber> take_fiber() {
  if (spare.empty()) return std::make_unique<Fiber>();
  std::unique_ptr<Fiber> fiber = std::move(spare.back());
  spare.pop_back();
  return fiber;
}

std::string text(hardware::Site site) { return std::string(site.file) + ":" + std::to_string(site.line); }

std::string hexadecimal(std::uint32_t mask) {
  std::ostringstream out;
  out << std::hex << "0x" << mask;
  return out.str();
}

}  // namespace

Block::Block(int index, int threads, std::size_t shared_bytes, std::uint64_t launch, void (*body)(void*))
    : index_(index),
      threads_(threads),
      shared_(allocate("shared memory of block " + std::to_string(index), shared_bytes)),
      shared_bytes_(shared_bytes),
      latest_(launch),
      runnable_((threads + 31) / 32),
      ended_(runnable_.size()),
      gatherings_(runnable_.size()) {
  for (int i = 0; i < threads; ++i) {
    Thread& thread = threads_[i];
    thread.block = this;
    thread.index = i;
    thread.actor = Actor{who_is(index, i), 0, launch, launch, {}, launch};
    thread.fiber = take_fiber();
    thread.fiber->start(body, &thread);
    runnable_[i / 32] |= 1u << i % 32;
  }
}

Block::~Block() {
  for (Thread& thread : threads_) spare.push_back(std::move(thread.fiber));
  emulator::release(shared_);
}

void Block::wait(Thread& thread, SiteId site) {
  thread.waits_at = site;
  runnable_[thread.index / 32] &= ~(1u << thread.index % 32);
}

void Block::release(int warp, std::uint32_t lanes) {
  runnable_[warp] |= lanes;
  for (std::uint32_t rest = lanes; rest != 0; rest &= rest - 1) {
    Thread& thread = threads_[warp * 32 + __builtin_ctz(rest)];
    thread.waits_at = 0;
  }
}

void Block::end(Thread& thread) {
  wait(thread, 0);
  ended_[thread.index / 32] |= 1u << thread.index % 32;
  ++ended_count_;
}

void Block::meet_block(Thread& thread, SiteId site) {
  if (arrived_ == 0) first_arrived_ = thread.index;
  if (arrived_ > 0 && threads_[first_arrived_].waits_at != site) fail_divergent(thread, site, first_arrived_);
  wait(thread, site);
  if (++arrived_ < int(threads_.size())) return;
  arrived_ = 0;
  ++latest_;
  for (Thread& each : threads_) {
    each.actor.time = each.actor.barrier = latest_;
    each.actor.site = site;
    release(each.index / 32, 1u << each.index % 32);
  }
}

bool Block::gather(Thread& thread, std::uint32_t mask, SiteId site) {
  const int warp = thread.index / 32;
  const std::uint32_t lane = 1u << thread.index % 32;
  const int lanes = std::min(int(threads_.size()) - warp * 32, 32);
  if ((mask & lane) == 0 || (lanes < 32 && mask >> lanes != 0)) {
    Failure failure(Fault::divergence, "lane " + std::to_string(thread.index % 32) + " of warp " +
                                           std::to_string(warp) + " of block " + std::to_string(index_) +
                                           ", which has " + std::to_string(lanes) + " lanes, meets lanes " +
                                           hexadecimal(mask) + " at " + text(site_of(site)) +
                                           "; expected a mask of lanes that exist, with its own");
    failure.first = party(thread.index, site);
    throw failure;
  }
  std::vector<Gathering>& all = gatherings_[warp];
  auto found = std::find_if(all.begin(), all.end(), [&](const Gathering& each) { return each.mask == mask; });
  if (found == all.end()) {
    all.push_back({mask, 0, site, thread.index});
    found = all.end() - 1;
  }
  if (found->site != site) fail_divergent(thread, site, found->first);
  wait(thread, site);
  found->arrived |= lane;
  if (found->arrived != mask) return false;
  *found = all.back();
  all.pop_back();
  return true;
}

void Block::meet_lanes(Thread& thread, std::uint32_t mask, SiteId site) {
  if (!gather(thread, mask, site)) return;
  const int warp = thread.index / 32;
  Thread* const lanes = &threads_[warp * 32];
  std::uint64_t time = 0;
  for (std::uint32_t rest = mask; rest != 0; rest &= rest - 1)
    time = std::max(time, lanes[__builtin_ctz(rest)].actor.time);
  // Everybody learns what anybody knew.
  std::uint64_t known[32];
  std::fill(known, known + 32, time);
  if (mask != ~0u) {
    for (int other = 0; other < 32; ++other) {
      if ((mask >> other & 1) != 0) continue;
      known[other] = 0;
      for (std::uint32_t rest = mask; rest != 0; rest &= rest - 1)
        known[other] = std::max(known[other], lanes[__builtin_ctz(rest)].actor.known[other]);
    }
  }
  for (std::uint32_t rest = mask; rest != 0; rest &= rest - 1) {
    Actor& actor = lanes[__builtin_ctz(rest)].actor;
    std::copy(known, known + 32, actor.known);
    actor.time = time + 1;
    actor.site = site;
  }
  latest_ = std::max(latest_, time + 1);
  release(warp, mask);
}

void Block::shuffle(Thread& thread, std::uint32_t mask, SiteId site) {
  if (thread.asks < 0 || thread.asks >= 32 || (mask >> thread.asks & 1) == 0) {
    Failure failure(Fault::divergence, "thread " + std::to_string(thread.index) + " of block " +
                                           std::to_string(index_) + " asks lane " + std::to_string(thread.asks) +
                                           " at " + text(site_of(site)) + "; expected one of lanes " +
                                           hexadecimal(mask));
    failure.first = party(thread.index, site);
    throw failure;
  }
  if (!gather(thread, mask, site)) return;
  Thread* const lanes = &threads_[thread.index / 32 * 32];
  unsigned char brought[32][sizeof thread.number];
  for (std::uint32_t rest = mask; rest != 0; rest &= rest - 1) {
    const int lane = __builtin_ctz(rest);
    std::memcpy(brought[lane], lanes[lane].number, sizeof thread.number);
  }
  for (std::uint32_t rest = mask; rest != 0; rest &= rest - 1) {
    Thread& each = lanes[__builtin_ctz(rest)];
    std::memcpy(each.number, brought[each.asks], sizeof thread.number);
  }
  release(thread.index / 32, mask);
}

void Block::together(Thread& thread, void (*all)(void* const*), SiteId site) {
  if (!gather(thread, ~0u, site)) return;
  const int warp = thread.index / 32;
  void* brought[32];
  for (int lane = 0; lane < 32; ++lane) brought[lane] = threads_[warp * 32 + lane].brought;
  all(brought);
  release(warp, ~0u);
}

void Block::fail_divergent(const Thread& thread, SiteId site, int waiting) const {
  const Party first = party(thread.index, site);
  const Party second = party(waiting, threads_[waiting].waits_at);
  Failure failure(Fault::divergence, "thread " + std::to_string(first.thread) + " of block " + std::to_string(index_) +
                                         " meets at " + text(first.site) + ", while thread " +
                                         std::to_string(second.thread) + " waits for it at " + text(second.site));
  failure.first = first;
  failure.second = second;
  throw failure;
}

void Block::fail_crashed(int thread, const void* address) const {
  const Party first = party(thread, threads_[thread].actor.site);
  std::ostringstream out;
  out << "thread " << thread << " of block " << index_;
  if (first.site.line > 0) out << " (coming from " << text(first.site) << ")";
  out << " uses address " << address << ", where there is no memory (0 stands for addresses that cannot exist too)";
  Failure failure(Fault::bounds, out.str());
  failure.first = first;
  throw failure;
}

void Block::fail_stuck() const {
  // Whether someone waits for a thread that has ended.
  bool for_ended = arrived_ > 0 && ended_count_ > 0;
  for (std::size_t warp = 0; warp < gatherings_.size(); ++warp) {
    for (const Gathering& each : gatherings_[warp]) for_ended = for_ended || (each.mask & ended_[warp]) != 0;
  }
  std::map<SiteId, std::pair<int, int>> waiting;  // how many, and one of them
  Party ended;
  for (const Thread& thread : threads_) {
    if (thread.waits_at != 0) {
      std::pair<int, int>& there = waiting[thread.waits_at];
      if (there.first++ == 0) there.second = thread.index;
    } else {
      ended = party(thread.index, thread.actor.site);
    }
  }
  std::ostringstream out;
  out << "block " << index_ << ": nobody can go on; " << ended_count_ << " of " << threads_.size()
      << " threads have ended";
  for (const auto& [site, there] : waiting) out << ", " << there.first << " wait at " << text(site_of(site));
  Failure failure(for_ended ? Fault::deadlock : Fault::divergence, out.str());
  const auto first = waiting.begin();
  failure.first = party(first->second.second, first->first);
  if (for_ended) {
    failure.second = ended;
  } else if (waiting.size() > 1) {
    failure.second = party(std::next(first)->second.second, std::next(first)->first);
  }
  throw failure;
}

}  // namespace optnet4j::emulator
