// The normal form from host arrays and from device memory: the bits of the cpu back end, however the batch is cut; and
// what becomes of calls that fail.
#include "normal_families.h"
#include "outcome.h"

namespace {

using namespace test;
using optnet4j::emulated_cuda::calls;
using optnet4j::emulated_cuda::peak_bytes;

template <class T>
optnet4j_settings usual() {
  return settings_of<T>(1e-8, 1e-4);
}

template <class T>
Solution<T> on_cpu(const NormalProblems& problems) {
  const std::int32_t isa = optnet4j_cpu_best_isa();
  if (isa == OPTNET4J_ISA_BASELINE) check::skip_all("this processor has no fused multiplication");
  const Batch<T> batch(problems);
  return Solver<T>(batch.view(), isa, Factor::kDrop).solve(usual<T>());
}

template <class T>
std::int32_t solve(HostSolver& solver, const NormalProblems& problems, Solution<T>& found, optnet4j_cuda_error& error,
                   bool through = false) {
  const Batch<T> data(problems);
  Arrays arrays(through);
  const optnet4j_batch batch = arrays.batch<T>(data.view());
  const optnet4j_solution_targets targets = arrays.targets(found);
  const optnet4j_settings settings = usual<T>();
  return optnet4j_cuda_solve_host(solver.get(), &batch, &settings, OPTNET4J_CUDA_KEEP_NOTHING, &targets, nullptr,
                                  &error);
}

template <class T>
Solution<T> from_host(HostSolver& solver, const NormalProblems& problems, bool through = false) {
  const Batch<T> data(problems);
  Solution<T> found = solution_of<T>(data.view());
  CHECK_CODE(OPTNET4J_OK, solve(solver, problems, found, error, through));
  return found;
}

const NormalCase kUsual{"usual", "semidefinite", 23, 5, 4, 2, "hldu", false, ""};

}  // namespace

TEST(every_case_in_chunks) {
  Random random;
  int turn = 0;
  for (const NormalCase& line : normal_cases()) {
    const Emulated emulated;
    const check::Scope scope(line.name);
    const NormalProblems problems = make_problems(line, line.n > 40 ? 2 : 9, random);
    HostSolver solver;
    solver.limit_chunks(turn % 4);
    check_same(on_cpu<double>(problems), from_host<double>(solver, problems, turn % 2 == 0));
    check_same(on_cpu<float>(problems), from_host<float>(solver, problems, turn % 2 != 0));
    ++turn;
  }
}

TEST(by_every_mapping) {
  Random random;
  const NormalProblems problems = make_problems(kUsual, kUsual.batch, random);
  for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
    const Emulated emulated;
    const check::Scope scope(text_of(mapping));
    HostSolver solver(0, 0, &mapping);
    for (const std::int64_t size : {0, 1, 10, 22}) {
      solver.limit_chunks(size);
      check_same(on_cpu<double>(problems), from_host<double>(solver, problems));
    }
    check_same(on_cpu<float>(problems), from_host<float>(solver, problems));
  }
}

TEST(whatever_is_shared) {
  const Emulated emulated;
  Random random;
  for (int which = 0; which < 512; which += 1 + random.below(7)) {
    std::string shared;
    for (int i = 0; i < 9; ++i)
      if (which >> i & 1) shared += NormalProblems::kLetters[i];
    const check::Scope scope("shared: " + shared);
    NormalCase line = kUsual;
    line.quadratic = "definite";
    line.shared = shared.c_str();
    const NormalProblems problems = make_problems(line, 7, random);
    HostSolver solver;
    solver.limit_chunks(which % 3 == 0 ? 0 : 3);
    check_same(on_cpu<double>(problems), from_host<double>(solver, problems, which % 2 == 0));
  }
}

TEST(only_what_is_asked_for) {
  const Emulated emulated;
  Random random;
  const NormalProblems problems = make_problems(kUsual, 9, random);
  const Solution<double> expected = on_cpu<double>(problems);
  const Batch<double> batch(problems);
  const optnet4j_settings settings = usual<double>();
  HostSolver solver;
  solver.limit_chunks(4);
  for (int which = 0; which < 16; ++which) {
    Solution<double> found = expected;
    for (std::vector<double>* each : {&found.lambda_l, &found.slack_l, &found.lambda_lb, &found.lambda_ub})
      std::fill(each->begin(), each->end(), -7);
    const Solution<double> untouched = found;
    Arrays arrays(false);
    const optnet4j_solution_targets all = arrays.targets(found);
    optnet4j_solution_targets some{};
    if (which & 1) some.lambda_l = all.lambda_l;
    if (which & 2) some.slack_l = all.slack_l;
    if (which & 4) some.lambda_lb = all.lambda_lb;
    if (which & 8) some.lambda_ub = all.lambda_ub;
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_solve_host(solver.get(), &batch.view(), &settings, OPTNET4J_CUDA_KEEP_NOTHING,
                                                     &some, nullptr, &error));
    check_same("lambda_l", (which & 1 ? expected : untouched).lambda_l, found.lambda_l);
    check_same("slack_l", (which & 2 ? expected : untouched).slack_l, found.slack_l);
    check_same("lambda_lb", (which & 4 ? expected : untouched).lambda_lb, found.lambda_lb);
    check_same("lambda_ub", (which & 8 ? expected : untouched).lambda_ub, found.lambda_ub);
  }
}

TEST(an_empty_batch) {
  const Emulated emulated;
  Random random;
  const NormalProblems problems = make_problems(kUsual, 0, random);
  HostSolver solver;
  from_host<double>(solver, problems);
  CHECK_EQUAL(0, calls("cudaLaunchKernel"));
}

TEST(both_forms_on_one_solver) {
  const Emulated emulated;
  Random random;
  const NormalProblems normal = make_problems(kUsual, 11, random);
  const Problems dual = make_problems("optnet", 11, 5, 4, 2, "Q", random);
  const Cotangent<double> cotangent(dual, random);
  const Outcome<double> expected = on_cpu<double>(dual, usual<double>(), cotangent);
  HostSolver solver;
  solver.limit_chunks(4);
  for (int i = 0; i < 2; ++i) {
    check_same(on_cpu<double>(normal), from_host<double>(solver, normal));
    check_same(expected, from_host(solver, dual, usual<double>(), cotangent, OPTNET4J_CUDA_KEEP_FACTORS));
  }
}

TEST(within_every_memory_limit) {
  Random random;
  NormalCase line = kUsual;
  line.shared = "QA";
  const NormalProblems problems = make_problems(line, 40, random);
  const Solution<double> expected = on_cpu<double>(problems);
  int solved = 0, refused = 0;
  for (std::int64_t limit = std::int64_t(1) << 21; limit > 256; limit -= limit / 3) {
    const Emulated emulated;
    const check::Scope scope(check::text("limit ", limit));
    HostSolver solver(0, limit);
    Solution<double> found = expected;
    found.iterations.assign(found.iterations.size(), -7);
    optnet4j_cuda_error error;
    const std::int32_t code = solve(solver, problems, found, error);
    CHECK(peak_bytes(0) <= limit);
    if (code == OPTNET4J_OK) {
      CHECK_EQUAL(0, refused);
      ++solved;
      check_same(expected, found);
    } else {
      ++refused;
      CHECK_EQUAL(int(OPTNET4J_CUDA_OUT_OF_MEMORY), code);
      CHECK_EQUAL(-7, found.iterations[0]);
    }
  }
  CHECK(solved > 2);
  CHECK(refused > 2);
}

TEST(every_call_fails_once) {
  Random random;
  NormalCase line = kUsual;
  line.shared = "Gq";
  const NormalProblems problems = make_problems(line, 7, random);
  const Solution<double> expected = on_cpu<double>(problems);
  std::int64_t all = 0;
  {
    const Emulated emulated;
    HostSolver solver;
    solver.limit_chunks(3);
    const std::int64_t before = calls();
    from_host<double>(solver, problems);
    all = calls() - before;
  }
  int reported = 0;
  for (std::int64_t nth = 1; nth <= all; ++nth) {
    const check::Scope scope(check::text("call ", nth));
    const Emulated emulated;
    HostSolver solver;
    solver.limit_chunks(3);
    optnet4j::emulated_cuda::fail_call("*", nth, cudaErrorInvalidValue);
    Solution<double> found = expected;
    optnet4j_cuda_error error;
    const std::int32_t code = solve(solver, problems, found, error);
    if (code != OPTNET4J_OK) {
      ++reported;
      CHECK_EQUAL(int(OPTNET4J_CUDA_FAILED), code);
      CHECK_EQUAL(int(cudaErrorInvalidValue), error.cuda_code);
    }
    // The solver goes on.
    check_same(expected, from_host<double>(solver, problems));
  }
  CHECK(reported > 10);
}

TEST(from_device_memory) {
  for (const char* shared : {"", "QAG", "hd"}) {
    const Emulated emulated;
    const check::Scope scope(check::text("shared: ", shared));
    Random random;
    NormalCase line = kUsual;
    line.quadratic = "definite";
    line.shared = shared;
    const NormalProblems problems = make_problems(line, 9, random);
    const Batch<double> data(problems);
    optnet4j_batch batch = data.view();
    std::vector<std::unique_ptr<OnDevice>> pieces;
    const auto take = [&](std::int64_t bytes) {
      pieces.push_back(std::make_unique<OnDevice>(bytes));
      return pieces.back()->as();
    };
    optnet4j_operand* const operands[] = {&batch.Q, &batch.q, &batch.A,  &batch.b, &batch.G,
                                          &batch.h, &batch.l, &batch.lb, &batch.ub};
    for (int i = 0; i < 9; ++i) {
      const std::size_t numbers = problems[NormalProblems::kLetters[i]].data.size();
      const void* const from = operands[i]->data;
      operands[i]->data = take(std::int64_t(numbers * sizeof(double)));
      pieces.back()->put(from);
    }
    optnet4j_cuda_device device;
    optnet4j_cuda_plan plan;
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_device_properties(0, &device, &error));
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_make_plan(&batch, &device, nullptr, &plan, &error));
    Solution<double> found = solution_of<double>(batch);
    const auto room = [&](const auto& vector) { return take(std::int64_t(vector.size() * sizeof vector[0])); };
    const std::size_t first = pieces.size();
    optnet4j_solution to{};
    to.x = room(found.x);
    to.nu = room(found.nu);
    to.lambda = room(found.lambda);
    to.slack = room(found.slack);
    to.lambda_l = room(found.lambda_l);
    to.slack_l = room(found.slack_l);
    to.lambda_lb = room(found.lambda_lb);
    to.lambda_ub = room(found.lambda_ub);
    to.status = static_cast<std::int32_t*>(room(found.status));
    to.iterations = static_cast<std::int32_t*>(room(found.iterations));
    to.primal_residual = static_cast<double*>(room(found.primal));
    to.dual_residual = static_cast<double*>(room(found.dual));
    to.gap = static_cast<double*>(room(found.gap));
    to.objective = static_cast<double*>(room(found.objective));
    void* const shared_memory = take(plan.shared_bytes);
    void* const workspace = take(plan.workspace_bytes);
    DeviceStream stream;
    const optnet4j_settings settings = usual<double>();
    const auto run = [&](const optnet4j_solution& into, optnet4j_cuda_error* error) {
      return optnet4j_cuda_solve(&batch, &settings, &plan, shared_memory, nullptr, workspace, &into, stream.get(),
                                 error);
    };
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_prepare(&batch, &plan, shared_memory, workspace, stream.get(), &error));
    CHECK_CODE(OPTNET4J_OK, run(to, &error));
    stream.wait();
    std::size_t at = first;
    const auto get = [&](auto& vector) { pieces[at++]->get(vector); };
    get(found.x);
    get(found.nu);
    get(found.lambda);
    get(found.slack);
    get(found.lambda_l);
    get(found.slack_l);
    get(found.lambda_lb);
    get(found.lambda_ub);
    get(found.status);
    get(found.iterations);
    get(found.primal);
    get(found.dual);
    get(found.gap);
    get(found.objective);
    check_same(on_cpu<double>(problems), found);
    optnet4j_solution incomplete = to;
    incomplete.slack_l = nullptr;
    CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "solution.slack_l is null", run(incomplete, &error));
    incomplete = to;
    incomplete.lambda_ub = nullptr;
    CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "solution.lambda_ub is null", run(incomplete, &error));
    batch.h = batch.l = {};
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_make_plan(&batch, &device, nullptr, &plan, &error));
    CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "neither h nor l is given", run(to, &error));
  }
}
