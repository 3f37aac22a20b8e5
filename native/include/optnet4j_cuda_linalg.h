/*
 * OptNet4J: the linear algebra of optnet4j_linalg.h on NVIDIA GPUs, to the same bits.
 *
 * The caller owns all memory, as with the device pointers of optnet4j_cuda.h: it asks for a plan, provides the
 * workspace, and a call only launches a kernel on the caller's stream.
 */
#ifndef OPTNET4J_CUDA_LINALG_H
#define OPTNET4J_CUDA_LINALG_H

#include "optnet4j_cuda.h"
#include "optnet4j_linalg.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How a batch is laid out over a device. Results do not depend on it, to the bit. */
typedef struct optnet4j_cuda_linalg_plan {
  int32_t team_threads;    /* threads that share a matrix: 8 or 32 lanes of a warp, or a block of 256 */
  int32_t teams_per_block; /* matrices a block works on at a time */
  int32_t blocks;
  int32_t shared_bytes;    /* dynamic shared memory per block */
  int64_t workspace_bytes; /* device memory, aligned to 256; 0 where shared memory is enough */
} optnet4j_cuda_linalg_plan;

/* A pure function of the call and the device. */
OPTNET4J_API int32_t optnet4j_cuda_linalg_make_plan(const optnet4j_linalg_call* call,
                                                    const optnet4j_cuda_device* device, optnet4j_cuda_linalg_plan* plan,
                                                    optnet4j_cuda_error* error);

/* Runs the operation on the whole batch. All addresses, those of `operands` too, are device memory of the current
 * device; `workspace` may be null where the plan asks for none. */
OPTNET4J_API int32_t optnet4j_cuda_linalg_run(const optnet4j_linalg_call* call, const optnet4j_cuda_linalg_plan* plan,
                                              const optnet4j_linalg_operands* operands, void* workspace, void* stream,
                                              optnet4j_cuda_error* error);

#ifdef __cplusplus
}
#endif

#endif
