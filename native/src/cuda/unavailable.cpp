// The C functions of a library that was built without CUDA.
#include "failure.h"
#include "optnet4j_cuda_linalg.h"

namespace {

std::int32_t unavailable(optnet4j_cuda_error* error) {
  return optnet4j::cuda::report(
      error, [] { optnet4j::cuda::fail(OPTNET4J_CUDA_UNAVAILABLE, "this native library was built without CUDA"); });
}

}  // namespace

extern "C" {

int32_t optnet4j_cuda_built(void) { return 0; }

int32_t optnet4j_cuda_device_count(int32_t*, optnet4j_cuda_error* error) { return unavailable(error); }

int32_t optnet4j_cuda_device_properties(int32_t, optnet4j_cuda_device*, optnet4j_cuda_error* error) {
  return unavailable(error);
}

int32_t optnet4j_cuda_prepare(const optnet4j_batch*, const optnet4j_cuda_plan*, void*, void*, void*,
                              optnet4j_cuda_error* error) {
  return unavailable(error);
}

int32_t optnet4j_cuda_solve(const optnet4j_batch*, const optnet4j_settings*, const optnet4j_cuda_plan*, void*, void*,
                            void*, const optnet4j_solution*, void*, optnet4j_cuda_error* error) {
  return unavailable(error);
}

int32_t optnet4j_cuda_gradients(const optnet4j_batch*, const optnet4j_cuda_plan*, void*, void*, void*,
                                const optnet4j_solution*, const optnet4j_cotangent*, const optnet4j_adjoint*,
                                const optnet4j_gradients*, void*, optnet4j_cuda_error* error) {
  return unavailable(error);
}

int32_t optnet4j_cuda_allocate(int32_t, int64_t, void**, optnet4j_cuda_error* error) { return unavailable(error); }

int32_t optnet4j_cuda_free(int32_t, void*, optnet4j_cuda_error* error) { return unavailable(error); }

int32_t optnet4j_cuda_memory(int32_t, int64_t*, int64_t*, optnet4j_cuda_error* error) { return unavailable(error); }

int32_t optnet4j_cuda_copy(int32_t, void*, const void*, int64_t, int32_t, void*, optnet4j_cuda_error* error) {
  return unavailable(error);
}

int32_t optnet4j_cuda_make_stream(int32_t, void**, optnet4j_cuda_error* error) { return unavailable(error); }

int32_t optnet4j_cuda_free_stream(int32_t, void*, optnet4j_cuda_error* error) { return unavailable(error); }

int32_t optnet4j_cuda_synchronize(int32_t, void*, optnet4j_cuda_error* error) { return unavailable(error); }

int32_t optnet4j_cuda_use_device(int32_t, optnet4j_cuda_error* error) { return unavailable(error); }

int32_t optnet4j_cuda_open(int32_t, int64_t, const optnet4j_cuda_mapping*, optnet4j_cuda_solver**,
                           optnet4j_cuda_error* error) {
  return unavailable(error);
}

void optnet4j_cuda_close(optnet4j_cuda_solver*) {}

int32_t optnet4j_cuda_limit_chunks(optnet4j_cuda_solver*, int64_t, optnet4j_cuda_error* error) {
  return unavailable(error);
}

int32_t optnet4j_cuda_limit_copy_threads(optnet4j_cuda_solver*, int32_t, optnet4j_cuda_error* error) {
  return unavailable(error);
}

int32_t optnet4j_cuda_solve_host(optnet4j_cuda_solver*, const optnet4j_batch*, const optnet4j_settings*, int32_t,
                                 const optnet4j_solution_targets*, optnet4j_cuda_kept**, optnet4j_cuda_error* error) {
  return unavailable(error);
}

int32_t optnet4j_cuda_gradients_host(optnet4j_cuda_kept*, const optnet4j_batch*, const optnet4j_answers*,
                                     const optnet4j_cotangent*, const optnet4j_gradient_targets*,
                                     optnet4j_cuda_error* error) {
  return unavailable(error);
}

void optnet4j_cuda_free_kept(optnet4j_cuda_kept*) {}

int32_t optnet4j_cuda_linalg_run(const optnet4j_linalg_call*, const optnet4j_cuda_linalg_plan*,
                                 const optnet4j_linalg_operands*, void*, void*, optnet4j_cuda_error* error) {
  return unavailable(error);
}

}  // extern "C"
