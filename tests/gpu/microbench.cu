// What the instructions that the kernels are made of cost: latencies in cycles, rates per multiprocessor and device.
#include <cuda_runtime.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "clock.h"
#include "json.h"

namespace {

constexpr int kSteps = 1024;    // of a chain whose cycles are counted
constexpr int kRounds = 4096;   // of a throughput kernel
constexpr int kChains = 8;      // independent chains per thread, so that latency is hidden
constexpr int kThreads = 1024;  // per block of a throughput kernel

// What a step of a chain is. Each depends on the one before.
struct Fma {
  static constexpr const char* name = "double fma";
  __device__ static double step(double x, double*) { return fma(x, 0.999999, 0.000001); }
};
struct FloatFma {
  static constexpr const char* name = "float fma";
  __device__ static double step(double x, double*) {
    return __hiloint2double(0, __float_as_int(fmaf(__int_as_float(__double2loint(x)), 0.999999f, 0.000001f)));
  }
};
struct SquareRoot {
  static constexpr const char* name = "double square root";
  __device__ static double step(double x, double*) { return sqrt(x); }
};
struct ReciprocalSquareRoot {
  static constexpr const char* name = "double reciprocal square root";
  __device__ static double step(double x, double*) { return rsqrt(x); }
};
struct Division {
  static constexpr const char* name = "double division";
  __device__ static double step(double x, double*) { return 1.25 / x; }
};
struct SharedLoad {
  static constexpr const char* name = "shared memory load and its address";
  // The number loaded is the next index.
  __device__ static double step(double x, double* shared) { return shared[__double2loint(x)]; }
};
struct Shuffle {
  static constexpr const char* name = "double shuffle";
  // From the next lane: two exchanges of neighbours would cancel, and be taken out by the compiler.
  __device__ static double step(double x, double*) { return __shfl_sync(0xffffffffu, x, threadIdx.x + 1); }
};
struct WarpBarrier {
  static constexpr const char* name = "__syncwarp";
  __device__ static double step(double x, double*) {
    __syncwarp();
    return x;
  }
};
struct BlockBarrier {
  static constexpr const char* name = "__syncthreads";
  __device__ static double step(double x, double*) {
    __syncthreads();
    return x;
  }
};
// Shared memory written, a barrier, and read by another thread: how threads hand numbers to each other.
struct Exchange {
  static constexpr const char* name = "store, __syncthreads, load, __syncthreads";
  __device__ static double step(double x, double* shared) {
    shared[threadIdx.x] = x;
    __syncthreads();
    x = shared[threadIdx.x ^ 1];
    __syncthreads();
    return x;
  }
};

template <class Step>
__global__ void latency(double start, long long* cycles, double* result) {
  __shared__ double shared[1024];
  // Every entry points to the next but for the last: the bits of a small integer.
  shared[threadIdx.x] = __hiloint2double(0, (int(threadIdx.x) + 1) % int(blockDim.x));
  __syncthreads();
  double x = start;
#pragma unroll 1
  for (int warm = 0; warm < 2; ++warm) {
    // The empty statements keep the chain between the two readings.
    asm volatile("" : "+d"(x));
    const long long begin = clock64();
    asm volatile("" : "+d"(x));
#pragma unroll 16
    for (int i = 0; i < kSteps; ++i) x = Step::step(x, shared);
    asm volatile("" : "+d"(x));
    const long long end = clock64();
    if (threadIdx.x == 0) *cycles = end - begin;
  }
  result[threadIdx.x] = x;
}

template <class Number>
__global__ void __launch_bounds__(kThreads) fma_rate(Number factor, Number* result) {
  Number x[kChains];
#pragma unroll
  for (int i = 0; i < kChains; ++i) x[i] = Number(threadIdx.x + i);
#pragma unroll 1
  for (int round = 0; round < kRounds; ++round) {
#pragma unroll
    for (int i = 0; i < kChains; ++i) x[i] = fma(x[i], factor, Number(0.5));
  }
  Number sum = 0;
#pragma unroll
  for (int i = 0; i < kChains; ++i) sum += x[i];
  result[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

// D = A B + C on the tensor cores, in double: 8 x 8 x 4 and, from sm_90 on, 16 x 8 x 16. Matrices of ones, so that
// every entry of the result counts the products: how many there were can be checked.
struct Mma8x8x4 {
  static constexpr const char* name = "double tensor core 8x8x4";
  static constexpr int flops = 2 * 8 * 8 * 4, depth = 4, sums = 2;
  __device__ static void step(double (&d)[4]) {
    const double one = 1;
    asm volatile("mma.sync.aligned.m8n8k4.row.col.f64.f64.f64.f64 {%0, %1}, {%2}, {%2}, {%0, %1};"
                 : "+d"(d[0]), "+d"(d[1])
                 : "d"(one));
  }
};
struct Mma16x8x16 {
  static constexpr const char* name = "double tensor core 16x8x16";
  static constexpr int flops = 2 * 16 * 8 * 16, depth = 16, sums = 4;
  __device__ static void step(double (&d)[4]) {
#if __CUDA_ARCH__ >= 900
    const double one = 1;
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f64.f64.f64.f64 {%0, %1, %2, %3}, {%4, %4, %4, %4, %4, %4, %4, %4}, "
        "{%4, %4, %4, %4}, {%0, %1, %2, %3};"
        : "+d"(d[0]), "+d"(d[1]), "+d"(d[2]), "+d"(d[3])
        : "d"(one));
#else
    d[0] = -1;
#endif
  }
};

constexpr int kMmaRounds = 512;
constexpr int kMmaChains = 4;
constexpr int kMmaThreads = 512;

template <class Mma>
__global__ void __launch_bounds__(kMmaThreads) mma_rate(double* result) {
  double d[kMmaChains][4] = {};
#pragma unroll 1
  for (int round = 0; round < kMmaRounds; ++round) {
#pragma unroll
    for (int i = 0; i < kMmaChains; ++i) Mma::step(d[i]);
  }
  double sum = 0;
#pragma unroll
  for (int i = 0; i < kMmaChains; ++i)
    for (int k = 0; k < Mma::sums; ++k) sum += d[i][k];
  result[blockIdx.x * blockDim.x + threadIdx.x] = sum;
}

template <class Mma>
__global__ void mma_latency(long long* cycles, double* result) {
  double d[4] = {};
#pragma unroll 1
  for (int warm = 0; warm < 2; ++warm) {
    const long long begin = clock64();
#pragma unroll 1
    for (int i = 0; i < kMmaRounds; ++i) Mma::step(d);
    const long long end = clock64();
    if (threadIdx.x == 0) *cycles = end - begin;
  }
  result[threadIdx.x] = d[0];
}

template <class T>
class Buffer {
 public:
  explicit Buffer(std::size_t count) { gpu::require("cudaMalloc", cudaMalloc(&data_, count * sizeof(T))); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { cudaFree(data_); }
  T* get() const { return data_; }
  T first() const {
    T value;
    gpu::require("cudaMemcpy", cudaMemcpy(&value, data_, sizeof(T), cudaMemcpyDeviceToHost));
    return value;
  }

 private:
  T* data_ = nullptr;
};

class Microbenchmarks {
 public:
  explicit Microbenchmarks(const std::string& json) : lines_(json), clock_(nullptr) {
    gpu::require("cudaGetDeviceProperties", cudaGetDeviceProperties(&device_, 0));
    std::printf("%s, compute capability %d.%d, %d multiprocessors\n", device_.name, device_.major, device_.minor,
                device_.multiProcessorCount);
  }

  void run() {
    chain<Fma>(32, 1.5);
    chain<FloatFma>(32, 1.5);
    chain<SquareRoot>(32, 1.5);
    chain<ReciprocalSquareRoot>(32, 1.5);
    chain<Division>(32, 1.5);
    chain<SharedLoad>(32, 0);
    chain<Shuffle>(32, 1.5);
    chain<WarpBarrier>(32, 1.5);
    for (const int threads : {64, 128, 256, 512}) chain<BlockBarrier>(threads, 1.5);
    for (const int threads : {64, 128, 256, 512}) chain<Exchange>(threads, 1.5);
    rate("double fma", 2.0 * kChains * kRounds * kThreads, [&](int blocks) {
      Buffer<double> result(std::size_t(blocks) * kThreads);
      return time([&] { fma_rate<double><<<blocks, kThreads>>>(0.999, result.get()); });
    });
    rate("float fma", 2.0 * kChains * kRounds * kThreads, [&](int blocks) {
      Buffer<float> result(std::size_t(blocks) * kThreads);
      return time([&] { fma_rate<float><<<blocks, kThreads>>>(0.999f, result.get()); });
    });
    mma<Mma8x8x4>();
    if (device_.major >= 9) {
      mma<Mma16x8x16>();
    } else {
      lines_.add(gpu::JsonLine().text("name", Mma16x8x16::name).text("skipped", "needs compute capability 9.0"));
    }
    copy();
  }

 private:
  template <class Step>
  void chain(int threads, double start) {
    Buffer<long long> cycles(1);
    Buffer<double> result(threads);
    latency<Step><<<1, threads>>>(start, cycles.get(), result.get());
    launched();
    add(Step::name, threads, double(cycles.first()) / kSteps, "cycles");
  }

  template <class Mma>
  void mma() {
    Buffer<long long> cycles(1);
    Buffer<double> one(32);
    mma_latency<Mma><<<1, 32>>>(cycles.get(), one.get());
    launched();
    expect(Mma::name, 2.0 * kMmaRounds * Mma::depth, one.first());
    add(Mma::name, 32, double(cycles.first()) / kMmaRounds, "cycles");
    const int warps = kMmaThreads / 32;
    rate(Mma::name, double(Mma::flops) * kMmaRounds * kMmaChains * warps, [&](int blocks) {
      Buffer<double> result(std::size_t(blocks) * kMmaThreads);
      const double milliseconds = time([&] { mma_rate<Mma><<<blocks, kMmaThreads>>>(result.get()); });
      expect(Mma::name, double(kMmaChains) * Mma::sums * kMmaRounds * Mma::depth, result.first());
      return milliseconds;
    });
  }

  // Of memory, device to device; bytes read and bytes written both count.
  void copy() {
    const std::size_t bytes = std::size_t(1) << 30;
    Buffer<char> from(bytes), to(bytes);
    const double milliseconds =
        time([&] { cudaMemcpyAsync(to.get(), from.get(), bytes, cudaMemcpyDeviceToDevice, nullptr); });
    add("copy on the device", 0, 2.0 * double(bytes) / milliseconds * 1e-9, "TB/s");
  }

  // `time` gives milliseconds for a number of blocks that do `flops` each.
  void rate(const char* name, double flops, const std::function<double(int)>& time) {
    const int blocks = device_.multiProcessorCount * 8;
    const double milliseconds = time(blocks);
    add(name, 0, flops * blocks / milliseconds * 1e-9, "TFLOP/s");
  }

  template <class Body>
  double time(Body body) {
    return clock_.time({7, 7, 0}, [&] {
      body();
      launched(false);
    });
  }

  static void launched(bool wait = true) {
    gpu::require("kernel launch", cudaGetLastError());
    if (wait) gpu::require("cudaDeviceSynchronize", cudaDeviceSynchronize());
  }

  static void expect(const char* name, double expected, double found) {
    if (expected != found)
      throw std::runtime_error(std::string(name) + ": expected " + std::to_string(expected) + ", got " +
                               std::to_string(found));
  }

  void add(const std::string& name, int threads, double value, const char* unit) {
    gpu::JsonLine line;
    line.text("name", name);
    if (threads > 0) line.integer("threads", threads);
    lines_.add(line.number("value", value).text("unit", unit));
    const std::string of = threads > 0 ? ", " + std::to_string(threads) + " threads" : "";
    std::printf("%-60s %10.3f %s\n", (name + of).c_str(), value, unit);
    std::fflush(stdout);
  }

  cudaDeviceProp device_{};
  gpu::JsonLines lines_;
  gpu::Clock clock_;
};

}  // namespace

int main(int count, char** arguments) {
  const bool json = count == 3 && std::string(arguments[1]) == "--json";
  if (count != 1 && !json) {
    std::fprintf(stderr, "usage: gpu_microbench [--json FILE]\n");
    return 2;
  }
  try {
    int devices = 0;
    gpu::require("cudaGetDeviceCount", cudaGetDeviceCount(&devices));
    Microbenchmarks(json ? arguments[2] : "").run();
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "gpu_microbench: %s\n", e.what());
    return 3;
  }
}
