/*
 * OptNet4J: batches of convex quadratic programs, solved and differentiated.
 *
 *   minimise 1/2 x'Qx + q'x   subject to   A x = b,  l <= G x <= h,  lb <= x <= ub
 *
 * with n variables, p equalities and m rows of G.
 *
 * Plain data and status codes only: no exceptions leave this library, it starts no threads and allocates no memory. The
 * caller asks for sizes with a plan, provides the memory, and calls from as many threads as it likes; calls that share
 * neither output nor scratch memory may run at the same time.
 *
 * Matrices are row-major, batches are problem-major. "Numbers" are double or float according to the shape's precision.
 */
#ifndef OPTNET4J_H
#define OPTNET4J_H

#include <stdint.h>

#if defined(__GNUC__)
#define OPTNET4J_API __attribute__((visibility("default")))
#else
#define OPTNET4J_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define OPTNET4J_ABI_VERSION 11

/* What a call returns. Anything but OPTNET4J_OK means that the call was malformed and nothing was written. */
typedef enum optnet4j_error {
  OPTNET4J_OK = 0,
  OPTNET4J_NULL_ARGUMENT = 1,
  OPTNET4J_BAD_SHAPE = 2,    /* n < 1, m < 0, p < 0, batch < 0, unknown precision, a matrix of 2^31 numbers or more,
                                an operand of 2^63 or more */
  OPTNET4J_BAD_RANGE = 3,    /* first not a multiple of the lanes, or problems outside the batch */
  OPTNET4J_BAD_SETTINGS = 4, /* negative or not finite tolerances or smoothing, negative iteration limit */
  OPTNET4J_UNSUPPORTED = 5   /* this processor lacks the instruction set asked for, or the form does not take what the
                                batch has */
} optnet4j_error;

/* What became of one problem. 2 and 3 are statuses of the Java API only: infeasibility is not proved here. */
typedef enum optnet4j_status {
  OPTNET4J_SOLVED = 0,
  OPTNET4J_MAX_ITERATIONS = 1,
  OPTNET4J_NOT_POSITIVE_DEFINITE = 4, /* Q, or A Q^-1 A' (dependent equalities), is not numerically positive definite */
  OPTNET4J_NUMERICAL_ERROR = 5,       /* overflow, or the tolerances cannot be reached in this precision */
  OPTNET4J_INVALID_INPUT = 6          /* NaN or infinity in the data */
} optnet4j_status;

typedef enum optnet4j_precision { OPTNET4J_FLOAT64 = 0, OPTNET4J_FLOAT32 = 1 } optnet4j_precision;

/* Instruction sets of the CPU back end. Each holds as many problems per register as fit. */
typedef enum optnet4j_isa {
  OPTNET4J_ISA_BEST = 0,
  OPTNET4J_ISA_BASELINE = 1,
  OPTNET4J_ISA_AVX2 = 2,
  OPTNET4J_ISA_AVX512 = 3
} optnet4j_isa;

typedef struct optnet4j_shape {
  int64_t batch;
  int32_t n, m, p;
  int32_t precision; /* optnet4j_precision */
} optnet4j_shape;

/* Copies `count` numbers that start `offset` numbers into an operand to `target`. */
typedef void (*optnet4j_read)(void* context, int64_t offset, int64_t count, void* target);

/* One parameter of the batch: an address, or a function to read through where there is no stable address. */
typedef struct optnet4j_operand {
  const void* data;
  optnet4j_read read; /* used where data is null */
  void* context;
  int32_t shared; /* not 0: one block for all problems; 0: one block per problem, one after another */
} optnet4j_operand;

/*
 * How a batch is solved. The dual form takes Q positive definite and rows G x <= h only, and has gradients; the normal
 * form takes everything, and leaves problems unsolved that have no solution.
 */
typedef enum optnet4j_form { OPTNET4J_FORM_DUAL = 0, OPTNET4J_FORM_NORMAL = 1 } optnet4j_form;

/* In the normal form an infinite bound is absent, and a kind of bound whose operand has neither data nor read is too.
 */
typedef struct optnet4j_batch {
  optnet4j_shape shape;
  optnet4j_operand Q, q, A, b, G, h; /* n x n (its symmetric part counts), n, p x n, p, m x n, m */
  optnet4j_operand l, lb, ub;        /* m, n, n; normal form */
  int32_t diagonal;                  /* not 0: Q is given by its diagonal, n; normal form */
  int32_t form;                      /* optnet4j_form */
} optnet4j_batch;

/*
 * A residual passes when it is at most max(eps_abs, eps_rel * scale), in the infinity norm. With `smoothing` the
 * product of each slack and its multiplier is that number instead of zero: the answer is a point of the central path.
 */
typedef struct optnet4j_settings {
  double eps_abs;
  double eps_rel;
  int32_t max_iterations;
  double smoothing;
} optnet4j_settings;

/*
 * Where answers go: for the problems of the call only, the first of them at index 0. Numbers of problems that are
 * OPTNET4J_INVALID_INPUT or OPTNET4J_NOT_POSITIVE_DEFINITE are NaN; of others that are not solved they are the last
 * iterate with its true residuals, which after OPTNET4J_NUMERICAL_ERROR need not be finite.
 */
typedef struct optnet4j_solution {
  void* x;      /* n numbers per problem */
  void* nu;     /* p */
  void* lambda; /* m */
  void* slack;  /* m */
  int32_t* status;
  int32_t* iterations;
  double* primal_residual;
  double* dual_residual;
  double* gap;
  double* objective;
  void* lambda_l;  /* m, of the rows' lower bounds, and the slack of these; for the kinds of bounds the batch has */
  void* slack_l;   /* m */
  void* lambda_lb; /* n */
  void* lambda_ub; /* n */
} optnet4j_solution;

/* Derivative of the loss with respect to the solution. An operand without data and read counts as zero. */
typedef struct optnet4j_cotangent {
  optnet4j_operand x, nu, lambda;
} optnet4j_cotangent;

/*
 * The solution of the adjoint system
 *   Q dx + A' dnu + G' mu = -dL/dx,   A dx = -dL/dnu,   G dx - diag(s / lambda) mu = -dL/dlambda,
 * from which dL/dq = dx, dL/db = -dnu, dL/dh = -mu, dL/dQ = (dx x' + x dx') / 2, dL/dA = dnu x' + nu dx' and
 * dL/dG = mu x' + lambda dx'. Zero for problems that are not solved.
 */
typedef struct optnet4j_adjoint {
  void* dx; /* n numbers per problem, the first problem of the call at index 0 */
  void* dnu;
  void* mu;
} optnet4j_adjoint;

/* Memory the caller provides, in bytes, aligned to 64. */
typedef struct optnet4j_cpu_plan {
  int32_t lanes;         /* problems that share a register: calls start at multiples of it */
  int64_t shared_bytes;  /* once per batch */
  int64_t factor_bytes;  /* per group of `lanes` problems, for as long as gradients may be asked for */
  int64_t scratch_bytes; /* once per concurrent call */
} optnet4j_cpu_plan;

OPTNET4J_API int32_t optnet4j_abi_version(void);
OPTNET4J_API const char* optnet4j_version(void);

/* The best instruction set of this processor that the library has code for, and whether a given one is usable. */
OPTNET4J_API int32_t optnet4j_cpu_best_isa(void);
OPTNET4J_API int32_t optnet4j_cpu_supports(int32_t isa);

OPTNET4J_API int32_t optnet4j_cpu_make_plan(const optnet4j_batch* batch, int32_t isa, optnet4j_cpu_plan* plan);

/* Factors what the batch shares. Once per batch, before any other call on it. */
OPTNET4J_API int32_t optnet4j_cpu_prepare(const optnet4j_batch* batch, int32_t isa, void* shared, void* scratch);

/*
 * Solves problems first .. first + count - 1. `factor` points to the whole batch's factor memory, or is null when no
 * gradient will be asked for. An answer does not depend on which call computes it.
 */
OPTNET4J_API int32_t optnet4j_cpu_solve(const optnet4j_batch* batch, const optnet4j_settings* settings, int32_t isa,
                                        void* shared, void* factor, void* scratch, int64_t first, int64_t count,
                                        const optnet4j_solution* solution);

/*
 * Solves the adjoint systems of problems first .. first + count - 1, whose `status` came from optnet4j_cpu_solve. Of
 * the batch only the shape and what is shared matter any more: its operands have to be there, but are not read.
 */
OPTNET4J_API int32_t optnet4j_cpu_solve_adjoint(const optnet4j_batch* batch, int32_t isa, void* shared, void* factor,
                                                void* scratch, int64_t first, int64_t count, const int32_t* status,
                                                const optnet4j_cotangent* cotangent, const optnet4j_adjoint* adjoint);

/*
 * factor * (a x' + b y'), rows x columns, of the vectors of each of `batch` problems: one block after the other, zero
 * for problems that are not solved; and the same summed over the problems in their order. a and b have `stride` numbers
 * per problem (rows are taken from their start), x and y have `columns`. Where `streamed` is not zero, the blocks are
 * written past the caches if the instruction set gains by it: for results that all together (calls for parts of a batch
 * included) have more bytes than OPTNET4J_STREAMED_BYTES. The numbers are the same either way.
 */
#define OPTNET4J_STREAMED_BYTES (INT64_C(2) << 20)

typedef struct optnet4j_outer {
  int32_t precision;
  int32_t rows, columns;
  const void *a, *x, *b, *y;
  double factor;
  int32_t streamed;
} optnet4j_outer;

OPTNET4J_API int32_t optnet4j_cpu_outer(const optnet4j_outer* outer, int32_t isa, int64_t batch, int64_t stride,
                                        const int32_t* status, void* target);
OPTNET4J_API int32_t optnet4j_cpu_outer_sum(const optnet4j_outer* outer, int32_t isa, int64_t batch, int64_t stride,
                                            const int32_t* status, void* target);

#ifdef __cplusplus
}
#endif

#endif
