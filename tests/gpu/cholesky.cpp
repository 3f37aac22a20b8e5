// The batched Cholesky factorisation and its solve, data on the device, on the grid of python/cholesky.py.
// A time is shown for checked results only.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "../native/check.h"
#include "clock.h"
#include "device.h"
#include "json.h"
#include "optnet4j_cuda_linalg.h"

namespace {

// A batch repeats so many different matrices, so that making and checking them takes no time to speak of.
constexpr int kOwn = 16;

struct Options {
  std::vector<int> sizes = {8, 10, 16, 32, 50, 64, 100, 128, 200, 256, 500};
  std::vector<int> batches = {128, 1024, 4096};
  std::string json;
};

// M M' / n + I with standard normal M.
std::vector<double> positive_definite(int n) {
  std::mt19937_64 random(7 + n);
  std::normal_distribution<double> normal;
  const std::size_t numbers = std::size_t(n) * n;
  std::vector<double> matrices(kOwn * numbers), m(numbers);
  for (int k = 0; k < kOwn; ++k) {
    double* matrix = matrices.data() + k * numbers;
    for (double& each : m) each = normal(random);
    for (int i = 0; i < n; ++i)
      for (int j = 0; j <= i; ++j) {
        double sum = 0;
        for (int l = 0; l < n; ++l) sum += m[i * n + l] * m[j * n + l];
        matrix[i * n + j] = matrix[j * n + i] = sum / n + (i == j);
      }
  }
  return matrices;
}

// The larger of two errors. One that is not a number is larger than all.
double larger(double a, double b) { return b > a || std::isnan(b) ? b : a; }

// The largest element of L L' - A.
template <class T>
double factor_error(int n, const T* matrix, const T* factor) {
  double worst = 0;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j <= i; ++j) {
      double sum = -double(matrix[i * n + j]);
      for (int l = 0; l <= j; ++l) sum += double(factor[i * n + l]) * double(factor[j * n + l]);
      worst = larger(worst, std::fabs(sum));
    }
  return worst;
}

// The largest element of A x - b, where b is all ones.
template <class T>
double solve_error(int n, const T* matrix, const T* x) {
  double worst = 0;
  for (int i = 0; i < n; ++i) {
    double sum = -1;
    for (int j = 0; j < n; ++j) sum += double(matrix[i * n + j]) * double(x[j]);
    worst = larger(worst, std::fabs(sum));
  }
  return worst;
}

// The largest error of the results, of which each has `numbers`. Those of the same matrix have to have the same bits.
template <class T, class ErrorOf>
double largest_error(const gpu::DeviceMemory& results, std::int64_t numbers, int batch, ErrorOf error_of) {
  const std::int64_t bytes = numbers * std::int64_t(sizeof(T));
  const int own = std::min(batch, kOwn);
  std::vector<T> first(own * numbers), copies(first.size());
  results.copy_to(first.data(), own * bytes);
  double worst = 0;
  for (int k = 0; k < own; ++k) worst = larger(worst, error_of(k, first.data() + k * numbers));
  for (int at = own; at < batch; at += own) {
    const int count = std::min(own, batch - at);
    results.copy_to(copies.data(), count * bytes, at * bytes);
    if (std::memcmp(first.data(), copies.data(), count * bytes) != 0)
      throw std::runtime_error(check::text("from ", at, " on, results differ from those of the same matrices before"));
  }
  return worst;
}

// The call on the whole batch, planned once.
class Operation {
 public:
  Operation(const optnet4j_linalg_call& call, const optnet4j_cuda_device& device) : call_(call) {
    optnet4j_cuda_error error{};
    gpu::check("optnet4j_cuda_linalg_make_plan", optnet4j_cuda_linalg_make_plan(&call_, &device, &plan_, &error),
               error);
    workspace_ = gpu::DeviceMemory(0, plan_.workspace_bytes);
  }

  void run(const optnet4j_linalg_operands& operands, const gpu::Stream& stream) const {
    optnet4j_cuda_error error{};
    gpu::check("optnet4j_cuda_linalg_run",
               optnet4j_cuda_linalg_run(&call_, &plan_, &operands, workspace_.address(), stream.get(), &error), error);
  }

  std::string mapping() const {
    return check::text(plan_.team_threads, "x", plan_.teams_per_block, plan_.workspace_bytes > 0 ? " workspace" : "");
  }

 private:
  optnet4j_linalg_call call_;
  optnet4j_cuda_linalg_plan plan_{};
  gpu::DeviceMemory workspace_;
};

// The median of what `body` takes, each time on data that `restore` has brought back, after `body` has run before.
template <class Restore, class Body>
double median_ms(gpu::Clock& clock, Restore restore, Body body) {
  std::vector<double> times;
  double sum = 0;
  while (times.size() < 3 || (times.size() < 50 && sum < 100)) {
    restore();
    times.push_back(clock.once(body));
    sum += times.back();
  }
  return gpu::median(times);
}

class Grid {
 public:
  Grid(const optnet4j_cuda_device& device, const std::string& json) : device_(device), lines_(json) {}

  template <class T>
  void measure(int n, int batch, const std::vector<double>& matrices) {
    gpu::JsonLine line;
    line.text("what", "optnet4j").integer("n", n).integer("batch", batch);
    line.text("precision", std::is_same_v<T, double> ? "float64" : "float32");
    try {
      time<T>(n, batch, std::vector<T>(matrices.begin(), matrices.end()), line);
      ++timed_;
    } catch (const gpu::Failed& e) {
      const bool too_large = e.code == OPTNET4J_CUDA_OUT_OF_MEMORY;
      line.text(too_large ? "skipped" : "error", e.what());
      ++(too_large ? skipped_ : wrong_);
    } catch (const std::exception& e) {
      line.text("error", e.what());
      ++wrong_;
    }
    lines_.add(line);
    std::printf("%s\n", line.line().c_str());
    std::fflush(stdout);
  }

  bool finish() const {
    std::printf("cholesky: %d rows with times, %d without, %d wrong\n", timed_, skipped_, wrong_);
    return wrong_ == 0 && timed_ > 0;
  }

 private:
  template <class T>
  void time(int n, int batch, const std::vector<T>& matrices, gpu::JsonLine& line) {
    const std::int64_t numbers = std::int64_t(n) * n, own = std::min(batch, kOwn) * numbers * std::int64_t(sizeof(T));
    gpu::DeviceMemory original(0, batch * numbers * std::int64_t(sizeof(T))), factor(0, original.bytes());
    original.copy_from(matrices.data(), own);
    for (std::int64_t at = own; at < original.bytes(); at += own)
      original.repeat(0, at, std::min(own, original.bytes() - at));
    const std::vector<T> ones(std::size_t(batch) * n, T(1));
    gpu::DeviceMemory right(0, std::int64_t(ones.size() * sizeof(T)));
    const gpu::DeviceArray<std::int32_t> info(0, std::vector<std::int32_t>(batch, -1));
    optnet4j_linalg_operands operands{};
    operands.matrices[0] = {factor.address(), numbers, n};
    operands.matrices[1] = {right.address(), n, 1};
    operands.info = info.data();

    const std::int32_t precision = std::is_same_v<T, double> ? OPTNET4J_FLOAT64 : OPTNET4J_FLOAT32;
    const Operation factors({batch, OPTNET4J_CHOLESKY_FACTOR, precision, n, 0, 0, 0, 0}, device_);
    const Operation solves({batch, OPTNET4J_CHOLESKY_SOLVE, precision, n, 0, 0, 1, 0}, device_);
    line.text("mapping", factors.mapping());
    const gpu::Stream stream(0);
    gpu::Clock clock(static_cast<cudaStream_t>(stream.get()));
    const auto restore_matrices = [&] {
      optnet4j_cuda_error error{};
      gpu::check("optnet4j_cuda_copy",
                 optnet4j_cuda_copy(0, factor.address(), original.address(), original.bytes(), 3, stream.get(), &error),
                 error);
    };
    const auto restore_right = [&] { right.copy_from(ones.data(), right.bytes()); };
    const auto run_factors = [&] { factors.run(operands, stream); };
    const auto run_solves = [&] { solves.run(operands, stream); };

    restore_matrices();
    restore_right();
    run_factors();
    run_solves();
    stream.synchronize();
    int unfactored = 0;
    for (const std::int32_t each : info.download()) unfactored += each != 0;
    if (unfactored > 0) throw std::runtime_error(check::text(unfactored, " matrices not factored"));
    // Numbers of the matrices are of the order of 1, and they are well conditioned.
    const double bound = 200 * std::numeric_limits<T>::epsilon();
    const auto hold = [&](const char* name, double error) {
      line.number(name, error);
      if (!(error <= bound)) throw std::runtime_error(check::text(name, " ", error, ", expected at most ", bound));
    };
    hold("largestError", largest_error<T>(factor, numbers, batch, [&](int k, const T* found) {
           return factor_error(n, matrices.data() + k * numbers, found);
         }));
    hold("largestSolveError", largest_error<T>(right, n, batch, [&](int k, const T* found) {
           return solve_error(n, matrices.data() + k * numbers, found);
         }));

    const double ms = median_ms(clock, restore_matrices, run_factors);
    line.number("milliseconds", ms).number("gflops", double(batch) * n * n * n / 3 / ms * 1e-6);
    line.number("solveMs", median_ms(clock, restore_right, run_solves));
  }

  optnet4j_cuda_device device_;
  gpu::JsonLines lines_;
  int timed_ = 0, skipped_ = 0, wrong_ = 0;
};

[[noreturn]] void usage() {
  std::fprintf(stderr,
               "usage: gpu_cholesky [--quick] [--size N]... [--batch N]... [--json FILE]\n"
               "  --quick  n = 10 and 100, batches of 128\n");
  std::exit(2);
}

void add(std::vector<int>& numbers, const char* value) {
  numbers.push_back(std::atoi(value));
  if (numbers.back() < 1) usage();
}

Options parse(int count, char** arguments) {
  Options options;
  std::vector<int> sizes, batches;
  for (int i = 1; i < count; ++i) {
    const std::string name = arguments[i];
    if (name == "--quick") {
      options.sizes = {10, 100};
      options.batches = {128};
    } else if (name == "--size" && i + 1 < count) {
      add(sizes, arguments[++i]);
    } else if (name == "--batch" && i + 1 < count) {
      add(batches, arguments[++i]);
    } else if (name == "--json" && i + 1 < count) {
      options.json = arguments[++i];
    } else {
      usage();
    }
  }
  if (!sizes.empty()) options.sizes = sizes;
  if (!batches.empty()) options.batches = batches;
  return options;
}

}  // namespace

int main(int count, char** arguments) {
  const Options options = parse(count, arguments);
  try {
    const optnet4j_cuda_device device = gpu::use_first_device();
    Grid grid(device, options.json);
    for (const int n : options.sizes) {
      const std::vector<double> matrices = positive_definite(n);
      for (const int batch : options.batches) {
        grid.measure<double>(n, batch, matrices);
        grid.measure<float>(n, batch, matrices);
      }
    }
    return grid.finish() ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "gpu_cholesky: %s\n", e.what());
    return 3;
  }
}
