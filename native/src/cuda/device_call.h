// The work on a batch in device memory, queued on a stream. Arguments have been checked; an empty batch launches
// nothing.
#pragma once

#include <cuda_runtime_api.h>

#include "optnet4j_cuda.h"

namespace optnet4j {
namespace cuda {

void prepare(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan, void* shared, void* workspace,
             cudaStream_t stream);

void solve(const optnet4j_batch& batch, const optnet4j_settings& settings, const optnet4j_cuda_plan& plan, void* shared,
           void* factor, void* workspace, const optnet4j_solution& solution, cudaStream_t stream);

// Gradients in three steps, of which the last two are repeated for every piece of a batch: what the batch shares to
// zero; the adjoint solution, and gradients of what it does not share; what this piece adds to the sums.
void clear_sums(const optnet4j_batch& batch, const optnet4j_gradients& gradients, cudaStream_t stream);
void solve_gradients(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan, void* shared, void* factor,
                     void* workspace, const optnet4j_solution& solution, const optnet4j_cotangent& cotangent,
                     const optnet4j_adjoint& adjoint, const optnet4j_gradients& gradients, cudaStream_t stream);
void add_sums(const optnet4j_batch& batch, const optnet4j_solution& solution, const optnet4j_adjoint& adjoint,
              const optnet4j_gradients& gradients, cudaStream_t stream);

}  // namespace cuda
}  // namespace optnet4j
