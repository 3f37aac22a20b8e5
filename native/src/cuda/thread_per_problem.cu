// One CUDA thread per problem: the kernel templates of ../../../kernels as device code.
//
// This is compiled, for every architecture the project builds for, so that the templates stay valid CUDA. Nothing
// launches it yet: there is no CUDA back end, and the library contains none of this code.
#include "../../../kernels/forward.h"
#include "../../../kernels/gradient.h"

namespace optnet4j {
namespace {

// Where the batch lies in global memory, one block per problem, as in optnet4j.h. Q as its lower triangle by rows.
template <class Real>
struct DeviceBatch {
  long batch;
  Shape shape;
  const Real *Q, *q, *A, *b, *G, *h;
};

template <class Real>
struct DeviceAnswers {
  Real *x, *nu, *lambda, *slack;
  int *status, *iterations;
  Real *primal_residual, *dual_residual, *gap, *objective;
};

template <class Real>
struct DeviceAdjoint {
  const Real *upstream_x, *upstream_nu, *upstream_lambda;
  Real *dx, *dnu, *mu;
};

template <class Real>
__device__ void copy(const Real* from, long count, Real* to) {
  for (long i = 0; i < count; ++i) to[i] = from[i];
}

template <class Real>
__device__ void copy_negated(const Real* from, long count, Real* to) {
  for (long i = 0; i < count; ++i) to[i] = -from[i];
}

// The memory of one thread: its own piece of two areas in global memory, `factor` kept from the forward to the adjoint.
template <class Real>
__device__ Workspace<Real> workspace_of(long problem, Shape z, Real* factor, long factor_size, Real* scratch,
                                        long scratch_size) {
  Areas<Real> areas;
  areas.factor.base = factor + problem * factor_size;
  areas.scratch.base = scratch + problem * scratch_size;
  Workspace<Real> w;
  w.carve(z, kNothingShared, areas);
  return w;
}

template <class Real>
__device__ void solve_problem(const DeviceBatch<Real>& batch, const Settings& settings, Real* factor, long factor_size,
                              Real* scratch, long scratch_size, const DeviceAnswers<Real>& to) {
  const long problem = blockIdx.x * long(blockDim.x) + threadIdx.x;
  if (problem >= batch.batch) return;
  const Shape z = batch.shape;
  const long n = z.n, m = z.m, p = z.p, triangle = triangle_size(z.n);
  const Workspace<Real> w = workspace_of(problem, z, factor, factor_size, scratch, scratch_size);
  copy(batch.Q + problem * triangle, triangle, w.matrices.Q.data);
  copy(batch.A + problem * p * n, p * n, w.matrices.A);
  copy(batch.G + problem * m * n, m * n, w.matrices.G);
  copy(batch.q + problem * n, n, w.vectors.q);
  copy(batch.b + problem * p, p, w.vectors.b);
  copy(batch.h + problem * m, m, w.vectors.h);
  *w.matrices.flaw_q = *w.matrices.flaw_a = *w.matrices.flaw_g = Real(0);
  factor_matrices(Solo(), z, kNothingShared, kSharedQAG, w.matrices);
  const Real flaw = max(*w.matrices.flaw_q, *w.matrices.flaw_a);
  const Answer<Real> answer = solve(Solo(), z, settings, w, flaw, true);
  copy(w.vectors.x, n, to.x + problem * n);
  copy(w.vectors.nu, p, to.nu + problem * p);
  copy(w.vectors.lambda, m, to.lambda + problem * m);
  copy(w.vectors.s, m, to.slack + problem * m);
  to.status[problem] = int(answer.status);
  to.iterations[problem] = int(answer.iterations);
  to.primal_residual[problem] = answer.residuals.primal.residual;
  to.dual_residual[problem] = answer.residuals.dual.residual;
  to.gap[problem] = answer.residuals.gap.residual;
  to.objective[problem] = answer.residuals.objective;
}

template <class Real>
__device__ void solve_adjoint_problem(const DeviceBatch<Real>& batch, Real* factor, long factor_size, Real* scratch,
                                      long scratch_size, const DeviceAdjoint<Real>& of) {
  const long problem = blockIdx.x * long(blockDim.x) + threadIdx.x;
  if (problem >= batch.batch) return;
  const Shape z = batch.shape;
  const long n = z.n, m = z.m, p = z.p;
  const Workspace<Real> w = workspace_of(problem, z, factor, factor_size, scratch, scratch_size);
  copy(of.upstream_x + problem * n, n, w.vectors.q);
  copy_negated(of.upstream_nu + problem * p, p, w.vectors.b);
  copy_negated(of.upstream_lambda + problem * m, m, w.vectors.h);
  solve_adjoint(Solo(), z, w);
  copy(w.vectors.x, n, of.dx + problem * n);
  copy(w.vectors.nu, p, of.dnu + problem * p);
  copy(w.vectors.lambda, m, of.mu + problem * m);
}

}  // namespace

#define OPTNET4J_KERNELS(Real, name)                                                                                   \
  extern "C" __global__ void optnet4j_solve_##name(DeviceBatch<Real> batch, Settings settings, Real* factor,           \
                                                   long factor_size, Real* scratch, long scratch_size,                 \
                                                   DeviceAnswers<Real> to) {                                           \
    solve_problem(batch, settings, factor, factor_size, scratch, scratch_size, to);                                    \
  }                                                                                                                    \
  extern "C" __global__ void optnet4j_solve_adjoint_##name(DeviceBatch<Real> batch, Real* factor, long factor_size,    \
                                                           Real* scratch, long scratch_size, DeviceAdjoint<Real> of) { \
    solve_adjoint_problem(batch, factor, factor_size, scratch, scratch_size, of);                                      \
  }

OPTNET4J_KERNELS(double, float64)
OPTNET4J_KERNELS(float, float32)

}  // namespace optnet4j
