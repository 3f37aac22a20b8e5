// The C functions of the linear algebra on device memory.
#include "../linalg/call.h"
#include "cuda_error.h"
#include "launch_linalg.h"
#include "linalg_plan.h"

namespace {

using namespace optnet4j;
using namespace optnet4j::cuda;

void check_memory(const optnet4j_linalg_call& call, const optnet4j_cuda_linalg_plan& plan,
                  const optnet4j_linalg_operands* operands, const void* workspace) {
  if (operands == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "operands is null");
  if (plan.workspace_bytes > 0 && workspace == nullptr)
    fail(OPTNET4J_NULL_ARGUMENT, "workspace is null, expected %lld bytes of device memory",
         static_cast<long long>(plan.workspace_bytes));
  switch (check_operands(call, *operands)) {
    case OPTNET4J_OK:
      return;
    case OPTNET4J_NULL_ARGUMENT:
      fail(OPTNET4J_NULL_ARGUMENT, "operands: an address that the operation needs is null");
    default:
      fail(OPTNET4J_BAD_SHAPE, "operands: a leading dimension is less than the columns, or matrices overlap");
  }
}

}  // namespace

extern "C" int32_t optnet4j_cuda_linalg_run(const optnet4j_linalg_call* call, const optnet4j_cuda_linalg_plan* plan,
                                            const optnet4j_linalg_operands* operands, void* workspace, void* stream,
                                            optnet4j_cuda_error* error) {
  return report(error, [&] {
    check_linalg_call(call);
    check_linalg_plan(*call, plan);
    check_memory(*call, *plan, operands, workspace);
    if (call->batch == 0) return;
    LinalgArguments arguments{Operation(call->operation),
                              shape_of(*call),
                              call->batch,
                              {},
                              operands->pivots,
                              operands->info,
                              plan->workspace_bytes > 0 ? workspace : nullptr,
                              linalg_work_stride(*call)};
    for (int k = 0; k < OPTNET4J_LINALG_OPERANDS; ++k) {
      const optnet4j_matrices& from = operands->matrices[k];
      arguments.matrices[k] = {from.data, from.stride, from.leading};
    }
    check(launch_linalg(*plan, call->precision, arguments, static_cast<cudaStream_t>(stream)), "cudaLaunchKernel",
          "for operation %d on %lld matrices with n = %d, m = %d, p = %d", call->operation,
          static_cast<long long>(call->batch), call->n, call->m, call->p);
  });
}
