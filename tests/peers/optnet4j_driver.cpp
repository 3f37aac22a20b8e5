// Solves a batch from a file again and again through the C interface, for comparison with other solvers: writes the
// answers to a file for the one check that all solvers must pass, and prints the times. See README.md.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "batch_file.h"
#include "crew.h"
#include "optnet4j.h"
#include "structure.h"

namespace {

using namespace peers;

struct Options {
  std::string in, out;
  int threads = 1;
  double budget = 1.5;
  bool gradients = false;
  Structure structure;
  std::int32_t form = OPTNET4J_FORM_DUAL;
  optnet4j_settings settings = {1e-8, 1e-8, 50, 0};
  std::int32_t isa = OPTNET4J_ISA_BEST;
  int least_passes = 3;
};

void require(std::int32_t error, const char* call) {
  if (error != OPTNET4J_OK) throw std::runtime_error(std::string(call) + ": error " + std::to_string(error));
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

// As the library wants it, and touched once so that no pass is the first to.
class Memory {
 public:
  explicit Memory(std::int64_t bytes) : data_(bytes + 64) {}
  void* get() { return data_.data() + (64 - reinterpret_cast<std::uintptr_t>(data_.data()) % 64) % 64; }

 private:
  std::vector<char> data_;
};

struct Seconds {
  double setup = 0, solve = 0, backward = 0;
};

class Driver {
 public:
  Driver(const Options& options, const BatchFile& file)
      : options_(options),
        z_(file.sizes),
        problems_(file, options.structure, options.form),
        batch_(problems_.view()),
        plan_(plan()),
        keep_(options.gradients && options.form == OPTNET4J_FORM_DUAL),
        shared_(plan_.shared_bytes),
        factor_(keep_ ? groups() * plan_.factor_bytes : 0),
        answers_(z_),
        c_(file.c),
        crew_(options.threads) {
    for (int t = 0; t < options.threads; ++t) scratch_.emplace_back(plan_.scratch_bytes);
    const std::int64_t rows = z_.batch * problems_.rows();
    for (auto* each : {&multipliers_.lambda, &multipliers_.l, &slack_, &slack_l_}) each->resize(rows);
    for (auto* each : {&multipliers_.lb, &multipliers_.ub}) each->resize(z_.batch * z_.n);
    for (auto* each : {&primal_, &dual_, &gap_, &objective_}) each->resize(z_.batch);
    for (auto* each : {&status_, &iterations_}) each->resize(z_.batch);
    if (!keep_) return;
    dx_.resize(z_.batch * z_.n);
    dnu_.resize(z_.batch * z_.p);
    mu_.resize(z_.batch * z_.m);
    for (std::int64_t block : {z_.n * z_.n, z_.n, z_.p * z_.n, z_.p, z_.m * z_.n, z_.m})
      answers_.gradients.emplace_back(z_.batch * block);
  }

  // Everything a user waits for, except the memory, which a caller keeps for the next batch.
  Seconds pass() {
    Seconds taken;
    const double start = seconds();
    plan_ = plan();
    require(optnet4j_cpu_prepare(&batch_, options_.isa, shared_.get(), scratch_[0].get()), "prepare");
    const double prepared = seconds();
    for_slices([&](std::int64_t first, std::int64_t count, Memory& scratch) {
      const optnet4j_solution to = solution(first);
      require(optnet4j_cpu_solve(&batch_, &options_.settings, options_.isa, shared_.get(),
                                 keep_ ? factor_.get() : nullptr, scratch.get(), first, count, &to),
              "solve");
    });
    const double solved = seconds();
    if (keep_) differentiate();
    taken.setup = prepared - start;
    taken.solve = solved - prepared;
    taken.backward = seconds() - solved;
    return taken;
  }

  const AnswerFile& answers() {
    problems_.stack(multipliers_, answers_.lambda);
    for (std::int64_t k = 0; k < z_.batch; ++k) {
      answers_.iterations[k] = iterations_[k];
      answers_.solved[k] = status_[k] == OPTNET4J_SOLVED;
    }
    return answers_;
  }

 private:
  optnet4j_cpu_plan plan() const {
    optnet4j_cpu_plan plan{};
    require(optnet4j_cpu_make_plan(&batch_, options_.isa, &plan), "make_plan");
    return plan;
  }

  std::int64_t groups() const { return (z_.batch + plan_.lanes - 1) / plan_.lanes; }

  // One call on one thread; on more, whoever is free takes the next few groups.
  void for_slices(const std::function<void(std::int64_t, std::int64_t, Memory&)>& run) {
    if (options_.threads == 1) {
      run(0, z_.batch, scratch_[0]);
      return;
    }
    const std::int64_t slice = std::max<std::int64_t>(1, groups() / (32 * options_.threads)) * plan_.lanes;
    std::atomic<std::int64_t> next{0};
    const auto work = [&](int thread) {
      for (std::int64_t first; (first = next.fetch_add(slice)) < z_.batch;)
        run(first, std::min(slice, z_.batch - first), scratch_[thread]);
    };
    crew_.run(work);
  }

  optnet4j_solution solution(std::int64_t first) {
    const std::int64_t rows = first * problems_.rows(), variables = first * z_.n;
    optnet4j_solution to{};
    to.x = answers_.x.data() + variables;
    to.nu = answers_.nu.data() + first * z_.p;
    to.lambda = multipliers_.lambda.data() + rows;
    to.slack = slack_.data() + rows;
    to.status = status_.data() + first;
    to.iterations = iterations_.data() + first;
    to.primal_residual = primal_.data() + first;
    to.dual_residual = dual_.data() + first;
    to.gap = gap_.data() + first;
    to.objective = objective_.data() + first;
    to.lambda_l = multipliers_.l.data() + rows;
    to.slack_l = slack_l_.data() + rows;
    to.lambda_lb = multipliers_.lb.data() + variables;
    to.lambda_ub = multipliers_.ub.data() + variables;
    return to;
  }

  // The gradients of c'x with respect to all six parameters, for each problem by itself.
  void differentiate() {
    optnet4j_cotangent loss{};
    loss.x = {c_.data(), nullptr, nullptr, 0};
    for_slices([&](std::int64_t first, std::int64_t count, Memory& scratch) {
      const optnet4j_adjoint to{dx_.data() + first * z_.n, dnu_.data() + first * z_.p, mu_.data() + first * z_.m};
      require(optnet4j_cpu_solve_adjoint(&batch_, options_.isa, shared_.get(), factor_.get(), scratch.get(), first,
                                         count, status_.data() + first, &loss, &to),
              "solve_adjoint");
      assemble(first, count);
    });
  }

  void assemble(std::int64_t first, std::int64_t count) {
    const double *x = answers_.x.data() + first * z_.n, *nu = answers_.nu.data() + first * z_.p;
    const double* lambda = multipliers_.lambda.data() + first * z_.m;
    const double *dx = dx_.data() + first * z_.n, *dnu = dnu_.data() + first * z_.p, *mu = mu_.data() + first * z_.m;
    const int n = int(z_.n), m = int(z_.m), p = int(z_.p);
    const auto outer = [&](int parameter, optnet4j_outer product) {
      std::vector<double>& all = answers_.gradients[parameter];
      double* const to = all.data() + first * product.rows * product.columns;
      product.streamed = std::int64_t(all.size() * sizeof(double)) > OPTNET4J_STREAMED_BYTES;
      require(optnet4j_cpu_outer(&product, options_.isa, count, product.rows, status_.data() + first, to), "outer");
    };
    const auto vector = [&](int parameter, const double* direction, std::int64_t block, double sign) {
      std::transform(direction, direction + count * block, answers_.gradients[parameter].data() + first * block,
                     [sign](double each) { return sign * each; });
    };
    outer(0, {OPTNET4J_FLOAT64, n, n, dx, x, x, dx, 0.5, 0});
    vector(1, dx, n, 1);
    outer(2, {OPTNET4J_FLOAT64, p, n, dnu, x, nu, dx, 1, 0});
    vector(3, dnu, p, -1);
    outer(4, {OPTNET4J_FLOAT64, m, n, mu, x, lambda, dx, 1, 0});
    vector(5, mu, m, -1);
  }

  const Options& options_;
  Sizes z_;
  Presented problems_;
  optnet4j_batch batch_;
  optnet4j_cpu_plan plan_;
  bool keep_;
  Memory shared_, factor_;
  std::vector<Memory> scratch_;
  AnswerFile answers_;
  Multipliers multipliers_;
  std::vector<double> c_, slack_, slack_l_, primal_, dual_, gap_, objective_, dx_, dnu_, mu_;
  std::vector<std::int32_t> status_, iterations_;
  Crew crew_;
};

[[noreturn]] void usage(const std::string& wrong) {
  if (!wrong.empty()) std::fprintf(stderr, "optnet4j_peer_driver: %s\n", wrong.c_str());
  std::fprintf(stderr,
               "usage: optnet4j_peer_driver IN OUT [--threads N] [--budget SECONDS] [--passes N] [--grad 0|1]\n"
               "                            [--form dual|normal] [--boxes] [--pairs] [--share] [--diagonal]\n"
               "                            [--eps TOLERANCE] [--iterations N] [--isa best|baseline|avx2|avx512]\n"
               "  --passes    at least so many, whatever the budget\n"
               "  --boxes     rows of G that are plus or minus a unit vector become bounds on variables\n"
               "  --pairs     opposite rows of G become one row with two bounds\n"
               "  --share     parameters that all problems have in common are given once\n"
               "  --diagonal  Q is given by its diagonal\n");
  std::exit(2);
}

std::int32_t isa_named(const std::string& name) {
  const char* names[] = {"best", "baseline", "avx2", "avx512"};
  for (int isa = OPTNET4J_ISA_BEST; isa <= OPTNET4J_ISA_AVX512; ++isa)
    if (name == names[isa] || name == std::to_string(isa)) return isa;
  usage("--isa: unknown");
}

double number(const std::string& name, const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != 0 || !(value >= 0)) usage(name + ": expected a number, got '" + text + "'");
  return value;
}

int whole(const std::string& name, const std::string& text) {
  const double value = number(name, text);
  if (value != std::floor(value) || value > 1e9) usage(name + ": expected a whole number, got '" + text + "'");
  return int(value);
}

Options parse(int count, char** arguments) {
  if (count < 3) usage(count > 1 && std::string(arguments[1]) == "--help" ? "" : "two files are needed");
  Options options;
  options.in = arguments[1];
  options.out = arguments[2];
  for (int i = 3; i < count; ++i) {
    const std::string name = arguments[i];
    const auto value = [&]() -> std::string { return ++i < count ? arguments[i] : (usage("a value is missing"), ""); };
    if (name == "--threads") {
      options.threads = std::max(1, whole(name, value()));
    } else if (name == "--budget") {
      options.budget = number(name, value());
    } else if (name == "--passes") {
      options.least_passes = std::max(1, whole(name, value()));
    } else if (name == "--grad") {
      options.gradients = whole(name, value()) != 0;
    } else if (name == "--eps") {
      options.settings.eps_abs = options.settings.eps_rel = number(name, value());
    } else if (name == "--iterations") {
      options.settings.max_iterations = whole(name, value());
    } else if (name == "--isa") {
      options.isa = isa_named(value());
    } else if (name == "--form") {
      const std::string form = value();
      if (form != "dual" && form != "normal") usage("--form: unknown");
      options.form = form == "dual" ? OPTNET4J_FORM_DUAL : OPTNET4J_FORM_NORMAL;
    } else if (name == "--boxes") {
      options.structure.boxes = true;
    } else if (name == "--pairs") {
      options.structure.pairs = true;
    } else if (name == "--share") {
      options.structure.share = true;
    } else if (name == "--diagonal") {
      options.structure.diagonal = true;
    } else {
      usage(name + ": unknown option");
    }
  }
  return options;
}

void run(const Options& options) {
  const BatchFile file = read_batch(options.in);
  Driver driver(options, file);
  driver.pass();
  std::vector<double> total, setup, solve, backward;
  const double start = seconds();
  while (int(total.size()) < options.least_passes || seconds() - start < options.budget) {
    const Seconds taken = driver.pass();
    total.push_back(taken.setup + taken.solve);
    setup.push_back(taken.setup);
    solve.push_back(taken.solve);
    backward.push_back(taken.backward);
  }
  const AnswerFile& answers = driver.answers();
  write_answers(options.out, answers);
  const double scale = 1e6 / double(file.sizes.batch);
  std::printf(
      "{\"peer\":\"optnet4j\",\"B\":%lld,\"n\":%lld,\"m\":%lld,\"p\":%lld,\"threads\":%d,\"reps\":%zu,"
      "\"total_us\":%.4f,\"setup_us\":%.4f,\"solve_us\":%.4f,\"bwd_us\":%.4f,\"least_us\":%.4f,"
      "\"iterations\":%.3f,\"unsolved\":%.0f}\n",
      static_cast<long long>(file.sizes.batch), static_cast<long long>(file.sizes.n),
      static_cast<long long>(file.sizes.m), static_cast<long long>(file.sizes.p), options.threads, total.size(),
      scale * median(total), scale * median(setup), scale * median(solve), scale * median(backward),
      scale * *std::min_element(total.begin(), total.end()), mean(answers.iterations),
      double(file.sizes.batch) * (1 - mean(answers.solved)));
}

}  // namespace

int main(int count, char** arguments) {
  try {
    run(parse(count, arguments));
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "optnet4j_peer_driver: %s\n", failure.what());
    return 1;
  }
}
