// Rate of the batched linear algebra on one core, in units of 10^9 floating-point operations per second. Operations are
// counted as LAPACK does; solutions are checked before anything is shown.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "matrices.h"

void check::fail(const char* file, int line, const std::string& what) {
  std::fprintf(stderr, "%s:%d: %s\n", file, line, what.c_str());
  std::exit(1);
}

namespace {

using namespace test;

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
  return values[values.size() / 2];
}

struct Options {
  std::int32_t isa = optnet4j_cpu_best_isa();
  int passes = 21;
  std::int64_t megabytes = 2;
};

template <class T>
class Bench {
 public:
  Bench(int n, int columns, const Options& options)
      : options_(options),
        shape_{std::max<std::int64_t>(16, (options.megabytes << 20) / std::int64_t(sizeof(T)) / n / n), n, columns,
               precision_of<T>()},
        a_(shape_.batch, n, n),
        b_(shape_.batch, n, columns),
        info_(std::size_t(shape_.batch)) {
    Random random;
    a_.fill_positive_definite(random);
    b_.fill_normal(random);
    std::int32_t lanes;
    std::int64_t bytes;
    std::int64_t most = 0;
    for (const int call : {OPTNET4J_CHOLESKY_FACTOR, OPTNET4J_CHOLESKY_SOLVE, OPTNET4J_CHOLESKY_INVERSE}) {
      require(optnet4j_cpu_cholesky_plan(&shape_, call, options.isa, &lanes, &bytes));
      most = std::max(most, bytes);
    }
    scratch_ = std::aligned_alloc(64, std::size_t(most / 64 + 1) * 64);
  }
  ~Bench() { std::free(scratch_); }
  Bench(const Bench&) = delete;

  void run() {
    Matrices<T> factor = a_, x = b_;
    optnet4j_matrices at_factor = factor.view(), at_x = x.view();
    const double factoring = time([&] { factor.numbers = a_.numbers; },
                                  [&] {
                                    return optnet4j_cpu_cholesky_factor(&shape_, options_.isa, &at_factor, info_.data(),
                                                                        scratch_, 0, shape_.batch);
                                  });
    const double solving = time([&] { x.numbers = b_.numbers; },
                                [&] {
                                  return optnet4j_cpu_cholesky_solve(&shape_, options_.isa, &at_factor, info_.data(),
                                                                     &at_x, scratch_, 0, shape_.batch);
                                });
    check(x);
    const double inverting = time([&] { require(refactor(factor)); },
                                  [&] {
                                    return optnet4j_cpu_cholesky_inverse(&shape_, options_.isa, &at_factor,
                                                                         info_.data(), scratch_, 0, shape_.batch);
                                  });
    const double n = shape_.n, all = double(shape_.batch);
    std::printf("%-8s %5d %7lld %9.2f %9.2f %9.2f %11.3f %11.3f %11.3f\n", sizeof(T) == 8 ? "float64" : "float32",
                shape_.n, static_cast<long long>(shape_.batch), n * n * n / 3 * all / factoring * 1e-9,
                2 * n * n * shape_.columns * all / solving * 1e-9, 2 * n * n * n / 3 * all / inverting * 1e-9,
                factoring / all * 1e6, solving / all * 1e6, inverting / all * 1e6);
  }

 private:
  static void require(std::int32_t error) {
    if (error != OPTNET4J_OK) check::fail(__FILE__, __LINE__, check::text("error ", error));
  }

  std::int32_t refactor(Matrices<T>& factor) {
    factor.numbers = a_.numbers;
    const optnet4j_matrices at = factor.view();
    return optnet4j_cpu_cholesky_factor(&shape_, options_.isa, &at, info_.data(), scratch_, 0, shape_.batch);
  }

  template <class Before, class Timed>
  double time(const Before& before, const Timed& timed) {
    std::vector<double> times;
    for (int pass = 0; pass < options_.passes; ++pass) {
      before();
      const double start = seconds();
      require(timed());
      times.push_back(seconds() - start);
    }
    return median(times);
  }

  void check(const Matrices<T>& x) {
    const double epsilon = std::numeric_limits<T>::epsilon();
    for (std::int64_t k = 0; k < shape_.batch; ++k)
      for (int j = 0; j < shape_.columns; ++j)
        for (int i = 0; i < shape_.n; ++i) {
          double residual = -double(b_.at(k, i, j)), size = std::fabs(residual);
          for (int l = 0; l < shape_.n; ++l) {
            residual += double(a_.at(k, i, l)) * double(x.at(k, l, j));
            size += std::fabs(double(a_.at(k, i, l)) * double(x.at(k, l, j)));
          }
          if (!(std::fabs(residual) <= 10 * shape_.n * epsilon * size))
            check::fail(__FILE__, __LINE__, check::text("matrix ", k, ": residual ", residual, " of ", size));
        }
  }

  Options options_;
  optnet4j_cholesky_shape shape_;
  Matrices<T> a_, b_;
  std::vector<std::int32_t> info_;
  void* scratch_ = nullptr;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    if (i + 1 < argc && name == "--passes") {
      options.passes = std::max(1, std::atoi(argv[i + 1]));
    } else if (i + 1 < argc && name == "--megabytes") {
      options.megabytes = std::max(1, std::atoi(argv[i + 1]));
    } else if (i + 1 < argc && name == "--isa") {
      options.isa = std::atoi(argv[i + 1]);
    } else {
      std::fprintf(stderr, "usage: %s [--passes P] [--megabytes M of matrices] [--isa 1|2|3]\n", argv[0]);
      return 2;
    }
  }
  std::printf("%-8s %5s %7s %29s   %33s\n", "", "", "", "10^9 operations / s", "microseconds per matrix");
  std::printf("%-8s %5s %7s %9s %9s %9s %11s %11s %11s\n", "", "n", "batch", "factor", "solve 1", "inverse", "factor",
              "solve 1", "inverse");
  for (const int n : {4, 8, 16, 32, 64, 128, 256}) {
    Bench<double>(n, 1, options).run();
    Bench<float>(n, 1, options).run();
  }
  return 0;
}
