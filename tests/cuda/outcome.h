// Everything that comes of a batch, answers and gradients: computed by the cpu back end, and by the cuda back end from
// host arrays and from device memory.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "emulated.h"
#include "families.h"
#include "gradients.h"
#include "host_arrays.h"
#include "solver.h"

namespace test {

// The derivative of a loss with respect to the solution; parts that are left out are not given.
template <class T>
class Cotangent {
 public:
  // `parts`: of "xnl" (x, nu, lambda); `shared`: those that are the same for every problem.
  Cotangent(const Problems& of, Random& random, const std::string& parts = "xnl", const std::string& shared = "") {
    const int blocks[] = {of.n, of.p, of.m};
    optnet4j_operand* const to[] = {&view_.x, &view_.nu, &view_.lambda};
    for (int i = 0; i < 3; ++i) {
      const char letter = "xnl"[i];
      const bool is_shared = shared.find(letter) != std::string::npos;
      *to[i] = {nullptr, nullptr, nullptr, is_shared};
      if (parts.find(letter) == std::string::npos) continue;
      data_[i].resize(std::size_t(is_shared ? 1 : of.batch) * blocks[i]);
      for (T& each : data_[i]) each = T(random.normal());
      to[i]->data = data_[i].data();
    }
  }
  Cotangent(const Cotangent&) = delete;
  Cotangent& operator=(const Cotangent&) = delete;

  const optnet4j_cotangent& view() const { return view_; }

 private:
  std::vector<T> data_[3];
  optnet4j_cotangent view_{};
};

inline std::array<std::int64_t, 6> parameter_blocks(const Problems& of) {
  const std::int64_t n = of.n, m = of.m, p = of.p;
  return {n * n, n, p * n, p, m * n, m};
}

template <class T>
struct Outcome {
  explicit Outcome(const Problems& of) : solution(of.batch, of.n, of.m, of.p) {
    for (int i = 0; i < 6; ++i) {
      const Parameter& parameter = of[Problems::kLetters[i]];
      gradients[i].assign(std::size_t(parameter.shared ? 1 : of.batch) * parameter.block, T(-7));
    }
  }

  Solution<T> solution;
  std::array<std::vector<T>, 6> gradients;  // of Q, q, A, b, G, h
};

// Fails with the first number that is not the same to the bit.
template <class T>
void check_same(const char* what, const std::vector<T>& expected, const std::vector<T>& found) {
  CHECK_EQUAL(expected.size(), found.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (same_bits(&expected[i], &found[i], 1)) continue;
    check::fail(__FILE__, __LINE__,
                check::text(what, "[", i, "] of ", expected.size(), ": expected ", expected[i], ", got ", found[i]));
    return;
  }
}

template <class T>
void check_same(const Solution<T>& a, const Solution<T>& b) {
  check_same("status", a.status, b.status);
  check_same("iterations", a.iterations, b.iterations);
  check_same("x", a.x, b.x);
  check_same("nu", a.nu, b.nu);
  check_same("lambda", a.lambda, b.lambda);
  check_same("slack", a.slack, b.slack);
  check_same("primal residual", a.primal, b.primal);
  check_same("dual residual", a.dual, b.dual);
  check_same("gap", a.gap, b.gap);
  check_same("objective", a.objective, b.objective);
  check_same("lambda_l", a.lambda_l, b.lambda_l);
  check_same("slack_l", a.slack_l, b.slack_l);
  check_same("lambda_lb", a.lambda_lb, b.lambda_lb);
  check_same("lambda_ub", a.lambda_ub, b.lambda_ub);
}

template <class T>
void check_same(const Outcome<T>& expected, const Outcome<T>& found) {
  check_same(expected.solution, found.solution);
  const char* const names[] = {"dQ", "dq", "dA", "db", "dG", "dh"};
  for (int i = 0; i < 6; ++i) check_same(names[i], expected.gradients[i], found.gradients[i]);
}

// The reference. Skips the program on processors without fused multiplication, whose bits are others.
template <class T>
Outcome<T> on_cpu(const Problems& problems, const optnet4j_settings& settings, const Cotangent<T>& cotangent) {
  const std::int32_t isa = optnet4j_cpu_best_isa();
  if (isa == OPTNET4J_ISA_BASELINE) check::skip_all("this processor has no fused multiplication");
  Outcome<T> outcome(problems);
  if (problems.batch > 0) {
    const Batch<T> batch(problems);
    Solver<T> solver(batch.view(), isa);
    outcome.solution = solver.solve(settings);
    const Solution<T>& at = outcome.solution;
    const Adjoint<T> by = solver.solve_adjoint(at, cotangent.view());
    for (int i = 0; i < 6; ++i) {
      const char letter = Problems::kLetters[i];
      const Parameter& parameter = problems[letter];
      if (parameter.block == 0) continue;
      std::vector<T>& to = outcome.gradients[i];
      std::fill(to.begin(), to.end(), T(0));
      const bool is_vector = letter == 'q' || letter == 'b' || letter == 'h';
      if (parameter.shared && !is_vector) {
        to = gradient_sum(letter, at, by, isa);
        continue;
      }
      for (std::int64_t k = 0; k < problems.batch; ++k) {
        if (at.status[k] != OPTNET4J_SOLVED && !is_vector) continue;
        const std::vector<T> one = gradient_of(letter, k, at, by, isa);
        T* const target = to.data() + (parameter.shared ? 0 : k * parameter.block);
        for (std::int64_t e = 0; e < parameter.block; ++e) target[e] = parameter.shared ? target[e] + one[e] : one[e];
      }
    }
  } else {
    for (std::vector<T>& each : outcome.gradients) std::fill(each.begin(), each.end(), T(0));
  }
  return outcome;
}

class HostSolver {
 public:
  explicit HostSolver(std::int32_t device = 0, std::int64_t memory_limit = 0,
                      const optnet4j_cuda_mapping* mapping = nullptr) {
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_open(device, memory_limit, mapping, &solver_, &error));
  }
  ~HostSolver() { close(); }
  HostSolver(const HostSolver&) = delete;
  HostSolver& operator=(const HostSolver&) = delete;

  void close() {
    optnet4j_cuda_close(solver_);
    solver_ = nullptr;
  }
  optnet4j_cuda_solver* get() const { return solver_; }
  void limit_chunks(std::int64_t problems) {
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_limit_chunks(solver_, problems, &error));
  }
  void limit_copy_threads(std::int32_t threads) {
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_limit_copy_threads(solver_, threads, &error));
  }

 private:
  optnet4j_cuda_solver* solver_ = nullptr;
};

// Answers and gradients from host arrays.
template <class T>
Outcome<T> from_host(
    HostSolver& solver, const Problems& problems, const optnet4j_settings& settings, const Cotangent<T>& cotangent,
    std::int32_t keep, bool through = false, const std::function<void()>& between = [] {}) {
  Outcome<T> outcome(problems);
  const Batch<T> data(problems);
  Arrays arrays(through);
  const optnet4j_batch batch = arrays.batch<T>(data.view());
  const optnet4j_solution_targets targets = arrays.targets(outcome.solution);
  optnet4j_cuda_kept* kept = nullptr;
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_solve_host(solver.get(), &batch, &settings, keep, &targets, &kept, &error));
  if (kept == nullptr) {
    CHECK_EQUAL(int(OPTNET4J_CUDA_KEEP_NOTHING), keep);
    return outcome;
  }
  between();
  const optnet4j_answers answers = arrays.answers(outcome.solution);
  const optnet4j_cotangent upstream = arrays.cotangent<T>(cotangent.view());
  const optnet4j_gradient_targets gradients = arrays.targets(outcome.gradients);
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_gradients_host(kept, &batch, &answers, &upstream, &gradients, &error));
  optnet4j_cuda_free_kept(kept);
  return outcome;
}

// Device memory with a copy of some numbers.
class OnDevice {
 public:
  explicit OnDevice(std::int64_t bytes, std::int32_t device = 0) : device_(device), bytes_(bytes) {
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_allocate(device, bytes, &address_, &error));
  }
  template <class T>
  explicit OnDevice(const std::vector<T>& numbers, std::int32_t device = 0)
      : OnDevice(std::int64_t(numbers.size() * sizeof(T)), device) {
    put(numbers.data());
  }
  ~OnDevice() { CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_free(device_, address_, &error)); }
  OnDevice(const OnDevice&) = delete;
  OnDevice& operator=(const OnDevice&) = delete;

  void put(const void* from) {
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_copy(device_, address_, from, bytes_, 1, nullptr, &error));
  }
  template <class T>
  void get(std::vector<T>& to) const {
    CHECK_EQUAL(bytes_, std::int64_t(to.size() * sizeof(T)));
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_copy(device_, to.data(), address_, bytes_, 2, nullptr, &error));
  }
  template <class T = void>
  T* as() const {
    return static_cast<T*>(address_);
  }

 private:
  std::int32_t device_;
  std::int64_t bytes_;
  void* address_ = nullptr;
};

// A batch in device memory, with room for all that comes of it.
template <class T>
class DeviceRun {
 public:
  DeviceRun(const Problems& problems, const optnet4j_cuda_mapping* mapping, std::int32_t device = 0)
      : problems_(problems), device_(device), data_(problems), host_(problems), batch_(data_.view()) {
    optnet4j_cuda_device properties;
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_device_properties(device, &properties, &error));
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_make_plan(&batch_, &properties, mapping, &plan, &error));
    const std::array<std::int64_t, 6> blocks = parameter_blocks(problems);
    optnet4j_operand* const operands[] = {&batch_.Q, &batch_.q, &batch_.A, &batch_.b, &batch_.G, &batch_.h};
    for (int i = 0; i < 6; ++i) {
      const std::int64_t numbers = (operands[i]->shared ? 1 : problems.batch) * blocks[i];
      parameters_[i] = std::make_unique<OnDevice>(numbers * sizeof(T), device);
      if (numbers > 0) parameters_[i]->put(operands[i]->data);
      *operands[i] = {parameters_[i]->as(), nullptr, nullptr, operands[i]->shared};
      gradients_[i] = std::make_unique<OnDevice>(numbers * sizeof(T), device);
    }
    const std::int64_t batch = problems.batch, n = problems.n, m = problems.m, p = problems.p;
    const std::int64_t answers[] = {n, p, m, m};
    for (int i = 0; i < 4; ++i) answers_[i] = std::make_unique<OnDevice>(batch * answers[i] * sizeof(T), device);
    for (int i = 0; i < 2; ++i) integers_[i] = std::make_unique<OnDevice>(batch * 4, device);
    for (int i = 0; i < 4; ++i) figures_[i] = std::make_unique<OnDevice>(batch * 8, device);
    const std::int64_t adjoint[] = {n, p, m};
    for (int i = 0; i < 3; ++i) adjoint_[i] = std::make_unique<OnDevice>(batch * adjoint[i] * sizeof(T), device);
    shared_ = std::make_unique<OnDevice>(plan.shared_bytes, device);
    factor_ = std::make_unique<OnDevice>(plan.factor_bytes * batch, device);
    workspace_ = std::make_unique<OnDevice>(plan.workspace_bytes, device);
    solution.x = answers_[0]->as();
    solution.nu = answers_[1]->as();
    solution.lambda = answers_[2]->as();
    solution.slack = answers_[3]->as();
    solution.status = integers_[0]->as<std::int32_t>();
    solution.iterations = integers_[1]->as<std::int32_t>();
    solution.primal_residual = figures_[0]->as<double>();
    solution.dual_residual = figures_[1]->as<double>();
    solution.gap = figures_[2]->as<double>();
    solution.objective = figures_[3]->as<double>();
    this->adjoint = {adjoint_[0]->as(), adjoint_[1]->as(), adjoint_[2]->as()};
    gradients = {gradients_[0]->as(), gradients_[1]->as(), gradients_[2]->as(),
                 gradients_[3]->as(), gradients_[4]->as(), gradients_[5]->as()};
  }

  void upload(const Cotangent<T>& from) {
    cotangent = from.view();
    const std::int64_t blocks[] = {problems_.n, problems_.p, problems_.m};
    optnet4j_operand* const operands[] = {&cotangent.x, &cotangent.nu, &cotangent.lambda};
    for (int i = 0; i < 3; ++i) {
      const std::int64_t numbers = (operands[i]->shared ? 1 : problems_.batch) * blocks[i];
      if (operands[i]->data == nullptr || numbers == 0) continue;
      cotangents_[i] = std::make_unique<OnDevice>(numbers * sizeof(T), device_);
      cotangents_[i]->put(operands[i]->data);
      operands[i]->data = cotangents_[i]->as();
    }
  }

  // Other numbers for one of the parameters, in its place.
  void replace(int parameter, const std::vector<T>& numbers) { parameters_[parameter]->put(numbers.data()); }

  void queue(const optnet4j_settings& settings, bool keep, void* stream) {
    void* const factor = keep ? factor_->as() : nullptr;
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_prepare(&batch_, &plan, shared_->as(), workspace_->as(), stream, &error));
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_solve(&batch_, &settings, &plan, shared_->as(), factor, workspace_->as(),
                                                &solution, stream, &error));
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_gradients(&batch_, &plan, shared_->as(), factor, workspace_->as(), &solution,
                                                    &cotangent, &adjoint, &gradients, stream, &error));
  }

  Outcome<T> download() const {
    Outcome<T> outcome = host_;
    Solution<T>& to = outcome.solution;
    answers_[0]->get(to.x);
    answers_[1]->get(to.nu);
    answers_[2]->get(to.lambda);
    answers_[3]->get(to.slack);
    integers_[0]->get(to.status);
    integers_[1]->get(to.iterations);
    figures_[0]->get(to.primal);
    figures_[1]->get(to.dual);
    figures_[2]->get(to.gap);
    figures_[3]->get(to.objective);
    for (int i = 0; i < 6; ++i) gradients_[i]->get(outcome.gradients[i]);
    return outcome;
  }

  const optnet4j_batch& batch() const { return batch_; }
  void* shared() const { return shared_->as(); }
  void* factor() const { return factor_->as(); }
  void* workspace() const { return workspace_->as(); }

  optnet4j_cuda_plan plan{};
  optnet4j_solution solution{};
  optnet4j_cotangent cotangent{};
  optnet4j_adjoint adjoint{};
  optnet4j_gradients gradients{};

 private:
  const Problems& problems_;
  std::int32_t device_;
  Batch<T> data_;
  Outcome<T> host_;
  optnet4j_batch batch_;
  std::unique_ptr<OnDevice> parameters_[6], gradients_[6], answers_[4], integers_[2], figures_[4], adjoint_[3];
  std::unique_ptr<OnDevice> cotangents_[3], shared_, factor_, workspace_;
};

class DeviceStream {
 public:
  explicit DeviceStream(std::int32_t device = 0) : device_(device) {
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_make_stream(device, &stream_, &error));
  }
  ~DeviceStream() { CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_free_stream(device_, stream_, &error)); }
  DeviceStream(const DeviceStream&) = delete;
  DeviceStream& operator=(const DeviceStream&) = delete;

  void* get() const { return stream_; }
  void wait() { CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_synchronize(device_, stream_, &error)); }

 private:
  std::int32_t device_;
  void* stream_ = nullptr;
};

// Each mapping there is a kernel for.
inline std::vector<optnet4j_cuda_mapping> all_mappings() {
  return {{OPTNET4J_CUDA_THREAD, 1, 0, 0, 0},    {OPTNET4J_CUDA_WARP, 8, 0, 0, 0},
          {OPTNET4J_CUDA_WARP, 16, 0, 0, 0},     {OPTNET4J_CUDA_WARP, 32, 0, 0, 0},
          {OPTNET4J_CUDA_BLOCK, 128, 0, 0, 0},   {OPTNET4J_CUDA_BLOCK, 256, 0, 0, 0},
          {OPTNET4J_CUDA_STREAMED, 256, 0, 0, 0}};
}

inline std::string text_of(const optnet4j_cuda_mapping& mapping) {
  return check::text("kind ", mapping.kind, ", ", mapping.team_threads, " threads per problem");
}

}  // namespace test
