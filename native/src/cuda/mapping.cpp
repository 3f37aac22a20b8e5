#include "mapping.h"

#include <algorithm>
#include <cstdio>

#include "batch.h"
#include "failure.h"
#include "occupancy.h"
#include "team_memory.h"

namespace optnet4j {
namespace cuda {
namespace {

constexpr std::int32_t kAnySize = INT32_MAX;
// Kernels of threads and warps are compiled for blocks of no more.
constexpr std::int32_t kMostThreadsOfSmallTeams = 64;

// Small batches are finished soonest by many threads per problem, large ones by few: measured on an H200
// (docs/performance-notes.md).
// clang-format off
constexpr MappingRow kRows[] = {
    {OPTNET4J_CUDA_THREAD, 8, 16384, 1, 64, 128},
    {OPTNET4J_CUDA_WARP, 16, 2048, 8, 64, 128},
    {OPTNET4J_CUDA_WARP, 32, 2048, 16, 64, 128},
    {OPTNET4J_CUDA_WARP, 16, 0, 32, 64, 128},
    {OPTNET4J_CUDA_WARP, 32, 256, 32, 64, 128},
    {OPTNET4J_CUDA_WARP, 56, 512, 32, 64, 128},
    {OPTNET4J_CUDA_BLOCK, 64, 0, 128, 128, 128},
    {OPTNET4J_CUDA_BLOCK, 110, 256, 128, 128, 128},
    {OPTNET4J_CUDA_BLOCK, kAnySize, 0, 256, 256, 128},
    {OPTNET4J_CUDA_STREAMED, kAnySize, 0, 256, 256, 128},
};
// clang-format on

const char* kind_name(std::int32_t kind) {
  switch (kind) {
    case OPTNET4J_CUDA_THREAD:
      return "thread";
    case OPTNET4J_CUDA_WARP:
      return "warp";
    case OPTNET4J_CUDA_BLOCK:
      return "block";
    default:
      return "streamed";
  }
}

std::int64_t shared_bytes(const optnet4j_cuda_mapping& mapping, std::int64_t hot_bytes) {
  if (mapping.kind == OPTNET4J_CUDA_THREAD) return 0;
  return (hot_bytes * mapping.teams_per_block + 15) / 16 * 16;
}

std::int64_t estimated_blocks_per_multiprocessor(const optnet4j_cuda_mapping& mapping, std::int32_t registers,
                                                 const optnet4j_cuda_device& device) {
  const std::int64_t threads = std::int64_t(mapping.team_threads) * mapping.teams_per_block;
  const std::int64_t blocks = std::min(blocks_that_fit(device, threads, mapping.shared_bytes),
                                       device.registers_per_multiprocessor / (threads * registers));
  return std::max<std::int64_t>(blocks, 1);
}

// What rows of the table go by: the order of the largest matrix. Of bounds, which are many but only cost vectors in the
// normal form, each member of a team that is meant for the size has eight at most.
std::int32_t size_of(const optnet4j_batch& batch) {
  const optnet4j_shape& z = batch.shape;
  if (!is_normal(batch)) return std::max({z.n, z.m, z.p});
  return std::max({z.n, z.p, (normal_shape_of(batch).kinds.count() + 7) / 8});
}

// What the teams of a block need, in bytes, and what there is.
struct Room {
  std::int64_t needed, available;
  bool enough() const { return needed <= available; }
};

Room room(const optnet4j_cuda_mapping& mapping, const optnet4j_batch& batch, std::int64_t most_shared) {
  const std::int64_t number = bytes_per_number(batch.shape.precision);
  const std::int64_t hot = team_memory(mapping, batch).hot * number;
  if (mapping.kind == OPTNET4J_CUDA_THREAD) return {hot, thread_memory_numbers() * number};
  return {shared_bytes(mapping, hot), most_shared};
}

Room room(const optnet4j_cuda_mapping& mapping, const optnet4j_batch& batch, const optnet4j_cuda_device& device) {
  const std::int32_t most = device.shared_bytes_per_block;
  return room(mapping, batch, std::int64_t(mapping.shared_bytes > 0 ? std::min(mapping.shared_bytes, most) : most));
}

// The row's mapping with the given fields in place of its own, and as many teams per block as fit (not fewer than one).
optnet4j_cuda_mapping fill(const MappingRow& row, const optnet4j_batch& batch, const optnet4j_cuda_device& device,
                           const optnet4j_cuda_mapping& given) {
  optnet4j_cuda_mapping mapping{row.kind, row.team_threads, 0, 0, given.shared_bytes};
  if (given.team_threads > 0) mapping.team_threads = given.team_threads;
  const bool several = row.kind == OPTNET4J_CUDA_THREAD || row.kind == OPTNET4J_CUDA_WARP;
  const std::int32_t meant = several ? std::max(row.block_threads / mapping.team_threads, 1) : 1;
  mapping.teams_per_block = given.teams_per_block > 0 ? given.teams_per_block : meant;
  if (given.teams_per_block == 0 && mapping.kind == OPTNET4J_CUDA_WARP)
    while (mapping.teams_per_block > 1 && !room(mapping, batch, device).enough()) mapping.teams_per_block /= 2;
  return mapping;
}

void finish(const MappingRow& row, const optnet4j_batch& batch, const optnet4j_cuda_device& device,
            const optnet4j_cuda_mapping& given, optnet4j_cuda_mapping& mapping) {
  mapping.shared_bytes = std::max(mapping.shared_bytes, std::int32_t(room(mapping, batch, device).needed));
  if (mapping.kind == OPTNET4J_CUDA_THREAD) mapping.shared_bytes = 0;
  const std::int64_t most =
      std::int64_t(device.multiprocessors) * estimated_blocks_per_multiprocessor(mapping, row.registers, device);
  mapping.blocks = given.blocks > 0 ? given.blocks : std::int32_t(std::min<std::int64_t>(most, INT32_MAX));
  mapping.blocks = std::int32_t(blocks_for(mapping, batch.shape.batch));
}

void check_device(const optnet4j_cuda_device& device) {
  const auto positive = [](const char* name, std::int32_t value) {
    if (value < 1) fail(OPTNET4J_BAD_RANGE, "device: %s is %d, expected at least 1", name, value);
  };
  positive("multiprocessors", device.multiprocessors);
  positive("registers_per_multiprocessor", device.registers_per_multiprocessor);
  positive("threads_per_multiprocessor", device.threads_per_multiprocessor);
  positive("shared_bytes_per_block", device.shared_bytes_per_block);
  positive("shared_bytes_per_multiprocessor", device.shared_bytes_per_multiprocessor);
}

// A mapping whose fields are 0 where the table decides.
void check_given(const optnet4j_cuda_mapping& given) {
  const auto at_least_zero = [](const char* name, std::int32_t value) {
    if (value < 0) fail(OPTNET4J_BAD_RANGE, "mapping: %s is %d, expected at least 0", name, value);
  };
  at_least_zero("kind", given.kind);
  at_least_zero("team_threads", given.team_threads);
  at_least_zero("teams_per_block", given.teams_per_block);
  at_least_zero("blocks", given.blocks);
  at_least_zero("shared_bytes", given.shared_bytes);
  if (given.kind > OPTNET4J_CUDA_STREAMED)
    fail(OPTNET4J_BAD_RANGE, "mapping: kind is %d, expected 1 (thread) to 4 (streamed), or 0", given.kind);
}

}  // namespace

MappingTable mapping_table() { return {kRows, int(sizeof kRows / sizeof *kRows)}; }

std::string describe(const MappingTable& table) {
  std::string text;
  for (int i = 0; i < table.count; ++i) {
    const MappingRow& row = table.rows[i];
    char line[160];
    const std::string size = row.largest == kAnySize ? "any size" : "size <= " + std::to_string(row.largest);
    const std::string batch = row.smallest_batch == 0 ? "" : ", batch >= " + std::to_string(row.smallest_batch);
    std::snprintf(line, sizeof line, "%s%s: %s, %d thread%s per problem, blocks of %d\n", size.c_str(), batch.c_str(),
                  kind_name(row.kind), row.team_threads, row.team_threads == 1 ? "" : "s", row.block_threads);
    text += line;
  }
  return text;
}

void check_mapping(const optnet4j_cuda_mapping& mapping) {
  const auto refuse = [](const char* name, std::int32_t value, const char* expected) {
    fail(OPTNET4J_BAD_RANGE, "mapping: %s is %d, expected %s", name, value, expected);
  };
  const std::int32_t threads = mapping.team_threads, teams = mapping.teams_per_block;
  switch (mapping.kind) {
    case OPTNET4J_CUDA_THREAD:
      if (threads != 1) refuse("team_threads", threads, "1 for kind thread");
      break;
    case OPTNET4J_CUDA_WARP:
      if (threads != 8 && threads != 16 && threads != 32) refuse("team_threads", threads, "8, 16 or 32 for kind warp");
      break;
    case OPTNET4J_CUDA_BLOCK:
      if (threads != 128 && threads != 256) refuse("team_threads", threads, "128 or 256 for kind block");
      break;
    case OPTNET4J_CUDA_STREAMED:
      if (threads != 256) refuse("team_threads", threads, "256 for kind streamed");
      break;
    default:
      refuse("kind", mapping.kind, "1 (thread) to 4 (streamed)");
  }
  if (mapping.kind == OPTNET4J_CUDA_BLOCK || mapping.kind == OPTNET4J_CUDA_STREAMED) {
    if (teams != 1) refuse("teams_per_block", teams, "1 for kinds block and streamed");
  } else if (teams < 1 || std::int64_t(teams) * threads > kMostThreadsOfSmallTeams) {
    refuse("teams_per_block", teams, "at least 1, and no more than 64 threads in a block");
  }
  if (mapping.blocks < 1) refuse("blocks", mapping.blocks, "at least 1");
  if (mapping.shared_bytes < 0) refuse("shared_bytes", mapping.shared_bytes, "at least 0");
}

void check_team_memory(const optnet4j_cuda_mapping& mapping, const optnet4j_batch& batch) {
  const Room found = room(mapping, batch, std::int64_t(mapping.shared_bytes));
  if (found.enough()) return;
  const char* const what = mapping.kind == OPTNET4J_CUDA_THREAD ? "kind is thread, whose own memory" : "shared_bytes";
  fail(OPTNET4J_BAD_RANGE, "mapping: %s is %lld, expected at least %lld for this batch", what,
       static_cast<long long>(found.available), static_cast<long long>(found.needed));
}

optnet4j_cuda_mapping choose_mapping(const optnet4j_batch& batch, const optnet4j_cuda_device& device,
                                     const optnet4j_cuda_mapping* given) {
  check_device(device);
  const optnet4j_cuda_mapping wanted = given != nullptr ? *given : optnet4j_cuda_mapping{};
  check_given(wanted);
  const optnet4j_shape& z = batch.shape;
  const std::int32_t size = size_of(batch);
  Room last{0, 0};
  optnet4j_cuda_mapping tried{};
  // A kind that was asked for is taken beyond the batches it is meant for, too, and then beyond the sizes, where its
  // memory fits: by its largest team, since what it was not meant for are small batches and large problems.
  constexpr int kCount = int(sizeof kRows / sizeof *kRows);
  enum Meant { kForBatchAndSize, kForSize, kForNeither };
  for (const Meant meant : {kForBatchAndSize, kForSize, kForNeither}) {
    if (meant != kForBatchAndSize && wanted.kind == 0) break;
    for (int i = 0; i < kCount; ++i) {
      const MappingRow& row = kRows[meant == kForBatchAndSize ? i : kCount - 1 - i];
      if (wanted.kind != 0 && wanted.kind != row.kind) continue;
      if (meant != kForNeither && size > row.largest) continue;
      if (meant == kForBatchAndSize && z.batch < row.smallest_batch) continue;
      if (wanted.kind == 0 && wanted.team_threads != 0 && wanted.team_threads != row.team_threads) continue;
      optnet4j_cuda_mapping mapping = fill(row, batch, device, wanted);
      mapping.blocks = 1;
      check_mapping(mapping);
      last = room(mapping, batch, device);
      tried = mapping;
      if (!last.enough()) continue;
      finish(row, batch, device, wanted, mapping);
      return mapping;
    }
  }
  if (tried.kind == 0)
    fail(OPTNET4J_BAD_RANGE,
         "mapping: team_threads is %d, which no kind has for n = %d, m = %d, p = %d and a batch of %lld; give the "
         "kind, too",
         wanted.team_threads, z.n, z.m, z.p, static_cast<long long>(z.batch));
  fail(OPTNET4J_CUDA_TOO_LARGE,
       "problems of n = %d, m = %d, p = %d in %s: kind %s needs %lld bytes of %s memory per block, there are %lld", z.n,
       z.m, z.p, precision_name(z.precision), kind_name(tried.kind), static_cast<long long>(last.needed),
       tried.kind == OPTNET4J_CUDA_THREAD ? "a thread's own" : "shared", static_cast<long long>(last.available));
}

}  // namespace cuda
}  // namespace optnet4j
