// The CUDA kernels against the cpu back end on the same problems, number by number: the same bits, whoever computes
// them.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "../native/case_table.h"
#include "../native/families.h"
#include "../native/gradients.h"
#include "../native/host_arrays.h"
#include "json.h"
#include "mappings.h"
#include "resident.h"

// The cpu back end's memory reports through the tests' framework, which is not part of this program.
void check::fail(const char* file, int line, const std::string& what) {
  std::fprintf(stderr, "%s:%d: %s\n", file, line, what.c_str());
  std::exit(4);
}

namespace {

using namespace test;

struct Options {
  bool quick = false;
  bool sanitizer = false;
  std::string only;
  std::string json;
};

// A case of the table, or one that only makes sense here.
struct Work {
  Case sizes;
  bool flawed = false;  // some problems cannot be solved
};

// Beyond the table: sizes of the kernels for large problems, more problems than are worked on at a time, and problems
// that end otherwise than solved among others.
std::vector<Work> work_of(const Options& options) {
  const auto wellposed = [](const char* name, std::int64_t batch, int n, int m, int p, const char* shared) {
    return Case{name, "wellposed", batch, n, m, p, shared, 1e-8, 1e-4};
  };
  std::vector<Work> all;
  if (options.sanitizer) {
    for (const Case& each :
         {wellposed("small", 5, 5, 4, 2, ""), wellposed("one-row", 3, 3, 1, 0, ""), wellposed("odd", 3, 13, 11, 3, ""),
          wellposed("shared", 4, 9, 7, 2, "QAG"), wellposed("all-shared", 3, 9, 7, 2, "QqAbGh"),
          wellposed("rows-of-a-warp", 2, 33, 35, 6, ""), wellposed("several-tiles", 2, 70, 66, 9, ""),
          wellposed("no-rows", 3, 12, 0, 5, "")})
      all.push_back({each});
    return all;
  }
  for (const Case& each : case_table()) all.push_back({each});
  all.push_back({wellposed("flawed", 23, 9, 7, 2, ""), true});
  all.push_back({wellposed("flawed-shared", 23, 9, 7, 2, "QAG"), true});
  all.push_back({wellposed("more-rows-than-columns", 5, 40, 90, 10, "")});
  all.push_back({wellposed("two-hundred", 3, 200, 200, 50, "")});
  if (options.quick) {
    for (Work& each : all) each.sizes.batch = std::min<std::int64_t>(each.sizes.batch, 7);
    all.erase(std::remove_if(all.begin(), all.end(), [](const Work& each) { return each.sizes.n > 100; }), all.end());
    return all;
  }
  all.push_back({wellposed("five-hundred", 2, 500, 500, 125, "")});
  all.push_back({wellposed("many-tiny", 40000, 4, 4, 0, "")});
  all.push_back({wellposed("many-tiny-shared", 40000, 6, 5, 1, "QAG")});
  all.push_back({wellposed("many-small", 5000, 16, 16, 4, "")});
  all.push_back({wellposed("many-medium", 700, 50, 50, 0, "")});
  return all;
}

// Not positive definite, infinite, and not a number: each in a problem of its own.
void spoil(Problems& problems) {
  for (std::int64_t k = 1; k < problems.batch; k += 7) problems['q'].of(k)[k % problems.n] = std::nan("");
  for (std::int64_t k = 3; k < problems.batch; k += 7) problems['h'].of(k)[0] = HUGE_VAL;
  if (problems['Q'].shared) return;
  for (std::int64_t k = 5; k < problems.batch; k += 7) problems['Q'].of(k)[0] = -1;
}

// Counts what differs and remembers the first.
class Comparison {
 public:
  // Sequences of `block` numbers per problem. Zeros of either sign are the same where `signed_zeros` is false.
  template <class T>
  void add(const char* what, const std::vector<T>& expected, const std::vector<T>& found, std::int64_t block,
           bool signed_zeros = true) {
    if (expected.size() != found.size())
      throw std::logic_error(std::string(what) + ": " + std::to_string(found.size()) + " numbers, expected " +
                             std::to_string(expected.size()));
    compared_ += std::int64_t(found.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (same_bits(&expected[i], &found[i], 1)) continue;
      if (!signed_zeros && expected[i] == 0 && found[i] == 0) continue;
      if (different_++ > 0) continue;
      first_ = ::check::text(what, " of problem ", i / block, ", element ", i % block, ": expected ", +expected[i],
                             ", got ", +found[i]);
    }
  }

  std::int64_t compared() const { return compared_; }
  std::int64_t different() const { return different_; }
  const std::string& first() const { return first_; }

 private:
  std::int64_t compared_ = 0, different_ = 0;
  std::string first_;
};

// What the cpu back end says.
template <class T>
struct Reference {
  Reference(const Batch<T>& batch, const Problems& problems, const optnet4j_settings& settings,
            const optnet4j_cotangent& cotangent)
      : solution(0, 0, 0, 0), adjoint(0, 0, 0, 0) {
    const std::int32_t isa = optnet4j_cpu_best_isa();
    if (problems.batch > 0) {
      Solver<T> solver(batch.view(), isa);
      solution = solver.solve(settings);
      adjoint = solver.solve_adjoint(solution, cotangent);
    }
    for (int i = 0; i < 6; ++i) {
      const char letter = Problems::kLetters[i];
      const Parameter& parameter = problems[letter];
      if (parameter.block == 0 || problems.batch == 0) {
        gradients[i].assign(parameter.data.size(), T(0));
      } else if (parameter.shared) {
        gradients[i] = gradient_sum(letter, solution, adjoint, isa);
      } else {
        gradients[i].reserve(parameter.data.size());
        for (std::int64_t k = 0; k < problems.batch; ++k) {
          std::vector<T> one(parameter.block);
          if (solution.status[k] == OPTNET4J_SOLVED) one = gradient_of(letter, k, solution, adjoint, isa);
          gradients[i].insert(gradients[i].end(), one.begin(), one.end());
        }
      }
    }
  }

  Solution<T> solution;
  Adjoint<T> adjoint;
  std::vector<T> gradients[6];
};

template <class T>
void compare_solutions(const Solution<T>& expected, const Solution<T>& found, Comparison& into) {
  into.add("x", expected.x, found.x, expected.n);
  into.add("nu", expected.nu, found.nu, expected.p);
  into.add("lambda", expected.lambda, found.lambda, expected.m);
  into.add("slack", expected.slack, found.slack, expected.m);
  into.add("status", expected.status, found.status, 1);
  into.add("iterations", expected.iterations, found.iterations, 1);
  into.add("primal residual", expected.primal, found.primal, 1);
  into.add("dual residual", expected.dual, found.dual, 1);
  into.add("gap", expected.gap, found.gap, 1);
  into.add("objective", expected.objective, found.objective, 1);
}

template <class T>
void compare_gradients(const Reference<T>& expected, const std::array<std::vector<T>, 6>& found,
                       const Problems& problems, Comparison& into) {
  static const char* const names[] = {"gradient by Q", "gradient by q", "gradient by A",
                                      "gradient by b", "gradient by G", "gradient by h"};
  for (int i = 0; i < 6; ++i)
    into.add(names[i], expected.gradients[i], found[i], problems[Problems::kLetters[i]].block, false);
}

// Every number of the upstream gradient, per problem.
template <class T>
struct Loss {
  Loss(const Problems& problems, Random& random)
      : x(problems.batch * problems.n), nu(problems.batch * problems.p), lambda(problems.batch * problems.m) {
    for (std::vector<T>* part : {&x, &nu, &lambda})
      for (T& each : *part) each = T(random.normal());
  }
  std::vector<T> x, nu, lambda;
};

optnet4j_operand operand(const void* data) { return {data, nullptr, nullptr, 0}; }

// With device pointers: solved with and without keeping factors, gradients from both.
template <class T>
void compare_resident(const Problems& problems, const optnet4j_cuda_plan& plan, const optnet4j_settings& settings,
                      const Loss<T>& loss, const Reference<T>& expected, Comparison& into) {
  const gpu::ResidentBatch<T> batch(problems);
  const gpu::DeviceArray<T> by_x(0, loss.x), by_nu(0, loss.nu), by_lambda(0, loss.lambda);
  const optnet4j_cotangent cotangent{operand(by_x.data()), operand(by_nu.data()), operand(by_lambda.data())};
  gpu::Stream stream(0);
  for (const bool keep : {true, false}) {
    gpu::ResidentSolution<T> solution(batch.view().shape);
    gpu::ResidentGradients<T> gradients(batch.view());
    solution.poison();
    gradients.poison();
    gpu::Resident work(batch.view(), plan, keep);
    work.prepare(stream.get());
    work.solve(settings, solution.view(), keep, stream.get());
    work.gradients(solution.view(), cotangent, gradients.adjoint(), gradients.view(), keep, stream.get());
    stream.synchronize();
    compare_solutions(expected.solution, solution.download(), into);
    const Adjoint<T> adjoint = gradients.download_adjoint();
    into.add("dx", expected.adjoint.dx, adjoint.dx, problems.n, false);
    into.add("dnu", expected.adjoint.dnu, adjoint.dnu, problems.p, false);
    into.add("mu", expected.adjoint.mu, adjoint.mu, problems.m, false);
    std::array<std::vector<T>, 6> found;
    for (int i = 0; i < 6; ++i) found[i] = gradients.of[i].download();
    compare_gradients(expected, found, problems, into);
  }
}

// From and to host arrays, with the library's own choice of mapping.
template <class T>
void compare_host(const Problems& problems, const Batch<T>& batch, const optnet4j_settings& settings,
                  const Loss<T>& loss, const Reference<T>& expected, Comparison& into) {
  Arrays arrays(false);
  const optnet4j_cotangent cotangent{operand(loss.x.data()), operand(loss.nu.data()), operand(loss.lambda.data())};
  for (const std::int32_t keep : {OPTNET4J_CUDA_KEEP_FACTORS, OPTNET4J_CUDA_RECOMPUTE}) {
    optnet4j_cuda_error error{};
    optnet4j_cuda_solver* solver = nullptr;
    gpu::check("optnet4j_cuda_open", optnet4j_cuda_open(0, 0, nullptr, &solver, &error), error);
    Solution<T> found(problems.batch, problems.n, problems.m, problems.p);
    std::array<std::vector<T>, 6> gradients;
    for (int i = 0; i < 6; ++i) gradients[i].resize(problems[Problems::kLetters[i]].data.size());
    const optnet4j_solution_targets to = arrays.targets(found);
    optnet4j_cuda_kept* kept = nullptr;
    std::int32_t code = optnet4j_cuda_solve_host(solver, &batch.view(), &settings, keep, &to, &kept, &error);
    if (code == OPTNET4J_OK && kept != nullptr) {
      const optnet4j_answers answers = arrays.answers(found);
      const optnet4j_gradient_targets by = arrays.targets(gradients);
      code = optnet4j_cuda_gradients_host(kept, &batch.view(), &answers, &cotangent, &by, &error);
      optnet4j_cuda_free_kept(kept);
    }
    optnet4j_cuda_close(solver);
    gpu::check("host arrays", code, error);
    compare_solutions(expected.solution, found, into);
    compare_gradients(expected, gradients, problems, into);
  }
}

class Run {
 public:
  Run(const Options& options, const optnet4j_cuda_device& device)
      : options_(options), device_(device), lines_(options.json) {}

  template <class T>
  void work(const Work& each) {
    const Case& sizes = each.sizes;
    Random random;
    Problems problems =
        rounded<T>(make_problems(sizes.family, sizes.batch, sizes.n, sizes.m, sizes.p, sizes.shared, random));
    if (each.flawed) spoil(problems);
    const Batch<T> batch(problems);
    const Loss<T> loss(problems, random);
    const optnet4j_settings settings = settings_of<T>(sizes.tolerance64, sizes.tolerance32);
    const optnet4j_cotangent cotangent{operand(loss.x.data()), operand(loss.nu.data()), operand(loss.lambda.data())};
    const Reference<T> expected(batch, problems, settings, cotangent);
    for (const gpu::Planned& planned : gpu::plans(batch.view(), device_)) {
      Comparison found;
      const bool worked = attempt(sizes, precision_name<T>(), gpu::name_of(planned.plan.mapping), found, [&] {
        compare_resident<T>(problems, planned.plan, settings, loss, expected, found);
      });
      if (worked && sizes.batch > 0) seen_.insert(gpu::kind_of(planned.plan.mapping));
    }
    Comparison found;
    attempt(sizes, precision_name<T>(), "host arrays", found,
            [&] { compare_host<T>(problems, batch, settings, loss, expected, found); });
  }

  // Whether everything was the same, and every kind of mapping was seen.
  bool finish() {
    for (const std::string& kind : gpu::all_kinds()) {
      if (options_.only.empty() && seen_.count(kind) == 0) {
        std::printf("mapping %s: no case was solved with it\n", kind.c_str());
        lines_.add(gpu::JsonLine().text("mapping", kind).text("error", "no case was solved with it"));
        ++failures_;
      }
    }
    std::printf("compare: %lld comparisons of %lld numbers, %lld failed, seed %llu\n",
                static_cast<long long>(comparisons_), static_cast<long long>(numbers_),
                static_cast<long long>(failures_), seed());
    return failures_ == 0 && comparisons_ > 0;
  }

 private:
  template <class Body>
  bool attempt(const Case& sizes, const char* precision, const std::string& mapping, Comparison& found, Body body) {
    ++comparisons_;
    std::string error;
    try {
      body();
    } catch (const std::exception& e) {
      error = e.what();
    }
    numbers_ += found.compared();
    gpu::JsonLine line;
    line.text("case", sizes.name).text("precision", precision).text("mapping", mapping);
    line.integer("problems", sizes.batch).integer("n", sizes.n).integer("m", sizes.m).integer("p", sizes.p);
    line.text("shared", sizes.shared).integer("compared", found.compared()).integer("different", found.different());
    if (found.different() > 0) line.text("first", found.first());
    if (!error.empty()) line.text("error", error);
    lines_.add(line);
    if (error.empty() && found.different() == 0) return true;
    ++failures_;
    std::printf("%s, %s, %s: ", sizes.name.c_str(), precision, mapping.c_str());
    if (found.different() > 0)
      std::printf("%lld of %lld numbers differ; %s\n", static_cast<long long>(found.different()),
                  static_cast<long long>(found.compared()), found.first().c_str());
    if (!error.empty()) std::printf("%s\n", error.c_str());
    std::fflush(stdout);
    return false;
  }

  Options options_;
  optnet4j_cuda_device device_;
  gpu::JsonLines lines_;
  std::set<std::string> seen_;
  std::int64_t comparisons_ = 0, numbers_ = 0, failures_ = 0;
};

[[noreturn]] void usage(const char* wrong) {
  if (*wrong) std::fprintf(stderr, "gpu_compare: %s\n", wrong);
  std::fprintf(stderr,
               "usage: gpu_compare [--quick | --sanitizer] [--only TEXT] [--json FILE]\n"
               "  --quick      at most 7 problems of a kind, none larger than 100\n"
               "  --sanitizer  a few small problems for every mapping\n"
               "  --only       cases whose name contains the text\n");
  std::exit(2);
}

Options parse(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string name = arguments[i];
    const auto value = [&]() -> std::string { return ++i < count ? arguments[i] : (usage("a value is missing"), ""); };
    if (name == "--quick") {
      options.quick = true;
    } else if (name == "--sanitizer") {
      options.sanitizer = true;
    } else if (name == "--only") {
      options.only = value();
    } else if (name == "--json") {
      options.json = value();
    } else {
      usage(name == "--help" ? "" : "unknown option");
    }
  }
  return options;
}

}  // namespace

int main(int count, char** arguments) {
  const Options options = parse(count, arguments);
  try {
    const optnet4j_cuda_device device = gpu::use_first_device();
    std::printf("optnet4j %s on %s, compute capability %d.%d\n", optnet4j_version(), device.name, device.major,
                device.minor);
    Run run(options, device);
    for (const Work& each : work_of(options)) {
      if (each.sizes.name.find(options.only) == std::string::npos) continue;
      run.work<double>(each);
      run.work<float>(each);
    }
    return run.finish() ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "gpu_compare: %s\n", e.what());
    return 3;
  }
}
