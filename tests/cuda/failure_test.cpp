// Every CUDA call there is fails once: the caller is told, nothing is left behind, and the solver goes on or says that
// it cannot.
#include "outcome.h"

namespace {

using namespace test;
using optnet4j::emulated_cuda::calls;
using optnet4j::emulated_cuda::fail_call;

optnet4j_settings usual() { return settings_of<double>(1e-8, 1e-4); }

// All there is to a solver's life. Returns the first code that is not OPTNET4J_OK.
class Life {
 public:
  explicit Life(std::int32_t keep)
      : problems_(make_problems("optnet", 7, 5, 4, 2, "Gq", random_)),
        cotangent_(problems_, random_),
        batch_(problems_),
        expected_(on_cpu<double>(problems_, usual(), cotangent_)),
        keep_(keep) {}

  std::int32_t open(optnet4j_cuda_error& error) {
    const std::int32_t code = optnet4j_cuda_open(0, 0, nullptr, &solver_, &error);
    if (code == OPTNET4J_OK) CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_limit_chunks(solver_, 3, &error));
    CHECK_EQUAL(code == OPTNET4J_OK, solver_ != nullptr);
    return code;
  }

  std::int32_t work(optnet4j_cuda_error& error) {
    Outcome<double> found(problems_);
    Arrays arrays(false);
    const optnet4j_solution_targets targets = arrays.targets(found.solution);
    const optnet4j_settings settings = usual();
    optnet4j_cuda_kept* kept = nullptr;
    std::int32_t code = optnet4j_cuda_solve_host(solver_, &batch_.view(), &settings, keep_, &targets, &kept, &error);
    CHECK_EQUAL(code == OPTNET4J_OK, kept != nullptr);
    if (code != OPTNET4J_OK) return code;
    const optnet4j_answers answers = arrays.answers(found.solution);
    const optnet4j_gradient_targets gradients = arrays.targets(found.gradients);
    code = optnet4j_cuda_gradients_host(kept, &batch_.view(), &answers, &cotangent_.view(), &gradients, &error);
    optnet4j_cuda_free_kept(kept);
    if (code == OPTNET4J_OK) check_same(expected_, found);
    return code;
  }

  void close() {
    optnet4j_cuda_close(solver_);
    solver_ = nullptr;
  }

 private:
  Random random_;
  Problems problems_;
  Cotangent<double> cotangent_;
  Batch<double> batch_;
  Outcome<double> expected_;
  std::int32_t keep_;
  optnet4j_cuda_solver* solver_ = nullptr;
};

void check_record(const optnet4j_cuda_error& error, std::int32_t code, cudaError_t planned) {
  CHECK(error.message[0] != 0);
  if (code == OPTNET4J_CUDA_OUT_OF_MEMORY) CHECK_EQUAL(int(cudaErrorMemoryAllocation), error.cuda_code);
  if (code != OPTNET4J_CUDA_FAILED) return;
  CHECK_EQUAL(int(planned), error.cuda_code);
  CHECK_EQUAL(std::string(cudaGetErrorName(planned)), error.cuda_name);
  CHECK(std::string(error.message).find(error.call) == 0);
  CHECK(std::string(error.message).find(error.cuda_name) != std::string::npos);
}

// Lets each call fail in turn. Returns how many of the failures were reported.
int fail_each(std::int32_t keep, cudaError_t planned, bool fatal) {
  Life life(keep);
  optnet4j_cuda_error error;
  std::int64_t all = 0;
  {
    const Emulated emulated(machine_of(1, 0.25));
    CHECK_EQUAL(int(OPTNET4J_OK), life.open(error));
    CHECK_EQUAL(int(OPTNET4J_OK), life.work(error));
    life.close();
    all = calls();
  }
  int reported = 0;
  for (std::int64_t nth = 1; nth <= all; ++nth) {
    const check::Scope scope(check::text("keep ", keep, ", ", cudaGetErrorName(planned), " by call ", nth));
    const Emulated emulated(machine_of(1, 0.25));
    fail_call("*", nth, planned);
    std::int32_t code = life.open(error);
    if (code != OPTNET4J_OK) {
      ++reported;
      check_record(error, code, planned);
      continue;
    }
    code = life.work(error);
    if (code != OPTNET4J_OK) {
      ++reported;
      check_record(error, code, planned);
      const std::int32_t again = life.work(error);
      CHECK_EQUAL(fatal ? int(OPTNET4J_CUDA_BROKEN) : int(OPTNET4J_OK), again);
      if (fatal) {
        CHECK_EQUAL(std::string(cudaGetErrorName(planned)), error.cuda_name);
        CHECK(std::string(error.message).find("cannot be used any more") != std::string::npos);
      }
    }
    life.close();
  }
  return reported;
}

}  // namespace

TEST(a_call_fails_and_the_next_ones_work) {
  for (const std::int32_t keep : {OPTNET4J_CUDA_KEEP_FACTORS, OPTNET4J_CUDA_RECOMPUTE})
    CHECK(fail_each(keep, cudaErrorInvalidValue, false) > 30);
}

TEST(memory_runs_out_at_any_call) {
  for (const std::int32_t keep : {OPTNET4J_CUDA_KEEP_FACTORS, OPTNET4J_CUDA_RECOMPUTE})
    CHECK(fail_each(keep, cudaErrorMemoryAllocation, false) > 30);
}

TEST(the_device_is_lost) {
  for (const std::int32_t keep : {OPTNET4J_CUDA_KEEP_FACTORS, OPTNET4J_CUDA_RECOMPUTE})
    CHECK(fail_each(keep, cudaErrorIllegalAddress, true) > 30);
}

TEST(what_was_kept_before_the_device_was_lost_says_so) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 7, 5, 4, 2, "", random);
  const Cotangent<double> cotangent(problems, random);
  const Batch<double> batch(problems);
  Outcome<double> found(problems);
  Arrays arrays(false);
  const optnet4j_solution_targets targets = arrays.targets(found.solution);
  const optnet4j_gradient_targets gradients = arrays.targets(found.gradients);
  const optnet4j_settings settings = usual();
  HostSolver solver;
  optnet4j_cuda_kept* kept = nullptr;
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_solve_host(solver.get(), &batch.view(), &settings, OPTNET4J_CUDA_KEEP_FACTORS,
                                                   &targets, &kept, &error));
  fail_call("cudaStreamSynchronize", 1, cudaErrorLaunchFailure);
  CHECK_CODE(OPTNET4J_CUDA_FAILED,
             optnet4j_cuda_gradients_host(kept, &batch.view(), nullptr, &cotangent.view(), &gradients, &error));
  CHECK_REFUSED(OPTNET4J_CUDA_BROKEN, "an earlier call ended with cudaErrorLaunchFailure in cudaStreamSynchronize",
                optnet4j_cuda_gradients_host(kept, &batch.view(), nullptr, &cotangent.view(), &gradients, &error));
  optnet4j_cuda_free_kept(kept);
}

TEST(device_pointer_calls_report_what_failed) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 7, 5, 4, 2, "Q", random);
  const Cotangent<double> cotangent(problems, random);
  const optnet4j_settings settings = usual();
  DeviceStream stream;
  DeviceRun<double> run(problems, nullptr);
  run.upload(cotangent);
  const auto prepare = [&](optnet4j_cuda_error* error) {
    return optnet4j_cuda_prepare(&run.batch(), &run.plan, run.shared(), run.workspace(), stream.get(), error);
  };
  const auto solve = [&](optnet4j_cuda_error* error) {
    return optnet4j_cuda_solve(&run.batch(), &settings, &run.plan, run.shared(), run.factor(), run.workspace(),
                               &run.solution, stream.get(), error);
  };
  const auto gradients = [&](optnet4j_cuda_error* error) {
    return optnet4j_cuda_gradients(&run.batch(), &run.plan, run.shared(), run.factor(), run.workspace(), &run.solution,
                                   &run.cotangent, &run.adjoint, &run.gradients, stream.get(), error);
  };
  run.queue(settings, true, stream.get());
  fail_call("cudaLaunchKernel", 1, cudaErrorInvalidConfiguration);
  CHECK_REFUSED(OPTNET4J_CUDA_FAILED,
                "cudaLaunchKernel failed factoring what is shared by 7 problems of n = 5, m = 4, p = 2 in float64: "
                "cudaErrorInvalidConfiguration",
                prepare(&error));
  fail_call("cudaLaunchKernel", 1, cudaErrorInvalidConfiguration);
  CHECK_REFUSED(OPTNET4J_CUDA_FAILED, "cudaLaunchKernel failed solving 7 problems", solve(&error));
  fail_call("cudaMemsetAsync", 1, cudaErrorInvalidValue);
  CHECK_REFUSED(OPTNET4J_CUDA_FAILED, "cudaMemsetAsync failed on the 200 bytes of the gradient of Q",
                gradients(&error));
  fail_call("cudaLaunchKernel", 1, cudaErrorInvalidConfiguration);
  CHECK_REFUSED(OPTNET4J_CUDA_FAILED, "cudaLaunchKernel failed differentiating 7 problems", gradients(&error));
  fail_call("cudaLaunchKernel", 2, cudaErrorInvalidConfiguration);
  CHECK_REFUSED(OPTNET4J_CUDA_FAILED, "cudaLaunchKernel failed adding the gradients of 7 problems", gradients(&error));
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_synchronize(0, stream.get(), &error));
  run.queue(settings, true, stream.get());
  stream.wait();
  check_same(on_cpu<double>(problems, settings, cotangent), run.download());
}
