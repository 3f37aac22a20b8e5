// Time per problem on one core, and the accuracy it was reached with. Times are shown for checked answers only.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "families.h"
#include "gradients.h"
#include "oracle.h"
#include "solver.h"

// The solver's memory reports through the tests' framework, which is not part of this program.
void check::fail(const char* file, int line, const std::string& what) {
  std::fprintf(stderr, "%s:%d: %s\n", file, line, what.c_str());
  std::exit(1);
}

namespace {

using namespace test;

struct Options {
  std::int32_t isa = optnet4j_cpu_best_isa();
  bool float32 = false;
  bool shared = false;
  std::int64_t batch = 0;
  int passes = 15;
  std::string only;
  std::string json;
};

struct Workload {
  std::string name, family;
  int n, m, p;
  std::string shared;
};

struct Measured {
  Workload workload;
  std::int64_t batch;
  double forward, forward_kept, backward;  // microseconds per problem
  double mean_iterations;
  int max_iterations;
  double worst_residual;  // scaled, by the oracle
  double worst_adjoint;   // scaled residual of the adjoint system, by the oracle
  std::string failure;    // empty: all answers passed
};

const char* isa_name(std::int32_t isa) {
  for (const Isa& each : usable_isas())
    if (each.id == isa) return each.name;
  return "?";
}

std::vector<Workload> workloads(bool shared) {
  std::vector<Workload> all;
  const std::string matrices = shared ? "QAG" : "";
  for (int n : {8, 16, 32, 64, 100})
    for (int p : {0, n / 4})
      all.push_back(
          {"F1 " + std::to_string(n) + "," + std::to_string(n) + "," + std::to_string(p), "optnet", n, n, p, matrices});
  all.push_back({"sudoku 64,64,40", "sudoku", 64, 64, 40, "QAbGh"});
  all.push_back({"portfolio 100,100,1", "portfolio", 100, 100, 1, matrices.empty() ? "" : "QAbGh"});
  return all;
}

// Enough problems to fill some megabytes, in whole groups of lanes.
std::int64_t batch_of(const Workload& w, const Options& options) {
  if (options.batch > 0) return options.batch;
  const std::int64_t numbers = std::int64_t(w.n) * (w.n + w.m + w.p);
  return std::clamp<std::int64_t>((1 << 20) / numbers / 16 * 16, 32, 2048);
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

// Gradients of all six parameters: adjoint solution, then outer products or, for shared matrices, their sums.
template <class T>
struct Backward {
  Backward(const Problems& problems, Random& random) : upstream(problems.batch * problems.n), target(3) {
    for (T& each : upstream) each = T(random.normal());
    for (int i = 0; i < 3; ++i) target[i].resize(problems["QAG"[i]].data.size());
  }

  void run(const Problems& problems, Solver<T>& solver, const Solution<T>& at, std::int32_t isa, Adjoint<T>& by) {
    const optnet4j_cotangent cotangent{{upstream.data(), nullptr, nullptr, 0}, {}, {}};
    solver.solve_adjoint(at, cotangent, 0, problems.batch, by);
    for (int i = 0; i < 3; ++i) {
      const char letter = "QAG"[i];
      const Parameter& parameter = problems[letter];
      if (parameter.block == 0) continue;
      optnet4j_outer outer = outer_of(letter, 0, at, by);
      outer.streamed = std::int64_t(target[i].size() * sizeof(T)) > OPTNET4J_STREAMED_BYTES;
      const auto product = parameter.shared ? &optnet4j_cpu_outer_sum : &optnet4j_cpu_outer;
      product(&outer, isa, problems.batch, outer.rows, at.status.data(), target[i].data());
    }
  }

  std::vector<T> upstream;
  std::vector<std::vector<T>> target;
};

// Checks every answer; returns what is wrong, if anything.
template <class T>
std::string verify(const Problems& data, const Solution<T>& got, const Adjoint<T>& by, const std::vector<T>& upstream,
                   double tolerance, Measured& into) {
  std::int64_t unsolved = 0, inexact = 0;
  into.worst_residual = into.worst_adjoint = 0;
  into.mean_iterations = 0;
  into.max_iterations = 0;
  for (std::int64_t k = 0; k < data.batch; ++k) {
    into.mean_iterations += double(got.iterations[k]) / double(data.batch);
    into.max_iterations = std::max(into.max_iterations, got.iterations[k]);
    if (got.status[k] != OPTNET4J_SOLVED) {
      ++unsolved;
      continue;
    }
    const T *lambda = got.lambda.data() + k * got.m, *slack = got.slack.data() + k * got.m;
    const Kkt kkt = test::kkt(data, k, got.x.data() + k * got.n, got.nu.data() + k * got.p, lambda, slack);
    for (const Residual& each : {kkt.primal, kkt.dual, kkt.gap})
      inexact += !(each.value <= each.bound(tolerance, epsilon_of<T>(), 2 * (got.n + got.m + got.p)));
    into.worst_residual = std::max(into.worst_residual, kkt.worst());
    into.worst_adjoint =
        std::max(into.worst_adjoint,
                 adjoint_residual(data, k, lambda, slack, upstream.data() + k * got.n, by.dx.data() + k * got.n,
                                  by.dnu.data() + k * got.p, by.mu.data() + k * got.m));
  }
  if (unsolved > 0) return std::to_string(unsolved) + " of " + std::to_string(data.batch) + " not solved";
  if (inexact > 0) return std::to_string(inexact) + " residuals above the tolerance";
  return "";
}

template <class T>
Measured measure(const Workload& w, const Options& options) {
  Random random;
  Measured found{w, batch_of(w, options), 0, 0, 0, 0, 0, 0, 0, ""};
  const Problems data = rounded<T>(make_problems(w.family, found.batch, w.n, w.m, w.p, w.shared, random));
  const Batch<T> batch(data);
  const optnet4j_settings settings = settings_of<T>(1e-8, 1e-4);
  Backward<T> backward(data, random);

  // All passes use the same memory, as a training loop does. What is shared is prepared in every pass, as it is in
  // every call of a user.
  Solver<T> dropping(batch.view(), options.isa, Factor::kDrop), keeping(batch.view(), options.isa, Factor::kKeep);
  Solution<T> first = dropping.solution(), solution = keeping.solution();
  Adjoint<T> by(found.batch, w.n, w.m, w.p);
  std::vector<double> forward_times, kept_times, backward_times;
  for (int pass = 0; pass <= options.passes; ++pass) {
    const double start = seconds();
    dropping.prepare();
    dropping.solve(settings, 0, found.batch, first);
    const double between = seconds();
    keeping.prepare();
    keeping.solve(settings, 0, found.batch, solution);
    const double solved = seconds();
    backward.run(data, keeping, solution, options.isa, by);
    const double end = seconds();
    if (pass == 0) {
      found.failure = verify(data, solution, by, backward.upstream, settings.eps_abs, found);
      if (!found.failure.empty()) return found;
      continue;
    }
    forward_times.push_back(between - start);
    kept_times.push_back(solved - between);
    backward_times.push_back(end - solved);
  }
  const double scale = 1e6 / double(found.batch);
  found.forward = median(forward_times) * scale;
  found.forward_kept = median(kept_times) * scale;
  found.backward = median(backward_times) * scale;
  return found;
}

void print_row(const Measured& row) {
  std::printf("%-20s %6lld ", row.workload.name.c_str(), static_cast<long long>(row.batch));
  if (!row.failure.empty()) {
    std::printf(" no time: %s\n", row.failure.c_str());
    return;
  }
  std::printf("%10.2f %10.2f %10.2f %7.1f %% %6.1f %4d %9.1e %9.1e\n", row.forward, row.forward_kept, row.backward,
              100 * row.backward / row.forward_kept, row.mean_iterations, row.max_iterations, row.worst_residual,
              row.worst_adjoint);
}

bool write_json(const std::string& path, const Options& options, const std::vector<Measured>& rows) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) return false;
  std::fprintf(file,
               "{\"version\":\"%s\",\"isa\":\"%s\",\"precision\":\"%s\",\"shared\":%s,\"passes\":%d,\"seed\":%llu,"
               "\"cases\":[",
               optnet4j_version(), isa_name(options.isa), options.float32 ? "float32" : "float64",
               options.shared ? "true" : "false", options.passes, seed());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Measured& row = rows[i];
    const Workload& w = row.workload;
    std::fprintf(file,
                 "%s\n{\"name\":\"%s\",\"family\":\"%s\",\"n\":%d,\"m\":%d,\"p\":%d,\"shared\":\"%s\",\"batch\":%lld",
                 i == 0 ? "" : ",", w.name.c_str(), w.family.c_str(), w.n, w.m, w.p, w.shared.c_str(),
                 static_cast<long long>(row.batch));
    if (row.failure.empty()) {
      std::fprintf(file,
                   ",\"forwardMicroseconds\":%.4f,\"forwardKeptMicroseconds\":%.4f,\"backwardMicroseconds\":%.4f,"
                   "\"meanIterations\":%.3f,\"maxIterations\":%d,\"worstKkt\":%.3e,\"worstAdjoint\":%.3e}",
                   row.forward, row.forward_kept, row.backward, row.mean_iterations, row.max_iterations,
                   row.worst_residual, row.worst_adjoint);
    } else {
      std::fprintf(file, ",\"failure\":\"%s\"}", row.failure.c_str());
    }
  }
  std::fprintf(file, "\n]}\n");
  return std::fclose(file) == 0;
}

[[noreturn]] void usage(const char* wrong) {
  if (*wrong) std::fprintf(stderr, "optnet4j_bench: %s\n", wrong);
  std::fprintf(stderr,
               "usage: optnet4j_bench [--isa baseline|avx2|avx512] [--float32] [--shared] [--batch N] [--passes N]\n"
               "                      [--only TEXT] [--json FILE]\n"
               "  --shared  one Q, A and G for the whole batch (the Sudoku layer always has that)\n"
               "  --only    workloads whose name contains the text\n");
  std::exit(2);
}

Options parse(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string name = arguments[i];
    const auto value = [&]() -> std::string { return ++i < count ? arguments[i] : (usage("a value is missing"), ""); };
    if (name == "--float32") {
      options.float32 = true;
    } else if (name == "--shared") {
      options.shared = true;
    } else if (name == "--isa") {
      const std::string wanted = value();
      options.isa = -1;
      for (const Isa& each : usable_isas())
        if (wanted == each.name) options.isa = each.id;
      if (options.isa < 0) usage("this processor has no such instruction set");
    } else if (name == "--batch") {
      if ((options.batch = std::atoll(value().c_str())) <= 0) usage("--batch wants a positive number");
    } else if (name == "--passes") {
      if ((options.passes = std::atoi(value().c_str())) <= 0) usage("--passes wants a positive number");
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
  std::printf("optnet4j %s, %s, %s, one core, %s, seed %llu; microseconds per problem, median of %d passes\n",
              optnet4j_version(), isa_name(options.isa), options.float32 ? "float32" : "float64",
              options.shared ? "matrices shared" : "nothing shared but in sudoku", seed(), options.passes);
  std::printf("%-20s %6s %10s %10s %10s %9s %6s %4s %9s %9s\n", "n,m,p", "batch", "forward", "with factor", "backward",
              "of fwd", "iter", "max", "KKT", "adjoint");
  std::vector<Measured> rows;
  bool all_passed = true;
  for (const Workload& each : workloads(options.shared)) {
    if (each.name.find(options.only) == std::string::npos) continue;
    rows.push_back(options.float32 ? measure<float>(each, options) : measure<double>(each, options));
    print_row(rows.back());
    std::fflush(stdout);
    all_passed = all_passed && rows.back().failure.empty();
  }
  if (!options.json.empty() && !write_json(options.json, options, rows)) {
    std::fprintf(stderr, "optnet4j_bench: cannot write %s\n", options.json.c_str());
    return 1;
  }
  return all_passed ? 0 : 3;
}
