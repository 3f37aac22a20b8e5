// Small kernels whose resources budget_test knows from nvcc itself.
extern __shared__ double dynamic[];

namespace samples {
namespace {

template <class T, int Count>
__device__ __noinline__ T indexed(const T* from, int stride) {
  T values[Count];
  for (int i = 0; i < Count; ++i) values[i] = from[i * stride];
  return values[stride];
}

template <class T, int Count>
__global__ void stack_and_shared(T* data, int stride) {
  __shared__ T fixed[Count];
  dynamic[threadIdx.x] = data[stride];
  fixed[threadIdx.x] = indexed<T, Count>(data, stride);
  __syncthreads();
  data[0] = T(dynamic[stride]) + fixed[stride];
}

}  // namespace

// For the kernels to be compiled.
void* one() { return reinterpret_cast<void*>(stack_and_shared<double, 64>); }
void* other() { return reinterpret_cast<void*>(stack_and_shared<float, 32>); }

}  // namespace samples

extern "C" __global__ void dynamic_only(double* data) {
  dynamic[threadIdx.x] = data[threadIdx.x];
  __syncthreads();
  data[0] = dynamic[1];
}

// 60 numbers that live at the same time: more than 64 registers hold.
extern "C" __global__ void OPTNET4J_SAMPLE_BOUNDS many_values(double* data, int rounds) {
  double values[60];
#pragma unroll
  for (int i = 0; i < 60; ++i) values[i] = data[i * 32 + threadIdx.x];
  for (int round = 0; round < rounds; ++round) {
#pragma unroll
    for (int i = 0; i < 60; ++i) values[i] = values[i] * values[(i + 7) % 60] + data[round];
  }
#pragma unroll
  for (int i = 0; i < 60; ++i) data[i * 32 + threadIdx.x] = values[i];
}
