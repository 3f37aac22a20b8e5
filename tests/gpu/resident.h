// A batch that lives on the device, and its solution, gradients and working memory there.
#pragma once

#include <vector>

#include "../native/solver.h"
#include "device.h"

namespace gpu {

// The parameters, in the order of Problems::kLetters. `repeats`: how often all per-problem data is repeated, one copy
// after another, so that a large batch needs few problems of its own.
template <class T>
class ResidentBatch {
 public:
  ResidentBatch(const test::Problems& problems, std::int64_t repeats = 1) {
    view_.shape = {problems.batch * repeats, problems.n, problems.m, problems.p, test::precision_of<T>()};
    optnet4j_operand* operands[] = {&view_.Q, &view_.q, &view_.A, &view_.b, &view_.G, &view_.h};
    for (int i = 0; i < 6; ++i) {
      const test::Parameter& from = problems[test::Problems::kLetters[i]];
      const std::vector<T> numbers(from.data.begin(), from.data.end());
      const std::int64_t bytes = std::int64_t(numbers.size() * sizeof(T)), copies = from.shared ? 1 : repeats;
      memory_[i] = DeviceMemory(0, bytes * copies);
      memory_[i].copy_from(numbers.data(), bytes);
      // Doubles what is there until it is enough.
      for (std::int64_t done = 1; done < copies; done *= 2)
        memory_[i].repeat(0, done * bytes, std::min(done, copies - done) * bytes);
      *operands[i] = {memory_[i].address(), nullptr, nullptr, from.shared};
    }
  }

  const optnet4j_batch& view() const { return view_; }

 private:
  DeviceMemory memory_[6];
  optnet4j_batch view_{};
};

template <class T>
struct ResidentSolution {
  explicit ResidentSolution(const optnet4j_shape& z)
      : z(z),
        x(0, z.batch * z.n),
        nu(0, z.batch * z.p),
        lambda(0, z.batch * z.m),
        slack(0, z.batch * z.m),
        status(0, z.batch),
        iterations(0, z.batch),
        primal(0, z.batch),
        dual(0, z.batch),
        gap(0, z.batch),
        objective(0, z.batch) {}

  void poison() {
    for (DeviceArray<T>* each : {&x, &nu, &lambda, &slack}) each->poison();
    for (DeviceArray<std::int32_t>* each : {&status, &iterations}) each->poison();
    for (DeviceArray<double>* each : {&primal, &dual, &gap, &objective}) each->poison();
  }

  optnet4j_solution view() const {
    return {x.data(),    nu.data(),  lambda.data(),    slack.data(), status.data(), iterations.data(), primal.data(),
            dual.data(), gap.data(), objective.data(), nullptr,      nullptr,       nullptr,           nullptr};
  }

  test::Solution<T> download() const {
    test::Solution<T> host(0, z.n, z.m, z.p);
    host.x = x.download();
    host.nu = nu.download();
    host.lambda = lambda.download();
    host.slack = slack.download();
    host.status = status.download();
    host.iterations = iterations.download();
    host.primal = primal.download();
    host.dual = dual.download();
    host.gap = gap.download();
    host.objective = objective.download();
    return host;
  }

  optnet4j_shape z;
  DeviceArray<T> x, nu, lambda, slack;
  DeviceArray<std::int32_t> status, iterations;
  DeviceArray<double> primal, dual, gap, objective;
};

template <class T>
struct ResidentGradients {
  explicit ResidentGradients(const optnet4j_batch& batch)
      : z(batch.shape), dx(0, z.batch * z.n), dnu(0, z.batch * z.p), mu(0, z.batch * z.m) {
    const optnet4j_operand* operands[] = {&batch.Q, &batch.q, &batch.A, &batch.b, &batch.G, &batch.h};
    const std::int64_t n = z.n, m = z.m, p = z.p, blocks[] = {n * n, n, p * n, p, m * n, m};
    for (int i = 0; i < 6; ++i) of[i] = DeviceArray<T>(0, (operands[i]->shared ? 1 : z.batch) * blocks[i]);
  }

  void poison() {
    for (DeviceArray<T>* each : {&dx, &dnu, &mu}) each->poison();
    for (DeviceArray<T>& each : of) each.poison();
  }

  optnet4j_adjoint adjoint() const { return {dx.data(), dnu.data(), mu.data()}; }
  optnet4j_gradients view() const {
    return {of[0].data(), of[1].data(), of[2].data(), of[3].data(), of[4].data(), of[5].data()};
  }
  test::Adjoint<T> download_adjoint() const {
    test::Adjoint<T> host(0, z.n, z.m, z.p);
    host.dx = dx.download();
    host.dnu = dnu.download();
    host.mu = mu.download();
    return host;
  }

  optnet4j_shape z;
  DeviceArray<T> dx, dnu, mu;
  DeviceArray<T> of[6];  // in the order of Problems::kLetters
};

// What a plan asks for, and the calls with it.
class Resident {
 public:
  Resident(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan, bool keep)
      : batch_(batch),
        plan_(plan),
        shared_(0, plan.shared_bytes),
        factor_(0, keep ? batch.shape.batch * plan.factor_bytes : 0),
        workspace_(0, plan.workspace_bytes) {}

  void prepare(void* stream) {
    if (plan_.shared_bytes == 0) return;
    optnet4j_cuda_error error{};
    check("optnet4j_cuda_prepare",
          optnet4j_cuda_prepare(&batch_, &plan_, shared_.address(), workspace_.address(), stream, &error), error);
  }

  void solve(const optnet4j_settings& settings, const optnet4j_solution& solution, bool keep, void* stream) {
    optnet4j_cuda_error error{};
    check("optnet4j_cuda_solve",
          optnet4j_cuda_solve(&batch_, &settings, &plan_, shared_.address(), keep ? factor_.address() : nullptr,
                              workspace_.address(), &solution, stream, &error),
          error);
  }

  // From the kept factors, or with factors made again.
  void gradients(const optnet4j_solution& solution, const optnet4j_cotangent& cotangent,
                 const optnet4j_adjoint& adjoint, const optnet4j_gradients& gradients, bool kept, void* stream) {
    optnet4j_cuda_error error{};
    check("optnet4j_cuda_gradients",
          optnet4j_cuda_gradients(&batch_, &plan_, shared_.address(), kept ? factor_.address() : nullptr,
                                  workspace_.address(), &solution, &cotangent, &adjoint, &gradients, stream, &error),
          error);
  }

 private:
  optnet4j_batch batch_;
  optnet4j_cuda_plan plan_;
  DeviceMemory shared_, factor_, workspace_;
};

}  // namespace gpu
