// The gradients of a batch that was solved, from host memory to host memory, chunk by chunk.
#pragma once

#include <cstdint>

#include "optnet4j_cuda.h"
#include "pipeline.h"

namespace optnet4j {
namespace cuda {

// Where everything lies. Device memory of a lane: the chunk's inputs (cotangents; where factors are made again also
// matrices and answers), its gradients, the adjoint solution, the workspace; pinned memory of a lane has the first two
// at the same offsets. Memory in common: inputs that the batch shares, the sums of gradients, and, where they are made
// again, the factors of what is shared; pinned memory in common has the first two.
class GradientSizes {
 public:
  GradientSizes(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan, const optnet4j_cotangent& cotangent,
                const optnet4j_gradient_targets& targets, bool recompute);

  // Offsets; -1: not there.
  struct Lane {
    std::int64_t parameter[6];
    std::int64_t cotangent[3];
    std::int64_t answers[4];
    std::int64_t status;
    std::int64_t input_bytes;
    std::int64_t gradient[6];
    std::int64_t pinned_bytes;
    std::int64_t adjoint[3];
    std::int64_t workspace;
    std::int64_t device_bytes;
  };
  Lane lane(std::int64_t count) const;

  struct Common {
    std::int64_t parameter[6];
    std::int64_t cotangent[3];
    std::int64_t input_bytes;
    std::int64_t sum[6];
    std::int64_t pinned_bytes;
    std::int64_t factors;
    std::int64_t device_bytes;
  };
  const Common& common() const { return common_; }

  std::int64_t copied_per_problem() const { return lane(1).pinned_bytes; }
  std::int64_t common_device_bytes() const { return common_.device_bytes; }
  std::int64_t common_pinned_bytes() const { return common_.pinned_bytes; }
  std::int64_t lane_device_bytes(std::int64_t count) const { return lane(count).device_bytes; }
  std::int64_t lane_pinned_bytes(std::int64_t count) const { return lane(count).pinned_bytes; }

 private:
  const optnet4j_batch& batch_;
  const optnet4j_cuda_plan& plan_;
  const optnet4j_cotangent& cotangent_;
  const optnet4j_gradient_targets& targets_;
  bool recompute_;
  std::int64_t number_;
  Common common_;
};

class GradientWork : public ChunkWork {
 public:
  // `solved`: the batch of the solve, without data; `batch` and `answers` are read where `kept` is null.
  GradientWork(const optnet4j_batch& solved, const optnet4j_batch& batch, const optnet4j_answers* answers,
               const optnet4j_cotangent& cotangent, const optnet4j_gradient_targets& targets,
               const optnet4j_cuda_plan& plan, const GradientSizes& sizes, char* common_device, char* common_pinned,
               char* kept);

  void begin(Lane& lane) override;
  void start(Lane& lane, std::int64_t first, std::int64_t count) override;
  void deliver(Lane& lane, std::int64_t first, std::int64_t count) override;
  void end(Lane& lane) override;

 private:
  optnet4j_batch on_device(const Lane& lane, const GradientSizes::Lane& at, std::int64_t count) const;
  optnet4j_gradients on_device(const Lane* lane, const GradientSizes::Lane* at) const;

  const optnet4j_batch& solved_;
  const optnet4j_batch& batch_;
  const optnet4j_answers* const answers_;
  const optnet4j_cotangent& cotangent_;
  const optnet4j_gradient_targets& targets_;
  const optnet4j_cuda_plan& plan_;
  const GradientSizes& sizes_;
  char* const common_device_;
  char* const common_pinned_;
  char* const kept_;
  char* shared_factors_;
  std::int64_t number_;
  const Lane* before_ = nullptr;  // the lane of the chunk whose sums the next one's go on from
};

}  // namespace cuda
}  // namespace optnet4j
