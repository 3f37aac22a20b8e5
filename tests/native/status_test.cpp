// What becomes of problems that have no answer, and of healthy ones at the edge.
#include <cmath>
#include <limits>

#include "families.h"
#include "oracle.h"
#include "solver.h"

namespace {

using namespace test;

constexpr optnet4j_settings kDouble{1e-8, 1e-8, 50, 0};
constexpr optnet4j_settings kSingle{1e-4, 1e-4, 50, 0};

template <class Body>
void for_every_build(Body&& body) {
  for (const Isa& isa : usable_isas()) {
    const check::Scope scope(isa.name);
    Random random;
    {
      const check::Scope precision("float64");
      body(isa.id, kDouble, random, double());
    }
    const check::Scope precision("float32");
    body(isa.id, kSingle, random, float());
  }
}

template <class T>
bool all_nan(const std::vector<T>& numbers, std::int64_t k, std::int64_t block) {
  for (std::int64_t e = k * block; e < (k + 1) * block; ++e)
    if (numbers[e] == numbers[e]) return false;
  return true;
}

template <class T>
void check_unusable(const Solution<T>& got, std::int64_t k, int status) {
  CHECK_EQUAL(status, got.status[k]);
  CHECK(all_nan(got.x, k, got.n));
  CHECK(all_nan(got.nu, k, got.p));
  CHECK(all_nan(got.lambda, k, got.m));
  CHECK(all_nan(got.slack, k, got.m));
  CHECK(all_nan(got.primal, k, 1) && all_nan(got.dual, k, 1) && all_nan(got.gap, k, 1));
  CHECK(all_nan(got.objective, k, 1));
}

// Solves, and checks that problem `bad` has the status and that all others have the answers they have without it.
template <class T>
void check_one_bad(const Problems& healthy, const Problems& problems, std::int64_t bad, int status, std::int32_t isa,
                   const optnet4j_settings& settings) {
  const Solution<T> before = Solver<T>(Batch<T>(healthy).view(), isa).solve(settings);
  const Batch<T> batch(problems);
  Solver<T> solver(batch.view(), isa);
  const Solution<T> got = solver.solve(settings);
  check_unusable(got, bad, status);
  for (std::int64_t k = 0; k < problems.batch; ++k)
    if (k != bad) CHECK(got.same(k, before, k));

  // An unsolved problem has no gradient.
  const std::vector<T> ones(64, T(1));
  const optnet4j_operand all{ones.data(), nullptr, nullptr, 1};
  const Adjoint<T> adjoint = solver.solve_adjoint(got, {all, all, all});
  for (int e = 0; e < problems.n; ++e) CHECK_EQUAL(T(0), adjoint.dx[bad * problems.n + e]);
  for (int e = 0; e < problems.p; ++e) CHECK_EQUAL(T(0), adjoint.dnu[bad * problems.p + e]);
  for (int e = 0; e < problems.m; ++e) CHECK_EQUAL(T(0), adjoint.mu[bad * problems.m + e]);
  for (T each : adjoint.dx) CHECK(std::isfinite(each));
}

Problems healthy(Random& random, const char* shared = "") {
  return make_problems("wellposed", 19, 6, 5, 2, shared, random);
}

}  // namespace

TEST(numbers_that_are_not_finite) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random& random, auto one) {
    for (const char* letter = Problems::kLetters; *letter; ++letter) {
      for (double spoiler : {double(NAN), double(INFINITY), -double(INFINITY)}) {
        const check::Scope scope(check::text(*letter, " with ", spoiler));
        const Problems before = healthy(random);
        Problems problems = before;
        const int bad = random.below(19);
        problems[*letter].of(bad)[random.below(int(problems[*letter].block))] = spoiler;
        check_one_bad<decltype(one)>(before, problems, bad, OPTNET4J_INVALID_INPUT, isa, settings);
      }
    }
  });
}

TEST(numbers_that_are_not_finite_in_what_all_share) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random& random, auto one) {
    using T = decltype(one);
    for (const char* letter = Problems::kLetters; *letter; ++letter) {
      for (const char* shared : {"Q", "QA", "QAG", "QqAbGh", "q", "bh", "AG"}) {
        if (std::string(shared).find(*letter) == std::string::npos) continue;
        const check::Scope scope(check::text(*letter, " of shared ", shared));
        Problems problems = healthy(random, shared);
        problems[*letter].data[random.below(int(problems[*letter].block))] = NAN;
        const Solution<T> got = Solver<T>(Batch<T>(problems).view(), isa).solve(settings);
        for (std::int64_t k = 0; k < problems.batch; ++k) check_unusable(got, k, OPTNET4J_INVALID_INPUT);
      }
    }
  });
}

TEST(quadratic_forms_that_are_not_positive_definite) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random& random, auto one) {
    for (const char* how : {"negative pivot", "zero", "singular"}) {
      const check::Scope scope(how);
      const Problems before = healthy(random);
      Problems problems = before;
      const int n = problems.n, bad = random.below(19);
      double* Q = problems['Q'].of(bad);
      if (how[0] == 'n') {
        const int i = random.below(n);
        Q[i * n + i] = -Q[i * n + i];
      } else if (how[0] == 'z') {
        for (int e = 0; e < n * n; ++e) Q[e] = 0;
      } else {
        for (int i = 0; i < n; ++i)
          for (int j = 0; j < n; ++j) Q[i * n + j] = 1;
      }
      check_one_bad<decltype(one)>(before, problems, bad, OPTNET4J_NOT_POSITIVE_DEFINITE, isa, settings);
    }
  });
}

TEST(a_shared_quadratic_form_that_is_not_positive_definite) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random& random, auto one) {
    using T = decltype(one);
    for (const char* shared : {"Q", "QA", "QAG"}) {
      const check::Scope scope(shared);
      Problems problems = healthy(random, shared);
      problems['Q'].data[0] = -1;
      const Solution<T> got = Solver<T>(Batch<T>(problems).view(), isa).solve(settings);
      for (std::int64_t k = 0; k < problems.batch; ++k) check_unusable(got, k, OPTNET4J_NOT_POSITIVE_DEFINITE);
    }
  });
}

TEST(equalities_that_depend_on_each_other) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random& random, auto one) {
    const Problems before = healthy(random);
    Problems problems = before;
    const int n = problems.n, bad = random.below(19);
    // Consistent, too: b is repeated with the row.
    for (int j = 0; j < n; ++j) problems['A'].of(bad)[n + j] = problems['A'].of(bad)[j];
    problems['b'].of(bad)[1] = problems['b'].of(bad)[0];
    check_one_bad<decltype(one)>(before, problems, bad, OPTNET4J_NOT_POSITIVE_DEFINITE, isa, settings);
  });
}

TEST(more_equalities_than_variables) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random& random, auto one) {
    using T = decltype(one);
    const Problems problems = make_problems("wellposed", 9, 3, 2, 4, "", random);
    const Solution<T> got = Solver<T>(Batch<T>(problems).view(), isa).solve(settings);
    for (std::int64_t k = 0; k < problems.batch; ++k) check_unusable(got, k, OPTNET4J_NOT_POSITIVE_DEFINITE);
  });
}

TEST(too_few_iterations) {
  for_every_build([](std::int32_t isa, optnet4j_settings settings, Random& random, auto one) {
    using T = decltype(one);
    const Problems problems = make_problems("optnet", 21, 9, 12, 2, "", random);
    for (int limit : {0, 1}) {
      const check::Scope scope(check::text("at most ", limit));
      settings.max_iterations = limit;
      const Solution<T> got = Solver<T>(Batch<T>(problems).view(), isa).solve(settings);
      for (std::int64_t k = 0; k < problems.batch; ++k) {
        CHECK_EQUAL(int(OPTNET4J_MAX_ITERATIONS), got.status[k]);
        CHECK_EQUAL(limit, got.iterations[k]);
        CHECK(std::isfinite(got.primal[k]) && std::isfinite(got.dual[k]) && std::isfinite(got.gap[k]));
      }
      for (T each : got.x) CHECK(std::isfinite(each));
      for (T each : got.lambda) CHECK(each >= 0);
    }
  });
}

TEST(no_iterations_are_needed_without_inequalities) {
  for_every_build([](std::int32_t isa, optnet4j_settings settings, Random& random, auto one) {
    using T = decltype(one);
    settings.max_iterations = 0;
    for (int p : {0, 2}) {
      const Problems problems = make_problems("wellposed", 21, 6, 0, p, "", random);
      const Solution<T> got = Solver<T>(Batch<T>(problems).view(), isa).solve(settings);
      for (std::int64_t k = 0; k < problems.batch; ++k) {
        CHECK_EQUAL(int(OPTNET4J_SOLVED), got.status[k]);
        CHECK_EQUAL(0, got.iterations[k]);
      }
    }
  });
}

TEST(infeasible_problems_are_not_called_solved) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random& random, auto one) {
    using T = decltype(one);
    for (const char* how : {"inequalities", "equalities and inequalities"}) {
      const check::Scope scope(how);
      // Many: iterates run away, and few of them do it in the way that overflows everywhere at once.
      Problems problems = make_problems("wellposed", 2000, 6, 5, 2, "", random);
      for (std::int64_t k = 0; k < problems.batch; ++k) {
        double *G = problems['G'].of(k), *h = problems['h'].of(k), *A = problems['A'].of(k), *b = problems['b'].of(k);
        // g x <= -1 and either -g x <= -1 or g x = 1.
        for (int j = 0; j < problems.n; ++j) {
          if (how[0] == 'i')
            G[problems.n + j] = -G[j];
          else
            A[j] = G[j];
        }
        h[0] = -1;
        (how[0] == 'i' ? h[1] : b[0]) = how[0] == 'i' ? -1 : 1;
      }
      const Solution<T> got = Solver<T>(Batch<T>(problems).view(), isa).solve(settings);
      for (std::int64_t k = 0; k < problems.batch; ++k) {
        const std::int32_t status = got.status[k];
        CHECK(status == OPTNET4J_MAX_ITERATIONS || status == OPTNET4J_NUMERICAL_ERROR);
        CHECK(got.iterations[k] <= settings.max_iterations);
      }
    }
  });
}

// A row so far away that the multipliers it starts with are rounding beside it.
TEST(an_inequality_far_away_holds_nothing) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random&, auto one) {
    using T = decltype(one);
    for (const double far : {1e6, 1e8, 1e10, 1e15, 1e17, 1e20}) {
      // What is farther away than this leaves no digits for anything else.
      if (far * epsilon_of<T>() > 1e5) continue;
      const check::Scope scope(check::text("at ", far));
      Problems problems(1, 1, 2, 0, "");
      problems['Q'].of(0)[0] = 1;
      problems['q'].of(0)[0] = -4;
      problems['G'].of(0)[0] = problems['G'].of(0)[1] = 1;
      problems['h'].of(0)[0] = 2;
      problems['h'].of(0)[1] = far;
      const Solution<T> got = Solver<T>(Batch<T>(problems).view(), isa).solve(settings);
      CHECK_EQUAL(int(OPTNET4J_SOLVED), got.status[0]);
      CHECK(got.lambda[0] >= 0 && got.lambda[1] >= 0);
    }
  });
}

// Data of any magnitude: no crash, and what is called solved is solved.
TEST(huge_and_tiny_numbers) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random& random, auto one) {
    using T = decltype(one);
    const int limit = std::numeric_limits<T>::max_exponent10 - 2;
    for (const char* letter = Problems::kLetters; *letter; ++letter) {
      for (int power : {-limit, -limit / 2, -10, 10, limit / 2, limit}) {
        const check::Scope scope(check::text(*letter, " times 1e", power));
        Problems problems = healthy(random);
        for (double& each : problems[*letter].data) each *= std::pow(10.0, power);
        problems = rounded<T>(problems);
        const Solution<T> got = Solver<T>(Batch<T>(problems).view(), isa).solve(settings);
        for (std::int64_t k = 0; k < problems.batch; ++k) {
          if (got.status[k] != OPTNET4J_SOLVED) continue;
          const Kkt kkt = test::kkt(problems, k, got.x.data() + k * got.n, got.nu.data() + k * got.p,
                                    got.lambda.data() + k * got.m, got.slack.data() + k * got.m);
          for (const Residual& each : {kkt.primal, kkt.dual, kkt.gap})
            CHECK_AT_MOST(each.value, each.bound(settings.eps_abs, epsilon_of<T>(), 2 * (got.n + got.m + got.p)));
        }
      }
    }
  });
}

TEST(a_slack_that_underflows_does_not_free_its_multiplier) {
  Problems problems(1, 2, 4, 0, "");
  problems['Q'].data = {1.97540564e30, 2.90896982e29, 2.90896982e29, 1.85862991e30};
  problems['q'].data = {0.78637808561325073, -0.38726824522018433};
  problems['G'].data = {-0.91328209638595581, 0.7153049111366272,   0.72242969274520874, -0.38829398155212402,
                        0.57649469375610352,  -0.15435558557510376, 0.77290600538253784, -0.43189895153045654};
  problems['h'].data = {2, 1.3979612588882446, 0, 2};
  for (const Isa& isa : usable_isas()) {
    const check::Scope scope(isa.name);
    const Batch<float> batch(problems);
    const Solution<float> got = Solver<float>(batch.view(), isa.id).solve({1e-4, 1e-6, 300, 0});
    if (got.status[0] != OPTNET4J_SOLVED) continue;
    for (int i = 0; i < 4; ++i) CHECK(got.lambda[i] >= 0);
  }
}

TEST(one_variable_by_hand) {
  for_every_build([](std::int32_t isa, const optnet4j_settings& settings, Random&, auto one) {
    using T = decltype(one);
    // minimise x^2 - 4x subject to x <= 1: x = 1, lambda = 2; without the constraint x = 2.
    Problems bounded(1, 1, 1, 0, ""), free(1, 1, 0, 0, "");
    for (Problems* each : {&bounded, &free}) {
      (*each)['Q'].data[0] = 2;
      (*each)['q'].data[0] = -4;
    }
    bounded['G'].data[0] = 1;
    bounded['h'].data[0] = 1;
    const Solution<T> at_bound = Solver<T>(Batch<T>(bounded).view(), isa).solve(settings);
    const double tolerance = 10 * settings.eps_abs;
    CHECK_AT_MOST(std::fabs(at_bound.x[0] - 1.0), tolerance);
    CHECK_AT_MOST(std::fabs(at_bound.lambda[0] - 2.0), tolerance);
    CHECK_AT_MOST(std::fabs(at_bound.objective[0] + 3.0), tolerance);
    const Solution<T> inside = Solver<T>(Batch<T>(free).view(), isa).solve(settings);
    CHECK_AT_MOST(std::fabs(inside.x[0] - 2.0), tolerance);
    CHECK_AT_MOST(std::fabs(inside.objective[0] + 4.0), tolerance);
  });
}
