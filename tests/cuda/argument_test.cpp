// Malformed calls are refused before anything is done, and the message names the argument.
#include <functional>

#include "outcome.h"

namespace {

using namespace test;

optnet4j_settings usual() { return settings_of<double>(1e-8, 1e-4); }

// The arguments of the device-pointer calls, to be spoilt one at a time.
struct Arguments {
  optnet4j_batch batch;
  optnet4j_settings settings = usual();
  optnet4j_cuda_plan plan;
  void *shared, *factor, *workspace;
  optnet4j_solution solution;
  optnet4j_cotangent cotangent;
  optnet4j_adjoint adjoint;
  optnet4j_gradients gradients;
};

struct Spoilt {
  std::int32_t code;
  const char* words;
  std::function<void(Arguments&)> spoil;
};

}  // namespace

TEST(of_device_pointer_calls) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 7, 5, 4, 2, "Q", random);
  const Cotangent<double> cotangent(problems, random);
  DeviceStream stream;
  DeviceRun<double> run(problems, nullptr);
  run.upload(cotangent);
  run.queue(usual(), true, stream.get());
  stream.wait();
  const Arguments good{run.batch(),     usual(),      run.plan,      run.shared(), run.factor(),
                       run.workspace(), run.solution, run.cotangent, run.adjoint,  run.gradients};
  const auto prepare = [&](const Arguments& a, optnet4j_cuda_error* error) {
    return optnet4j_cuda_prepare(&a.batch, &a.plan, a.shared, a.workspace, stream.get(), error);
  };
  const auto solve = [&](const Arguments& a, optnet4j_cuda_error* error) {
    return optnet4j_cuda_solve(&a.batch, &a.settings, &a.plan, a.shared, a.factor, a.workspace, &a.solution,
                               stream.get(), error);
  };
  const auto gradients = [&](const Arguments& a, optnet4j_cuda_error* error) {
    return optnet4j_cuda_gradients(&a.batch, &a.plan, a.shared, a.factor, a.workspace, &a.solution, &a.cotangent,
                                   &a.adjoint, &a.gradients, stream.get(), error);
  };
  using Call = std::function<std::int32_t(const Arguments&, optnet4j_cuda_error*)>;
  const auto refuse = [&](const Call& call, const std::vector<Spoilt>& all) {
    CHECK_CODE(OPTNET4J_OK, call(good, &error));
    const std::int64_t launches = optnet4j::emulated_cuda::calls("cudaLaunchKernel");
    for (const Spoilt& each : all) {
      Arguments bad = good;
      each.spoil(bad);
      CHECK_REFUSED(each.code, each.words, call(bad, &error));
    }
    CHECK_EQUAL(launches, optnet4j::emulated_cuda::calls("cudaLaunchKernel"));
  };
  const std::vector<Spoilt> of_all = {
      {OPTNET4J_BAD_SHAPE, "n is 0", [](Arguments& a) { a.batch.shape.n = 0; }},
      {OPTNET4J_BAD_SHAPE, "batch is 2147483648", [](Arguments& a) { a.batch.shape.batch = std::int64_t(1) << 31; }},
      {OPTNET4J_BAD_RANGE, "plan: factor_bytes is", [](Arguments& a) { a.batch.shape.m = 3; }},
      {OPTNET4J_BAD_RANGE, "plan: workspace_bytes is 7", [](Arguments& a) { a.plan.workspace_bytes = 7; }},
      {OPTNET4J_BAD_RANGE, "plan: shared_bytes is", [](Arguments& a) { a.batch.Q.shared = 0; }},
      {OPTNET4J_BAD_RANGE, "mapping: kind is 9", [](Arguments& a) { a.plan.mapping.kind = 9; }},
      {OPTNET4J_BAD_RANGE, "mapping: blocks is 0", [](Arguments& a) { a.plan.mapping.blocks = 0; }},
      {OPTNET4J_BAD_RANGE, "mapping: shared_bytes is 0", [](Arguments& a) { a.plan.mapping.shared_bytes = 0; }},
      {OPTNET4J_NULL_ARGUMENT, "shared is null", [](Arguments& a) { a.shared = nullptr; }},
      {OPTNET4J_NULL_ARGUMENT, "workspace is null", [](Arguments& a) { a.workspace = nullptr; }},
  };
  const auto read = [](void*, std::int64_t, std::int64_t, void*) {};
  const std::vector<Spoilt> of_data = {
      {OPTNET4J_NULL_ARGUMENT, "Q has no address", [](Arguments& a) { a.batch.Q.data = nullptr; }},
      {OPTNET4J_NULL_ARGUMENT, "h has no address", [](Arguments& a) { a.batch.h.data = nullptr; }},
      {OPTNET4J_NULL_ARGUMENT, "G has no address",
       [=](Arguments& a) {
         a.batch.G.data = nullptr;
         a.batch.G.read = read;
       }},
  };
  const std::vector<Spoilt> of_solution = {
      {OPTNET4J_NULL_ARGUMENT, "solution.x is null", [](Arguments& a) { a.solution.x = nullptr; }},
      {OPTNET4J_NULL_ARGUMENT, "solution.nu is null", [](Arguments& a) { a.solution.nu = nullptr; }},
      {OPTNET4J_NULL_ARGUMENT, "solution.lambda is null", [](Arguments& a) { a.solution.lambda = nullptr; }},
      {OPTNET4J_NULL_ARGUMENT, "solution.slack is null", [](Arguments& a) { a.solution.slack = nullptr; }},
      {OPTNET4J_NULL_ARGUMENT, "solution.status is null", [](Arguments& a) { a.solution.status = nullptr; }},
  };
  refuse(prepare, of_all);
  refuse(prepare, of_data);
  refuse(solve, of_all);
  refuse(solve, of_data);
  refuse(solve, of_solution);
  refuse(solve, {{OPTNET4J_BAD_SETTINGS, "eps_abs is -1", [](Arguments& a) { a.settings.eps_abs = -1; }},
                 {OPTNET4J_BAD_SETTINGS, "eps_rel is nan", [](Arguments& a) { a.settings.eps_rel = NAN; }},
                 {OPTNET4J_BAD_SETTINGS, "smoothing is -2", [](Arguments& a) { a.settings.smoothing = -2; }},
                 {OPTNET4J_BAD_SETTINGS, "max_iterations is -3", [](Arguments& a) { a.settings.max_iterations = -3; }},
                 {OPTNET4J_NULL_ARGUMENT, "solution.iterations is null",
                  [](Arguments& a) { a.solution.iterations = nullptr; }},
                 {OPTNET4J_NULL_ARGUMENT, "solution.gap is null", [](Arguments& a) { a.solution.gap = nullptr; }}});
  refuse(gradients, of_all);
  refuse(gradients, of_solution);
  refuse(gradients, {{OPTNET4J_NULL_ARGUMENT, "adjoint.dx is null", [](Arguments& a) { a.adjoint.dx = nullptr; }},
                     {OPTNET4J_NULL_ARGUMENT, "adjoint.dnu is null", [](Arguments& a) { a.adjoint.dnu = nullptr; }},
                     {OPTNET4J_NULL_ARGUMENT, "adjoint.mu is null", [](Arguments& a) { a.adjoint.mu = nullptr; }},
                     {OPTNET4J_NULL_ARGUMENT, "cotangent.nu has no address",
                      [=](Arguments& a) {
                        a.cotangent.nu.data = nullptr;
                        a.cotangent.nu.read = read;
                      }},
                     {OPTNET4J_NULL_ARGUMENT, "A has no address", [](Arguments& a) {
                        a.factor = nullptr;
                        a.batch.A.data = nullptr;
                      }}});
  // With the factors at hand the parameters are not read.
  Arguments without = good;
  without.batch.A.data = nullptr;
  CHECK_CODE(OPTNET4J_OK, gradients(without, &error));
  // Null where there has to be something.
  optnet4j_cuda_error error;
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT),
              optnet4j_cuda_prepare(&good.batch, nullptr, good.shared, good.workspace, stream.get(), &error));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_cuda_solve(&good.batch, nullptr, &good.plan, good.shared, nullptr,
                                                               good.workspace, &good.solution, stream.get(), &error));
  CHECK_EQUAL(std::string("settings is null"), error.message);
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_cuda_solve(&good.batch, &good.settings, &good.plan, good.shared,
                                                               nullptr, good.workspace, nullptr, stream.get(), &error));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT),
              optnet4j_cuda_gradients(&good.batch, &good.plan, good.shared, good.factor, good.workspace, &good.solution,
                                      &good.cotangent, &good.adjoint, nullptr, stream.get(), &error));
  CHECK_EQUAL(std::string("gradients is null, expected an address"), error.message);
  stream.wait();
}

TEST(of_solvers) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 7, 5, 4, 2, "Q", random);
  const Cotangent<double> cotangent(problems, random);
  const Batch<double> data(problems);
  Outcome<double> outcome(problems);
  Arrays arrays(false);
  const optnet4j_solution_targets targets = arrays.targets(outcome.solution);
  const optnet4j_gradient_targets gradients = arrays.targets(outcome.gradients);
  const optnet4j_settings settings = usual();
  optnet4j_cuda_solver* none = nullptr;
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "solver is null", optnet4j_cuda_open(0, 0, nullptr, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "device is 1, expected 0 to 0", optnet4j_cuda_open(1, 0, nullptr, &none, &error));
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "device is -1", optnet4j_cuda_open(-1, 0, nullptr, &none, &error));
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "memory_limit is -5", optnet4j_cuda_open(0, -5, nullptr, &none, &error));
  HostSolver solver;
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "problems is -1", optnet4j_cuda_limit_chunks(solver.get(), -1, &error));
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "threads is -1", optnet4j_cuda_limit_copy_threads(solver.get(), -1, &error));
  optnet4j_cuda_kept* kept = nullptr;
  const auto solve = [&](optnet4j_batch batch, std::int32_t keep, optnet4j_cuda_error* error) {
    return optnet4j_cuda_solve_host(solver.get(), &batch, &settings, keep, &targets, &kept, error);
  };
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "keep is 3", solve(data.view(), 3, &error));
  optnet4j_batch batch = data.view();
  batch.A.data = nullptr;
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "A has neither an address nor a function", solve(batch, 0, &error));
  batch = data.view();
  batch.shape.p = -1;
  CHECK_REFUSED(OPTNET4J_BAD_SHAPE, "p is -1", solve(batch, 0, &error));
  batch = data.view();
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "kept is null",
                optnet4j_cuda_solve_host(solver.get(), &batch, &settings, 1, &targets, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "solver is null",
                optnet4j_cuda_solve_host(nullptr, &batch, &settings, 0, &targets, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "settings is null",
                optnet4j_cuda_solve_host(solver.get(), &batch, nullptr, 0, &targets, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "solution is null",
                optnet4j_cuda_solve_host(solver.get(), &batch, &settings, 0, nullptr, nullptr, &error));
  CHECK_EQUAL(0, optnet4j::emulated_cuda::calls("cudaLaunchKernel"));

  CHECK_CODE(OPTNET4J_OK, solve(data.view(), OPTNET4J_CUDA_RECOMPUTE, &error));
  const auto differentiate = [&](const optnet4j_batch& with, const optnet4j_answers* answers,
                                 optnet4j_cuda_error* error) {
    return optnet4j_cuda_gradients_host(kept, &with, answers, &cotangent.view(), &gradients, error);
  };
  const optnet4j_answers answers = arrays.answers(outcome.solution);
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "answers is null", differentiate(batch, nullptr, &error));
  optnet4j_answers some = answers;
  some.slack.data = nullptr;
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "answers.slack has neither", differentiate(batch, &some, &error));
  some = answers;
  some.status.shared = 1;
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "answers.status is shared", differentiate(batch, &some, &error));
  optnet4j_batch other = batch;
  other.shape.batch = 6;
  CHECK_REFUSED(OPTNET4J_BAD_SHAPE, "batch is 6, expected 7 as in the solve", differentiate(other, &answers, &error));
  other = batch;
  other.shape.m = 3;
  CHECK_REFUSED(OPTNET4J_BAD_SHAPE, "m is 3, expected 4", differentiate(other, &answers, &error));
  other = batch;
  other.Q.shared = 0;
  CHECK_REFUSED(OPTNET4J_BAD_SHAPE, "Q is given per problem", differentiate(other, &answers, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "kept is null",
                optnet4j_cuda_gradients_host(nullptr, &batch, &answers, &cotangent.view(), &gradients, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "cotangent is null",
                optnet4j_cuda_gradients_host(kept, &batch, &answers, nullptr, &gradients, &error));
  CHECK_CODE(OPTNET4J_OK, differentiate(batch, &answers, &error));
  optnet4j_cuda_free_kept(kept);
  optnet4j_cuda_free_kept(nullptr);
  optnet4j_cuda_close(nullptr);
}

TEST(of_gradients_in_the_normal_form) {
  const Emulated emulated;
  optnet4j_batch batch{};
  batch.shape = {0, 5, 4, 2, OPTNET4J_FLOAT64};
  batch.form = OPTNET4J_FORM_NORMAL;
  HostSolver solver;
  const optnet4j_settings settings = usual();
  const optnet4j_solution_targets targets{};
  optnet4j_cuda_kept* kept = nullptr;
  for (const std::int32_t keep : {OPTNET4J_CUDA_KEEP_FACTORS, OPTNET4J_CUDA_RECOMPUTE})
    CHECK_REFUSED(OPTNET4J_UNSUPPORTED, "form is 1 (normal), which has no gradients, expected 0 (dual)",
                  optnet4j_cuda_solve_host(solver.get(), &batch, &settings, keep, &targets, &kept, &error));
  CHECK_REFUSED(OPTNET4J_UNSUPPORTED, "form is 1 (normal), which has no gradients",
                optnet4j_cuda_gradients(&batch, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                                        nullptr, &error));
  batch.form = 2;
  CHECK_REFUSED(OPTNET4J_UNSUPPORTED, "form is 2, expected 0 (dual) or 1 (normal)",
                optnet4j_cuda_solve_host(solver.get(), &batch, &settings, 0, &targets, &kept, &error));
  batch.form = OPTNET4J_FORM_DUAL;
  batch.diagonal = 1;
  CHECK_REFUSED(OPTNET4J_UNSUPPORTED, "l, lb, ub or diagonal is given",
                optnet4j_cuda_solve_host(solver.get(), &batch, &settings, 0, &targets, &kept, &error));
}

TEST(of_memory_calls) {
  const Emulated emulated;
  void* address = nullptr;
  std::int64_t bytes = 0;
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "device is 4", optnet4j_cuda_allocate(4, 10, &address, &error));
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "bytes is -10", optnet4j_cuda_allocate(0, -10, &address, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "address is null", optnet4j_cuda_allocate(0, 10, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "free_bytes is null", optnet4j_cuda_memory(0, nullptr, &bytes, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "total_bytes is null", optnet4j_cuda_memory(0, &bytes, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "kind is 4", optnet4j_cuda_copy(0, &bytes, &bytes, 8, 4, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "to is null", optnet4j_cuda_copy(0, nullptr, &bytes, 8, 1, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "from is null", optnet4j_cuda_copy(0, &bytes, nullptr, 8, 2, nullptr, &error));
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_copy(0, nullptr, nullptr, 0, 1, nullptr, &error));
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_free(0, nullptr, &error));
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_free_stream(0, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "stream is null", optnet4j_cuda_make_stream(0, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "count is null", optnet4j_cuda_device_count(nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "properties is null", optnet4j_cuda_device_properties(0, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "device is 1", optnet4j_cuda_use_device(1, &error));
}
