#include "solver.h"

#include <algorithm>
#include <cstdio>

#include "batch.h"
#include "cuda_error.h"
#include "device.h"
#include "gradient_work.h"
#include "launch.h"
#include "mapping.h"
#include "plan.h"
#include "solve_work.h"

namespace optnet4j {
namespace cuda {
namespace {

// Of the device's free memory so much is left to others, the CUDA runtime first of all.
constexpr std::int64_t kLargestReserve = std::int64_t(512) << 20;
constexpr std::int64_t kReservedPart = 16;

// The device work of one lane begins where the one before it ends.
void place_lanes(Lane (&lanes)[2], const Chunks& chunks, std::int64_t once, char* memory) {
  const std::int64_t each = (chunks.working_bytes - once) / chunks.lanes;
  for (int i = 0; i < chunks.lanes; ++i) lanes[i].device = memory + once + i * each;
}

}  // namespace

Solver::Solver(std::int32_t device, std::int64_t memory_limit, const optnet4j_cuda_mapping* mapping)
    : device_(device),
      memory_limit_(memory_limit),
      mapping_(mapping != nullptr ? *mapping : optnet4j_cuda_mapping{}),
      properties_(device_properties(device)),
      pool_(std::make_shared<Pool>(device)) {
  if (!properties_.has_code)
    fail(OPTNET4J_CUDA_UNAVAILABLE, "this library holds no code for device %d, %s of compute capability %d.%d", device,
         properties_.name, properties_.major, properties_.minor);
  const UseDevice use(device);
  resources_ = std::make_unique<Resources>();
}

Solver::~Solver() {
  try {
    const UseDevice use(device_);
    resources_.reset();
  } catch (const Failure&) {
    // The device is lost. What was taken on it is lost with it, and giving it back does no harm.
  }
}

void Solver::limit_chunks(std::int64_t problems) {
  const std::lock_guard<std::mutex> lock(mutex_);
  chunk_limit_ = problems;
}

void Solver::limit_copy_threads(std::int32_t threads) {
  const std::lock_guard<std::mutex> lock(mutex_);
  crew_.limit(threads);
}

void Solver::run(const std::function<void()>& body) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (broken_) fail_broken();
  try {
    const UseDevice use(device_);
    const CopyCrew::Duty duty(crew_);
    try {
      body();
    } catch (const Failure& failure) {
      abandon(failure);
      throw;
    }
    if (closed_) release_working_memory();
  } catch (const Failure& failure) {
    if (!broken_ && is_sticky(failure.record.cuda_code)) broken_ = std::make_unique<Failure>(failure);
    throw;
  }
}

// Nothing may still be copied to or from memory that the next call fills anew.
void Solver::abandon(const Failure& failure) {
  for (const Lane& lane : resources_->lanes)
    if (lane.stream.drain() != cudaSuccess && !broken_) broken_ = std::make_unique<Failure>(failure);
  cudaGetLastError();
}

void Solver::fail_broken() const {
  Failure failure{OPTNET4J_CUDA_BROKEN, broken_->record};
  std::snprintf(failure.record.message, sizeof failure.record.message,
                "this solver cannot be used any more: an earlier call ended with %.47s in %.63s",
                broken_->record.cuda_name, broken_->record.call);
  throw failure;
}

optnet4j_cuda_plan Solver::make_plan(const optnet4j_batch& batch) {
  optnet4j_cuda_mapping mapping = choose_mapping(batch, properties_, &mapping_);
  if (mapping_.blocks == 0) {
    // As many blocks as the device really holds at once.
    const std::array<std::int32_t, 6> key{mapping.kind,         mapping.team_threads,  mapping.teams_per_block,
                                          mapping.shared_bytes, batch.shape.precision, batch.form};
    auto found = resident_blocks_.find(key);
    if (found == resident_blocks_.end()) {
      int blocks = 0;
      const auto ask = is_normal(batch) ? normal_blocks_per_multiprocessor : blocks_per_multiprocessor;
      check(ask(mapping, batch.shape.precision, &blocks), "cudaOccupancyMaxActiveBlocksPerMultiprocessor",
            "for blocks of %d threads and %d bytes of shared memory", mapping.team_threads * mapping.teams_per_block,
            mapping.shared_bytes);
      if (blocks < 1)
        fail(OPTNET4J_CUDA_TOO_LARGE, "device %d cannot hold a block of %d threads and %d bytes of shared memory",
             device_, mapping.team_threads * mapping.teams_per_block, mapping.shared_bytes);
      found = resident_blocks_.emplace(key, blocks).first;
    }
    mapping.blocks = properties_.multiprocessors * found->second;
    mapping.blocks = std::int32_t(blocks_for(mapping, batch.shape.batch));
  }
  return cuda::make_plan(batch, mapping);
}

std::int64_t Solver::budget() const {
  std::size_t free = 0, total = 0;
  check(cudaMemGetInfo(&free, &total), "cudaMemGetInfo", "for device %d", device_);
  const std::int64_t reserve = std::min(std::int64_t(free) / kReservedPart, kLargestReserve);
  std::int64_t bytes = std::int64_t(free) - reserve + resources_->device.bytes();
  if (memory_limit_ > 0) bytes = std::min(bytes, memory_limit_ - pool_->in_use());
  return std::max<std::int64_t>(bytes, 0);
}

Chunks Solver::take_memory(const optnet4j_batch& batch, const ChunkDemand& demand, const PinnedDemand& pinned,
                           PoolMemory& kept) {
  Chunks chunks = ideal_chunks(demand);
  const auto refuse = [&](const char* what, std::int64_t available) {
    const optnet4j_shape& z = batch.shape;
    fail_out_of_memory("cudaMalloc", chunks.working_bytes, available,
                       "%s even one problem of n = %d, m = %d, p = %d in %s on device %d%s", what, z.n, z.m, z.p,
                       precision_name(z.precision), device_, memory_limit_ > 0 ? " within the limit that was set" : "");
  };
  const bool warm =
      chunks.working_bytes <= resources_->device.bytes() && (!chunks.keep || pool_->has(demand.kept_bytes));
  std::int64_t room = INT64_MAX;
  if (!warm) {
    pool_->trim();
    room = budget();
    if (!fitting_chunks(demand, room, chunks)) refuse("not enough memory for", room);
  }
  for (;;) {
    try {
      // Working memory from before may be larger than what is now left for it.
      if (resources_->device.bytes() + (chunks.keep ? demand.kept_bytes : 0) > room) resources_->device.release();
      resources_->device.reserve(chunks.working_bytes);
      if (chunks.keep) kept = PoolMemory(pool_, demand.kept_bytes);
      resources_->common.reserve(pinned.common);
      for (int i = 0; i < chunks.lanes; ++i) resources_->lanes[i].pinned.reserve(pinned.lane(chunks.size));
      break;
    } catch (const Failure& failure) {
      if (failure.code != OPTNET4J_CUDA_OUT_OF_MEMORY) throw;
      // Less is free than was said, or not in one piece: again with less, until one problem at a time is too much.
      kept.reset();
      pool_->trim();
      const bool least = chunks.size == 1 && chunks.lanes == 1 && !chunks.keep;
      if (least && failure.record.needed_bytes > 0) throw;
      room = budget();
      if (least) refuse("not enough memory in one piece for", room);
      const std::int64_t taken = chunks.working_bytes + (chunks.keep ? demand.kept_bytes : 0);
      if (!fitting_chunks(demand, std::min(room, taken - taken / 4), chunks) && chunks.working_bytes > room)
        refuse("not enough memory for", room);
    }
  }
  place_lanes(resources_->lanes, chunks, demand.once, resources_->device.data());
  return chunks;
}

void Solver::release_working_memory() {
  crew_.dismiss();
  resources_->device.release();
  resources_->common.release();
  for (Lane& lane : resources_->lanes) lane.pinned.release();
}

std::unique_ptr<Kept> Solver::solve(const optnet4j_batch& batch, const optnet4j_settings& settings, std::int32_t keep,
                                    const optnet4j_solution_targets& targets) {
  std::unique_ptr<Kept> kept;
  run([&] {
    const optnet4j_cuda_plan plan = make_plan(batch);
    if (keep != OPTNET4J_CUDA_KEEP_NOTHING) {
      kept = std::make_unique<Kept>();
      kept->solver = shared_from_this();
      kept->batch.shape = batch.shape;
      kept->batch = without_data(batch);
      kept->plan = plan;
    }
    if (batch.shape.batch == 0) return;
    const SolveSizes sizes(batch, plan);
    ChunkDemand demand{};
    demand.batch = batch.shape.batch;
    demand.wave = std::int64_t(plan.mapping.blocks) * plan.mapping.teams_per_block;
    demand.copied = sizes.copied_per_problem();
    demand.limit = chunk_limit_;
    demand.once = sizes.common_device_bytes();
    demand.kept_bytes = keep == OPTNET4J_CUDA_KEEP_FACTORS ? sizes.kept_bytes() : 0;
    demand.lane = [&](std::int64_t count) { return sizes.lane_device_bytes(count); };
    const PinnedDemand pinned{sizes.common_pinned_bytes(),
                              [&](std::int64_t count) { return sizes.lane_pinned_bytes(count); }};
    PoolMemory memory;
    const Chunks chunks = take_memory(batch, demand, pinned, memory);
    SolveWork work(batch, settings, plan, targets, sizes, resources_->device.data(), resources_->common.data(),
                   memory.data());
    run_chunks(chunks, batch.shape.batch, resources_->lanes, work);
    if (kept) {
      kept->factors = chunks.keep;
      kept->memory = std::move(memory);
    }
  });
  return kept;
}

void Solver::gradients(Kept& kept, const optnet4j_batch& batch, const optnet4j_answers* answers,
                       const optnet4j_cotangent& cotangent, const optnet4j_gradient_targets& targets) {
  run([&] {
    const GradientSizes sizes(kept.batch, kept.plan, cotangent, targets, !kept.factors);
    ChunkDemand demand{};
    demand.batch = std::max<std::int64_t>(batch.shape.batch, 1);
    demand.wave = std::int64_t(kept.plan.mapping.blocks) * kept.plan.mapping.teams_per_block;
    demand.copied = sizes.copied_per_problem();
    demand.limit = chunk_limit_;
    demand.once = sizes.common_device_bytes();
    demand.lane = [&](std::int64_t count) { return sizes.lane_device_bytes(count); };
    const PinnedDemand pinned{sizes.common_pinned_bytes(),
                              [&](std::int64_t count) { return sizes.lane_pinned_bytes(count); }};
    PoolMemory none;
    const Chunks chunks = take_memory(batch, demand, pinned, none);
    GradientWork work(kept.batch, batch, answers, cotangent, targets, kept.plan, sizes, resources_->device.data(),
                      resources_->common.data(), kept.factors ? kept.memory.data() : nullptr);
    run_chunks(chunks, batch.shape.batch, resources_->lanes, work);
  });
}

void Solver::close() {
  const std::lock_guard<std::mutex> lock(mutex_);
  closed_ = true;
  pool_->close();
  try {
    const UseDevice use(device_);
    release_working_memory();
  } catch (const Failure&) {
    // The device is lost, and its memory with it.
  }
}

}  // namespace cuda
}  // namespace optnet4j
