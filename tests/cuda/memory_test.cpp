// Memory that is short: within the limit, in smaller chunks, without factors, or not at all; and nothing is lost.
#include "outcome.h"

namespace {

using namespace test;
using optnet4j::emulated_cuda::peak_bytes;

constexpr std::int64_t kProblems = 100;

optnet4j_settings usual() { return settings_of<double>(1e-8, 1e-4); }

struct Example {
  Example()
      : problems(make_problems("optnet", kProblems, 7, 6, 2, "", random)),
        cotangent(problems, random),
        batch(problems),
        expected(on_cpu<double>(problems, usual(), cotangent)) {}

  Random random;
  Problems problems;
  Cotangent<double> cotangent;
  Batch<double> batch;
  Outcome<double> expected;
};

const Example& example() {
  static const Example only;
  return only;
}

// Solves with factors to be kept, and says whether they were: gradients then need no answers. Returns the first code
// that is not OPTNET4J_OK.
std::int32_t solve(HostSolver& solver, bool& kept_factors, optnet4j_cuda_error& error) {
  const Example& of = example();
  Outcome<double> found(of.problems);
  Arrays arrays(false);
  const optnet4j_solution_targets targets = arrays.targets(found.solution);
  const optnet4j_settings settings = usual();
  optnet4j_cuda_kept* kept = nullptr;
  const std::int32_t code = optnet4j_cuda_solve_host(solver.get(), &of.batch.view(), &settings,
                                                     OPTNET4J_CUDA_KEEP_FACTORS, &targets, &kept, &error);
  if (code != OPTNET4J_OK) {
    CHECK(kept == nullptr);
    // Nothing was written.
    CHECK_EQUAL(0, found.solution.iterations[0]);
    return code;
  }
  const optnet4j_gradient_targets gradients = arrays.targets(found.gradients);
  optnet4j_cuda_error missing;
  const std::int32_t without =
      optnet4j_cuda_gradients_host(kept, &of.batch.view(), nullptr, &of.cotangent.view(), &gradients, &missing);
  kept_factors = without == OPTNET4J_OK;
  if (!kept_factors) {
    CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), without);
    const optnet4j_answers answers = arrays.answers(found.solution);
    const std::int32_t again =
        optnet4j_cuda_gradients_host(kept, &of.batch.view(), &answers, &of.cotangent.view(), &gradients, &error);
    if (again != OPTNET4J_OK) {
      // Gradients with new factors take more than the answers did.
      CHECK_EQUAL(-7.0, found.gradients[1][0]);
      optnet4j_cuda_free_kept(kept);
      return again;
    }
  }
  optnet4j_cuda_free_kept(kept);
  check_same(of.expected, found);
  return code;
}

}  // namespace

// From plenty to nothing. The order of things: all at once, in chunks, factors made again, not at all.
TEST(under_every_limit) {
  int plenty = 0, recomputed = 0, refused = 0, stage = 0;
  for (std::int64_t limit = std::int64_t(1) << 23; limit > 256; limit -= limit / 5) {
    const Emulated emulated;
    const check::Scope scope(check::text("limit ", limit));
    HostSolver solver(0, limit);
    bool kept_factors = false;
    optnet4j_cuda_error error;
    const std::int32_t code = solve(solver, kept_factors, error);
    CHECK(peak_bytes(0) <= limit);
    const int now = code != OPTNET4J_OK ? 2 : kept_factors ? 0 : 1;
    CHECK(now >= stage);
    stage = now;
    ++(now == 0 ? plenty : now == 1 ? recomputed : refused);
    if (code == OPTNET4J_OK) continue;
    CHECK_EQUAL(int(OPTNET4J_CUDA_OUT_OF_MEMORY), code);
    CHECK(error.needed_bytes > limit);
    CHECK(error.free_bytes <= limit);
    CHECK(std::string(error.message)
              .find("not enough memory for even one problem of n = 7, m = 6, p = 2 in float64 on device 0 within the "
                    "limit that was set: ") == 0);
  }
  CHECK(plenty > 3);
  CHECK(recomputed > 3);
  CHECK(refused > 3);
}

TEST(on_devices_of_every_size) {
  int stage = 0, kept_count = 0, recomputed = 0, refused = 0;
  for (std::int64_t bytes = std::int64_t(1) << 23; bytes > 256; bytes -= bytes / 5) {
    Machine machine = machine_of();
    machine.devices[0].memory_bytes = bytes;
    const Emulated emulated(machine);
    const check::Scope scope(check::text("memory ", bytes));
    HostSolver solver;
    bool kept_factors = false;
    optnet4j_cuda_error error;
    const std::int32_t code = solve(solver, kept_factors, error);
    const int now = code != OPTNET4J_OK ? 2 : kept_factors ? 0 : 1;
    CHECK(now >= stage);
    stage = now;
    ++(now == 0 ? kept_count : now == 1 ? recomputed : refused);
    if (code != OPTNET4J_OK) CHECK_EQUAL(int(OPTNET4J_CUDA_OUT_OF_MEMORY), code);
  }
  CHECK(kept_count > 3);
  CHECK(recomputed > 3);
  CHECK(refused > 3);
}

// What is free is not free in one piece.
TEST(in_memory_that_lies_in_pieces) {
  bool some_fail = false;
  for (std::int64_t piece = std::int64_t(1) << 20; piece > 256; piece -= piece / 5) {
    Machine machine = machine_of();
    machine.devices[0].largest_allocation = piece;
    const Emulated emulated(machine);
    const check::Scope scope(check::text("pieces of ", piece));
    HostSolver solver;
    bool kept_factors = false;
    optnet4j_cuda_error error;
    const std::int32_t code = solve(solver, kept_factors, error);
    if (code == OPTNET4J_OK) {
      CHECK(!some_fail);
      continue;
    }
    some_fail = true;
    CHECK_EQUAL(int(OPTNET4J_CUDA_OUT_OF_MEMORY), code);
    CHECK(error.needed_bytes > piece);
  }
  CHECK(some_fail);
}

TEST(with_little_pinned_memory) {
  bool some_fail = false;
  for (std::int64_t bytes = std::int64_t(1) << 19; bytes > 64; bytes /= 2) {
    Machine machine = machine_of();
    machine.pinned_bytes = bytes;
    const Emulated emulated(machine);
    const check::Scope scope(check::text("pinned memory ", bytes));
    HostSolver solver;
    bool kept_factors = false;
    optnet4j_cuda_error error;
    const std::int32_t code = solve(solver, kept_factors, error);
    if (code == OPTNET4J_OK) {
      CHECK(!some_fail);
      continue;
    }
    some_fail = true;
    CHECK_EQUAL(int(OPTNET4J_CUDA_OUT_OF_MEMORY), code);
    CHECK_EQUAL(std::string("cudaHostAlloc"), error.call);
    CHECK(error.needed_bytes > 0);
  }
  CHECK(some_fail);
}

TEST(a_solver_goes_on_after_a_batch_that_did_not_fit) {
  const Emulated emulated;
  const Example& of = example();
  HostSolver solver(0, 300000);
  Random random;
  const Problems large = make_problems("optnet", 2, 150, 150, 0, "", random);
  const Batch<double> batch(large);
  Solution<double> solution(2, 150, 150, 0);
  Arrays arrays(false);
  const optnet4j_solution_targets targets = arrays.targets(solution);
  const optnet4j_settings settings = usual();
  for (int i = 0; i < 2; ++i) {
    CHECK_CODE(OPTNET4J_CUDA_OUT_OF_MEMORY,
               optnet4j_cuda_solve_host(solver.get(), &batch.view(), &settings, OPTNET4J_CUDA_KEEP_NOTHING, &targets,
                                        nullptr, &error));
    check_same(of.expected, from_host(solver, of.problems, settings, of.cotangent, OPTNET4J_CUDA_KEEP_FACTORS));
  }
}

// What earlier batches keep leaves less for later ones.
TEST(many_kept_batches_fill_the_device) {
  const Emulated emulated;
  const Example& of = example();
  const std::int64_t limit = 1000000;
  HostSolver solver(0, limit);
  const optnet4j_settings settings = usual();
  Outcome<double> found(of.problems);
  Arrays arrays(false);
  const optnet4j_solution_targets targets = arrays.targets(found.solution);
  const optnet4j_answers answers = arrays.answers(found.solution);
  const optnet4j_gradient_targets gradients = arrays.targets(found.gradients);
  for (int round = 0; round < 2; ++round) {
    std::vector<optnet4j_cuda_kept*> kept;
    for (int i = 0; i < 12; ++i) {
      kept.push_back(nullptr);
      CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_solve_host(solver.get(), &of.batch.view(), &settings,
                                                       OPTNET4J_CUDA_KEEP_FACTORS, &targets, &kept.back(), &error));
      CHECK(peak_bytes(0) <= limit);
    }
    for (optnet4j_cuda_kept* each : kept) {
      CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_gradients_host(each, &of.batch.view(), &answers, &of.cotangent.view(),
                                                           &gradients, &error));
      check_same(of.expected, found);
      optnet4j_cuda_free_kept(each);
    }
  }
}
