/*
 * OptNet4J on NVIDIA GPUs: the same problems, numbers and answers as optnet4j.h, solved by CUDA kernels.
 *
 * Two ways in. With device pointers the caller owns all memory: it asks for a plan, provides what the plan says, and
 * every call only launches kernels on the caller's stream, without allocation, copy or synchronisation, so it can be
 * captured in a CUDA graph. With host arrays a solver object owns streams, pinned staging memory and device memory, and
 * overlaps copies with solving in chunks.
 *
 * Exists in every build of the library; where it was built without CUDA, all but optnet4j_cuda_built and the pure
 * functions (choose_mapping, make_plan) return OPTNET4J_CUDA_UNAVAILABLE with the reason in the error record.
 */
#ifndef OPTNET4J_CUDA_H
#define OPTNET4J_CUDA_H

#include "optnet4j.h"

#ifdef __cplusplus
extern "C" {
#endif

/* More of what a call returns, after those of optnet4j_error. For these the error record says more. */
typedef enum optnet4j_cuda_code {
  OPTNET4J_CUDA_UNAVAILABLE = 16,   /* built without CUDA, no driver, no device, or no code for the device */
  OPTNET4J_CUDA_FAILED = 17,        /* a CUDA call failed: its name and error are in the record */
  OPTNET4J_CUDA_OUT_OF_MEMORY = 18, /* not even one problem fits; nothing was lost */
  OPTNET4J_CUDA_TOO_LARGE = 19,     /* a problem of these sizes is beyond what the kernels take on this device */
  OPTNET4J_CUDA_BROKEN = 20         /* an earlier error left this solver's device context unusable */
} optnet4j_cuda_code;

typedef struct optnet4j_cuda_error {
  int32_t cuda_code;    /* cudaError_t, 0 where no CUDA call was involved */
  char cuda_name[48];   /* "cudaErrorMemoryAllocation" */
  char call[64];        /* "cudaMalloc" */
  char message[384];    /* one sentence, with the sizes involved */
  int64_t needed_bytes; /* for OPTNET4J_CUDA_OUT_OF_MEMORY, else 0 */
  int64_t free_bytes;
} optnet4j_cuda_error;

typedef struct optnet4j_cuda_device {
  char name[256];
  int32_t major, minor; /* compute capability */
  int32_t multiprocessors;
  int32_t registers_per_multiprocessor;
  int32_t threads_per_multiprocessor;
  int32_t shared_bytes_per_block; /* the opt-in maximum */
  int32_t shared_bytes_per_multiprocessor;
  int32_t driver_version, runtime_version; /* 12060: 12.6 */
  int32_t has_code;                        /* whether the library holds code for this device */
  int64_t total_bytes;
} optnet4j_cuda_device;

/* Who works on one problem. */
typedef enum optnet4j_cuda_kind {
  OPTNET4J_CUDA_THREAD = 1,  /* one thread; its memory is the thread's own */
  OPTNET4J_CUDA_WARP = 2,    /* 8, 16 or 32 lanes of a warp; the iteration lives in shared memory */
  OPTNET4J_CUDA_BLOCK = 3,   /* a block of threads; the iteration lives in shared memory */
  OPTNET4J_CUDA_STREAMED = 4 /* a block of threads; matrices stay in global memory and pass through shared tiles */
} optnet4j_cuda_kind;

/* How a batch is laid out over a device. Answers do not depend on it, to the bit. */
typedef struct optnet4j_cuda_mapping {
  int32_t kind;            /* optnet4j_cuda_kind */
  int32_t team_threads;    /* threads that share a problem */
  int32_t teams_per_block; /* problems a block works on at a time */
  int32_t blocks;          /* the most blocks launched; each takes problems until none is left */
  int32_t shared_bytes;    /* dynamic shared memory per block */
} optnet4j_cuda_mapping;

/* Memory of a batch on the device, in bytes, each piece aligned to 256. */
typedef struct optnet4j_cuda_plan {
  optnet4j_cuda_mapping mapping;
  int64_t shared_bytes;    /* factors of what the batch shares, once */
  int64_t factor_bytes;    /* per problem, for as long as gradients may be asked for */
  int64_t workspace_bytes; /* once per call in flight */
} optnet4j_cuda_plan;

/* What the gradients start from. */
typedef enum optnet4j_cuda_keep {
  OPTNET4J_CUDA_KEEP_NOTHING = 0,
  OPTNET4J_CUDA_KEEP_FACTORS = 1, /* the factors of the forward pass */
  OPTNET4J_CUDA_RECOMPUTE = 2 /* nothing on the device; factors are made again, from the same data, to the same bits */
} optnet4j_cuda_keep;

/* Gradients of a loss, row-major; a null address leaves that one out. One block per problem, or, where the parameter is
 * shared by the batch, one block: the sum over the batch in problem order. Zero for problems that are not solved. */
typedef struct optnet4j_gradients {
  void *Q, *q, *A, *b, *G, *h;
} optnet4j_gradients;

/* ---- what there is ------------------------------------------------------------------------------------------------
 */

OPTNET4J_API int32_t optnet4j_cuda_built(void);
OPTNET4J_API int32_t optnet4j_cuda_device_count(int32_t* count, optnet4j_cuda_error* error);
OPTNET4J_API int32_t optnet4j_cuda_device_properties(int32_t device, optnet4j_cuda_device* properties,
                                                     optnet4j_cuda_error* error);

/* The mapping the built-in table gives; a pure function of sizes, precision, what is shared, and the device. */
OPTNET4J_API int32_t optnet4j_cuda_choose_mapping(const optnet4j_batch* batch, const optnet4j_cuda_device* device,
                                                  optnet4j_cuda_mapping* mapping, optnet4j_cuda_error* error);

/* Rows of the built-in table as text, one line each. The size of a problem is max(n, m, p) in the dual form and
 * max(n, p, bounds / 8) in the normal form, with all bounds that its operands have room for. */
OPTNET4J_API const char* optnet4j_cuda_mapping_table(void);

/* Sizes for a batch; `mapping` null takes the built-in choice. Fields of a given mapping that are 0 are filled in. Of
 * the operands only `shared` counts, and in the normal form which of h, l, lb and ub are given. */
OPTNET4J_API int32_t optnet4j_cuda_make_plan(const optnet4j_batch* batch, const optnet4j_cuda_device* device,
                                             const optnet4j_cuda_mapping* mapping, optnet4j_cuda_plan* plan,
                                             optnet4j_cuda_error* error);

/* ---- device pointers: every address below is device memory of the current device, `stream` a cudaStream_t ----------
 */

/* Factors what the batch shares. Once per batch, before any other call on it, if plan.shared_bytes is not 0. */
OPTNET4J_API int32_t optnet4j_cuda_prepare(const optnet4j_batch* batch, const optnet4j_cuda_plan* plan, void* shared,
                                           void* workspace, void* stream, optnet4j_cuda_error* error);

/* Solves all problems of the batch. `factor`: batch * plan.factor_bytes, or null when no gradient will be asked for
 * (the normal form has none). */
OPTNET4J_API int32_t optnet4j_cuda_solve(const optnet4j_batch* batch, const optnet4j_settings* settings,
                                         const optnet4j_cuda_plan* plan, void* shared, void* factor, void* workspace,
                                         const optnet4j_solution* solution, void* stream, optnet4j_cuda_error* error);

/* The adjoint solution (all of `adjoint` must be given: the sums need it) and from it the gradients asked for. `factor`
 * null: the factors are made again from the batch's Q, A, G and the solution's lambda and slack. */
OPTNET4J_API int32_t optnet4j_cuda_gradients(const optnet4j_batch* batch, const optnet4j_cuda_plan* plan, void* shared,
                                             void* factor, void* workspace, const optnet4j_solution* solution,
                                             const optnet4j_cotangent* cotangent, const optnet4j_adjoint* adjoint,
                                             const optnet4j_gradients* gradients, void* stream,
                                             optnet4j_cuda_error* error);

/* ---- device memory and streams, for callers without the CUDA runtime -----------------------------------------------
 */

OPTNET4J_API int32_t optnet4j_cuda_allocate(int32_t device, int64_t bytes, void** address, optnet4j_cuda_error* error);
OPTNET4J_API int32_t optnet4j_cuda_free(int32_t device, void* address, optnet4j_cuda_error* error);
OPTNET4J_API int32_t optnet4j_cuda_memory(int32_t device, int64_t* free_bytes, int64_t* total_bytes,
                                          optnet4j_cuda_error* error);
/* kind 1: host to device, 2: device to host, 3: device to device. Returns when the copy is done. */
OPTNET4J_API int32_t optnet4j_cuda_copy(int32_t device, void* to, const void* from, int64_t bytes, int32_t kind,
                                        void* stream, optnet4j_cuda_error* error);
OPTNET4J_API int32_t optnet4j_cuda_make_stream(int32_t device, void** stream, optnet4j_cuda_error* error);
OPTNET4J_API int32_t optnet4j_cuda_free_stream(int32_t device, void* stream, optnet4j_cuda_error* error);
OPTNET4J_API int32_t optnet4j_cuda_synchronize(int32_t device, void* stream, optnet4j_cuda_error* error);
/* Makes a device the calling thread's current one, for the device-pointer calls. */
OPTNET4J_API int32_t optnet4j_cuda_use_device(int32_t device, optnet4j_cuda_error* error);

/* ---- host arrays ----------------------------------------------------------------------------------------------------
 */

/* Copies `count` numbers from `source` to where they belong, `offset` numbers into a target. */
typedef void (*optnet4j_write)(void* context, int64_t offset, int64_t count, const void* source);

/* Where an output goes: an address, or a function to write through. Neither: the output is left out. */
typedef struct optnet4j_target {
  void* data;
  optnet4j_write write; /* used where data is null */
  void* context;
} optnet4j_target;

/* As optnet4j_solution, for the whole batch. Offsets count in numbers of the output's own type. */
typedef struct optnet4j_solution_targets {
  optnet4j_target x, nu, lambda, slack, status, iterations, primal_residual, dual_residual, gap, objective;
  optnet4j_target lambda_l, slack_l, lambda_lb, lambda_ub;
} optnet4j_solution_targets;

typedef struct optnet4j_gradient_targets {
  optnet4j_target Q, q, A, b, G, h;
} optnet4j_gradient_targets;

/* Streams, staging and working memory on one device. Calls on one solver run one after another. */
typedef struct optnet4j_cuda_solver optnet4j_cuda_solver;
/* What a solved batch keeps on the device for its gradients. Outlives its solver. */
typedef struct optnet4j_cuda_kept optnet4j_cuda_kept;

/* `memory_limit`: bytes of device memory that the solver and what it keeps may take, 0: what is free. `mapping` null
 * takes the built-in choice. */
OPTNET4J_API int32_t optnet4j_cuda_open(int32_t device, int64_t memory_limit, const optnet4j_cuda_mapping* mapping,
                                        optnet4j_cuda_solver** solver, optnet4j_cuda_error* error);
OPTNET4J_API void optnet4j_cuda_close(optnet4j_cuda_solver* solver);

/* The most problems per chunk, 0: as the solver sees fit. Answers do not depend on it, to the bit. */
OPTNET4J_API int32_t optnet4j_cuda_limit_chunks(optnet4j_cuda_solver* solver, int64_t problems,
                                                optnet4j_cuda_error* error);

/* The most threads that copy between host arrays and pinned memory, the caller among them; 0: as many as are of use,
 * which is the default. They start with the first copy of a megabyte or more and end when the solver is closed. */
OPTNET4J_API int32_t optnet4j_cuda_limit_copy_threads(optnet4j_cuda_solver* solver, int32_t threads,
                                                      optnet4j_cuda_error* error);

/* Solves a batch that lies in host memory, in chunks where it does not fit the device at once. `keep` is an
 * optnet4j_cuda_keep; where the factors do not fit, it falls back to recomputing them. `kept` is null on return if keep
 * is OPTNET4J_CUDA_KEEP_NOTHING (the argument may then be null, too), which it has to be in the normal form. Memory is
 * taken before any work begins: what fails for lack of it has written nothing. After OPTNET4J_CUDA_FAILED some answers
 * may have been written. */
OPTNET4J_API int32_t optnet4j_cuda_solve_host(optnet4j_cuda_solver* solver, const optnet4j_batch* batch,
                                              const optnet4j_settings* settings, int32_t keep,
                                              const optnet4j_solution_targets* solution, optnet4j_cuda_kept** kept,
                                              optnet4j_cuda_error* error);

/* Gradients of a solved batch, from host to host. `batch` and the arrays of `answers` (x, nu, lambda, slack, status as
 * operands over the whole batch; precision of the batch, status int32) are those of the solve: they are read again only
 * where factors are recomputed. */
typedef struct optnet4j_answers {
  optnet4j_operand x, nu, lambda, slack, status;
} optnet4j_answers;

OPTNET4J_API int32_t optnet4j_cuda_gradients_host(optnet4j_cuda_kept* kept, const optnet4j_batch* batch,
                                                  const optnet4j_answers* answers, const optnet4j_cotangent* cotangent,
                                                  const optnet4j_gradient_targets* gradients,
                                                  optnet4j_cuda_error* error);
OPTNET4J_API void optnet4j_cuda_free_kept(optnet4j_cuda_kept* kept);

#ifdef __cplusplus
}
#endif

#endif
