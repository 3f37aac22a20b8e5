#include "memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <new>
#include <sstream>
#include <stdexcept>

#include "failure.h"

namespace optnet4j::emulator {
namespace {

constexpr std::uint32_t kSeveralThreads = kMostThreads;  // instead of a thread: of more than one warp
constexpr std::uint32_t kSeveralBlocks = ~std::uint32_t(0);
constexpr std::uint32_t kHost = kSeveralBlocks - 1;
constexpr std::uint64_t kHostTime = 1;

// What four bytes have been through. Readers are those since the last write that are not known to have come before a
// later reader; several of one warp are kept as a set of lanes under the latest of their times.
struct Cell {
  std::uint64_t written : 63;  // when; 0: never
  std::uint64_t atomic : 1;    // how
  std::uint64_t read;          // when; 0: not since the last write
  std::uint32_t writer;
  std::uint32_t reader;
  std::uint32_t lanes;  // of the reader's warp
  SiteId writer_site;
  SiteId reader_site;
};
constexpr std::size_t kCellBytes = 4;

struct Allocation {
  std::string name;
  std::size_t bytes;
};

// Allocations start at multiples of the gap and have at least a gap between them, so that running over the end of one
// is not running into another.
constexpr std::size_t kGap = std::size_t(1) << 16;

struct Arena {
  unsigned char* bytes = reserve(kArenaBytes);
  Cell* cells = reinterpret_cast<Cell*>(reserve(kArenaBytes / kCellBytes * sizeof(Cell)));
  std::map<std::size_t, Allocation> allocations;  // by offset

  // Pages read as zero, and take up memory once they are touched.
  static unsigned char* reserve(std::size_t count) {
    void* const pages =
        mmap(nullptr, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (pages == MAP_FAILED) throw std::bad_alloc();
    return static_cast<unsigned char*>(pages);
  }

  std::size_t offset_of(const void* address) const { return static_cast<const unsigned char*>(address) - bytes; }

  // The last allocation that starts at or before an offset.
  const std::pair<const std::size_t, Allocation>* before(std::size_t offset) const {
    auto next = allocations.upper_bound(offset);
    return next == allocations.begin() ? nullptr : &*std::prev(next);
  }
};

Arena& arena() {
  static Arena only;
  return only;
}

// The host waits for launches before it does anything: all came before.
const Actor host{kHost, 0, ~std::uint64_t(0), ~std::uint64_t(0), {}, kHostTime};

bool other_block(std::uint32_t a, std::uint32_t b) { return (a ^ b) >> kThreadBits != 0; }
bool other_warp(std::uint32_t a, std::uint32_t b) { return (a ^ b) >> 5 != 0; }

// Whether what `who` did at `time` came before what `by` does now.
bool came_before(std::uint32_t who, std::uint64_t time, const Actor& by) {
  if (time < by.launch) return true;
  if (other_block(who, by.who)) return false;
  if (time < by.barrier || who == by.who) return true;
  return !other_warp(who, by.who) && time <= by.known[who % 32];
}

Party party(std::uint32_t who, SiteId site) {
  if (who == kHost) return {};
  if (who == kSeveralBlocks) return {-1, -1, site_of(site)};
  const int thread = who % (1u << kThreadBits);
  return {int(who >> kThreadBits), thread == kSeveralThreads ? -1 : thread, site_of(site)};
}

std::string text(const Party& one, std::uint32_t who) {
  std::ostringstream out;
  if (who == kHost) return "the host";
  if (who == kSeveralBlocks) return "threads of several blocks";
  if (one.thread < 0) {
    out << "threads of several warps of block " << one.block;
  } else {
    out << "thread " << one.thread << " of block " << one.block;
  }
  if (one.site.line > 0) out << " (coming from " << one.site.file << ":" << one.site.line << ")";
  return out.str();
}

// `does` is what `by` does to the number, `did` (may be null) what another did.
[[noreturn]] void fail(Fault fault, const void* number, std::size_t bytes, const Actor& by, const char* does,
                       const char* did = nullptr, std::uint32_t other = 0, SiteId other_site = 0) {
  const std::size_t offset = arena().offset_of(number);
  const auto* nearest = arena().before(offset);
  const std::string memory = nearest == nullptr ? "before all allocations" : nearest->second.name;
  const long index = nearest == nullptr ? -1 : long((offset - nearest->first) / bytes);
  const Party first = party(by.who, by.site);
  const Party second = did == nullptr ? Party() : party(other, other_site);
  std::ostringstream out;
  out << text(first, by.who) << " " << does << " " << memory << "[" << index << "]";
  if (nearest != nullptr) out << " (" << nearest->second.bytes << " bytes, numbers of " << bytes << ")";
  if (did != nullptr) out << ", which " << text(second, other) << " " << did << ", without a meeting in between";
  Failure failure(fault, out.str());
  failure.first = first;
  failure.second = second;
  failure.memory = memory;
  failure.index = index;
  throw failure;
}

bool allocated(std::size_t offset) {
  const auto* nearest = arena().before(offset);
  return nearest != nullptr && offset < nearest->first + nearest->second.bytes;
}

// The cells of a number, or of a range.
struct Cells {
  Cell* first;
  Cell* last;
  Cell* begin() const { return first; }
  Cell* end() const { return last; }
};
Cells cells_of(const void* begin, std::size_t bytes) {
  const std::size_t offset = arena().offset_of(begin);
  return {arena().cells + offset / kCellBytes, arena().cells + (offset + bytes + kCellBytes - 1) / kCellBytes};
}

void require_aligned(const void* number, std::size_t bytes, const Actor& by) {
  if (arena().offset_of(number) % bytes != 0) fail(Fault::bounds, number, bytes, by, "uses a misaligned number in");
}

// A number with a part that was never written.
[[noreturn]] void fail_unwritten(const Cell& cell, const void* number, std::size_t bytes, const Actor& by) {
  if (!allocated((&cell - arena().cells) * kCellBytes))
    fail(Fault::bounds, number, bytes, by, "reads outside of memory, nearest");
  fail(Fault::uninitialised, number, bytes, by, "reads a number never written,");
}

void require_ordered_after_write(const Cell& cell, const void* number, std::size_t bytes, const Actor& by,
                                 const char* does) {
  if (!came_before(cell.writer, cell.written, by))
    fail(Fault::race, number, bytes, by, does, "wrote", cell.writer, cell.writer_site);
}

void require_ordered_after_reads(const Cell& cell, const void* number, std::size_t bytes, const Actor& by) {
  if (cell.read < by.launch) return;
  std::uint32_t unordered = cell.reader;
  if (!other_block(cell.reader, by.who)) {
    if (cell.read < by.barrier) return;
    if (!other_warp(cell.reader, by.who)) {
      std::uint32_t lanes = cell.lanes & ~(1u << by.who % 32);
      while (lanes != 0 && cell.read <= by.known[__builtin_ctz(lanes)]) lanes &= lanes - 1;
      if (lanes == 0) return;
      unordered = (by.who & ~31u) | __builtin_ctz(lanes);
    }
  }
  fail(Fault::race, number, bytes, by, "writes", "read", unordered, cell.reader_site);
}

void note_read(Cell& cell, const Actor& by) {
  const std::uint32_t lane = 1u << by.who % 32;
  cell.reader_site = by.site;
  if (cell.read >= by.launch && other_block(cell.reader, by.who)) {
    cell.reader = kSeveralBlocks;
  } else if (cell.read < by.barrier) {
    cell.reader = by.who;
    cell.lanes = lane;
  } else if (other_warp(cell.reader, by.who)) {
    cell.reader = who_is(by.who >> kThreadBits, kSeveralThreads);
  } else {
    // Those that came before this reader need not be remembered beside it.
    if (cell.read != by.time) {
      for (std::uint32_t rest = cell.lanes; rest != 0; rest &= rest - 1) {
        const int other = __builtin_ctz(rest);
        if (cell.read <= by.known[other]) cell.lanes &= ~(1u << other);
      }
    }
    cell.reader = by.who;
    cell.lanes |= lane;
    cell.read = std::max(cell.read, by.time);
    return;
  }
  cell.read = by.time;
}

void note_write(Cell& cell, const Actor& by) {
  cell.written = by.time;
  cell.atomic = 0;
  cell.writer = by.who;
  cell.writer_site = by.site;
  cell.read = 0;
}

const Actor& actor() { return acting == nullptr ? host : *acting; }

// Fails for ranges that are not within one allocation.
void require_allocated(const void* memory, std::size_t bytes, const char* does) {
  if (!on_device(memory)) throw std::invalid_argument("memory: not an address of the device");
  const std::size_t offset = arena().offset_of(memory);
  const auto* nearest = arena().before(offset);
  if (nearest == nullptr || offset + bytes > nearest->first + nearest->second.bytes)
    fail(Fault::bounds, memory, 1, host, does);
}

}  // namespace

std::uintptr_t arena_begin = reinterpret_cast<std::uintptr_t>(arena().bytes);
const Actor* acting = nullptr;

void* allocate(const std::string& name, std::size_t bytes) {
  Arena& all = arena();
  std::size_t offset = kGap;
  for (const auto& [begin, allocation] : all.allocations) {
    if (offset + bytes + kGap <= begin) break;
    offset = (begin + allocation.bytes + kGap + kGap - 1) / kGap * kGap;
  }
  if (bytes > kArenaBytes || offset + bytes + kGap > kArenaBytes) throw std::bad_alloc();
  all.allocations.emplace(offset, Allocation{name, bytes});
  std::memset(all.bytes + offset, 0xff, bytes);
  return all.bytes + offset;
}

void release(void* memory) {
  Arena& all = arena();
  const auto found = on_device(memory) ? all.allocations.find(all.offset_of(memory)) : all.allocations.end();
  if (found == all.allocations.end()) throw std::invalid_argument("memory: not what allocate() returned, or released");
  const std::size_t pages = (found->second.bytes + 4095) / 4096 * 4096;
  madvise(memory, pages, MADV_DONTNEED);
  madvise(cells_of(memory, pages).first, pages / kCellBytes * sizeof(Cell), MADV_DONTNEED);
  all.allocations.erase(found);
}

void mark_written(void* memory, std::size_t bytes) {
  require_allocated(memory, bytes, "copies beyond");
  for (Cell& cell : cells_of(memory, bytes)) note_write(cell, host);
}

void require_written(const void* memory, std::size_t bytes) {
  require_allocated(memory, bytes, "copies from beyond");
  for (const Cell& cell : cells_of(memory, bytes)) {
    if (cell.written == 0)
      fail(Fault::uninitialised, arena().bytes + (&cell - arena().cells) * kCellBytes, kCellBytes, host,
           "copies a number never written,");
  }
}

void on_read(const void* number, std::size_t bytes) {
  const Actor& by = actor();
  require_aligned(number, bytes, by);
  for (Cell& cell : cells_of(number, bytes)) {
    if (cell.written == 0) fail_unwritten(cell, number, bytes, by);
    require_ordered_after_write(cell, number, bytes, by, "reads");
    note_read(cell, by);
  }
}

void on_write(const void* number, std::size_t bytes) {
  const Actor& by = actor();
  require_aligned(number, bytes, by);
  for (Cell& cell : cells_of(number, bytes)) {
    if (cell.written == 0) {
      if (!allocated((&cell - arena().cells) * kCellBytes))
        fail(Fault::bounds, number, bytes, by, "writes outside of memory, nearest");
    } else {
      require_ordered_after_write(cell, number, bytes, by, "writes");
    }
    require_ordered_after_reads(cell, number, bytes, by);
    note_write(cell, by);
  }
}

void on_atomic(const void* number, std::size_t bytes) {
  const Actor& by = actor();
  require_aligned(number, bytes, by);
  for (Cell& cell : cells_of(number, bytes)) {
    if (cell.written == 0) fail_unwritten(cell, number, bytes, by);
    const bool unordered = !came_before(cell.writer, cell.written, by);
    const bool other_blocks = other_block(cell.writer, by.who);
    if (!cell.atomic) require_ordered_after_write(cell, number, bytes, by, "adds to");
    require_ordered_after_reads(cell, number, bytes, by);
    note_write(cell, by);
    cell.atomic = 1;
    if (unordered) cell.writer = other_blocks ? kSeveralBlocks : who_is(by.who >> kThreadBits, kSeveralThreads);
  }
}

}  // namespace optnet4j::emulator
