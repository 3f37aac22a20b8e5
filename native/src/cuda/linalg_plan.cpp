#include "linalg_plan.h"

#include <algorithm>

#include "../../../kernels/linalg/operations.h"
#include "../../../kernels/team/stage.h"
#include "../linalg/call.h"
#include "batch.h"
#include "failure.h"
#include "occupancy.h"
#include "plan.h"

namespace optnet4j {
namespace cuda {
namespace {

constexpr std::int32_t kThreadsOfSmallTeams = 64;

// What members of a block meet in, as numbers.
std::int64_t slots(std::int32_t team_threads) { return team_threads > 32 ? Stage<double, 256>::kSlots : 0; }

std::int64_t shared_bytes(const optnet4j_linalg_call& call, std::int32_t team_threads, std::int32_t teams) {
  return (slots(team_threads) + teams * linalg_work_stride(call)) * bytes_per_number(call.precision);
}

std::int64_t workspace_bytes(const optnet4j_linalg_call& call, const optnet4j_cuda_linalg_plan& plan) {
  return aligned(std::int64_t(plan.blocks) * plan.teams_per_block * linalg_work_stride(call) *
                 bytes_per_number(call.precision));
}

// A member has a row or a column of the largest matrix, or a few.
std::int32_t team_threads_for(const optnet4j_linalg_call& call) {
  const std::int32_t size = std::max({call.n, call.m, call.p});
  return size <= 8 ? 8 : size <= 48 ? 32 : 256;
}

}  // namespace

std::int64_t linalg_work_stride(const optnet4j_linalg_call& call) {
  long numbers = 0;
  // Counted in doubles: with floats everything has the same number of numbers.
  with_operation<double>(Operation(call.operation),
                         [&](auto operation) { numbers = operation.numbers(optnet4j::shape_of(call)); });
  // What follows has to be aligned.
  return (numbers + 3) / 4 * 4;
}

optnet4j_cuda_linalg_plan make_linalg_plan(const optnet4j_linalg_call& call, const optnet4j_cuda_device& device) {
  optnet4j_cuda_linalg_plan plan{team_threads_for(call), 1, 1, 0, 0};
  plan.teams_per_block = std::max(kThreadsOfSmallTeams / plan.team_threads, 1);
  while (plan.teams_per_block > 1 &&
         shared_bytes(call, plan.team_threads, plan.teams_per_block) > device.shared_bytes_per_block)
    plan.teams_per_block /= 2;
  const std::int64_t wanted = shared_bytes(call, plan.team_threads, plan.teams_per_block);
  const bool fits = wanted <= device.shared_bytes_per_block;
  plan.shared_bytes = std::int32_t(fits ? wanted : slots(plan.team_threads) * bytes_per_number(call.precision));

  const std::int64_t resident =
      blocks_that_fit(device, std::int64_t(plan.team_threads) * plan.teams_per_block, plan.shared_bytes);
  const std::int64_t enough = (call.batch + plan.teams_per_block - 1) / plan.teams_per_block;
  plan.blocks =
      std::int32_t(std::clamp<std::int64_t>(std::min(enough, device.multiprocessors * resident), 1, INT32_MAX));
  if (!fits) plan.workspace_bytes = workspace_bytes(call, plan);
  return plan;
}

void check_linalg_call(const optnet4j_linalg_call* call) {
  if (call == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "call is null");
  switch (check_call(*call)) {
    case OPTNET4J_OK:
      return;
    case OPTNET4J_BAD_SHAPE:
      fail(OPTNET4J_BAD_SHAPE,
           "call: batch %lld, precision %d, n %d, m %d, p %d, columns %d: expected n of at least 1, no negative sizes, "
           "precision 0 or 1, and fewer than 2^31 numbers at work for a matrix",
           static_cast<long long>(call->batch), call->precision, call->n, call->m, call->p, call->columns);
    default:
      fail(OPTNET4J_UNSUPPORTED, "call: operation %d with flags %d: expected 0 to %d, and flags that it has",
           call->operation, call->flags, kOperations - 1);
  }
}

void check_linalg_plan(const optnet4j_linalg_call& call, const optnet4j_cuda_linalg_plan* plan) {
  if (plan == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "plan is null");
  const std::int32_t threads = plan->team_threads, teams = plan->teams_per_block;
  if (threads != 8 && threads != 32 && threads != 256)
    fail(OPTNET4J_BAD_RANGE, "plan: team_threads is %d, expected 8, 32 or 256", threads);
  if (teams < 1 || teams > std::max(kThreadsOfSmallTeams / threads, 1))
    fail(OPTNET4J_BAD_RANGE, "plan: teams_per_block is %d, expected 1 to %d", teams,
         std::max(kThreadsOfSmallTeams / threads, 1));
  if (plan->blocks < 1) fail(OPTNET4J_BAD_RANGE, "plan: blocks is %d, expected at least 1", plan->blocks);
  const bool in_shared_memory = plan->workspace_bytes == 0;
  const std::int64_t least =
      in_shared_memory ? shared_bytes(call, threads, teams) : slots(threads) * bytes_per_number(call.precision);
  if (plan->shared_bytes < least)
    fail(OPTNET4J_BAD_RANGE, "plan: shared_bytes is %d, expected at least %lld for this call", plan->shared_bytes,
         static_cast<long long>(least));
  if (!in_shared_memory && plan->workspace_bytes < workspace_bytes(call, *plan))
    fail(OPTNET4J_BAD_RANGE, "plan: workspace_bytes is %lld, expected 0 or at least %lld for this call",
         static_cast<long long>(plan->workspace_bytes), static_cast<long long>(workspace_bytes(call, *plan)));
}

}  // namespace cuda
}  // namespace optnet4j

extern "C" int32_t optnet4j_cuda_linalg_make_plan(const optnet4j_linalg_call* call, const optnet4j_cuda_device* device,
                                                  optnet4j_cuda_linalg_plan* plan, optnet4j_cuda_error* error) {
  using namespace optnet4j::cuda;
  return report(error, [&] {
    check_linalg_call(call);
    if (device == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "device is null");
    if (plan == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "plan is null");
    *plan = make_linalg_plan(*call, *device);
  });
}
