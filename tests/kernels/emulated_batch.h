// A batch on the emulated device, solved and differentiated under one mapping. All memory is exactly as large as the
// plan says and counts as never written before use.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../native/gradients.h"
#include "array.h"
#include "batch.h"
#include "../emulator_runtime/kernels.h"
#include "plan.h"
#include "team_memory.h"

namespace test {

using optnet4j::DeviceBatch;
using optnet4j::DeviceMemory;
using optnet4j::DeviceOperand;
using optnet4j::NormalDeviceBatch;
using optnet4j::cuda::kParameters;
using optnet4j::cuda::Parameters;
using optnet4j::cuda::parameters;
using optnet4j::cuda::shared_level;
using optnet4j::cuda::team_memory;
using optnet4j::emulator::DeviceArray;

// In which order blocks and threads run.
struct Order {
  optnet4j::emulator::Schedule schedule = optnet4j::emulator::Schedule::ascending;
  std::uint64_t seed = 0;
};

inline std::string name_of(const optnet4j_cuda_mapping& mapping) {
  const char* const kinds[] = {"", "thread", "warp", "block", "streamed"};
  return check::text(kinds[mapping.kind], " of ", mapping.team_threads, " threads, ", mapping.teams_per_block,
                     " teams per block, ", mapping.blocks, " blocks");
}

// Every kernel there is a mapping for.
inline std::vector<optnet4j_cuda_mapping> all_mappings() {
  return {{OPTNET4J_CUDA_THREAD, 1, 32, 2, 0},   {OPTNET4J_CUDA_WARP, 8, 8, 2, 0},
          {OPTNET4J_CUDA_WARP, 16, 4, 2, 0},     {OPTNET4J_CUDA_WARP, 32, 2, 2, 0},
          {OPTNET4J_CUDA_BLOCK, 128, 1, 2, 0},   {OPTNET4J_CUDA_BLOCK, 256, 1, 2, 0},
          {OPTNET4J_CUDA_STREAMED, 256, 1, 2, 0}};
}

// Whether a device with 227 KiB of shared memory per block can run it.
inline bool fits(const optnet4j_cuda_mapping& mapping, const optnet4j_batch& batch) {
  const optnet4j_shape& z = batch.shape;
  const std::int64_t hot = team_memory(mapping, batch).hot;
  if (mapping.kind == OPTNET4J_CUDA_THREAD) return hot <= optnet4j::cuda::thread_memory_numbers();
  const std::int64_t bytes = z.precision == OPTNET4J_FLOAT64 ? 8 : 4;
  return hot * bytes * mapping.teams_per_block <= 227 * 1024;
}

template <class T>
class EmulatedBatch {
 public:
  EmulatedBatch(const optnet4j_batch& host, const optnet4j_cuda_mapping& mapping, Factor factor, Order order)
      : host_(host),
        z_(host.shape),
        mapping_(mapping),
        order_(order),
        sizes_(team_memory(mapping, host)),
        shared_("shared", sizes_.shared),
        factor_("factor", factor == Factor::kKeep ? z_.batch * sizes_.factor : 0),
        cold_("cold", std::max(mapping.blocks * mapping.teams_per_block * sizes_.cold,
                               optnet4j::cuda::numbers_to_prepare(host))),
        ticket_("ticket", 1) {
    const Parameters given = parameters(host);
    DeviceOperand operands[kParameters];
    for (int i = 0; i < kParameters; ++i) {
      parameters_[i] = upload(given[i]);
      operands[i] = {parameters_[i]->plain(), given[i].operand->shared ? 0 : given[i].block};
    }
    const auto set = [&](auto& view) {
      view.size = z_.batch;
      view.level = shared_level(host);
      view.Q = operands[0];
      view.q = operands[1];
      view.A = operands[2];
      view.b = operands[3];
      view.G = operands[4];
      view.h = operands[5];
    };
    set(batch_);
    batch_.z = optnet4j::cuda::shape_of(host);
    set(normal_batch_);
    normal_batch_.z = optnet4j::cuda::normal_shape_of(host);
    normal_batch_.l = operands[6];
    normal_batch_.lb = operands[7];
    normal_batch_.ub = operands[8];
    memory_ = {shared_.plain(), factor == Factor::kKeep && sizes_.factor > 0 ? factor_.plain() : nullptr,
               sizes_.factor,   cold_.plain(),
               sizes_.cold,     ticket_.plain()};
    if (sizes_.shared > 0) prepare();
  }

  Solution<T> solve(const optnet4j_settings& settings) {
    Solution<T> found = solution_of<T>(host_);
    x_ = array("x", z_.n);
    nu_ = array("nu", z_.p);
    lambda_ = array("lambda", found.bounds.h);
    slack_ = array("slack", found.bounds.h);
    const auto lambda_l = array("lambda_l", found.bounds.l), slack_l = array("slack_l", found.bounds.l);
    const auto lambda_lb = array("lambda_lb", found.bounds.lb), lambda_ub = array("lambda_ub", found.bounds.ub);
    status_ = std::make_unique<DeviceArray<std::int32_t>>("status", z_.batch);
    const DeviceArray<std::int32_t> iterations("iterations", z_.batch);
    const DeviceArray<double> primal("primal", z_.batch), dual("dual", z_.batch), gap("gap", z_.batch),
        objective("objective", z_.batch);
    reset_ticket();
    const optnet4j::Settings rule{settings.eps_abs, settings.eps_rel, settings.max_iterations, settings.smoothing};
    const optnet4j::DeviceAnswers to{x_->plain(),        nu_->plain(),       lambda_->plain(),  slack_->plain(),
                                     status_->plain(),   iterations.plain(), primal.plain(),    dual.plain(),
                                     gap.plain(),        objective.plain(),  lambda_l->plain(), slack_l->plain(),
                                     lambda_lb->plain(), lambda_ub->plain()};
    if (host_.form == OPTNET4J_FORM_NORMAL) {
      kernels().solve_normal(launch(mapping_), mapping_, {normal_batch_, rule, memory_, to, sizes_.hot});
    } else {
      kernels().solve(launch(mapping_), mapping_, {batch_, rule, memory_, to, sizes_.hot});
    }
    found.x = x_->numbers();
    found.nu = nu_->numbers();
    found.lambda = lambda_->numbers();
    found.slack = slack_->numbers();
    found.lambda_l = lambda_l->numbers();
    found.slack_l = slack_l->numbers();
    found.lambda_lb = lambda_lb->numbers();
    found.lambda_ub = lambda_ub->numbers();
    found.status = status_->numbers();
    found.iterations = iterations.numbers();
    found.primal = primal.numbers();
    found.dual = dual.numbers();
    found.gap = gap.numbers();
    found.objective = objective.numbers();
    return found;
  }

  struct Gradients {
    Adjoint<T> adjoint;
    std::vector<T> of[6];  // in the order of QqAbGh: one block per problem, or their sum where the batch shares it
  };

  // After solve(). The cotangent is shared by the batch; null parts are zero.
  Gradients gradients(const optnet4j_cotangent& cotangent) {
    const std::int64_t blocks[] = {std::int64_t(z_.n) * z_.n, z_.n, std::int64_t(z_.p) * z_.n, z_.p,
                                   std::int64_t(z_.m) * z_.n, z_.m};
    const DeviceOperand* const operands[] = {&batch_.Q, &batch_.q, &batch_.A, &batch_.b, &batch_.G, &batch_.h};
    const auto dx = array("dx", z_.n), dnu = array("dnu", z_.p), mu = array("mu", z_.m);
    std::unique_ptr<DeviceArray<T>> targets[6];
    void *each[6] = {}, *sums[6] = {};
    for (int i = 0; i < 6; ++i) {
      const bool shared = operands[i]->stride == 0 && blocks[i] > 0;
      const std::string name = std::string("gradient of ") + Problems::kLetters[i];
      targets[i] = shared ? std::make_unique<DeviceArray<T>>(name, std::vector<T>(blocks[i]))
                          : std::make_unique<DeviceArray<T>>(name, z_.batch * blocks[i]);
      (shared ? sums : each)[i] = targets[i]->plain();
    }
    const auto upstream_x = part("dL/dx", cotangent.x, z_.n), upstream_nu = part("dL/dnu", cotangent.nu, z_.p),
               upstream_lambda = part("dL/dlambda", cotangent.lambda, z_.m);
    const auto operand = [](const std::unique_ptr<DeviceArray<T>>& array) {
      return DeviceOperand{array ? array->plain() : nullptr, 0};
    };
    reset_ticket();
    kernels().gradients(launch(mapping_), mapping_,
                        {batch_,
                         memory_,
                         {status_->plain(), x_->plain(), nu_->plain(), lambda_->plain(), slack_->plain(),
                          operand(upstream_x), operand(upstream_nu), operand(upstream_lambda), dx->plain(),
                          dnu->plain(), mu->plain(), each[0], each[1], each[2], each[3], each[4], each[5]},
                         sizes_.hot});
    if (std::any_of(sums, sums + 6, [](const void* sum) { return sum != nullptr; }))
      kernels().sums({2, 64, 0, order_.schedule, order_.seed},
                     {z_.batch,
                      batch_.z,
                      {status_->plain(), x_->plain(), nu_->plain(), lambda_->plain(), dx->plain(), dnu->plain(),
                       mu->plain(), sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]}});
    Gradients found{Adjoint<T>(z_.batch, z_.n, z_.m, z_.p), {}};
    found.adjoint.dx = dx->numbers();
    found.adjoint.dnu = dnu->numbers();
    found.adjoint.mu = mu->numbers();
    for (int i = 0; i < 6; ++i) found.of[i] = targets[i]->numbers();
    return found;
  }

 private:
  static const optnet4j::emulated_cuda::Kernels& kernels() {
    return std::is_same_v<T, double> ? optnet4j::emulated_cuda::watched_float64_kernels
                                     : optnet4j::emulated_cuda::watched_float32_kernels;
  }

  optnet4j::emulator::Launch launch(const optnet4j_cuda_mapping& mapping) const {
    const std::int64_t hot = mapping.kind == OPTNET4J_CUDA_THREAD ? 0 : hot_of(mapping);
    return {mapping.blocks, mapping.team_threads * mapping.teams_per_block,
            std::size_t(hot) * sizeof(T) * mapping.teams_per_block, order_.schedule, order_.seed};
  }

  std::int64_t hot_of(const optnet4j_cuda_mapping& mapping) const { return team_memory(mapping, host_).hot; }

  void reset_ticket() {
    *ticket_.plain() = 0;
    optnet4j::emulator::mark_written(ticket_.plain(), sizeof(unsigned));
  }

  void prepare() {
    const optnet4j_cuda_mapping one = optnet4j::cuda::kPrepareMapping;
    reset_ticket();
    if (host_.form == OPTNET4J_FORM_NORMAL) {
      NormalDeviceBatch once = normal_batch_;
      once.size = 1;
      kernels().prepare_normal(launch(one), {once, memory_, hot_of(one)});
    } else {
      DeviceBatch once = batch_;
      once.size = 1;
      kernels().prepare(launch(one), {once, memory_, hot_of(one)});
    }
  }

  std::unique_ptr<DeviceArray<T>> array(const char* name, std::int64_t block) const {
    return std::make_unique<DeviceArray<T>>(name, z_.batch * block);
  }

  std::unique_ptr<DeviceArray<T>> upload(const optnet4j::cuda::Parameter& of) const {
    const T* const data = static_cast<const T*>(of.operand->data);
    const std::int64_t numbers = (of.operand->shared ? 1 : z_.batch) * of.block;
    return std::make_unique<DeviceArray<T>>(of.name, std::vector<T>(data, data + numbers));
  }

  // Upstream vectors are doubles.
  std::unique_ptr<DeviceArray<T>> part(const char* name, const optnet4j_operand& operand, std::int64_t block) const {
    if (operand.data == nullptr) return nullptr;
    const double* const data = static_cast<const double*>(operand.data);
    return std::make_unique<DeviceArray<T>>(name, std::vector<T>(data, data + block));
  }

  optnet4j_batch host_;
  optnet4j_shape z_;
  optnet4j_cuda_mapping mapping_;
  Order order_;
  optnet4j::cuda::TeamMemory sizes_;
  DeviceArray<T> shared_, factor_, cold_;
  DeviceArray<unsigned> ticket_;
  std::unique_ptr<DeviceArray<T>> parameters_[kParameters];
  DeviceBatch batch_;
  NormalDeviceBatch normal_batch_;
  DeviceMemory memory_;
  std::unique_ptr<DeviceArray<T>> x_, nu_, lambda_, slack_;
  std::unique_ptr<DeviceArray<std::int32_t>> status_;
};

}  // namespace test
