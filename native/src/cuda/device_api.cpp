// The C functions that take device pointers: they check, then launch on the caller's stream, and do nothing else.
#include "batch.h"
#include "cuda_error.h"
#include "device_call.h"
#include "plan.h"

namespace {

using namespace optnet4j::cuda;

cudaStream_t stream_of(void* stream) { return static_cast<cudaStream_t>(stream); }

void need(const char* name, const void* address, bool wanted = true) {
  if (wanted && address == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "%s is null, expected an address", name);
}

// Problems are handed out by a counter of 32 bits, which goes a little beyond the last of them.
constexpr std::int64_t kMostProblems = INT32_MAX;

void check_memory(const optnet4j_batch& batch, const optnet4j_cuda_plan* plan, const void* shared,
                  const void* workspace) {
  if (batch.shape.batch > kMostProblems)
    fail(OPTNET4J_BAD_SHAPE, "batch is %lld, expected at most 2^31 - 1 problems per call",
         static_cast<long long>(batch.shape.batch));
  check_plan(batch, plan);
  if (batch.shape.batch == 0) return;
  need("shared", shared, plan->shared_bytes > 0);
  need("workspace", workspace);
}

void check_solution(const optnet4j_batch& batch, const optnet4j_solution* solution) {
  need("solution", solution);
  const optnet4j_shape& z = batch.shape;
  if (z.batch == 0) return;
  const bool of_h = z.m > 0 && (!is_normal(batch) || given(batch.h)), of_l = z.m > 0 && given(batch.l);
  need("solution.x", solution->x);
  need("solution.nu", solution->nu, z.p > 0);
  need("solution.lambda", solution->lambda, of_h);
  need("solution.slack", solution->slack, of_h);
  need("solution.status", solution->status);
  need("solution.lambda_l", solution->lambda_l, of_l);
  need("solution.slack_l", solution->slack_l, of_l);
  need("solution.lambda_lb", solution->lambda_lb, given(batch.lb));
  need("solution.lambda_ub", solution->lambda_ub, given(batch.ub));
}

void check_figures(const optnet4j_shape& z, const optnet4j_solution& solution) {
  if (z.batch == 0) return;
  need("solution.iterations", solution.iterations);
  need("solution.primal_residual", solution.primal_residual);
  need("solution.dual_residual", solution.dual_residual);
  need("solution.gap", solution.gap);
  need("solution.objective", solution.objective);
}

void check_adjoint(const optnet4j_shape& z, const optnet4j_adjoint* adjoint) {
  need("adjoint", adjoint);
  if (z.batch == 0) return;
  need("adjoint.dx", adjoint->dx);
  need("adjoint.dnu", adjoint->dnu, z.p > 0);
  need("adjoint.mu", adjoint->mu, z.m > 0);
}

void check_cotangent(const char* name, const optnet4j_operand& operand) {
  if (given(operand)) check_operand(name, operand, Place::kDevice);
}

}  // namespace

extern "C" {

int32_t optnet4j_cuda_prepare(const optnet4j_batch* batch, const optnet4j_cuda_plan* plan, void* shared,
                              void* workspace, void* stream, optnet4j_cuda_error* error) {
  return report(error, [&] {
    check_shape(batch);
    check_memory(*batch, plan, shared, workspace);
    check_operands(*batch, Place::kDevice);
    prepare(*batch, *plan, shared, workspace, stream_of(stream));
  });
}

int32_t optnet4j_cuda_solve(const optnet4j_batch* batch, const optnet4j_settings* settings,
                            const optnet4j_cuda_plan* plan, void* shared, void* factor, void* workspace,
                            const optnet4j_solution* solution, void* stream, optnet4j_cuda_error* error) {
  return report(error, [&] {
    check_shape(batch);
    check_settings(settings);
    check_memory(*batch, plan, shared, workspace);
    check_operands(*batch, Place::kDevice);
    check_solution(*batch, solution);
    check_figures(batch->shape, *solution);
    solve(*batch, *settings, *plan, shared, factor, workspace, *solution, stream_of(stream));
  });
}

int32_t optnet4j_cuda_gradients(const optnet4j_batch* batch, const optnet4j_cuda_plan* plan, void* shared, void* factor,
                                void* workspace, const optnet4j_solution* solution, const optnet4j_cotangent* cotangent,
                                const optnet4j_adjoint* adjoint, const optnet4j_gradients* gradients, void* stream,
                                optnet4j_cuda_error* error) {
  return report(error, [&] {
    check_shape(batch);
    check_differentiable(*batch);
    check_memory(*batch, plan, shared, workspace);
    if (factor == nullptr) check_operands(*batch, Place::kDevice);
    check_solution(*batch, solution);
    need("cotangent", cotangent);
    check_cotangent("cotangent.x", cotangent->x);
    check_cotangent("cotangent.nu", cotangent->nu);
    check_cotangent("cotangent.lambda", cotangent->lambda);
    check_adjoint(batch->shape, adjoint);
    need("gradients", gradients);
    clear_sums(*batch, *gradients, stream_of(stream));
    solve_gradients(*batch, *plan, shared, factor, workspace, *solution, *cotangent, *adjoint, *gradients,
                    stream_of(stream));
    add_sums(*batch, *solution, *adjoint, *gradients, stream_of(stream));
  });
}

}  // extern "C"
