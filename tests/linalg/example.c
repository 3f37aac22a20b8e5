/* Two systems of two equations from C, one of which has no Cholesky factor. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "optnet4j_linalg.h"

int main(void) {
  double a[] = {4, 2, 2, 5, 1, 2, 2, 1}, b[] = {8, 12, 1, 1};
  int32_t info[2] = {-1, -1}, lanes;
  int64_t bytes;
  optnet4j_linalg_call call = {.batch = 2,
                               .operation = OPTNET4J_CHOLESKY_SOLVE,
                               .precision = OPTNET4J_FLOAT64,
                               .n = 2,
                               .columns = 1};
  /* A and then its factor, right-hand sides and then solutions. */
  const optnet4j_linalg_operands operands = {
      .matrices = {{.data = a, .stride = 4, .leading = 2}, {.data = b, .stride = 2, .leading = 1}}, .info = info};

  /* Solving needs no less than factoring. */
  if (optnet4j_cpu_linalg_plan(&call, OPTNET4J_ISA_BEST, &lanes, &bytes)) return 1;
  void* scratch = aligned_alloc(64, (size_t)(bytes / 64 + 1) * 64);
  if (!scratch) return 1;
  call.operation = OPTNET4J_CHOLESKY_FACTOR;
  int32_t error = optnet4j_cpu_linalg_run(&call, OPTNET4J_ISA_BEST, &operands, scratch, 0, call.batch);
  if (!error) {
    call.operation = OPTNET4J_CHOLESKY_SOLVE;
    error = optnet4j_cpu_linalg_run(&call, OPTNET4J_ISA_BEST, &operands, scratch, 0, call.batch);
  }
  free(scratch);
  if (error) return 1;

  printf("info %d: L = (%g, 0; %g, %g), x = (%g, %g)\n", (int)info[0], a[0], a[2], a[3], b[0], b[1]);
  printf("info %d: x = (%g, %g)\n", (int)info[1], b[2], b[3]);
  /* By hand: L = (2, 0; 1, 2), x = (1, 2); the second leading minor of the other matrix is -3. */
  const double off = fabs(a[0] - 2) + fabs(a[2] - 1) + fabs(a[3] - 2) + fabs(b[0] - 1) + fabs(b[1] - 2);
  return info[0] == 0 && info[1] == 2 && off < 1e-14 && isnan(b[2]) && isnan(b[3]) ? 0 : 1;
}
