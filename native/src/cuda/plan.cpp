#include "plan.h"

#include <algorithm>

#include "batch.h"
#include "failure.h"
#include "mapping.h"

namespace optnet4j {
namespace cuda {
namespace {

// A sector: what one problem keeps starts where none of its neighbour's is fetched along with it.
constexpr std::int64_t kFactorAlignment = 32;

}  // namespace

std::int64_t numbers_to_prepare(const optnet4j_batch& batch) {
  if (!is_normal(batch) || shared_level(batch) == kNothingShared) return 0;
  return team_memory(kPrepareMapping, batch).cold;
}

std::int64_t cold_stride(const optnet4j_batch& batch, const optnet4j_cuda_mapping& mapping) {
  const std::int64_t number = bytes_per_number(batch.shape.precision);
  return aligned(team_memory(mapping, batch).cold * number) / number;
}

optnet4j_cuda_plan make_plan(const optnet4j_batch& batch, const optnet4j_cuda_mapping& mapping) {
  const std::int64_t number = bytes_per_number(batch.shape.precision);
  const TeamMemory team = team_memory(mapping, batch);
  const std::int64_t teams = std::int64_t(mapping.blocks) * mapping.teams_per_block;
  const std::int64_t cold = std::max(teams * aligned(team.cold * number), aligned(numbers_to_prepare(batch) * number));
  return {mapping, aligned(team.shared * number), aligned(team.factor * number, kFactorAlignment), kTicketBytes + cold};
}

optnet4j_cuda_plan make_plan(const optnet4j_batch& batch, const optnet4j_cuda_device& device,
                             const optnet4j_cuda_mapping* mapping) {
  return make_plan(batch, choose_mapping(batch, device, mapping));
}

void check_plan(const optnet4j_batch& batch, const optnet4j_cuda_plan* plan) {
  if (plan == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "plan is null");
  check_mapping(plan->mapping);
  const optnet4j_cuda_plan expected = make_plan(batch, plan->mapping);
  const auto check = [&](const char* name, std::int64_t found, std::int64_t needed) {
    if (found != needed)
      fail(OPTNET4J_BAD_RANGE, "plan: %s is %lld, expected %lld for this batch and mapping", name,
           static_cast<long long>(found), static_cast<long long>(needed));
  };
  check("shared_bytes", plan->shared_bytes, expected.shared_bytes);
  check("factor_bytes", plan->factor_bytes, expected.factor_bytes);
  check("workspace_bytes", plan->workspace_bytes, expected.workspace_bytes);
  check_team_memory(plan->mapping, batch);
}

}  // namespace cuda
}  // namespace optnet4j
