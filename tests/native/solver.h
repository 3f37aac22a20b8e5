// The C interface with the memory it asks for, over a batch in the precision T.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "check.h"
#include "fenced.h"
#include "normal_problems.h"
#include "optnet4j.h"
#include "problems.h"

namespace test {

struct Isa {
  std::int32_t id;
  const char* name;
};

// What this processor can run.
inline std::vector<Isa> usable_isas() {
  std::vector<Isa> usable;
  for (const Isa& isa :
       {Isa{OPTNET4J_ISA_BASELINE, "baseline"}, Isa{OPTNET4J_ISA_AVX2, "avx2"}, Isa{OPTNET4J_ISA_AVX512, "avx512"}})
    if (optnet4j_cpu_supports(isa.id)) usable.push_back(isa);
  return usable;
}

template <class T>
constexpr std::int32_t precision_of() {
  return std::is_same_v<T, double> ? OPTNET4J_FLOAT64 : OPTNET4J_FLOAT32;
}

template <class T>
constexpr const char* precision_name() {
  return std::is_same_v<T, double> ? "float64" : "float32";
}

template <class T>
constexpr double epsilon_of() {
  return std::numeric_limits<T>::epsilon();
}

// Problems in the library's terms. Each number of the problems is rounded to T.
template <class T>
class Batch {
 public:
  explicit Batch(const Problems& problems) {
    view_.shape = {problems.batch, problems.n, problems.m, problems.p, precision_of<T>()};
    for (int i = 0; i < 6; ++i) set(i, problems[Problems::kLetters[i]]);
  }
  explicit Batch(const NormalProblems& problems) {
    view_.shape = {problems.batch, problems.n, problems.m, problems.p, precision_of<T>()};
    view_.diagonal = problems.diagonal;
    view_.form = OPTNET4J_FORM_NORMAL;
    for (int i = 0; i < 9; ++i)
      if (problems.given(NormalProblems::kLetters[i])) set(i, problems[NormalProblems::kLetters[i]]);
  }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  const optnet4j_batch& view() const { return view_; }

 private:
  void set(int i, const Parameter& from) {
    optnet4j_operand* const operands[] = {&view_.Q, &view_.q, &view_.A,  &view_.b, &view_.G,
                                          &view_.h, &view_.l, &view_.lb, &view_.ub};
    data_[i].assign(from.data.begin(), from.data.end());
    *operands[i] = {data_[i].data(), nullptr, nullptr, from.shared};
  }

  std::vector<T> data_[9];
  optnet4j_batch view_{};
};

// The problems as they are after rounding to T.
template <class T, class Problems>
Problems rounded(Problems problems) {
  for (const char* letter = Problems::kLetters; *letter; ++letter)
    for (double& each : problems[*letter].data) each = double(T(each));
  return problems;
}

template <class T>
bool same_bits(const T* a, const T* b, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    // One NaN is as good as another.
    if (std::is_floating_point_v<T> && a[i] != a[i] && b[i] != b[i]) continue;
    if (std::memcmp(a + i, b + i, sizeof(T)) != 0) return false;
  }
  return true;
}

// How many of each kind of bound a problem has.
struct Bounds {
  int h, l, lb, ub;
};

template <class T>
struct Solution {
  Solution(std::int64_t batch, int n, int m, int p) : Solution(batch, n, m, p, {m, 0, 0, 0}) {}
  Solution(std::int64_t batch, int n, int m, int p, Bounds bounds)
      : n(n),
        m(m),
        p(p),
        bounds(bounds),
        x(batch * n),
        nu(batch * p),
        lambda(batch * bounds.h),
        slack(batch * bounds.h),
        lambda_l(batch * bounds.l),
        slack_l(batch * bounds.l),
        lambda_lb(batch * bounds.lb),
        lambda_ub(batch * bounds.ub),
        status(batch),
        iterations(batch),
        primal(batch),
        dual(batch),
        gap(batch),
        objective(batch) {}

  optnet4j_solution from(std::int64_t first) {
    return {x.data() + first * n,
            nu.data() + first * p,
            lambda.data() + first * bounds.h,
            slack.data() + first * bounds.h,
            status.data() + first,
            iterations.data() + first,
            primal.data() + first,
            dual.data() + first,
            gap.data() + first,
            objective.data() + first,
            lambda_l.data() + first * bounds.l,
            slack_l.data() + first * bounds.l,
            lambda_lb.data() + first * bounds.lb,
            lambda_ub.data() + first * bounds.ub};
  }

  // Whether problem `mine` of this has the very bits of problem `its` of the other.
  bool same(std::int64_t mine, const Solution& other, std::int64_t its) const {
    const auto equal = [&](const auto& a, const auto& b, std::size_t block) {
      return same_bits(a.data() + mine * block, b.data() + its * block, block);
    };
    return equal(x, other.x, n) && equal(nu, other.nu, p) && equal(lambda, other.lambda, bounds.h) &&
           equal(slack, other.slack, bounds.h) && equal(lambda_l, other.lambda_l, bounds.l) &&
           equal(slack_l, other.slack_l, bounds.l) && equal(lambda_lb, other.lambda_lb, bounds.lb) &&
           equal(lambda_ub, other.lambda_ub, bounds.ub) && equal(status, other.status, 1) &&
           equal(iterations, other.iterations, 1) && equal(primal, other.primal, 1) && equal(dual, other.dual, 1) &&
           equal(gap, other.gap, 1) && equal(objective, other.objective, 1);
  }

  int n, m, p;
  Bounds bounds;
  std::vector<T> x, nu, lambda, slack, lambda_l, slack_l, lambda_lb, lambda_ub;
  std::vector<std::int32_t> status, iterations;
  std::vector<double> primal, dual, gap, objective;
};

// Of a batch like this.
template <class T>
Solution<T> solution_of(const optnet4j_batch& of) {
  const optnet4j_shape& z = of.shape;
  const auto count = [](const optnet4j_operand& operand, int size) { return operand.data || operand.read ? size : 0; };
  const bool dual = of.form == OPTNET4J_FORM_DUAL;
  return {
      z.batch, z.n, z.m, z.p, {dual ? z.m : count(of.h, z.m), count(of.l, z.m), count(of.lb, z.n), count(of.ub, z.n)}};
}

template <class T>
struct Adjoint {
  Adjoint(std::int64_t batch, int n, int m, int p) : n(n), m(m), p(p), dx(batch * n), dnu(batch * p), mu(batch * m) {}

  optnet4j_adjoint from(std::int64_t first) {
    return {dx.data() + first * n, dnu.data() + first * p, mu.data() + first * m};
  }

  bool same(std::int64_t mine, const Adjoint& other, std::int64_t its) const {
    return same_bits(dx.data() + mine * n, other.dx.data() + its * n, n) &&
           same_bits(dnu.data() + mine * p, other.dnu.data() + its * p, p) &&
           same_bits(mu.data() + mine * m, other.mu.data() + its * m, m);
  }

  int n, m, p;
  std::vector<T> dx, dnu, mu;
};

enum class Factor { kKeep, kDrop };

// A batch prepared by one instruction set. Its memory is exactly as large as the plan says, fenced, and NaN before use.
template <class T>
class Solver {
 public:
  Solver(const optnet4j_batch& batch, std::int32_t isa, Factor factor = Factor::kKeep)
      : batch_(batch),
        isa_(isa),
        plan_(make_plan(batch, isa)),
        shared_(plan_.shared_bytes, 64),
        factor_(factor == Factor::kKeep ? groups() * plan_.factor_bytes : 0, 64),
        scratch_(plan_.scratch_bytes, 64),
        keep_(factor == Factor::kKeep) {
    prepare();
    scratch_.refill(0xff);
  }

  void prepare() { CHECK_EQUAL(OPTNET4J_OK, optnet4j_cpu_prepare(&batch_, isa_, shared_.as(), scratch_.as())); }

  Solution<T> solve(const optnet4j_settings& settings) {
    Solution<T> all = solution();
    solve(settings, 0, batch_.shape.batch, all);
    return all;
  }

  // Solves a slice into its place.
  void solve(const optnet4j_settings& settings, std::int64_t first, std::int64_t count, Solution<T>& into) {
    const optnet4j_solution place = into.from(first);
    CHECK_EQUAL(OPTNET4J_OK, optnet4j_cpu_solve(&batch_, &settings, isa_, shared_.as(), keep_ ? factor_.as() : nullptr,
                                                scratch_.as(), first, count, &place));
  }

  Adjoint<T> solve_adjoint(const Solution<T>& solution, const optnet4j_cotangent& cotangent) {
    Adjoint<T> all(batch_.shape.batch, batch_.shape.n, batch_.shape.m, batch_.shape.p);
    solve_adjoint(solution, cotangent, 0, batch_.shape.batch, all);
    return all;
  }

  void solve_adjoint(const Solution<T>& solution, const optnet4j_cotangent& cotangent, std::int64_t first,
                     std::int64_t count, Adjoint<T>& into) {
    const optnet4j_adjoint place = into.from(first);
    CHECK_EQUAL(OPTNET4J_OK, optnet4j_cpu_solve_adjoint(&batch_, isa_, shared_.as(), factor_.as(), scratch_.as(), first,
                                                        count, solution.status.data() + first, &cotangent, &place));
  }

  Solution<T> solution() const { return solution_of<T>(batch_); }
  int lanes() const { return plan_.lanes; }

 private:
  static optnet4j_cpu_plan make_plan(const optnet4j_batch& batch, std::int32_t isa) {
    optnet4j_cpu_plan plan{};
    CHECK_EQUAL(OPTNET4J_OK, optnet4j_cpu_make_plan(&batch, isa, &plan));
    return plan;
  }
  std::int64_t groups() const { return (batch_.shape.batch + plan_.lanes - 1) / plan_.lanes; }

  optnet4j_batch batch_;
  std::int32_t isa_;
  optnet4j_cpu_plan plan_;
  Fenced shared_, factor_, scratch_;
  bool keep_;
};

template <class T>
optnet4j_settings settings_of(double tolerance64, double tolerance32, int max_iterations = 50, double smoothing = 0) {
  const double tolerance = std::is_same_v<T, double> ? tolerance64 : tolerance32;
  return {tolerance, tolerance, max_iterations, smoothing};
}

}  // namespace test
