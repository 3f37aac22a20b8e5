// How much memory a batch takes on the device, and how a workspace is divided.
#pragma once

#include <cstdint>

#include "optnet4j_cuda.h"
#include "team_memory.h"

namespace optnet4j {
namespace cuda {

constexpr std::int64_t kPieceAlignment = 256;
// The ticket counter comes first in a workspace.
constexpr std::int64_t kTicketBytes = kPieceAlignment;

constexpr std::int64_t aligned(std::int64_t bytes, std::int64_t to = kPieceAlignment) {
  return (bytes + to - 1) / to * to;
}

// The batch has been checked.
optnet4j_cuda_plan make_plan(const optnet4j_batch& batch, const optnet4j_cuda_device& device,
                             const optnet4j_cuda_mapping* mapping);
// The same for a mapping that is complete.
optnet4j_cuda_plan make_plan(const optnet4j_batch& batch, const optnet4j_cuda_mapping& mapping);

// Numbers from the memory of one team to the next, within a workspace.
std::int64_t cold_stride(const optnet4j_batch& batch, const optnet4j_cuda_mapping& mapping);

// Numbers of the workspace that the block takes which prepares what the batch shares. In the dual form it uses nothing
// but what is shared.
std::int64_t numbers_to_prepare(const optnet4j_batch& batch);

// Throws a Failure unless the plan is one for batches like this.
void check_plan(const optnet4j_batch& batch, const optnet4j_cuda_plan* plan);

}  // namespace cuda
}  // namespace optnet4j
