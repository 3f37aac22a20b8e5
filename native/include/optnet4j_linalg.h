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
  int64_t stride;  /* numbers from one matrix to the next; 0: one for all, those that are written must not overlap */
  int64_t leading; /* numbers from one row to the next, at least the columns */
} optnet4j_matrices;

/*
 * The operations and their operands, in order. All work in place. Operands that are written must not overlap with
 * others. "Lower" means that the lower triangle takes part; what the upper one holds is of no effect and stays.
 *
 * info[k] says what became of matrix k: 0 where all is well. A matrix that has no factor keeps its numbers, and
 * solutions with it are NaN. Operations that only read info take null for "all well".
 */
typedef enum optnet4j_linalg_operation {
  /* A (n x n, lower) <- L, A = L L'. info: the order of the first leading minor that is not positive, as potrf. */
  OPTNET4J_CHOLESKY_FACTOR = 0,
  /* L (n x n, lower), B (n x columns) <- A^-1 B. Reads info. */
  OPTNET4J_CHOLESKY_SOLVE = 1,
  /* L (n x n, lower) <- A^-1, as potri. Reads info. */
  OPTNET4J_CHOLESKY_INVERSE = 2,
  /* A (n x n, lower, quasi-definite) <- L below and D on the diagonal, A = L D L' without pivoting. info: the first
     element of D, from 1, that is not finite, or whose reciprocal is not. */
  OPTNET4J_LDL_FACTOR = 3,
  /* L, D (n x n, lower), B (n x columns) <- A^-1 B. Reads info. */
  OPTNET4J_LDL_SOLVE = 4,
  /* A (n x n) <- L below and U from the diagonal on, P A = L U with partial pivoting; pivots. info: the first pivot,
     from 1, that is not finite, or whose reciprocal is not. */
  OPTNET4J_LU_FACTOR = 5,
  /* L, U (n x n), B (n x columns) <- A^-1 B, with TRANSPOSED A^-T B. Reads pivots and info. */
  OPTNET4J_LU_SOLVE = 6,
  /* T (n x n, lower, with UPPER upper, with UNIT with ones on the diagonal), B (n x columns) <- T^-1 B, with TRANSPOSED
     T^-T B. info: the first element of the diagonal, from 1, that is not finite, or whose reciprocal is not; then B
     stays. */
  OPTNET4J_TRIANGULAR_SOLVE = 7,
  /* T (as above), B (n x columns) <- T B, with TRANSPOSED T' B. */
  OPTNET4J_TRIANGULAR_MULTIPLY = 8,
  /* M (n x m), d (m x 1, with WEIGHTED), C (n x n, lower) <- M diag(d) M', with ADD C + M diag(d) M'; with TRANSPOSED M
     is m x n and takes part as its transpose. Without WEIGHTED there is no d. */
  OPTNET4J_WEIGHTED_GRAM = 9,
  /* Q (n x n, lower, positive definite), A (p x n, independent rows), G (m x n), F (1 x as many as
     optnet4j_linalg_operand says) <- all of the factor of [Q A' G'; A 0 0; G 0 -W] that does not depend on W.
     info: 1 Q is not positive definite, 2 rows of A depend on each other. */
  OPTNET4J_KKT_PREPARE = 10,
  /* w (m x 1, the diagonal of W, not negative), F (as above) <- the rest. Reads and writes info: 3 G Q^-1 G' + W,
     reduced by the equalities, is not positive definite; 1 and 2 stay. To be called again for another W. */
  OPTNET4J_KKT_FACTOR = 11,
  /* F, B (n + p + m x columns) <- the solutions (x, nu, lambda). Reads info. */
  OPTNET4J_KKT_SOLVE = 12
} optnet4j_linalg_operation;

#define OPTNET4J_LINALG_OPERANDS 4

typedef enum optnet4j_linalg_flag {
  OPTNET4J_LINALG_UPPER = 1,
  OPTNET4J_LINALG_TRANSPOSED = 2,
  OPTNET4J_LINALG_UNIT = 4,
  OPTNET4J_LINALG_ADD = 8,
  OPTNET4J_LINALG_WEIGHTED = 16
} optnet4j_linalg_flag;

/* Sizes that an operation has no use for should be 0; n is at least 1. */
typedef struct optnet4j_linalg_call {
  int64_t batch;
  int32_t operation; /* optnet4j_linalg_operation */
  int32_t precision; /* optnet4j_precision */
  int32_t n;
  int32_t m;
  int32_t p;
  int32_t columns; /* of right-hand sides */
  int32_t flags;   /* optnet4j_linalg_flag, added up; those that mean nothing to the operation are refused */
} optnet4j_linalg_call;

/* Operands of the whole batch, in the order given above. */
typedef struct optnet4j_linalg_operands {
  optnet4j_matrices matrices[OPTNET4J_LINALG_OPERANDS];
  int32_t* pivots; /* batch x n: row i was exchanged with row pivots[i], from 0, one after the other */
  int32_t* info;   /* batch */
} optnet4j_linalg_operands;

/* The shape of an operand; the checks of a call are made, OPTNET4J_BAD_RANGE if it has no such operand. */
OPTNET4J_API int32_t optnet4j_linalg_operand(const optnet4j_linalg_call* call, int32_t index, int64_t* rows,
                                             int64_t* columns);

/*
 * Bytes that a call needs as scratch memory, aligned to 64, and how many matrices share a register: calls on a multiple
 * of it are fastest.
 */
OPTNET4J_API int32_t optnet4j_cpu_linalg_plan(const optnet4j_linalg_call* call, int32_t isa, int32_t* lanes,
                                              int64_t* scratch_bytes);

/* Runs the operation on matrices first .. first + count - 1. */
OPTNET4J_API int32_t optnet4j_cpu_linalg_run(const optnet4j_linalg_call* call, int32_t isa,
                                             const optnet4j_linalg_operands* operands, void* scratch, int64_t first,
                                             int64_t count);

#ifdef __cplusplus
}
#endif

#endif
