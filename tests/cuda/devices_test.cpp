// Several devices, several solvers, several threads.
#include <mutex>
#include <thread>

#include "outcome.h"

namespace {

using namespace test;

optnet4j_settings usual() { return settings_of<double>(1e-8, 1e-4); }

int current_device() {
  int device = -1;
  cudaGetDevice(&device);
  return device;
}

}  // namespace

TEST(calls_leave_the_current_device_as_it_was) {
  const Emulated emulated(machine_of(3));
  Random random;
  const Problems problems = make_problems("optnet", 9, 5, 4, 2, "", random);
  const Cotangent<double> cotangent(problems, random);
  const Outcome<double> expected = on_cpu<double>(problems, usual(), cotangent);
  for (int current = 0; current < 3; ++current) {
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_use_device(current, &error));
    for (int device = 0; device < 3; ++device) {
      {
        HostSolver solver(device);
        CHECK_EQUAL(current, current_device());
        check_same(expected, from_host(solver, problems, usual(), cotangent, OPTNET4J_CUDA_KEEP_FACTORS));
        CHECK_EQUAL(current, current_device());
      }
      CHECK_EQUAL(current, current_device());
      {
        const OnDevice memory(1000, device);
        const DeviceStream stream(device);
        CHECK_EQUAL(current, current_device());
      }
      CHECK_EQUAL(current, current_device());
      // Also where the call fails.
      optnet4j_cuda_solver* none = nullptr;
      optnet4j::emulated_cuda::fail_call("cudaEventCreateWithFlags", 2, cudaErrorInvalidValue);
      CHECK_CODE(OPTNET4J_CUDA_FAILED, optnet4j_cuda_open(device, 0, nullptr, &none, &error));
      CHECK_EQUAL(current, current_device());
    }
  }
}

TEST(memory_is_taken_on_the_solvers_device) {
  const Emulated emulated(machine_of(2));
  Random random;
  const Problems problems = make_problems("optnet", 9, 5, 4, 2, "", random);
  const Cotangent<double> cotangent(problems, random);
  HostSolver solver(1);
  from_host(solver, problems, usual(), cotangent, OPTNET4J_CUDA_KEEP_FACTORS);
  CHECK_EQUAL(0, optnet4j::emulated_cuda::peak_bytes(0));
  CHECK(optnet4j::emulated_cuda::peak_bytes(1) > 0);
}

TEST(device_pointers_on_another_device) {
  const Emulated emulated(machine_of(2));
  Random random;
  const Problems problems = make_problems("optnet", 9, 5, 4, 2, "QA", random);
  const Cotangent<double> cotangent(problems, random);
  DeviceStream stream(1);
  DeviceRun<double> run(problems, nullptr, 1);
  run.upload(cotangent);
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_use_device(1, &error));
  run.queue(usual(), true, stream.get());
  stream.wait();
  check_same(on_cpu<double>(problems, usual(), cotangent), run.download());
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_use_device(0, &error));
}

TEST(a_lost_device_is_no_trouble_to_the_others) {
  const Emulated emulated(machine_of(2));
  Random random;
  const Problems problems = make_problems("optnet", 9, 5, 4, 2, "", random);
  const Cotangent<double> cotangent(problems, random);
  const Outcome<double> expected = on_cpu<double>(problems, usual(), cotangent);
  HostSolver lost(0), healthy(1);
  const Batch<double> batch(problems);
  Outcome<double> found(problems);
  Arrays arrays(false);
  const optnet4j_solution_targets targets = arrays.targets(found.solution);
  const optnet4j_settings settings = usual();
  const auto solve = [&](optnet4j_cuda_error* error) {
    return optnet4j_cuda_solve_host(lost.get(), &batch.view(), &settings, OPTNET4J_CUDA_KEEP_NOTHING, &targets, nullptr,
                                    error);
  };
  optnet4j::emulated_cuda::fail_call("cudaMemcpyAsync", 1, cudaErrorIllegalAddress);
  CHECK_CODE(OPTNET4J_CUDA_FAILED, solve(&error));
  CHECK_CODE(OPTNET4J_CUDA_BROKEN, solve(&error));
  check_same(expected, from_host(healthy, problems, settings, cotangent, OPTNET4J_CUDA_KEEP_FACTORS));
}

TEST(a_solver_per_thread) {
  const Emulated emulated(machine_of(2));
  Random random;
  std::vector<std::thread> threads;
  std::vector<std::unique_ptr<Problems>> problems;
  std::vector<std::unique_ptr<Cotangent<double>>> cotangents;
  std::vector<Outcome<double>> expected;
  std::vector<std::vector<Outcome<double>>> found(6);
  for (int i = 0; i < 6; ++i) {
    problems.push_back(
        std::make_unique<Problems>(make_problems("optnet", 9, 4 + i, 5, i % 3, i % 2 ? "Q" : "", random)));
    cotangents.push_back(std::make_unique<Cotangent<double>>(*problems[i], random));
    expected.push_back(on_cpu<double>(*problems[i], usual(), *cotangents[i]));
  }
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&, i] {
      HostSolver solver(i % 2);
      solver.limit_chunks(4);
      for (int round = 0; round < 5; ++round)
        found[i].push_back(from_host(solver, *problems[i], usual(), *cotangents[i],
                                     round % 2 ? OPTNET4J_CUDA_KEEP_FACTORS : OPTNET4J_CUDA_RECOMPUTE));
    });
  for (std::thread& each : threads) each.join();
  for (int i = 0; i < 6; ++i) {
    CHECK_EQUAL(5u, found[i].size());
    for (const Outcome<double>& each : found[i]) check_same(expected[i], each);
  }
}

// Calls on one solver wait for each other; what is kept is given back from any thread, at any time.
TEST(a_solver_for_many_threads) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 9, 5, 4, 2, "", random);
  const Cotangent<double> cotangent(problems, random);
  const Outcome<double> expected = on_cpu<double>(problems, usual(), cotangent);
  HostSolver solver;
  solver.limit_chunks(4);
  std::vector<Outcome<double>> found;
  std::vector<std::thread> threads;
  std::mutex mutex;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        Outcome<double> one = from_host(solver, problems, usual(), cotangent, OPTNET4J_CUDA_KEEP_FACTORS);
        const std::lock_guard<std::mutex> lock(mutex);
        found.push_back(std::move(one));
      }
    });
  for (std::thread& each : threads) each.join();
  CHECK_EQUAL(20u, found.size());
  for (const Outcome<double>& each : found) check_same(expected, each);
}
