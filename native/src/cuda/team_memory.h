// The memory of a team, by who it is and the sizes of its problem. Plain C++: plans are made where there is no CUDA,
// too.
#pragma once

#include <cstdint>

#include "../../../kernels/problem.h"
#include "optnet4j_cuda.h"

namespace optnet4j {
namespace cuda {

// What one team needs, in numbers. `hot` is shared memory (a thread's own where a team is one thread), `cold` and
// `factor` global memory. `cold` has room for the factor, for calls that are given none.
struct TeamMemory {
  std::int64_t hot;
  std::int64_t cold;
  std::int64_t factor;  // per problem
  std::int64_t shared;  // once per batch
};
TeamMemory team_memory(const optnet4j_cuda_mapping& mapping, std::int32_t precision, Shape z, SharedLevel level);

// The largest numbers of hot memory that a thread of the thread-per-problem kernels holds.
std::int64_t thread_memory_numbers();

}  // namespace cuda
}  // namespace optnet4j
