// Gradients of all six parameters against central differences, through x, nu and lambda.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "families.h"
#include "gradients.h"
#include "solver.h"

namespace {

using namespace test;

constexpr optnet4j_settings kExact{1e-12, 1e-12, 100, 0};

// Fourth order central differences.
constexpr double kSteps[] = {-2e-3, -1e-3, 1e-3, 2e-3};
constexpr double kWeights[] = {1e3 / 12, -8e3 / 12, 8e3 / 12, -1e3 / 12};

struct Sizes {
  int n, m, p;
};
constexpr Sizes kSizes[] = {{5, 4, 0}, {3, 6, 0}, {6, 5, 2}, {5, 0, 2}, {4, 0, 0}, {1, 1, 0}};

// A derivative of the loss: by each of x, nu and lambda, and by all of them.
struct Loss {
  const char* name;
  bool by_x, by_nu, by_lambda;
};
constexpr Loss kLosses[] = {
    {"x", true, false, false}, {"nu", false, true, false}, {"lambda", false, false, true}, {"all", true, true, true}};

double loss_of(const Solution<double>& at, std::int64_t k, const Upstream& upstream) {
  double sum = 0;
  for (int i = 0; i < at.n; ++i) sum += upstream.x[i] * at.x[k * at.n + i];
  for (int i = 0; i < at.p; ++i) sum += upstream.nu[i] * at.nu[k * at.p + i];
  for (int i = 0; i < at.m; ++i) sum += upstream.lambda[i] * at.lambda[k * at.m + i];
  return sum;
}

// Problem k four times for each number of a parameter, which is a step away from what it was.
Problems stepped(const Problems& problems, std::int64_t k, char letter) {
  const std::int64_t block = problems[letter].block;
  Problems moved = problems.unshared().select(std::vector<std::int64_t>(4 * block, k));
  for (std::int64_t e = 0; e < block; ++e)
    for (int s = 0; s < 4; ++s) moved[letter].of(4 * e + s)[e] += kSteps[s];
  return moved;
}

// Whether all constraints of problem k are clearly active or clearly not, and remain so over all steps of differences.
bool is_smooth(const Problems& problems, std::int64_t k, const Solution<double>& at) {
  const double* const lambda = &at.lambda[k * at.m];
  const double* const slack = &at.slack[k * at.m];
  if (at.status[k] != OPTNET4J_SOLVED) return false;
  for (int i = 0; i < at.m; ++i)
    if (std::max(lambda[i], slack[i]) < 0.1) return false;
  for (const char* letter = Problems::kLetters; *letter; ++letter) {
    if (problems[*letter].block == 0) continue;
    const Problems moved = stepped(problems, k, *letter);
    const Solution<double> to = Solver<double>(Batch<double>(moved).view(), OPTNET4J_ISA_BEST).solve(kExact);
    for (std::int64_t e = 0; e < moved.batch; ++e) {
      if (to.status[e] != OPTNET4J_SOLVED) return false;
      for (int i = 0; i < at.m; ++i) {
        if (std::fabs(to.lambda[e * at.m + i] - lambda[i]) > 0.02) return false;
        if (std::fabs(to.slack[e * at.m + i] - slack[i]) > 0.02) return false;
      }
    }
  }
  return true;
}

Problems smooth_problems(const Sizes& z, std::int64_t batch, const std::string& shared, Random& random) {
  for (int attempt = 0; attempt < 1000; ++attempt) {
    const Problems drawn = make_problems("wellposed", 40 * batch, z.n, z.m, z.p, shared, random);
    const Solution<double> at = Solver<double>(Batch<double>(drawn).view(), OPTNET4J_ISA_BEST).solve(kExact);
    std::vector<std::int64_t> chosen;
    for (std::int64_t k = 0; k < drawn.batch && std::int64_t(chosen.size()) < batch; ++k)
      if (is_smooth(drawn, k, at)) chosen.push_back(k);
    // Where much is shared, problems are smooth together or not at all.
    if (std::int64_t(chosen.size()) == batch) return drawn.select(chosen);
  }
  throw std::runtime_error("no smooth problems");
}

std::vector<double> differences(const Problems& problems, std::int64_t k, char letter, const Upstream& upstream,
                                std::int32_t isa) {
  const Problems moved = stepped(problems, k, letter);
  const Solution<double> at = Solver<double>(Batch<double>(moved).view(), isa).solve(kExact);
  std::vector<double> derivative(problems[letter].block);
  for (std::size_t e = 0; e < derivative.size(); ++e) {
    for (int s = 0; s < 4; ++s) {
      CHECK_EQUAL(int(OPTNET4J_SOLVED), at.status[4 * e + s]);
      derivative[e] += kWeights[s] * loss_of(at, 4 * e + s, upstream);
    }
  }
  return derivative;
}

double largest(const std::vector<double>& numbers) {
  double found = 0;
  for (double each : numbers) found = std::max(found, std::fabs(each));
  return found;
}

// 1e-6 of the largest entry. Below 0.1 the rounding of the differences themselves shows.
double bound_of(const std::vector<double>& expected, const std::vector<double>& got) {
  return 1e-6 * std::max({largest(expected), largest(got), 0.1});
}

void check_gradients(const Problems& problems, const Loss& loss, const Isa& isa, Random& random) {
  Upstream upstream(problems.n, problems.m, problems.p);
  if (loss.by_x) upstream.draw(upstream.x, random);
  if (loss.by_nu) upstream.draw(upstream.nu, random);
  if (loss.by_lambda) upstream.draw(upstream.lambda, random);

  const Batch<double> batch(problems);
  Solver<double> solver(batch.view(), isa.id);
  const Solution<double> solution = solver.solve(kExact);
  const Adjoint<double> adjoint =
      solver.solve_adjoint(solution, upstream.cotangent(loss.by_x, loss.by_nu, loss.by_lambda));
  for (const char* letter = Problems::kLetters; *letter; ++letter) {
    if (problems[*letter].block == 0) continue;
    std::vector<double> summed(problems[*letter].block);
    for (std::int64_t k = 0; k < problems.batch; ++k) {
      const check::Scope scope(check::text("d", *letter, " of problem ", k));
      const std::vector<double> expected = differences(problems, k, *letter, upstream, isa.id);
      const std::vector<double> got = gradient_of(*letter, k, solution, adjoint, isa.id);
      const double bound = bound_of(expected, got);
      for (std::size_t e = 0; e < got.size(); ++e) {
        CHECK_AT_MOST(std::fabs(got[e] - expected[e]), bound);
        summed[e] += expected[e];
      }
    }
    if (!problems[*letter].shared) continue;
    const check::Scope scope(check::text("sum of d", *letter));
    const std::vector<double> got = gradient_sum(*letter, solution, adjoint, isa.id);
    const double bound = bound_of(summed, got);
    for (std::size_t e = 0; e < got.size(); ++e) CHECK_AT_MOST(std::fabs(got[e] - summed[e]), bound);
  }
}

}  // namespace

TEST(per_problem) {
  for (const Isa& isa : usable_isas()) {
    Random random;
    for (const Sizes& z : kSizes) {
      for (const Loss& loss : kLosses) {
        const check::Scope scope(check::text(isa.name, ", ", z.n, " ", z.m, " ", z.p, ", through ", loss.name));
        check_gradients(smooth_problems(z, 3, "", random), loss, isa, random);
      }
    }
  }
}

TEST(of_shared_parameters) {
  for (const Isa& isa : usable_isas()) {
    Random random;
    for (const char* shared : {"Q", "QA", "QAG", "AG", "qbh", "QqAbGh"}) {
      const check::Scope scope(check::text(isa.name, ", shared ", shared));
      // Where everything is shared, all problems are the same and so are their losses.
      check_gradients(smooth_problems({5, 4, 2}, shared == std::string("QqAbGh") ? 1 : 4, shared, random), kLosses[3],
                      isa, random);
    }
  }
}

TEST(of_the_quadratic_form_are_symmetric_to_the_bit) {
  for (const Isa& isa : usable_isas()) {
    Random random;
    const Problems problems = make_problems("optnet", 20, 9, 7, 2, "", random);
    Upstream upstream(9, 7, 2);
    upstream.draw(upstream.x, random);
    const Batch<double> batch(problems);
    Solver<double> solver(batch.view(), isa.id);
    const Solution<double> solution = solver.solve({1e-8, 1e-8, 50, 0});
    const Adjoint<double> adjoint = solver.solve_adjoint(solution, upstream.cotangent(true, false, false));
    for (std::int64_t k = 0; k <= problems.batch; ++k) {
      const std::vector<double> dQ = k < problems.batch ? gradient_of('Q', k, solution, adjoint, isa.id)
                                                        : gradient_sum('Q', solution, adjoint, isa.id);
      for (int i = 0; i < 9; ++i)
        for (int j = 0; j < i; ++j) CHECK_EQUAL(dQ[i * 9 + j], dQ[j * 9 + i]);
    }
  }
}
