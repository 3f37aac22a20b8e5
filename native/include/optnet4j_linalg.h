/*
 * OptNet4J: dense linear algebra on many small matrices, on the CPU.
 *
 * What is said in optnet4j.h holds here too: plain data and status codes, no threads, no allocation, calls that share
 * no memory they write may run at the same time, and what becomes of one matrix does not depend, to the bit, on the
 * others or on how a batch is cut into calls.
 */
#ifndef OPTNET4J_LINALG_H
#define OPTNET4J_LINALG_H

#include "optnet4j.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A batch of matrices of one shape, row-major. Of the numbers between rows and between matrices none is touched. */
typedef struct optnet4j_matrices {
  void* data;
  int64_t stride;  /* numbers from one matrix to the next; those that are written must not overlap */
  int64_t leading; /* numbers from one row to the next, at least the columns */
} optnet4j_matrices;

/* The matrices of a batch are n x n; right-hand sides, where there are any, n x columns. */
typedef struct optnet4j_cholesky_shape {
  int64_t batch;
  int32_t n;
  int32_t columns;   /* of the right-hand sides; 0 for calls without */
  int32_t precision; /* optnet4j_precision */
} optnet4j_cholesky_shape;

typedef enum optnet4j_cholesky_call {
  OPTNET4J_CHOLESKY_FACTOR = 0,
  OPTNET4J_CHOLESKY_SOLVE = 1,
  OPTNET4J_CHOLESKY_INVERSE = 2
} optnet4j_cholesky_call;

/*
 * Bytes that a call with a shape needs as scratch memory, aligned to 64, and how many matrices share a register: calls
 * on a multiple of it are fastest.
 */
OPTNET4J_API int32_t optnet4j_cpu_cholesky_plan(const optnet4j_cholesky_shape* shape, int32_t call, int32_t isa,
                                                int32_t* lanes, int64_t* scratch_bytes);

/*
 * Replaces the lower triangle of matrices first .. first + count - 1 by L, A = L L', as LAPACK's potrf does; what the
 * upper triangle holds is of no effect and stays. info[i], of the whole batch, becomes 0, or k where the leading minor
 * of order k is the first that is not positive (or not a number): such a matrix keeps its numbers.
 */
OPTNET4J_API int32_t optnet4j_cpu_cholesky_factor(const optnet4j_cholesky_shape* shape, int32_t isa,
                                                  const optnet4j_matrices* a, int32_t* info, void* scratch,
                                                  int64_t first, int64_t count);

/*
 * Replaces the right-hand sides B, which must not overlap with the factors, by A^-1 B. Where info, which may be null,
 * is not 0, the result is NaN.
 */
OPTNET4J_API int32_t optnet4j_cpu_cholesky_solve(const optnet4j_cholesky_shape* shape, int32_t isa,
                                                 const optnet4j_matrices* factor, const int32_t* info,
                                                 const optnet4j_matrices* b, void* scratch, int64_t first,
                                                 int64_t count);

/*
 * Replaces the lower triangle of each factor by that of A^-1, as LAPACK's potri does. Where info, which may be null, is
 * not 0, the triangle becomes NaN.
 */
OPTNET4J_API int32_t optnet4j_cpu_cholesky_inverse(const optnet4j_cholesky_shape* shape, int32_t isa,
                                                   const optnet4j_matrices* factor, const int32_t* info, void* scratch,
                                                   int64_t first, int64_t count);

#ifdef __cplusplus
}
#endif

#endif
