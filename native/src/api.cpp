// The C interface: checks what it is given, then calls the code for this processor.
#include <cmath>
#include <cstdint>

#include "cpu/functions.h"
#include "optnet4j.h"

namespace {

using optnet4j::FormFunctions;
using optnet4j::functions;
using optnet4j::is_precision;
using optnet4j::PrecisionFunctions;

bool given(const optnet4j_operand& operand) { return operand.data != nullptr || operand.read != nullptr; }

bool readable(const optnet4j_operand& operand, std::int64_t size) { return size == 0 || given(operand); }

bool normal(const optnet4j_batch& batch) { return batch.form == OPTNET4J_FORM_NORMAL; }

const FormFunctions& form(const PrecisionFunctions& run, const optnet4j_batch& batch) {
  return normal(batch) ? run.normal : run.dual;
}

// What only the normal form takes.
bool general(const optnet4j_batch& batch) {
  return given(batch.l) || given(batch.lb) || given(batch.ub) || batch.diagonal != 0;
}

// Numbers of an operand are counted with 64 bits.
bool countable(const optnet4j_operand& operand, std::int64_t block, std::int64_t batch) {
  return operand.shared || !given(operand) || block == 0 || batch <= INT64_MAX / block;
}

bool countable(const optnet4j_batch& batch) {
  const optnet4j_shape& z = batch.shape;
  const std::int64_t n = z.n, m = z.m, p = z.p;
  return countable(batch.Q, batch.diagonal ? n : n * n, z.batch) && countable(batch.q, n, z.batch) &&
         countable(batch.A, p * n, z.batch) && countable(batch.b, p, z.batch) && countable(batch.G, m * n, z.batch) &&
         countable(batch.h, m, z.batch) && countable(batch.l, m, z.batch) && countable(batch.lb, n, z.batch) &&
         countable(batch.ub, n, z.batch);
}

std::int32_t check(const optnet4j_batch* batch) {
  if (batch == nullptr) return OPTNET4J_NULL_ARGUMENT;
  const optnet4j_shape& z = batch->shape;
  if (z.batch < 0 || z.n < 1 || z.m < 0 || z.p < 0 || !is_precision(z.precision)) return OPTNET4J_BAD_SHAPE;
  const std::int64_t limit = INT32_MAX, n = z.n, m = z.m, p = z.p;
  // Matrices, and the lower triangle of m + 1 rows, are indexed with 32 bits.
  if (n * (n + 1) > limit || n * m > limit || n * p > limit || m * p > limit || (m + 1) * (m + 2) > limit ||
      p * (p + 1) > limit)
    return OPTNET4J_BAD_SHAPE;
  // In the normal form Q has a right-hand side as one more row.
  if (normal(*batch) && (n + 1) * (n + 2) > limit) return OPTNET4J_BAD_SHAPE;
  if (!countable(*batch)) return OPTNET4J_BAD_SHAPE;
  if (batch->form != OPTNET4J_FORM_DUAL && !normal(*batch)) return OPTNET4J_UNSUPPORTED;
  if (!normal(*batch) && general(*batch)) return OPTNET4J_UNSUPPORTED;
  if (z.batch == 0) return OPTNET4J_OK;
  const bool bounded = readable(batch->h, m) || (normal(*batch) && given(batch->l));
  const bool complete = readable(batch->Q, n * n) && readable(batch->q, n) && readable(batch->A, p * n) &&
                        readable(batch->b, p) && readable(batch->G, m * n) && bounded;
  return complete ? OPTNET4J_OK : OPTNET4J_NULL_ARGUMENT;
}

std::int32_t check_range(const optnet4j_batch& batch, const optnet4j_cpu_plan& plan, std::int64_t first,
                         std::int64_t count) {
  const bool inside = first >= 0 && count >= 0 && first <= batch.shape.batch && count <= batch.shape.batch - first;
  return inside && first % plan.lanes == 0 ? OPTNET4J_OK : OPTNET4J_BAD_RANGE;
}

// Memory for everything a call reads or writes besides the batch. Vectors without numbers may be null.
bool complete(const optnet4j_batch& batch, const optnet4j_cpu_plan& plan, const void* shared, std::int64_t count,
              const optnet4j_solution& to) {
  if (count == 0) return true;
  const optnet4j_shape& z = batch.shape;
  const bool of_bounds = (!given(batch.h) || z.m == 0 || (to.lambda && to.slack)) &&
                         (!given(batch.l) || z.m == 0 || (to.lambda_l && to.slack_l)) &&
                         (!given(batch.lb) || to.lambda_lb) && (!given(batch.ub) || to.lambda_ub);
  return (shared || plan.shared_bytes == 0) && to.x && (to.nu || z.p == 0) && of_bounds && to.status && to.iterations &&
         to.primal_residual && to.dual_residual && to.gap && to.objective;
}

bool complete(const optnet4j_batch& batch, const optnet4j_cpu_plan& plan, const void* shared, std::int64_t count,
              const optnet4j_adjoint& to) {
  if (count == 0) return true;
  const optnet4j_shape& z = batch.shape;
  return (shared || plan.shared_bytes == 0) && to.dx && (to.dnu || z.p == 0) && (to.mu || z.m == 0);
}

bool tolerance(double value) { return std::isfinite(value) && value >= 0; }

// A matrix without numbers: its vectors may be null, even one that would have some.
bool empty(const optnet4j_outer& outer) { return outer.rows == 0 || outer.columns == 0; }

using OuterFunction = void (*PrecisionFunctions::*)(const optnet4j_outer&, std::int64_t batch, std::int64_t stride,
                                                    const std::int32_t* status, void* target);

std::int32_t run_outer(OuterFunction function, const optnet4j_outer* outer, std::int32_t isa, std::int64_t batch,
                       std::int64_t stride, const std::int32_t* status, void* target) {
  if (outer == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (outer->rows < 0 || outer->columns < 0 || !is_precision(outer->precision)) return OPTNET4J_BAD_SHAPE;
  const bool complete = target && outer->a && outer->x && outer->b && outer->y;
  if ((!empty(*outer) && !complete) || (batch > 0 && status == nullptr)) return OPTNET4J_NULL_ARGUMENT;
  if (batch < 0 || stride < outer->rows) return OPTNET4J_BAD_RANGE;
  const PrecisionFunctions* run = functions(isa, outer->precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  if (!empty(*outer)) (run->*function)(*outer, batch, stride, status, target);
  return OPTNET4J_OK;
}

}  // namespace

extern "C" {

int32_t optnet4j_abi_version(void) { return OPTNET4J_ABI_VERSION; }

const char* optnet4j_version(void) { return OPTNET4J_VERSION; }

int32_t optnet4j_cpu_make_plan(const optnet4j_batch* batch, int32_t isa, optnet4j_cpu_plan* plan) {
  if (plan == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = check(batch)) return error;
  const PrecisionFunctions* run = functions(isa, batch->shape.precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  form(*run, *batch).make_plan(*batch, *plan);
  return OPTNET4J_OK;
}

int32_t optnet4j_cpu_prepare(const optnet4j_batch* batch, int32_t isa, void* shared, void* scratch) {
  if (const std::int32_t error = check(batch)) return error;
  const PrecisionFunctions* run = functions(isa, batch->shape.precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  optnet4j_cpu_plan plan;
  form(*run, *batch).make_plan(*batch, plan);
  if (plan.shared_bytes == 0 || batch->shape.batch == 0) return OPTNET4J_OK;
  if (shared == nullptr || scratch == nullptr) return OPTNET4J_NULL_ARGUMENT;
  form(*run, *batch).prepare(*batch, shared, scratch);
  return OPTNET4J_OK;
}

int32_t optnet4j_cpu_solve(const optnet4j_batch* batch, const optnet4j_settings* settings, int32_t isa, void* shared,
                           void* factor, void* scratch, int64_t first, int64_t count,
                           const optnet4j_solution* solution) {
  if (settings == nullptr || scratch == nullptr || solution == nullptr) return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = check(batch)) return error;
  if (!tolerance(settings->eps_abs) || !tolerance(settings->eps_rel) || !tolerance(settings->smoothing) ||
      settings->max_iterations < 0)
    return OPTNET4J_BAD_SETTINGS;
  const PrecisionFunctions* run = functions(isa, batch->shape.precision);
  if (run == nullptr) return OPTNET4J_UNSUPPORTED;
  optnet4j_cpu_plan plan;
  form(*run, *batch).make_plan(*batch, plan);
  if (const std::int32_t error = check_range(*batch, plan, first, count)) return error;
  if (!complete(*batch, plan, shared, count, *solution)) return OPTNET4J_NULL_ARGUMENT;
  form(*run, *batch).solve(*batch, *settings, shared, factor, scratch, first, count, *solution);
  return OPTNET4J_OK;
}

int32_t optnet4j_cpu_solve_adjoint(const optnet4j_batch* batch, int32_t isa, void* shared, void* factor, void* scratch,
                                   int64_t first, int64_t count, const int32_t* status,
                                   const optnet4j_cotangent* cotangent, const optnet4j_adjoint* adjoint) {
  if (factor == nullptr || scratch == nullptr || status == nullptr || cotangent == nullptr || adjoint == nullptr)
    return OPTNET4J_NULL_ARGUMENT;
  if (const std::int32_t error = check(batch)) return error;
  const PrecisionFunctions* run = functions(isa, batch->shape.precision);
  if (run == nullptr || normal(*batch)) return OPTNET4J_UNSUPPORTED;
  optnet4j_cpu_plan plan;
  run->dual.make_plan(*batch, plan);
  if (const std::int32_t error = check_range(*batch, plan, first, count)) return error;
  if (!complete(*batch, plan, shared, count, *adjoint)) return OPTNET4J_NULL_ARGUMENT;
  run->solve_adjoint(*batch, shared, factor, scratch, first, count, status, *cotangent, *adjoint);
  return OPTNET4J_OK;
}

int32_t optnet4j_cpu_outer(const optnet4j_outer* outer, int32_t isa, int64_t batch, int64_t stride,
                           const int32_t* status, void* target) {
  const bool streamed = outer != nullptr && outer->streamed != 0;
  return run_outer(streamed ? &PrecisionFunctions::streamed_outer : &PrecisionFunctions::outer, outer, isa, batch,
                   stride, status, target);
}

int32_t optnet4j_cpu_outer_sum(const optnet4j_outer* outer, int32_t isa, int64_t batch, int64_t stride,
                               const int32_t* status, void* target) {
  return run_outer(&PrecisionFunctions::outer_sum, outer, isa, batch, stride, status, target);
}

}  // extern "C"
