#include "team_memory.h"

#include "../../../kernels/device/normal_workspace.h"
#include "batch.h"

namespace optnet4j {
namespace cuda {

namespace {

TeamNeeds needs_of(const optnet4j_cuda_mapping& mapping) {
  switch (mapping.kind) {
    case OPTNET4J_CUDA_BLOCK:
      return mapping.team_threads == 128 ? staged_needs<128, true>() : staged_needs<256, true>();
    case OPTNET4J_CUDA_STREAMED:
      return staged_needs<256, false>();
    default:
      return light_needs();
  }
}

// Counted in doubles: with floats everything has the same number of numbers.
template <class Workspace, class Sizes>
TeamMemory count(const optnet4j_cuda_mapping& mapping, const Sizes& z, SharedLevel level) {
  Workspace at;
  Areas<double> areas;
  at.carve(needs_of(mapping), z, level, areas);
  const std::int64_t cold = areas.cold.used + areas.factor.used;
  if (mapping.kind == OPTNET4J_CUDA_THREAD) return {areas.hot.used + cold, 0, areas.factor.used, areas.shared.used};
  // The header of the next team has to be aligned.
  const std::int64_t hot = (kHeaderNumbers + areas.hot.used + 3) / 4 * 4;
  return {hot, cold, areas.factor.used, areas.shared.used};
}

}  // namespace

TeamMemory team_memory(const optnet4j_cuda_mapping& mapping, Shape z, SharedLevel level) {
  return count<TeamWorkspace<double>>(mapping, z, level);
}

TeamMemory team_memory(const optnet4j_cuda_mapping& mapping, const NormalShape& z, SharedLevel level) {
  return count<NormalTeamWorkspace<double>>(mapping, z, level);
}

TeamMemory team_memory(const optnet4j_cuda_mapping& mapping, const optnet4j_batch& batch) {
  const SharedLevel level = shared_level(batch);
  return is_normal(batch) ? team_memory(mapping, normal_shape_of(batch), level)
                          : team_memory(mapping, shape_of(batch), level);
}

std::int64_t thread_memory_numbers() { return kThreadNumbers; }

}  // namespace cuda
}  // namespace optnet4j
