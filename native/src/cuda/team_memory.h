// The memory of a team, by who it is and the sizes of its problem. Plain C++: plans are made where there is no CUDA,
// too.
#pragma once

#include <cstdint>

#include "../../../kernels/normal_shape.h"
#include "optnet4j_cuda.h"

namespace optnet4j {
namespace cuda {

// What one team needs, in numbers, in either form. `hot` is shared memory (a thread's own where a team is one thread),
// `cold` and `factor` global memory. `cold` has room for the factor, for calls that are given none.
struct TeamMemory {
  std::int64_t hot;
  std::int64_t cold;
  std::int64_t factor;  // per problem
  std::int64_t shared;  // once per batch
};
TeamMemory team_memory(const optnet4j_cuda_mapping& mapping, Shape z, SharedLevel level);
TeamMemory team_memory(const optnet4j_cuda_mapping& mapping, const NormalShape& z, SharedLevel level);
TeamMemory team_memory(const optnet4j_cuda_mapping& mapping, const optnet4j_batch& batch);

// Who prepares what a batch shares, whatever its mapping: the bits do not depend on it. Shared memory is left out.
constexpr optnet4j_cuda_mapping kPrepareMapping{OPTNET4J_CUDA_STREAMED, 256, 1, 1, 0};

// The largest numbers of hot memory that a thread of the thread-per-problem kernels holds.
std::int64_t thread_memory_numbers();

}  // namespace cuda
}  // namespace optnet4j
