// The normal form: solved, as the oracle sees it; the same bits whatever else is in the batch; labels of problems that
// it leaves; malformed calls.
#include <cmath>
#include <limits>
#include <numeric>

#include "normal_families.h"
#include "normal_oracle.h"
#include "solver.h"

namespace {

using namespace test;

constexpr double kInfinite = std::numeric_limits<double>::infinity();

template <class T>
Solution<T> solve(const NormalProblems& problems, std::int32_t isa, const optnet4j_settings& settings) {
  return Solver<T>(Batch<T>(problems).view(), isa, Factor::kDrop).solve(settings);
}

// A multiplier for each bound, none below 0, and none where the bound is infinite; slacks of rows likewise.
template <class T>
void check_signs(const NormalProblems& problems, std::int64_t k, const Solution<T>& got) {
  const auto check = [&](char letter, int count, const std::vector<T>& multipliers, const std::vector<T>* slacks) {
    for (int i = 0; i < (problems.given(letter) ? count : 0); ++i) {
      const bool absent = std::isinf(problems[letter].of(k)[i]);
      const T multiplier = multipliers[k * count + i];
      CHECK(absent ? multiplier == 0 : multiplier >= 0);
      if (slacks == nullptr) continue;
      const T slack = (*slacks)[k * count + i];
      CHECK(absent ? slack == T(kInfinite) : slack >= 0);
    }
  };
  check('h', problems.m, got.lambda, &got.slack);
  check('l', problems.m, got.lambda_l, &got.slack_l);
  check('d', problems.n, got.lambda_lb, nullptr);
  check('u', problems.n, got.lambda_ub, nullptr);
}

struct Tally {
  int problems = 0, unsolved = 0;
};

template <class T>
void check_case(const NormalCase& line, const Isa& isa, Tally& tally) {
  const check::Scope scope(check::text("case ", line.name, ", ", isa.name, ", ", precision_name<T>()));
  Random random;
  const NormalProblems problems = rounded<T>(make_problems(line, line.batch, random));
  const optnet4j_settings settings = settings_of<T>(1e-8, 1e-4);
  const Solution<T> got = solve<T>(problems, isa.id, settings);
  for (std::int64_t k = 0; k < problems.batch; ++k) {
    const check::Scope problem(check::text("problem ", k, " after ", got.iterations[k], " iterations"));
    ++tally.problems;
    if (got.status[k] != OPTNET4J_SOLVED) {
      CHECK(got.status[k] == OPTNET4J_NUMERICAL_ERROR || got.status[k] == OPTNET4J_MAX_ITERATIONS);
      ++tally.unsolved;
      continue;
    }
    check_signs(problems, k, got);
    const Kkt kkt = test::kkt(problems, k, got);
    const int terms = 2 * (2 * line.n + 2 * line.m + line.p);
    const auto compare = [&](const Residual& residual, double reported, const char* name) {
      const check::Scope of(check::text(name, " residual, scale ", residual.scale));
      CHECK_AT_MOST(residual.value, residual.bound(settings.eps_abs, epsilon_of<T>(), terms));
      CHECK_AT_MOST(std::fabs(reported - residual.value),
                    residual.rounding(epsilon_of<T>(), terms) + (residual.value < reported ? reported : 0));
    };
    compare(kkt.primal, got.primal[k], "primal");
    compare(kkt.dual, got.dual[k], "dual");
    compare(kkt.gap, got.gap[k], "gap");
  }
}

}  // namespace

// Where Q has no curvature at all, a step in a few hundred problems loses too many digits to go on.
TEST(cases_in_double_precision) {
  for (const Isa& isa : usable_isas()) {
    Tally curved, linear;
    for (const NormalCase& line : normal_cases())
      check_case<double>(line, isa, line.quadratic == std::string("zero") ? linear : curved);
    const check::Scope scope(isa.name);
    CHECK_EQUAL(0, curved.unsolved);
    CHECK_AT_MOST(linear.unsolved, 0.03 * linear.problems);
  }
}

// Single precision cannot solve everything, but well-conditioned problems with few exceptions; and it must not call
// solved what is not.
TEST(cases_in_single_precision) {
  for (const Isa& isa : usable_isas()) {
    Tally definite, others;
    for (const NormalCase& line : normal_cases())
      check_case<float>(line, isa, line.quadratic == std::string("definite") ? definite : others);
    const check::Scope scope(check::text(isa.name, ": ", definite.unsolved, " of ", definite.problems, " definite and ",
                                         others.unsolved, " of ", others.problems, " other problems unsolved"));
    CHECK(definite.problems > 100);
    CHECK_AT_MOST(definite.unsolved, 0.04 * definite.problems);
    CHECK_AT_MOST(others.unsolved, 0.12 * others.problems);
  }
}

// Bits depend on nothing but the problem: not on its place, its neighbours, what is shared or the instruction set.
TEST(the_same_bits_in_any_company) {
  Random random;
  for (const NormalCase& line : normal_cases()) {
    const check::Scope scope(line.name);
    const NormalProblems problems = make_problems(line, line.batch, random);
    const optnet4j_settings settings = settings_of<double>(1e-8, 1e-4);
    const Solution<double> expected = solve<double>(problems, OPTNET4J_ISA_BEST, settings);
    const Solution<double> apart = solve<double>(problems.unshared(), OPTNET4J_ISA_BEST, settings);
    std::vector<std::int64_t> backwards(line.batch);
    std::iota(backwards.rbegin(), backwards.rend(), 0);
    const Solution<double> reversed = solve<double>(problems.select(backwards), OPTNET4J_ISA_BEST, settings);
    for (std::int64_t k = 0; k < line.batch; ++k) {
      const check::Scope of(check::text("problem ", k));
      CHECK(expected.same(k, apart, k));
      CHECK(expected.same(k, reversed, line.batch - 1 - k));
      if (k % 7 == 0) CHECK(expected.same(k, solve<double>(problems.select({k}), OPTNET4J_ISA_BEST, settings), 0));
    }
    for (const Isa& isa : usable_isas()) {
      if (isa.id == OPTNET4J_ISA_BASELINE) continue;  // no fused multiplication, other bits
      const Solution<double> other = solve<double>(problems, isa.id, settings);
      for (std::int64_t k = 0; k < line.batch; ++k) CHECK(expected.same(k, other, k));
    }
  }
}

TEST(labels_of_problems_that_are_not_solved) {
  Random random;
  const NormalCase line{"bad", "semidefinite", 13, 7, 6, 2, "hldu", false, "", 0};
  NormalProblems problems = make_problems(line, line.batch, random);
  const NormalProblems good = problems;
  problems['Q'].of(0)[0] = -5;
  problems['q'].of(1)[3] = NAN;
  problems['b'].of(2)[1] = kInfinite;
  problems['h'].of(3)[5] = -kInfinite;
  problems['l'].of(4)[5] = kInfinite;
  problems['d'].of(5)[6] = NAN;
  problems['u'].of(6)[0] = -kInfinite;
  problems['G'].of(7)[41] = NAN;
  problems['l'].of(8)[3] = problems['h'].of(8)[3] + 1;
  problems['d'].of(9)[1] = problems['u'].of(9)[1] + 1;
  problems['A'].of(10)[3] = kInfinite;
  // Absent on both sides is no flaw.
  problems['l'].of(11)[3] = -kInfinite;
  problems['h'].of(11)[3] = kInfinite;
  const int N = OPTNET4J_NUMERICAL_ERROR, I = OPTNET4J_INVALID_INPUT, S = OPTNET4J_SOLVED;
  const int expected[] = {OPTNET4J_NOT_POSITIVE_DEFINITE, I, I, I, I, I, I, I, N, N, I, S, S};
  for (const Isa& isa : usable_isas()) {
    const check::Scope scope(isa.name);
    const optnet4j_settings settings = settings_of<double>(1e-8, 1e-4);
    const Solution<double> got = solve<double>(problems, isa.id, settings),
                           fine = solve<double>(good, isa.id, settings);
    for (std::int64_t k = 0; k < problems.batch; ++k) {
      const check::Scope of(check::text("problem ", k));
      CHECK_EQUAL(expected[k], got.status[k]);
      const bool nothing = expected[k] != S && expected[k] != N;
      CHECK_EQUAL(nothing, std::isnan(got.x[k * 7]));
      CHECK_EQUAL(nothing, std::isnan(got.lambda_l[k * 6 + 5]));
      CHECK_EQUAL(nothing, std::isnan(got.lambda_ub[k * 7 + 6]));
      CHECK_EQUAL(nothing, std::isnan(got.objective[k]));
      if (expected[k] != S) CHECK_EQUAL(0, got.iterations[k]);
    }
    CHECK(got.same(12, fine, 12));
  }
}

// A bound so far away that beside its slack all others are rounding: x = 4 all the same, and no bound is active.
TEST(a_bound_far_away_holds_nothing) {
  for (const double far : {1e10, 1e15, 1e17, 1e20}) {
    const check::Scope scope(check::text("at ", far));
    NormalProblems problems(1, 1, 2, 0, "l", false, "");
    problems['Q'].of(0)[0] = 1;
    problems['q'].of(0)[0] = -4;
    problems['G'].of(0)[0] = problems['G'].of(0)[1] = 1;
    problems['l'].of(0)[0] = -2;
    problems['l'].of(0)[1] = -far;
    for (const Isa& isa : usable_isas()) {
      const Solution<double> got = solve<double>(problems, isa.id, settings_of<double>(1e-8, 1e-4));
      if (got.status[0] == OPTNET4J_SOLVED) CHECK_AT_MOST(std::fabs(got.x[0] - 4), 1e-6);
      CHECK(got.lambda_l[0] >= 0);
    }
  }
}

// Neither equalities without any number nor curvature that counts as none keep a problem from its solution.
TEST(nothing_in_equalities) {
  NormalProblems problems(1, 1, 0, 1, "", false, "");
  problems['Q'].of(0)[0] = 1;
  problems['q'].of(0)[0] = -1;
  for (const Isa& isa : usable_isas()) {
    const Solution<double> got = solve<double>(problems, isa.id, settings_of<double>(1e-8, 1e-4));
    CHECK_EQUAL(int(OPTNET4J_SOLVED), got.status[0]);
    CHECK_AT_MOST(std::fabs(got.x[0] - 1), 1e-7);
  }
}

TEST(curvature_that_is_negative_by_rounding) {
  for (const bool diagonal : {true, false}) {
    for (const char* bounds : {"", "du"}) {
      const check::Scope scope(check::text(diagonal ? "diagonal" : "matrix", ", bounds '", bounds, "'"));
      NormalProblems problems(1, 2, 0, 0, bounds, diagonal, "");
      problems['Q'].of(0)[0] = 1;
      problems['Q'].of(0)[diagonal ? 1 : 3] = -1e-6;
      problems['q'].of(0)[0] = -1;
      for (const char* letter = bounds; *letter; ++letter)
        problems[*letter].of(0)[0] = problems[*letter].of(0)[1] = *letter == 'd' ? -3 : 3;
      for (const Isa& isa : usable_isas()) {
        const Solution<double> got = solve<double>(problems, isa.id, settings_of<double>(1e-4, 1e-4));
        CHECK_EQUAL(int(OPTNET4J_SOLVED), got.status[0]);
        CHECK_AT_MOST(std::fabs(got.x[0] - 1), 1e-3);
      }
    }
  }
}

TEST(malformed_calls) {
  Random random;
  const NormalCase line{"call", "definite", 8, 4, 3, 2, "hldu", false, ""};
  const NormalProblems problems = make_problems(line, line.batch, random);
  const Batch<double> data(problems);
  optnet4j_cpu_plan plan{};
  const auto make_plan = [&](const optnet4j_batch& batch) {
    return int(optnet4j_cpu_make_plan(&batch, OPTNET4J_ISA_BEST, &plan));
  };
  optnet4j_batch batch = data.view();
  CHECK_EQUAL(int(OPTNET4J_OK), make_plan(batch));
  CHECK_EQUAL(0, plan.factor_bytes);
  const auto refuse = [&](int code, auto&& spoil) {
    optnet4j_batch bad = data.view();
    spoil(bad);
    CHECK_EQUAL(code, make_plan(bad));
  };
  refuse(OPTNET4J_UNSUPPORTED, [](optnet4j_batch& bad) { bad.form = 2; });
  refuse(OPTNET4J_UNSUPPORTED, [](optnet4j_batch& bad) { bad.form = OPTNET4J_FORM_DUAL; });
  refuse(OPTNET4J_NULL_ARGUMENT, [](optnet4j_batch& bad) { bad.Q = {}; });
  refuse(OPTNET4J_NULL_ARGUMENT, [](optnet4j_batch& bad) { bad.h = bad.l = {}; });
  // Any kind of bound may be missing.
  refuse(OPTNET4J_OK, [](optnet4j_batch& bad) { bad.h = {}; });
  refuse(OPTNET4J_OK, [](optnet4j_batch& bad) { bad.l = bad.lb = bad.ub = {}; });

  CHECK_EQUAL(int(OPTNET4J_OK), make_plan(batch));
  const Fenced memory(plan.scratch_bytes, 64);
  void* const scratch = memory.as();
  const optnet4j_settings settings = settings_of<double>(1e-8, 1e-4);
  Solution<double> solution = solution_of<double>(batch);
  const auto solve = [&](const optnet4j_solution& to) {
    return int(optnet4j_cpu_solve(&batch, &settings, OPTNET4J_ISA_BEST, nullptr, nullptr, scratch, 0, 8, &to));
  };
  using Vector = void* optnet4j_solution::*;
  for (const Vector vector : {&optnet4j_solution::x, &optnet4j_solution::nu, &optnet4j_solution::lambda,
                              &optnet4j_solution::slack, &optnet4j_solution::lambda_l, &optnet4j_solution::slack_l,
                              &optnet4j_solution::lambda_lb, &optnet4j_solution::lambda_ub}) {
    optnet4j_solution to = solution.from(0);
    to.*vector = nullptr;
    CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), solve(to));
  }
  CHECK_EQUAL(int(OPTNET4J_OK), solve(solution.from(0)));
  CHECK_EQUAL(int(OPTNET4J_SOLVED), solution.status[7]);
  // There are no gradients.
  std::vector<double> numbers(8 * 4);
  const optnet4j_adjoint adjoint{numbers.data(), numbers.data(), numbers.data()};
  const optnet4j_cotangent cotangent{};
  CHECK_EQUAL(int(OPTNET4J_UNSUPPORTED),
              optnet4j_cpu_solve_adjoint(&batch, OPTNET4J_ISA_BEST, nullptr, scratch, scratch, 0, 8,
                                         solution.status.data(), &cotangent, &adjoint));
}
