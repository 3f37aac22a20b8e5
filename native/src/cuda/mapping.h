// Who works on a problem, by its sizes, the batch and the device: a pure function over a table.
#pragma once

#include <cstdint>
#include <string>

#include "../../../kernels/problem.h"
#include "optnet4j_cuda.h"

namespace optnet4j {
namespace cuda {

// A row stands for problems of size <= largest in batches of at least `smallest_batch`, as long as the memory of a team
// fits. Rows are tried in their order. The size is max(n, m, p) in the dual form, max(n, p, bounds / 8) in the normal
// form.
struct MappingRow {
  std::int32_t kind;
  std::int32_t largest;
  std::int64_t smallest_batch;
  std::int32_t team_threads;
  std::int32_t block_threads;  // at most: fewer teams where shared memory is short
  std::int32_t registers;      // per thread, by which blocks per multiprocessor are estimated without a device
};

struct MappingTable {
  const MappingRow* rows;
  int count;
};
MappingTable mapping_table();
std::string describe(const MappingTable& table);

// The first row that fits, with fields of `given` (may be null) that are not 0 in place of the row's. Throws a Failure
// for fields that no kernel has, and OPTNET4J_CUDA_TOO_LARGE where nothing fits.
optnet4j_cuda_mapping choose_mapping(const optnet4j_batch& batch, const optnet4j_cuda_device& device,
                                     const optnet4j_cuda_mapping* given);

// Throws a Failure unless the kernels have it. All fields have to be set.
void check_mapping(const optnet4j_cuda_mapping& mapping);

// Throws a Failure unless its teams have the memory that problems of the batch need.
void check_team_memory(const optnet4j_cuda_mapping& mapping, const optnet4j_batch& batch);

// The most blocks that are of use for so many problems.
inline std::int64_t blocks_for(const optnet4j_cuda_mapping& mapping, std::int64_t batch) {
  const std::int64_t enough = (batch + mapping.teams_per_block - 1) / mapping.teams_per_block;
  return enough < 1 ? 1 : enough < mapping.blocks ? enough : mapping.blocks;
}

}  // namespace cuda
}  // namespace optnet4j
