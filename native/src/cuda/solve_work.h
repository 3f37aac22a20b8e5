// The forward pass over a batch in host memory, chunk by chunk.
#pragma once

#include <cstdint>

#include "batch.h"
#include "optnet4j_cuda.h"
#include "pipeline.h"

namespace optnet4j {
namespace cuda {

// Vectors of answers: x, nu, lambda, slack; in the normal form also lambda and slack of l, and lambda of lb and ub.
constexpr int kAnswers = 8;

// Where everything lies. Device memory of a lane: the chunk's inputs, its answers, the workspace; pinned memory of a
// lane has the first two at the same offsets. Memory in common: parameters that the batch shares, and their factors
// unless these are kept. What is kept: factors of what is shared, answers of the whole batch, factors of each problem.
class SolveSizes {
 public:
  SolveSizes(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan);

  struct Lane {
    std::int64_t input[kParameters];  // -1: shared
    std::int64_t input_bytes;
    std::int64_t figures[4];  // primal and dual residual, gap, objective
    std::int64_t answers[kAnswers];
    std::int64_t status, iterations;
    std::int64_t pinned_bytes;
    std::int64_t workspace;
    std::int64_t device_bytes;
  };
  Lane lane(std::int64_t count) const;

  struct Common {
    std::int64_t input[kParameters];  // -1: not shared
    std::int64_t input_bytes;
    std::int64_t factors;
    std::int64_t device_bytes;
  };
  const Common& common() const { return common_; }

  struct Kept {
    std::int64_t shared_factors;
    std::int64_t answers[kAnswers];
    std::int64_t status;
    std::int64_t factors;
    std::int64_t bytes;
  };
  const Kept& kept() const { return kept_; }

  std::int64_t copied_per_problem() const;
  std::int64_t common_device_bytes() const { return common_.device_bytes; }
  std::int64_t common_pinned_bytes() const { return common_.input_bytes; }
  std::int64_t kept_bytes() const { return kept_.bytes; }
  std::int64_t lane_device_bytes(std::int64_t count) const { return lane(count).device_bytes; }
  std::int64_t lane_pinned_bytes(std::int64_t count) const { return lane(count).pinned_bytes; }

 private:
  const optnet4j_batch& batch_;
  const optnet4j_cuda_plan& plan_;
  std::int64_t number_;
  Common common_;
  Kept kept_;
};

class SolveWork : public ChunkWork {
 public:
  // `kept` null: nothing is kept.
  SolveWork(const optnet4j_batch& batch, const optnet4j_settings& settings, const optnet4j_cuda_plan& plan,
            const optnet4j_solution_targets& targets, const SolveSizes& sizes, char* common_device, char* common_pinned,
            char* kept);

  void begin(Lane& lane) override;
  void start(Lane& lane, std::int64_t first, std::int64_t count) override;
  void deliver(Lane& lane, std::int64_t first, std::int64_t count) override;
  void end(Lane&) override {}

 private:
  optnet4j_batch on_device(const Lane& lane, const SolveSizes::Lane& at, std::int64_t count) const;

  const optnet4j_batch& batch_;
  const optnet4j_settings& settings_;
  const optnet4j_cuda_plan& plan_;
  const optnet4j_solution_targets& targets_;
  const SolveSizes& sizes_;
  char* const common_device_;
  char* const common_pinned_;
  char* const kept_;
  char* const shared_factors_;
  std::int64_t number_;
};

}  // namespace cuda
}  // namespace optnet4j
