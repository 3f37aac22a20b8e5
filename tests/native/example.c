/* One quadratic program from C:  minimise x1^2 + x2^2 - 2 x1 - 5 x2  subject to  x1 + x2 <= 1,  and its gradient. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "optnet4j.h"

static void* allocate(int64_t bytes) { return aligned_alloc(64, (size_t)(bytes / 64 + 1) * 64); }

int main(void) {
  const double Q[] = {2, 0, 0, 2}, q[] = {-2, -5}, G[] = {1, 1}, h[] = {1}, dloss_dx[] = {1, 0};
  const optnet4j_batch batch = {.shape = {.batch = 1, .n = 2, .m = 1, .p = 0, .precision = OPTNET4J_FLOAT64},
                                .Q = {.data = Q},
                                .q = {.data = q},
                                .G = {.data = G},
                                .h = {.data = h}};
  const optnet4j_settings settings = {1e-8, 1e-8, 50, 0};

  double x[2], lambda[1], slack[1], primal, dual, gap, objective, dx[2], mu[1];
  int32_t status = -1, iterations = 0;
  const optnet4j_solution solution = {.x = x,
                                      .lambda = lambda,
                                      .slack = slack,
                                      .status = &status,
                                      .iterations = &iterations,
                                      .primal_residual = &primal,
                                      .dual_residual = &dual,
                                      .gap = &gap,
                                      .objective = &objective};
  const optnet4j_cotangent cotangent = {.x = {.data = dloss_dx}};
  const optnet4j_adjoint adjoint = {dx, NULL, mu};

  optnet4j_cpu_plan plan;
  if (optnet4j_cpu_make_plan(&batch, OPTNET4J_ISA_BEST, &plan) != OPTNET4J_OK) return 1;
  void* shared = allocate(plan.shared_bytes);
  void* factor = allocate(plan.factor_bytes); /* one group of problems, as there is one problem */
  void* scratch = allocate(plan.scratch_bytes);
  if (!shared || !factor || !scratch) return 1;

  int32_t error = optnet4j_cpu_prepare(&batch, OPTNET4J_ISA_BEST, shared, scratch);
  if (!error) {
    error = optnet4j_cpu_solve(&batch, &settings, OPTNET4J_ISA_BEST, shared, factor, scratch, 0, 1, &solution);
  }
  if (!error) {
    error = optnet4j_cpu_solve_adjoint(&batch, OPTNET4J_ISA_BEST, shared, factor, scratch, 0, 1, &status, &cotangent,
                                       &adjoint);
  }
  free(shared);
  free(factor);
  free(scratch);
  if (error) return 1;

  printf("status %d after %d iterations: x = (%.9f, %.9f), lambda = %.9f\n", (int)status, (int)iterations, x[0], x[1],
         lambda[0]);
  printf("dx1/dq = (%.9f, %.9f), dx1/dh = %.9f\n", dx[0], dx[1], -mu[0]);
  /* By hand: x = (-0.25, 1.25), lambda = 2.5; dx1/dq = (-0.25, 0.25), dx1/dh = 0.5. */
  const double off = fabs(x[0] + 0.25) + fabs(x[1] - 1.25) + fabs(lambda[0] - 2.5) + fabs(dx[0] + 0.25) +
                     fabs(dx[1] - 0.25) + fabs(mu[0] + 0.5);
  return status == OPTNET4J_SOLVED && off < 1e-6 ? 0 : 1;
}
