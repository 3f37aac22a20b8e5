// Batches in host memory: however they are cut into chunks and whatever is kept, the bits are those of the cpu back
// end.
#include <algorithm>

#include "outcome.h"
#include "threads.h"

namespace {

using namespace test;

constexpr std::int32_t kKeeps[] = {OPTNET4J_CUDA_KEEP_FACTORS, OPTNET4J_CUDA_RECOMPUTE};

template <class T>
optnet4j_settings usual() {
  return settings_of<T>(1e-8, 1e-4);
}

template <class T>
void in_chunks(const optnet4j_cuda_mapping* mapping, std::int64_t batch, const std::vector<std::int64_t>& sizes) {
  Random random;
  const Problems problems = make_problems("optnet", batch, 5, 4, 2, "", random);
  const Cotangent<T> cotangent(problems, random);
  const Outcome<T> expected = on_cpu<T>(problems, usual<T>(), cotangent);
  HostSolver solver(0, 0, mapping);
  for (const std::int32_t keep : kKeeps) {
    for (const std::int64_t size : sizes) {
      const check::Scope scope(check::text(precision_name<T>(), ", keep ", keep, ", chunks of ", size));
      solver.limit_chunks(size);
      check_same(expected, from_host(solver, problems, usual<T>(), cotangent, keep));
    }
  }
}

}  // namespace

TEST(in_chunks_of_every_awkward_size) {
  for (const double eagerness : {0.0, 0.3, 1.0}) {
    const Emulated emulated(machine_of(1, eagerness));
    in_chunks<double>(nullptr, 23, {0, 1, 2, 3, 7, 11, 12, 22, 23, 24});
    in_chunks<float>(nullptr, 23, {0, 1, 5, 22, 23});
    CHECK_EQUAL(0, optnet4j::emulated_cuda::pageable_copies());
  }
}

TEST(by_every_mapping) {
  for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
    const Emulated emulated;
    const check::Scope scope(text_of(mapping));
    in_chunks<double>(&mapping, 9, {0, 2});
    in_chunks<float>(&mapping, 9, {4});
  }
}

TEST(whatever_is_shared) {
  const Emulated emulated;
  Random random;
  for (int which = 0; which < 64; ++which) {
    std::string shared;
    for (int i = 0; i < 6; ++i)
      if (which >> i & 1) shared += Problems::kLetters[i];
    const check::Scope scope("shared: " + shared);
    const Problems problems = make_problems("optnet", 7, 6, 5, 2, shared, random);
    const std::string cotangents[] = {"", "x", "nl", "xnl"};
    const Cotangent<double> cotangent(problems, random, "xnl", cotangents[which % 4]);
    const Outcome<double> expected = on_cpu<double>(problems, usual<double>(), cotangent);
    HostSolver solver;
    solver.limit_chunks(which % 3 == 0 ? 0 : 3);
    for (const std::int32_t keep : kKeeps)
      check_same(expected, from_host(solver, problems, usual<double>(), cotangent, keep, which % 2 == 0));
  }
}

TEST(sizes_without_numbers) {
  const Emulated emulated;
  Random random;
  const int sizes[][3] = {{1, 0, 0}, {3, 0, 2}, {4, 3, 0}, {1, 1, 0}, {2, 9, 1}, {17, 9, 3}, {33, 20, 5}};
  for (const auto& [n, m, p] : sizes) {
    for (const char* shared : {"", "QAGqbh"}) {
      const check::Scope scope(check::text(n, " ", m, " ", p, " shared: ", shared));
      const Problems problems = make_problems("optnet", 5, n, m, p, shared, random);
      for (const char* parts : {"xnl", "x", "l", ""}) {
        const Cotangent<double> cotangent(problems, random, parts);
        const Outcome<double> expected = on_cpu<double>(problems, usual<double>(), cotangent);
        HostSolver solver;
        solver.limit_chunks(2);
        for (const std::int32_t keep : kKeeps)
          check_same(expected, from_host(solver, problems, usual<double>(), cotangent, keep));
      }
    }
  }
}

// Arrays of more than a megabyte, which helpers copy. None of them stays after the end.
TEST(by_any_number_of_copying_threads) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 40, 60, 60, 2, "", random);
  const Cotangent<double> cotangent(problems, random);
  const Outcome<double> expected = on_cpu<double>(problems, usual<double>(), cotangent);
  HostSolver solver;
  for (const std::int32_t threads : {3, 1, 100}) {
    const check::Scope scope(check::text(threads, " threads"));
    solver.limit_copy_threads(threads);
    check_same(expected, from_host(solver, problems, usual<double>(), cotangent, kKeeps[threads % 2]));
    check_other_threads(std::min(threads, 8) - 1);
  }
  // What was kept outlives its solver, and needs threads once more.
  check_same(expected, from_host(solver, problems, usual<double>(), cotangent, OPTNET4J_CUDA_KEEP_FACTORS, false, [&] {
               solver.close();
               check_other_threads(0);
             }));
  check_other_threads(0);
}

TEST(through_functions) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 11, 5, 4, 2, "A", random);
  const Cotangent<float> cotangent(problems, random, "xnl", "n");
  const Outcome<float> expected = on_cpu<float>(problems, usual<float>(), cotangent);
  HostSolver solver;
  solver.limit_chunks(4);
  for (const std::int32_t keep : kKeeps)
    check_same(expected, from_host(solver, problems, usual<float>(), cotangent, keep, true));
}

TEST(beside_problems_that_cannot_be_solved) {
  const Emulated emulated;
  Random random;
  Problems problems = make_problems("optnet", 12, 5, 4, 2, "", random);
  problems['q'].of(2)[1] = NAN;
  problems['Q'].of(5)[0] = -1;
  problems['G'].of(7)[3] = INFINITY;
  for (int j = 0; j < 5; ++j) problems['A'].of(9)[5 + j] = problems['A'].of(9)[j];
  const Cotangent<double> cotangent(problems, random);
  const Outcome<double> expected = on_cpu<double>(problems, usual<double>(), cotangent);
  CHECK_EQUAL(int(OPTNET4J_INVALID_INPUT), expected.solution.status[2]);
  CHECK_EQUAL(int(OPTNET4J_NOT_POSITIVE_DEFINITE), expected.solution.status[5]);
  HostSolver solver;
  solver.limit_chunks(5);
  for (const std::int32_t keep : kKeeps)
    check_same(expected, from_host(solver, problems, usual<double>(), cotangent, keep));
}

TEST(nothing_kept) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 11, 5, 4, 2, "Q", random);
  const Cotangent<double> cotangent(problems, random);
  const Outcome<double> expected = on_cpu<double>(problems, usual<double>(), cotangent);
  HostSolver solver;
  solver.limit_chunks(4);
  Outcome<double> found = from_host(solver, problems, usual<double>(), cotangent, OPTNET4J_CUDA_KEEP_NOTHING);
  found.gradients = expected.gradients;
  check_same(expected, found);
  // Then nobody need be told what is kept.
  const Batch<double> batch(problems);
  Arrays arrays(false);
  const optnet4j_solution_targets targets = arrays.targets(found.solution);
  const optnet4j_settings settings = usual<double>();
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_solve_host(solver.get(), &batch.view(), &settings, OPTNET4J_CUDA_KEEP_NOTHING,
                                                   &targets, nullptr, &error));
}

TEST(only_what_is_asked_for) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 9, 5, 4, 2, "GAh", random);
  const Cotangent<double> cotangent(problems, random);
  const Outcome<double> expected = on_cpu<double>(problems, usual<double>(), cotangent);
  const Batch<double> batch(problems);
  const optnet4j_settings settings = usual<double>();
  HostSolver solver;
  solver.limit_chunks(4);
  for (const std::int32_t keep : kKeeps) {
    for (int which = 0; which < 64; ++which) {
      Outcome<double> found(problems);
      Arrays arrays(false);
      optnet4j_solution_targets targets{};
      if (which & 1) targets.x = arrays.target(found.solution.x);
      if (which & 2) targets.status = arrays.target(found.solution.status);
      if (which & 4) targets.gap = arrays.target(found.solution.gap);
      optnet4j_cuda_kept* kept = nullptr;
      CHECK_CODE(OPTNET4J_OK,
                 optnet4j_cuda_solve_host(solver.get(), &batch.view(), &settings, keep, &targets, &kept, &error));
      CHECK_EQUAL((which & 1) != 0, same_bits(found.solution.x.data(), expected.solution.x.data(), 9 * 5));
      CHECK_EQUAL((which & 4) != 0, same_bits(found.solution.gap.data(), expected.solution.gap.data(), 9));
      optnet4j_gradient_targets all = arrays.targets(found.gradients), some{};
      optnet4j_target* const from[] = {&all.Q, &all.q, &all.A, &all.b, &all.G, &all.h};
      optnet4j_target* const to[] = {&some.Q, &some.q, &some.A, &some.b, &some.G, &some.h};
      for (int i = 0; i < 6; ++i)
        if (which >> i & 1) *to[i] = *from[i];
      const optnet4j_answers answers = arrays.answers(expected.solution);
      CHECK_CODE(OPTNET4J_OK,
                 optnet4j_cuda_gradients_host(kept, &batch.view(), &answers, &cotangent.view(), &some, &error));
      for (int i = 0; i < 6; ++i)
        for (std::size_t e = 0; e < expected.gradients[i].size(); ++e)
          CHECK_EQUAL(which >> i & 1 ? expected.gradients[i][e] : -7.0, found.gradients[i][e]);
      optnet4j_cuda_free_kept(kept);
    }
  }
}

TEST(an_empty_batch) {
  const Emulated emulated;
  Random random;
  for (const char* shared : {"", "QqAbGh"}) {
    const Problems problems = make_problems("optnet", 0, 5, 4, 2, shared, random);
    const Cotangent<double> cotangent(problems, random);
    const Outcome<double> expected = on_cpu<double>(problems, usual<double>(), cotangent);
    HostSolver solver;
    for (const std::int32_t keep : kKeeps)
      check_same(expected, from_host(solver, problems, usual<double>(), cotangent, keep));
  }
  CHECK_EQUAL(0, optnet4j::emulated_cuda::calls("cudaLaunchKernel"));
}

TEST(no_allocation_once_warm) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 23, 5, 4, 2, "b", random);
  const Cotangent<double> cotangent(problems, random);
  HostSolver solver;
  solver.limit_chunks(7);
  for (const std::int32_t keep : kKeeps) {
    from_host(solver, problems, usual<double>(), cotangent, keep);
    const auto allocations = [] {
      using optnet4j::emulated_cuda::calls;
      return calls("cudaMalloc") + calls("cudaHostAlloc") + calls("cudaFree") + calls("cudaFreeHost") +
             calls("cudaMemGetInfo");
    };
    const std::int64_t before = allocations();
    for (int i = 0; i < 3; ++i) from_host(solver, problems, usual<double>(), cotangent, keep);
    CHECK_EQUAL(before, allocations());
  }
}

TEST(what_is_kept_outlives_its_solver) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 23, 5, 4, 2, "Gh", random);
  const Cotangent<double> cotangent(problems, random);
  const Outcome<double> expected = on_cpu<double>(problems, usual<double>(), cotangent);
  const Batch<double> batch(problems);
  const optnet4j_settings settings = usual<double>();
  for (const std::int32_t keep : kKeeps) {
    Outcome<double> found(problems);
    Arrays arrays(false);
    const optnet4j_solution_targets targets = arrays.targets(found.solution);
    optnet4j_cuda_kept* kept = nullptr;
    {
      HostSolver solver;
      solver.limit_chunks(7);
      CHECK_CODE(OPTNET4J_OK,
                 optnet4j_cuda_solve_host(solver.get(), &batch.view(), &settings, keep, &targets, &kept, &error));
    }
    const optnet4j_answers answers = arrays.answers(found.solution);
    const optnet4j_gradient_targets gradients = arrays.targets(found.gradients);
    // More than once, too.
    for (int i = 0; i < 2; ++i)
      CHECK_CODE(OPTNET4J_OK,
                 optnet4j_cuda_gradients_host(kept, &batch.view(), &answers, &cotangent.view(), &gradients, &error));
    optnet4j_cuda_free_kept(kept);
    check_same(expected, found);
  }
}

TEST(several_batches_kept_at_a_time) {
  const Emulated emulated;
  Random random;
  const optnet4j_settings settings = usual<double>();
  HostSolver solver;
  for (int round = 0; round < 3; ++round) {
    std::vector<std::unique_ptr<Problems>> problems;
    std::vector<std::unique_ptr<Batch<double>>> batches;
    std::vector<std::unique_ptr<Cotangent<double>>> cotangents;
    std::vector<Outcome<double>> expected, found;
    std::vector<optnet4j_cuda_kept*> kept;
    for (int i = 0; i < 5; ++i) {
      problems.push_back(std::make_unique<Problems>(make_problems("optnet", 3 + i, 4 + i, 5, i % 3, "", random)));
      batches.push_back(std::make_unique<Batch<double>>(*problems[i]));
      cotangents.push_back(std::make_unique<Cotangent<double>>(*problems[i], random));
      expected.push_back(on_cpu<double>(*problems[i], settings, *cotangents[i]));
      found.emplace_back(*problems[i]);
      Arrays arrays(false);
      const optnet4j_solution_targets targets = arrays.targets(found[i].solution);
      kept.push_back(nullptr);
      CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_solve_host(solver.get(), &batches[i]->view(), &settings,
                                                       OPTNET4J_CUDA_KEEP_FACTORS, &targets, &kept[i], &error));
    }
    for (const int i : {3, 0, 4, 1, 2}) {
      Arrays arrays(false);
      const optnet4j_gradient_targets gradients = arrays.targets(found[i].gradients);
      CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_gradients_host(kept[i], &batches[i]->view(), nullptr,
                                                           &cotangents[i]->view(), &gradients, &error));
      optnet4j_cuda_free_kept(kept[i]);
      check_same(expected[i], found[i]);
    }
  }
}
