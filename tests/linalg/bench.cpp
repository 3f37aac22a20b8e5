// Rate of the batched linear algebra on one core, in units of 10^9 floating-point operations per second. Operations are
// counted as LAPACK does; solutions are checked before anything is shown.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "call.h"

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

// Operations of a factorisation, and what n x n matrices cost in units of n^3.
struct Method {
  const char* name;
  std::int32_t factor;
  std::int32_t solve;
  double factoring;
};

constexpr Method kMethods[] = {{"cholesky", OPTNET4J_CHOLESKY_FACTOR, OPTNET4J_CHOLESKY_SOLVE, 1.0 / 3},
                               {"ldl", OPTNET4J_LDL_FACTOR, OPTNET4J_LDL_SOLVE, 1.0 / 3},
                               {"lu", OPTNET4J_LU_FACTOR, OPTNET4J_LU_SOLVE, 2.0 / 3}};

template <class T>
class Bench {
 public:
  Bench(int n, const Options& options)
      : options_(options),
        n_(n),
        batch_(std::max<std::int64_t>(16, (options.megabytes << 20) / std::int64_t(sizeof(T)) / n / n)),
        a_(batch_, n, n),
        b_(batch_, n, 1),
        labels_(batch_, n) {
    Random random;
    a_.fill_positive_definite(random);
    b_.fill_normal(random);
  }

  void run() {
    for (const Method& method : kMethods) {
      Matrices<T> factor = a_, x = b_;
      Call<T> factoring(options_.isa, method.factor, batch_, {n_}),
          solving(options_.isa, method.solve, batch_, {n_, 1});
      const double each_factor = time([&] { factor.numbers = a_.numbers; }, [&] { factoring.run({&factor}, labels_); });
      const double each_solve = time([&] { x.numbers = b_.numbers; }, [&] { solving.run({&factor, &x}, labels_); });
      check(x);
      show(method.name, "factor", method.factoring * n_ * n_ * n_, each_factor);
      show(method.name, "solve 1", 2.0 * n_ * n_, each_solve);
      if (method.factor != OPTNET4J_CHOLESKY_FACTOR) continue;
      Matrices<T> inverse = factor;
      Call<T> inverting(options_.isa, OPTNET4J_CHOLESKY_INVERSE, batch_, {n_});
      const double each_inverse =
          time([&] { inverse.numbers = factor.numbers; }, [&] { inverting.run({&inverse}, labels_); });
      show(method.name, "inverse", 2.0 / 3 * n_ * n_ * n_, each_inverse);
    }
  }

 private:
  // Of one matrix.
  double time(const std::function<void()>& before, const std::function<void()>& timed) {
    std::vector<double> times;
    for (int pass = 0; pass < options_.passes; ++pass) {
      before();
      const double start = seconds();
      timed();
      times.push_back(seconds() - start);
    }
    return median(times) / double(batch_);
  }

  void show(const char* method, const char* what, double operations, double time) {
    std::printf("%-8s %-8s %-8s %5d %7lld %9.2f %11.3f\n", precision_name<T>(), method, what, n_,
                static_cast<long long>(batch_), operations / time * 1e-9, time * 1e6);
  }

  void check(const Matrices<T>& x) {
    for (std::int64_t k = 0; k < batch_; ++k)
      for (int i = 0; i < n_; ++i) {
        double residual = -double(b_.at(k, i, 0)), size = std::fabs(residual);
        for (int l = 0; l < n_; ++l) {
          const double term = double(a_.at(k, i, l)) * double(x.at(k, l, 0));
          residual += term;
          size += std::fabs(term);
        }
        if (!(std::fabs(residual) <= 10 * n_ * epsilon_of<T>() * size))
          check::fail(__FILE__, __LINE__, check::text("matrix ", k, ": residual ", residual, " of ", size));
      }
  }

  Options options_;
  int n_;
  std::int64_t batch_;
  Matrices<T> a_, b_;
  Labels labels_;
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
  std::printf("%-8s %-8s %-8s %5s %7s %9s %11s\n", "", "", "", "n", "batch", "10^9/s", "us / matrix");
  for (const int n : {4, 8, 16, 32, 64, 128, 256}) {
    Bench<double>(n, options).run();
    Bench<float>(n, options).run();
  }
  return 0;
}
