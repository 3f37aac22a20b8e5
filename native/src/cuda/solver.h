// Solves and differentiates batches in host memory on one device.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "../copy_crew.h"
#include "chunks.h"
#include "failure.h"
#include "optnet4j_cuda.h"
#include "pipeline.h"
#include "pool.h"

namespace optnet4j {
namespace cuda {

class Solver;

// What a solved batch keeps for its gradients, on the device where `factors` is set.
struct Kept {
  std::shared_ptr<Solver> solver;  // lives on, without its working memory, until nothing kept needs it
  optnet4j_batch batch;            // the shape and what is shared; nothing is read through it
  optnet4j_cuda_plan plan;
  bool factors = false;
  PoolMemory memory;
};

class Solver : public std::enable_shared_from_this<Solver> {
 public:
  // `mapping` may be null. Throws a Failure where the device cannot be used.
  Solver(std::int32_t device, std::int64_t memory_limit, const optnet4j_cuda_mapping* mapping);
  ~Solver();

  void limit_chunks(std::int64_t problems);
  void limit_copy_threads(std::int32_t threads);
  // Arguments have been checked, but for what depends on the device.
  std::unique_ptr<Kept> solve(const optnet4j_batch& batch, const optnet4j_settings& settings, std::int32_t keep,
                              const optnet4j_solution_targets& targets);
  void gradients(Kept& kept, const optnet4j_batch& batch, const optnet4j_answers* answers,
                 const optnet4j_cotangent& cotangent, const optnet4j_gradient_targets& targets);
  // Gives working memory back. What is kept can still be differentiated.
  void close();

 private:
  struct Resources {
    Lane lanes[2];
    DeviceBuffer device;
    PinnedBuffer common;
  };
  struct PinnedDemand {
    std::int64_t common;
    std::function<std::int64_t(std::int64_t)> lane;
  };

  void run(const std::function<void()>& body);
  void abandon(const Failure& failure);
  void fail_broken() const;
  optnet4j_cuda_plan make_plan(const optnet4j_batch& batch);
  // Takes all memory for a call before any of its work begins: the lanes' and, where there is room, what is kept.
  Chunks take_memory(const optnet4j_batch& batch, const ChunkDemand& demand, const PinnedDemand& pinned,
                     PoolMemory& kept);
  std::int64_t budget() const;
  void release_working_memory();

  const std::int32_t device_;
  const std::int64_t memory_limit_;
  const optnet4j_cuda_mapping mapping_;
  optnet4j_cuda_device properties_;
  std::mutex mutex_;
  std::int64_t chunk_limit_ = 0;
  CopyCrew crew_;
  bool closed_ = false;
  std::unique_ptr<Failure> broken_;
  // By the mapping's kind, threads, teams and shared memory, the precision and the form.
  std::map<std::array<std::int32_t, 6>, int> resident_blocks_;
  std::shared_ptr<Pool> pool_;
  std::unique_ptr<Resources> resources_;
};

}  // namespace cuda
}  // namespace optnet4j
