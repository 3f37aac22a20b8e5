#include "device_call.h"

#include <algorithm>
#include <array>

#include "batch.h"
#include "cuda_error.h"
#include "launch.h"
#include "mapping.h"
#include "plan.h"

namespace optnet4j {
namespace cuda {
namespace {

DeviceOperand device_operand(const optnet4j_operand& operand, std::int64_t block) {
  return {operand.data, operand.shared ? 0 : block};
}

// The view, but for its sizes.
template <class View>
View view_of(const optnet4j_batch& batch) {
  View view{};
  view.size = batch.shape.batch;
  view.level = shared_level(batch);
  const Parameters from = parameters(batch);
  DeviceOperand* const to[] = {&view.Q, &view.q, &view.A, &view.b, &view.G, &view.h};
  for (int i = 0; i < 6; ++i) *to[i] = device_operand(*from[i].operand, from[i].block);
  return view;
}

DeviceBatch device_batch(const optnet4j_batch& batch) {
  auto view = view_of<DeviceBatch>(batch);
  view.z = shape_of(batch);
  return view;
}

NormalDeviceBatch normal_device_batch(const optnet4j_batch& batch) {
  auto view = view_of<NormalDeviceBatch>(batch);
  view.z = normal_shape_of(batch);
  view.l = device_operand(batch.l, batch.shape.m);
  view.lb = device_operand(batch.lb, batch.shape.n);
  view.ub = device_operand(batch.ub, batch.shape.n);
  return view;
}

DeviceMemory device_memory(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan, void* shared, void* factor,
                           void* workspace) {
  DeviceMemory memory{};
  memory.shared = shared;
  memory.factor = factor;
  memory.factor_stride = plan.factor_bytes / bytes_per_number(batch.shape.precision);
  memory.cold = static_cast<char*>(workspace) + kTicketBytes;
  memory.cold_stride = cold_stride(batch, plan.mapping);
  memory.ticket = static_cast<unsigned*>(workspace);
  return memory;
}

optnet4j_cuda_mapping mapping_for(const optnet4j_cuda_plan& plan, std::int64_t batch) {
  optnet4j_cuda_mapping mapping = plan.mapping;
  mapping.blocks = std::int32_t(blocks_for(mapping, batch));
  return mapping;
}

// "solving 128 problems of n = 10, m = 10, p = 0 in float64"
void check_launch(cudaError_t status, const char* doing, const optnet4j_batch& batch) {
  const optnet4j_shape& z = batch.shape;
  check(status, "cudaLaunchKernel", "%s %lld problems of n = %d, m = %d, p = %d in %s", doing,
        static_cast<long long>(z.batch), z.n, z.m, z.p, precision_name(z.precision));
}

// The gradients of the parameters that the batch shares, or those of the others; without numbers: neither.
std::array<void*, 6> addresses(const optnet4j_batch& batch, const optnet4j_gradients& gradients, bool shared) {
  const Parameters parameter = parameters(batch);
  std::array<void*, 6> chosen{gradients.Q, gradients.q, gradients.A, gradients.b, gradients.G, gradients.h};
  for (int i = 0; i < 6; ++i)
    if (parameter[i].block == 0 || (parameter[i].operand->shared != 0) != shared) chosen[i] = nullptr;
  return chosen;
}

}  // namespace

void prepare(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan, void* shared, void* workspace,
             cudaStream_t stream) {
  if (batch.shape.batch == 0 || plan.shared_bytes == 0) return;
  const DeviceMemory memory = device_memory(batch, plan, shared, nullptr, workspace);
  const std::int32_t precision = batch.shape.precision;
  check_launch(is_normal(batch) ? launch_prepare(precision, normal_device_batch(batch), memory, stream)
                                : launch_prepare(precision, device_batch(batch), memory, stream),
               "factoring what is shared by", batch);
}

void solve(const optnet4j_batch& batch, const optnet4j_settings& settings, const optnet4j_cuda_plan& plan, void* shared,
           void* factor, void* workspace, const optnet4j_solution& solution, cudaStream_t stream) {
  if (batch.shape.batch == 0) return;
  const Settings rule{settings.eps_abs, settings.eps_rel, std::min(settings.max_iterations, kMostIterations),
                      settings.smoothing};
  const optnet4j_cuda_mapping mapping = mapping_for(plan, batch.shape.batch);
  const DeviceMemory memory = device_memory(batch, plan, shared, is_normal(batch) ? nullptr : factor, workspace);
  const DeviceAnswers to{solution.x,         solution.nu,         solution.lambda,          solution.slack,
                         solution.status,    solution.iterations, solution.primal_residual, solution.dual_residual,
                         solution.gap,       solution.objective,  solution.lambda_l,        solution.slack_l,
                         solution.lambda_lb, solution.lambda_ub};
  const std::int32_t precision = batch.shape.precision;
  check_launch(is_normal(batch) ? launch_solve(mapping, precision, normal_device_batch(batch), rule, memory, to, stream)
                                : launch_solve(mapping, precision, device_batch(batch), rule, memory, to, stream),
               "solving", batch);
}

void clear_sums(const optnet4j_batch& batch, const optnet4j_gradients& gradients, cudaStream_t stream) {
  const Parameters parameter = parameters(batch);
  const std::array<void*, 6> sums = addresses(batch, gradients, true);
  for (int i = 0; i < 6; ++i) {
    if (sums[i] == nullptr) continue;
    const std::int64_t bytes = parameter[i].block * bytes_per_number(batch.shape.precision);
    check(cudaMemsetAsync(sums[i], 0, std::size_t(bytes), stream), "cudaMemsetAsync",
          "on the %lld bytes of the gradient of %s", static_cast<long long>(bytes), parameter[i].name);
  }
}

void solve_gradients(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan, void* shared, void* factor,
                     void* workspace, const optnet4j_solution& solution, const optnet4j_cotangent& cotangent,
                     const optnet4j_adjoint& adjoint, const optnet4j_gradients& gradients, cudaStream_t stream) {
  const optnet4j_shape& z = batch.shape;
  if (z.batch == 0) return;
  const std::array<void*, 6> to = addresses(batch, gradients, false);
  DeviceGradients work{};
  work.status = solution.status;
  work.x = solution.x;
  work.nu = solution.nu;
  work.lambda = solution.lambda;
  work.slack = solution.slack;
  work.cotangent_x = device_operand(cotangent.x, z.n);
  work.cotangent_nu = device_operand(cotangent.nu, z.p);
  work.cotangent_lambda = device_operand(cotangent.lambda, z.m);
  work.dx = adjoint.dx;
  work.dnu = adjoint.dnu;
  work.mu = adjoint.mu;
  work.Q = to[0];
  work.q = to[1];
  work.A = to[2];
  work.b = to[3];
  work.G = to[4];
  work.h = to[5];
  check_launch(launch_gradients(mapping_for(plan, z.batch), z.precision, device_batch(batch),
                                device_memory(batch, plan, shared, factor, workspace), work, stream),
               "differentiating", batch);
}

void add_sums(const optnet4j_batch& batch, const optnet4j_solution& solution, const optnet4j_adjoint& adjoint,
              const optnet4j_gradients& gradients, cudaStream_t stream) {
  const std::array<void*, 6> to = addresses(batch, gradients, true);
  bool wanted = false;
  for (const void* each : to) wanted = wanted || each != nullptr;
  if (batch.shape.batch == 0 || !wanted) return;
  const DeviceSums sums{solution.status, solution.x, solution.nu, solution.lambda, adjoint.dx, adjoint.dnu, adjoint.mu,
                        to[0],           to[1],      to[2],       to[3],           to[4],      to[5]};
  check_launch(launch_sums(batch.shape.precision, device_batch(batch), sums, stream), "adding the gradients of", batch);
}

}  // namespace cuda
}  // namespace optnet4j
