// Forward and backward times on the grid of the OptNet paper: data on the device, replayed as a graph, and from host
// arrays; for every mapping that fits. A time is shown for checked answers only.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "../native/families.h"
#include "../native/host_arrays.h"
#include "../native/oracle.h"
#include "clock.h"
#include "json.h"
#include "mappings.h"
#include "resident.h"

// The problems report through the tests' framework, which is not part of this program.
void check::fail(const char* file, int line, const std::string& what) {
  std::fprintf(stderr, "%s:%d: %s\n", file, line, what.c_str());
  std::exit(4);
}

namespace {

using namespace test;

// Host arrays beyond this are not timed.
constexpr double kMostHostBytes = 6e9;
// Part of the free device memory that may be taken.
constexpr double kOfDeviceMemory = 0.95;

struct Options {
  std::vector<int> sizes = {10, 50, 100, 500};
  std::vector<std::int64_t> batches = {1, 128, 1024, 4096, 8192};
  bool every_mapping = true;
  bool quick = false;
  std::string json;
  std::string write;  // where to write the problems of the first size, for other programs
};

// Problems of one size. Batches repeat them, so that making them takes no time to speak of.
Problems problems_of(int n, std::int64_t batch) {
  const std::int64_t own = n <= 100 ? 128 : 16;
  Random random(20260101 + n);
  return make_problems("wellposed", std::min(own, batch), n, n, 0, "", random);
}

struct Accuracy {
  std::int64_t unsolved = 0;
  double worst_kkt = 0, worst_adjoint = 0;
  double mean_iterations = 0;
  int max_iterations = 0;
};

// Every answer of the batch, against the problem it belongs to.
template <class T>
Accuracy accuracy_of(const Problems& problems, const Solution<T>& solution, const Adjoint<T>& adjoint,
                     const std::vector<T>& upstream) {
  Accuracy found;
  const std::int64_t batch = std::int64_t(solution.status.size());
  const int n = problems.n, m = problems.m, p = problems.p;
  for (std::int64_t k = 0; k < batch; ++k) {
    found.mean_iterations += double(solution.iterations[k]) / double(batch);
    found.max_iterations = std::max(found.max_iterations, int(solution.iterations[k]));
    if (solution.status[k] != OPTNET4J_SOLVED) {
      ++found.unsolved;
      continue;
    }
    // Copies of a problem have the same bits; the first and the last of each are looked at closely.
    if (k >= problems.batch && k < batch - problems.batch) {
      if (!solution.same(k, solution, k % problems.batch)) ++found.unsolved;
      continue;
    }
    const std::int64_t own = k % problems.batch;
    const T *lambda = solution.lambda.data() + k * m, *slack = solution.slack.data() + k * m;
    found.worst_kkt =
        std::max(found.worst_kkt,
                 kkt(problems, own, solution.x.data() + k * n, solution.nu.data() + k * p, lambda, slack).worst());
    found.worst_adjoint =
        std::max(found.worst_adjoint,
                 adjoint_residual(problems, own, lambda, slack, upstream.data() + k * n, adjoint.dx.data() + k * n,
                                  adjoint.dnu.data() + k * p, adjoint.mu.data() + k * m));
  }
  return found;
}

template <class T>
constexpr double kkt_bound() {
  return std::is_same_v<T, double> ? 1e-7 : 1e-3;
}

std::string refusal(const Accuracy& accuracy, double bound) {
  if (accuracy.unsolved > 0) return std::to_string(accuracy.unsolved) + " problems not solved, or not as their copies";
  if (!(accuracy.worst_kkt <= bound)) return check::text("KKT residual ", accuracy.worst_kkt, " above ", bound);
  if (!(accuracy.worst_adjoint <= 10 * bound))
    return check::text("adjoint residual ", accuracy.worst_adjoint, " above ", 10 * bound);
  return "";
}

class Grid {
 public:
  Grid(const Options& options, const optnet4j_cuda_device& device)
      : options_(options), device_(device), lines_(options.json) {}

  template <class T>
  void measure(const Problems& all, std::int64_t batch) {
    Problems problems = rounded<T>(batch < all.batch ? first_of(all, batch) : all);
    const std::int64_t repeats = batch / problems.batch;
    optnet4j_batch shape{};
    shape.shape = {batch, problems.n, problems.m, problems.p, precision_of<T>()};
    std::vector<gpu::Planned> plans = gpu::plans(shape, device_);
    for (const gpu::Planned& planned : plans) {
      if (!planned.built_in && !options_.every_mapping) continue;
      row<T>(problems, repeats, planned);
    }
  }

  bool finish() const {
    std::printf("timing: %d rows with times, %d without, %d wrong\n", timed_, untimed_, wrong_);
    return wrong_ == 0 && timed_ > 0;
  }

 private:
  static Problems first_of(const Problems& problems, std::int64_t count) {
    std::vector<std::int64_t> which(count);
    for (std::int64_t k = 0; k < count; ++k) which[k] = k;
    return problems.select(which);
  }

  template <class T>
  void row(const Problems& problems, std::int64_t repeats, const gpu::Planned& planned) {
    const std::int64_t batch = problems.batch * repeats;
    gpu::JsonLine line;
    line.integer("n", problems.n).integer("m", problems.m).integer("p", problems.p).integer("batch", batch);
    line.text("precision", precision_name<T>()).text("mapping", gpu::name_of(planned.plan.mapping));
    line.integer("blocks", planned.plan.mapping.blocks).boolean("builtIn", planned.built_in);
    std::printf("%4d %6lld %s %-16s", problems.n, static_cast<long long>(batch), precision_name<T>(),
                gpu::name_of(planned.plan.mapping).c_str());
    const double needed = device_bytes<T>(problems, batch, planned.plan), free = free_bytes();
    if (needed > kOfDeviceMemory * free) {
      skip(line, check::text("needs ", std::int64_t(needed / 1e6), " MB of device memory, ", std::int64_t(free / 1e6),
                             " MB are free"));
      return;
    }
    try {
      resident<T>(problems, repeats, planned, line);
    } catch (const std::exception& e) {
      line.text("error", e.what());
      lines_.add(line);
      ++wrong_;
      std::printf(" wrong: %s\n", e.what());
    }
    std::fflush(stdout);
  }

  void skip(gpu::JsonLine& line, const std::string& why) {
    lines_.add(line.text("skipped", why));
    ++untimed_;
    std::printf(" no time: %s\n", why.c_str());
  }

  template <class T>
  void resident(const Problems& problems, std::int64_t repeats, const gpu::Planned& planned, gpu::JsonLine& line) {
    const gpu::ResidentBatch<T> batch(problems, repeats);
    const optnet4j_shape& z = batch.view().shape;
    Random random(7);
    std::vector<T> upstream(z.batch * z.n);
    for (T& each : upstream) each = T(random.normal());
    const gpu::DeviceArray<T> by_x(0, upstream);
    const optnet4j_cotangent cotangent{{by_x.data(), nullptr, nullptr, 0}, {}, {}};
    const optnet4j_settings settings = settings_of<T>(1e-8, 1e-4);
    const gpu::ResidentSolution<T> solution(z);
    const gpu::ResidentGradients<T> gradients(batch.view());
    gpu::Resident work(batch.view(), planned.plan, true);
    gpu::Stream stream(0);
    gpu::Clock clock(static_cast<cudaStream_t>(stream.get()));
    const auto forward = [&](bool keep) { work.solve(settings, solution.view(), keep, stream.get()); };
    const auto backward = [&] {
      work.gradients(solution.view(), cotangent, gradients.adjoint(), gradients.view(), true, stream.get());
    };

    work.prepare(stream.get());
    const double first = clock.once([&] { forward(true); });
    backward();
    stream.synchronize();
    const Accuracy accuracy = accuracy_of(problems, solution.download(), gradients.download_adjoint(), upstream);
    line.integer("solved", z.batch - accuracy.unsolved).number("worstKkt", accuracy.worst_kkt);
    line.number("worstAdjoint", accuracy.worst_adjoint).number("meanIterations", accuracy.mean_iterations);
    line.integer("maxIterations", accuracy.max_iterations);
    const std::string wrong = refusal(accuracy, kkt_bound<T>());
    if (!wrong.empty()) throw std::runtime_error(wrong);
    if (!planned.built_in && first > 3000) {
      skip(line, check::text("the first solve took ", std::int64_t(first), " ms"));
      return;
    }

    // Other mappings only have to be told apart.
    gpu::Repeats often{7, 200, 150};
    if (!planned.built_in || options_.quick) often = {3, 20, 30};
    const double forward_ms = clock.time(often, [&] { forward(false); });
    const double kept_ms = clock.time(often, [&] { forward(true); });
    const double backward_ms = clock.time(often, backward);
    line.number("forwardMs", forward_ms).number("forwardKeptMs", kept_ms).number("backwardMs", backward_ms);
    std::printf(" forward %9.4f kept %9.4f backward %9.4f ms", forward_ms, kept_ms, backward_ms);
    if (planned.built_in) {
      line.number("graphForwardMs", clock.time_replays(often, [&] { forward(false); }));
      line.number("graphStepMs", clock.time_replays(often, [&] {
        forward(true);
        backward();
      }));
      host<T>(problems, repeats, upstream, line);
    }
    lines_.add(line);
    ++timed_;
    std::printf("  KKT %.1e, %.1f iterations\n", accuracy.worst_kkt, accuracy.mean_iterations);
  }

  // From host arrays to host arrays: the clock of the host, all copies included.
  template <class T>
  void host(const Problems& problems, std::int64_t repeats, const std::vector<T>& upstream, gpu::JsonLine& line) {
    const std::int64_t count = problems.batch * repeats;
    const double bytes = 2.0 * double(count) * (problems.n + problems.m) * problems.n * sizeof(T);
    if (bytes > kMostHostBytes) {
      line.text("hostSkipped", check::text("needs ", std::int64_t(bytes / 1e6), " MB of host memory"));
      return;
    }
    std::vector<T> data[6];
    std::array<std::vector<T>, 6> gradients;
    optnet4j_batch batch{};
    batch.shape = {count, problems.n, problems.m, problems.p, precision_of<T>()};
    optnet4j_operand* operands[] = {&batch.Q, &batch.q, &batch.A, &batch.b, &batch.G, &batch.h};
    for (int i = 0; i < 6; ++i) {
      const std::vector<double>& one = problems[Problems::kLetters[i]].data;
      for (std::int64_t k = 0; k < repeats; ++k) data[i].insert(data[i].end(), one.begin(), one.end());
      gradients[i].resize(data[i].size());
      *operands[i] = {data[i].data(), nullptr, nullptr, 0};
    }
    Arrays arrays(false);
    Solution<T> found(count, problems.n, problems.m, problems.p);
    const optnet4j_solution_targets to = arrays.targets(found);
    const optnet4j_gradient_targets by = arrays.targets(gradients);
    const optnet4j_cotangent cotangent{arrays.operand(upstream), {}, {}};
    const optnet4j_settings settings = settings_of<T>(1e-8, 1e-4);
    optnet4j_cuda_error error{};
    optnet4j_cuda_solver* solver = nullptr;
    gpu::check("optnet4j_cuda_open", optnet4j_cuda_open(0, 0, nullptr, &solver, &error), error);
    const auto solve = [&](std::int32_t keep, optnet4j_cuda_kept** kept) {
      gpu::check("optnet4j_cuda_solve_host",
                 optnet4j_cuda_solve_host(solver, &batch, &settings, keep, &to, kept, &error), error);
    };
    const auto step = [&] {
      optnet4j_cuda_kept* kept = nullptr;
      solve(OPTNET4J_CUDA_KEEP_FACTORS, &kept);
      const optnet4j_answers answers = arrays.answers(found);
      const std::int32_t code = optnet4j_cuda_gradients_host(kept, &batch, &answers, &cotangent, &by, &error);
      optnet4j_cuda_free_kept(kept);
      gpu::check("optnet4j_cuda_gradients_host", code, error);
    };
    try {
      optnet4j_cuda_kept* nothing = nullptr;
      line.number("hostForwardMs", host_time([&] { solve(OPTNET4J_CUDA_KEEP_NOTHING, &nothing); }));
      line.number("hostStepMs", host_time(step));
    } catch (...) {
      optnet4j_cuda_close(solver);
      throw;
    }
    optnet4j_cuda_close(solver);
  }

  template <class Body>
  static double host_time(Body body) {
    using Now = std::chrono::steady_clock;
    body();
    std::vector<double> times;
    double sum = 0;
    while (times.size() < 3 || (times.size() < 30 && sum < 200)) {
      const Now::time_point start = Now::now();
      body();
      times.push_back(std::chrono::duration<double, std::milli>(Now::now() - start).count());
      sum += times.back();
    }
    return gpu::median(times);
  }

  template <class T>
  static double device_bytes(const Problems& problems, std::int64_t batch, const optnet4j_cuda_plan& plan) {
    const double numbers = double(problems.n + problems.m + problems.p + 8) * (problems.n + 2);
    return 2 * numbers * sizeof(T) * double(batch) + double(batch) * double(plan.factor_bytes) +
           double(plan.workspace_bytes) + double(plan.shared_bytes);
  }

  static double free_bytes() {
    optnet4j_cuda_error error{};
    std::int64_t free = 0, total = 0;
    gpu::check("optnet4j_cuda_memory", optnet4j_cuda_memory(0, &free, &total, &error), error);
    return double(free);
  }

  Options options_;
  optnet4j_cuda_device device_;
  gpu::JsonLines lines_;
  int timed_ = 0, untimed_ = 0, wrong_ = 0;
};

// count, n, m, p as 64-bit integers, then Q, q, G and h of all problems as 64-bit floating-point numbers.
void write_problems(const std::string& path, const Problems& problems) {
  std::ofstream file(path, std::ios::binary);
  const std::int64_t sizes[] = {problems.batch, problems.n, problems.m, problems.p};
  file.write(reinterpret_cast<const char*>(sizes), sizeof sizes);
  for (const char letter : {'Q', 'q', 'G', 'h'}) {
    const std::vector<double>& data = problems[letter].data;
    file.write(reinterpret_cast<const char*>(data.data()), std::streamsize(data.size() * sizeof(double)));
  }
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
}

[[noreturn]] void usage(const char* wrong) {
  if (*wrong) std::fprintf(stderr, "gpu_timing: %s\n", wrong);
  std::fprintf(stderr,
               "usage: gpu_timing [--quick] [--built-in] [--size N]... [--batch N]... [--json FILE]\n"
               "       gpu_timing --size N --write FILE\n"
               "  --quick     fewer repeats, batches of at most 128\n"
               "  --built-in  only the mapping that the library chooses\n"
               "  --write     writes the problems of a size, and does nothing else\n");
  std::exit(2);
}

template <class Number>
void add(std::vector<Number>& numbers, bool& own, const std::string& value) {
  if (!own) numbers.clear();
  own = true;
  numbers.push_back(Number(std::atoll(value.c_str())));
  if (numbers.back() < 1) usage("--size and --batch want positive numbers");
}

Options parse(int count, char** arguments) {
  Options options;
  bool own_sizes = false, own_batches = false;
  for (int i = 1; i < count; ++i) {
    const std::string name = arguments[i];
    const auto value = [&]() -> std::string { return ++i < count ? arguments[i] : (usage("a value is missing"), ""); };
    if (name == "--quick") {
      options.quick = true;
    } else if (name == "--built-in") {
      options.every_mapping = false;
    } else if (name == "--size") {
      add(options.sizes, own_sizes, value());
    } else if (name == "--batch") {
      add(options.batches, own_batches, value());
    } else if (name == "--json") {
      options.json = value();
    } else if (name == "--write") {
      options.write = value();
    } else {
      usage(name == "--help" ? "" : "unknown option");
    }
  }
  if (options.quick && !own_batches) options.batches = {1, 128};
  return options;
}

}  // namespace

int main(int count, char** arguments) {
  const Options options = parse(count, arguments);
  try {
    if (!options.write.empty()) {
      write_problems(options.write, problems_of(options.sizes.front(), INT64_MAX));
      return 0;
    }
    const optnet4j_cuda_device device = gpu::use_first_device();
    std::printf("optnet4j %s on %s; medians, data on the device\n%s", optnet4j_version(), device.name,
                optnet4j_cuda_mapping_table());
    Grid grid(options, device);
    for (const int n : options.sizes) {
      const Problems problems = problems_of(n, INT64_MAX);
      for (const std::int64_t batch : options.batches) {
        // A multiple of the problems there are.
        if (batch > problems.batch && batch % problems.batch != 0) usage("--batch wants a multiple of 128 beyond it");
        grid.measure<double>(problems, batch);
        grid.measure<float>(problems, batch);
      }
    }
    return grid.finish() ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "gpu_timing: %s\n", e.what());
    return 3;
  }
}
