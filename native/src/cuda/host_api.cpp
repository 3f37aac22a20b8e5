// The C functions that take host arrays.
#include <memory>

#include "batch.h"
#include "device.h"
#include "failure.h"
#include "solver.h"

struct optnet4j_cuda_solver {
  std::shared_ptr<optnet4j::cuda::Solver> solver;
};

struct optnet4j_cuda_kept {
  std::unique_ptr<optnet4j::cuda::Kept> kept;
};

namespace {

using namespace optnet4j::cuda;

template <class Pointer>
void need(const char* name, Pointer address) {
  if (address == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "%s is null, expected an address", name);
}

void check_same(const char* name, std::int64_t found, std::int64_t expected) {
  if (found != expected)
    fail(OPTNET4J_BAD_SHAPE, "%s is %lld, expected %lld as in the solve", name, static_cast<long long>(found),
         static_cast<long long>(expected));
}

// Whether the batch is one like that which was solved.
void check_same(const optnet4j_batch& found, const optnet4j_batch& expected) {
  check_same("batch", found.shape.batch, expected.shape.batch);
  check_same("n", found.shape.n, expected.shape.n);
  check_same("m", found.shape.m, expected.shape.m);
  check_same("p", found.shape.p, expected.shape.p);
  check_same("precision", found.shape.precision, expected.shape.precision);
  const auto mine = parameters(found), its = parameters(expected);
  for (int i = 0; i < 6; ++i)
    if ((mine[i].operand->shared != 0) != (its[i].operand->shared != 0))
      fail(OPTNET4J_BAD_SHAPE, "%s is %s, expected as in the solve", mine[i].name,
           mine[i].operand->shared ? "shared" : "given per problem");
}

void check_answers(const optnet4j_batch& batch, const optnet4j_answers* answers) {
  if (batch.shape.batch == 0) return;
  need("answers", answers);
  const auto check = [](const char* name, const optnet4j_operand& operand, std::int64_t block) {
    if (block == 0) return;
    check_operand(name, operand, Place::kHost);
    if (operand.shared) fail(OPTNET4J_BAD_RANGE, "%s is shared, expected a block per problem", name);
  };
  check("answers.x", answers->x, batch.shape.n);
  check("answers.nu", answers->nu, batch.shape.p);
  check("answers.lambda", answers->lambda, batch.shape.m);
  check("answers.slack", answers->slack, batch.shape.m);
  check("answers.status", answers->status, 1);
}

}  // namespace

extern "C" {

int32_t optnet4j_cuda_open(int32_t device, int64_t memory_limit, const optnet4j_cuda_mapping* mapping,
                           optnet4j_cuda_solver** solver, optnet4j_cuda_error* error) {
  return report(error, [&] {
    need("solver", solver);
    *solver = nullptr;
    if (memory_limit < 0)
      fail(OPTNET4J_BAD_RANGE, "memory_limit is %lld, expected at least 0", static_cast<long long>(memory_limit));
    auto made = std::make_unique<optnet4j_cuda_solver>();
    made->solver = std::make_shared<Solver>(device, memory_limit, mapping);
    *solver = made.release();
  });
}

void optnet4j_cuda_close(optnet4j_cuda_solver* solver) {
  if (solver == nullptr) return;
  solver->solver->close();
  delete solver;
}

int32_t optnet4j_cuda_limit_chunks(optnet4j_cuda_solver* solver, int64_t problems, optnet4j_cuda_error* error) {
  return report(error, [&] {
    need("solver", solver);
    if (problems < 0)
      fail(OPTNET4J_BAD_RANGE, "problems is %lld, expected at least 0", static_cast<long long>(problems));
    solver->solver->limit_chunks(problems);
  });
}

int32_t optnet4j_cuda_limit_copy_threads(optnet4j_cuda_solver* solver, int32_t threads, optnet4j_cuda_error* error) {
  return report(error, [&] {
    need("solver", solver);
    if (threads < 0) fail(OPTNET4J_BAD_RANGE, "threads is %d, expected at least 0", threads);
    solver->solver->limit_copy_threads(threads);
  });
}

int32_t optnet4j_cuda_solve_host(optnet4j_cuda_solver* solver, const optnet4j_batch* batch,
                                 const optnet4j_settings* settings, int32_t keep,
                                 const optnet4j_solution_targets* solution, optnet4j_cuda_kept** kept,
                                 optnet4j_cuda_error* error) {
  return report(error, [&] {
    if (kept != nullptr) *kept = nullptr;
    need("solver", solver);
    check_shape(batch);
    check_operands(*batch, Place::kHost);
    check_settings(settings);
    need("solution", solution);
    if (keep < OPTNET4J_CUDA_KEEP_NOTHING || keep > OPTNET4J_CUDA_RECOMPUTE)
      fail(OPTNET4J_BAD_RANGE, "keep is %d, expected 0 (nothing), 1 (factors) or 2 (recompute)", keep);
    if (keep != OPTNET4J_CUDA_KEEP_NOTHING) {
      check_differentiable(*batch);
      need("kept", kept);
    }
    auto made = std::make_unique<optnet4j_cuda_kept>();
    made->kept = solver->solver->solve(*batch, *settings, keep, *solution);
    if (made->kept != nullptr) *kept = made.release();
  });
}

int32_t optnet4j_cuda_gradients_host(optnet4j_cuda_kept* kept, const optnet4j_batch* batch,
                                     const optnet4j_answers* answers, const optnet4j_cotangent* cotangent,
                                     const optnet4j_gradient_targets* gradients, optnet4j_cuda_error* error) {
  return report(error, [&] {
    need("kept", kept);
    check_shape(batch);
    check_differentiable(*batch);
    check_same(*batch, kept->kept->batch);
    if (!kept->kept->factors) {
      check_operands(*batch, Place::kHost);
      check_answers(*batch, answers);
    }
    need("cotangent", cotangent);
    need("gradients", gradients);
    kept->kept->solver->gradients(*kept->kept, *batch, answers, *cotangent, *gradients);
  });
}

void optnet4j_cuda_free_kept(optnet4j_cuda_kept* kept) { delete kept; }

}  // extern "C"
