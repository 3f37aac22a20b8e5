// The linear algebra on device memory: the numbers, labels and gaps are those of the cpu back end, to the bit.
#include <optional>

#include "../linalg/matrices.h"
#include "optnet4j_cuda_linalg.h"
#include "outcome.h"

namespace {

using namespace test;

struct Labels {
  std::vector<std::int32_t> info, pivots;
};

// The operands of a call in host memory, null where one is left out.
template <class T>
using Operands = std::vector<Matrices<T>*>;

template <class T>
void on_cpu(const optnet4j_linalg_call& call, const Operands<T>& matrices, Labels& labels) {
  std::int32_t lanes;
  std::int64_t bytes = 0;
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_linalg_plan(&call, OPTNET4J_ISA_BEST, &lanes, &bytes));
  void* scratch = nullptr;
  CHECK_EQUAL(0, posix_memalign(&scratch, 64, std::size_t(bytes)));
  optnet4j_linalg_operands operands{{}, labels.pivots.data(), labels.info.data()};
  for (std::size_t k = 0; k < matrices.size(); ++k)
    if (matrices[k] != nullptr) operands.matrices[k] = matrices[k]->view();
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_linalg_run(&call, OPTNET4J_ISA_BEST, &operands, scratch, 0, call.batch));
  std::free(scratch);
}

// Threads that share a matrix; 0: as the plan has it.
optnet4j_cuda_linalg_plan plan_of(const optnet4j_linalg_call& call, std::int32_t team_threads, bool in_workspace) {
  if (team_threads > 0) return {team_threads, 1, 2, in_workspace ? 64 : 48 << 10, in_workspace ? 1 << 20 : 0};
  optnet4j_cuda_device device;
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_device_properties(0, &device, &error));
  optnet4j_cuda_linalg_plan plan;
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_linalg_make_plan(&call, &device, &plan, &error));
  return plan;
}

template <class T>
void on_device(const optnet4j_linalg_call& call, const Operands<T>& matrices, Labels& labels, std::int32_t team_threads,
               bool in_workspace) {
  const optnet4j_cuda_linalg_plan plan = plan_of(call, team_threads, in_workspace);
  std::optional<OnDevice> storage[OPTNET4J_LINALG_OPERANDS];
  optnet4j_linalg_operands operands{};
  for (std::size_t k = 0; k < matrices.size(); ++k) {
    if (matrices[k] == nullptr) continue;
    storage[k].emplace(matrices[k]->numbers);
    operands.matrices[k] = matrices[k]->view();
    operands.matrices[k].data = storage[k]->as();
  }
  OnDevice info(labels.info), pivots(labels.pivots), workspace(plan.workspace_bytes);
  operands.info = info.as<std::int32_t>();
  operands.pivots = pivots.as<std::int32_t>();
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_linalg_run(&call, &plan, &operands, workspace.as(), nullptr, &error));
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_synchronize(0, nullptr, &error));
  for (std::size_t k = 0; k < matrices.size(); ++k)
    if (storage[k]) storage[k]->get(matrices[k]->numbers);
  info.get(labels.info);
  pivots.get(labels.pivots);
}

// Runs calls one after another, on the CPU for what comes next, and on the device for comparison.
template <class T>
class Sequence {
 public:
  Sequence(std::int64_t batch, int n, std::int32_t team_threads, bool in_workspace)
      : team_threads_(team_threads), in_workspace_(in_workspace) {
    labels_.info.assign(std::size_t(batch), -1);
    labels_.pivots.assign(std::size_t(batch * n), -1);
  }

  void run(const char* name, optnet4j_linalg_call call, const Operands<T>& matrices) {
    const check::Scope scope(name);
    std::vector<Matrices<T>> copies;
    copies.reserve(matrices.size());
    Operands<T> there;
    for (Matrices<T>* each : matrices) {
      if (each != nullptr) copies.push_back(*each);
      there.push_back(each == nullptr ? nullptr : &copies.back());
    }
    Labels labels = labels_;
    on_device<T>(call, there, labels, team_threads_, in_workspace_);
    on_cpu<T>(call, matrices, labels_);
    for (std::size_t k = 0; k < matrices.size(); ++k)
      if (matrices[k] != nullptr) check_same("number", matrices[k]->numbers, there[k]->numbers);
    check_same("info", labels_.info, labels.info);
    check_same("pivot", labels_.pivots, labels.pivots);
  }

  const std::vector<std::int32_t>& info() const { return labels_.info; }

 private:
  std::int32_t team_threads_;
  bool in_workspace_;
  Labels labels_;
};

template <class T>
optnet4j_linalg_call call_of(std::int64_t batch, int operation, int n, int m, int p, int columns, int flags = 0) {
  return {batch, operation, precision_of<T>(), n, m, p, columns, flags};
}

template <class T>
void every_operation(std::int64_t batch, int n, int m, int p, std::int32_t team_threads, bool in_workspace,
                     Random& random) {
  const int columns = 3;
  const Layout layout{2, 5};
  Matrices<T> definite(batch, n, n, layout), general(batch, n, n, layout), b(batch, n, columns, layout);
  definite.fill_positive_definite(random);
  general.fill_normal(random);
  b.fill_normal(random);
  // One matrix without a factor among the others.
  definite.at(batch / 2, n - 1, n - 1) = T(-1);
  for (int j = 0; j < n; ++j) general.at(batch / 2, 0, j) = T(0);
  const auto call = [&](int operation, int across, int flags = 0) {
    return call_of<T>(batch, operation, n, 0, 0, across, flags);
  };
  Sequence<T> run(batch, n, team_threads, in_workspace);
  {
    Matrices<T> l = definite, x = b;
    run.run("cholesky factor", call(OPTNET4J_CHOLESKY_FACTOR, 0), {&l});
    CHECK(run.info()[std::size_t(batch / 2)] == n);
    run.run("cholesky solve", call(OPTNET4J_CHOLESKY_SOLVE, columns), {&l, &x});
    run.run("cholesky inverse", call(OPTNET4J_CHOLESKY_INVERSE, 0), {&l});
  }
  {
    Matrices<T> l = general, x = b;
    run.run("ldl factor", call(OPTNET4J_LDL_FACTOR, 0), {&l});
    run.run("ldl solve", call(OPTNET4J_LDL_SOLVE, columns), {&l, &x});
  }
  {
    Matrices<T> lu = general, x = b, y = b;
    run.run("lu factor", call(OPTNET4J_LU_FACTOR, 0), {&lu});
    run.run("lu solve", call(OPTNET4J_LU_SOLVE, columns), {&lu, &x});
    run.run("lu solve transposed", call(OPTNET4J_LU_SOLVE, columns, OPTNET4J_LINALG_TRANSPOSED), {&lu, &y});
  }
  for (int flags = 0; flags < 8; ++flags) {
    Matrices<T> t = general, x = b, y = b;
    run.run("triangular solve", call(OPTNET4J_TRIANGULAR_SOLVE, columns, flags), {&t, &x});
    run.run("triangular multiply", call(OPTNET4J_TRIANGULAR_MULTIPLY, columns, flags), {&t, &y});
  }
  for (const bool transposed : {false, true}) {
    Matrices<T> factor(batch, transposed ? m : n, transposed ? n : m, layout), d(batch, m, 1, layout), c = general;
    factor.fill_normal(random);
    d.fill_normal(random);
    const int flag = transposed ? OPTNET4J_LINALG_TRANSPOSED : 0;
    run.run("gram", call_of<T>(batch, OPTNET4J_WEIGHTED_GRAM, n, m, 0, 0, flag), {&factor, nullptr, &c});
    run.run(
        "weighted gram",
        call_of<T>(batch, OPTNET4J_WEIGHTED_GRAM, n, m, 0, 0, flag | OPTNET4J_LINALG_ADD | OPTNET4J_LINALG_WEIGHTED),
        {&factor, &d, &c});
  }
  {
    const optnet4j_linalg_call prepare = call_of<T>(batch, OPTNET4J_KKT_PREPARE, n, m, p, 0);
    std::int64_t rows, numbers;
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_linalg_operand(&prepare, 3, &rows, &numbers));
    Matrices<T> a(batch, p, n, layout), g(batch, m, n, layout), w(batch, m, 1), kept(batch, 1, int(numbers));
    Matrices<T> right(batch, n + p + m, columns, layout);
    a.fill_normal(random);
    g.fill_normal(random);
    w.each([&](T& each) { each = T(0.1 + random.uniform()); });
    right.fill_normal(random);
    run.run("kkt prepare", prepare, {&definite, &a, &g, &kept});
    run.run("kkt factor", call_of<T>(batch, OPTNET4J_KKT_FACTOR, n, m, p, 0), {&w, &kept});
    run.run("kkt solve", call_of<T>(batch, OPTNET4J_KKT_SOLVE, n, m, p, columns), {&kept, &right});
  }
}

template <class T>
void every_team(const Machine& machine, Random& random) {
  if (optnet4j_cpu_best_isa() == OPTNET4J_ISA_BASELINE) check::skip_all("this processor has no fused multiplication");
  const bool watched = machine.watched;
  for (const bool in_workspace : {false, true}) {
    for (const std::int32_t team : {8, 32, 256}) {
      const Emulated emulated(machine);
      const check::Scope scope(check::text(team, " threads, ", in_workspace ? "workspace" : "shared memory"));
      if (watched) {
        every_operation<T>(3, 6, 5, 2, team, in_workspace, random);
      } else {
        every_operation<T>(5, 1, 1, 0, team, in_workspace, random);
        every_operation<T>(5, 7, 4, 3, team, in_workspace, random);
        every_operation<T>(3, 13, 21, 5, team, in_workspace, random);
        every_operation<T>(3, 9, 0, 0, team, in_workspace, random);
      }
    }
  }
}

}  // namespace

TEST(by_every_team) {
  Random random;
  const Machine machine = machine_of();
  every_team<double>(machine, random);
  every_team<float>(machine, random);
}

TEST(under_the_checks_of_the_emulator) {
  Random random;
  Machine machine = machine_of();
  machine.watched = true;
  every_team<double>(machine, random);
}

TEST(as_the_plan_has_it) {
  Random random;
  for (const int n : {2, 8, 9, 33, 49, 70}) {
    const Emulated emulated;
    const check::Scope scope(check::text("n ", n));
    every_operation<double>(7, n, n / 2 + 1, n / 4, 0, false, random);
  }
}

TEST(malformed_calls_are_refused_by_name) {
  const Emulated emulated;
  optnet4j_cuda_device device;
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_device_properties(0, &device, &error));
  optnet4j_linalg_call call = call_of<double>(4, OPTNET4J_CHOLESKY_FACTOR, 3, 0, 0, 0);
  optnet4j_cuda_linalg_plan plan;
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "call is null",
                optnet4j_cuda_linalg_make_plan(nullptr, &device, &plan, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "device is null",
                optnet4j_cuda_linalg_make_plan(&call, nullptr, &plan, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "plan is null",
                optnet4j_cuda_linalg_make_plan(&call, &device, nullptr, &error));
  call.n = 0;
  CHECK_REFUSED(OPTNET4J_BAD_SHAPE, "n 0", optnet4j_cuda_linalg_make_plan(&call, &device, &plan, &error));
  call.n = 3;
  call.operation = 99;
  CHECK_REFUSED(OPTNET4J_UNSUPPORTED, "operation 99", optnet4j_cuda_linalg_make_plan(&call, &device, &plan, &error));
  call.operation = OPTNET4J_CHOLESKY_FACTOR;
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_linalg_make_plan(&call, &device, &plan, &error));

  OnDevice numbers(4 * 9 * 8), info(4 * 4);
  optnet4j_linalg_operands operands{{{numbers.as(), 9, 3}}, nullptr, info.as<std::int32_t>()};
  const auto run = [&](const optnet4j_cuda_linalg_plan& with, optnet4j_cuda_error* error) {
    return optnet4j_cuda_linalg_run(&call, &with, &operands, nullptr, nullptr, error);
  };
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "plan is null",
                optnet4j_cuda_linalg_run(&call, nullptr, &operands, nullptr, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "operands is null",
                optnet4j_cuda_linalg_run(&call, &plan, nullptr, nullptr, nullptr, &error));
  optnet4j_cuda_linalg_plan bad = plan;
  bad.team_threads = 7;
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "team_threads is 7", run(bad, &error));
  bad = plan;
  bad.teams_per_block = 9;
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "teams_per_block is 9", run(bad, &error));
  bad = plan;
  bad.blocks = 0;
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "blocks is 0", run(bad, &error));
  bad = plan;
  bad.shared_bytes = 8;
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "shared_bytes is 8", run(bad, &error));
  bad.workspace_bytes = 8;
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "workspace_bytes is 8", run(bad, &error));
  bad.workspace_bytes = 1 << 20;
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "workspace is null", run(bad, &error));
  operands.matrices[0].leading = 2;
  CHECK_REFUSED(OPTNET4J_BAD_SHAPE, "leading dimension", run(plan, &error));
  operands.matrices[0].leading = 3;
  operands.matrices[0].data = nullptr;
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "is null", run(plan, &error));
}
