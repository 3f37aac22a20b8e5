// Every case of the table, by every instruction set and precision: solved, as the oracle sees it.
#include <cmath>

#include "case_table.h"
#include "families.h"
#include "oracle.h"
#include "sensitivity.h"
#include "solver.h"

namespace {

using namespace test;

// Single precision cannot solve everything: saying so is an answer where the matrices amplify rounding more than this.
// (1e-4 / FLT_EPSILON is 840.)
constexpr double kWithinSinglePrecision = 300;

template <class T>
bool is_beyond(const Problems& data, std::int64_t k, std::int32_t status) {
  const bool gave_up = status == OPTNET4J_NUMERICAL_ERROR || status == OPTNET4J_MAX_ITERATIONS;
  return std::is_same_v<T, float> && gave_up && sensitivity(data, k) > kWithinSinglePrecision;
}

template <class T>
void check_problem(const Problems& data, std::int64_t k, const Solution<T>& got, double tolerance) {
  const int n = data.n, m = data.m, p = data.p;
  const T* lambda = got.lambda.data() + k * m;
  const T* slack = got.slack.data() + k * m;
  CHECK_EQUAL(int(OPTNET4J_SOLVED), got.status[k]);
  for (int i = 0; i < m; ++i) {
    CHECK(lambda[i] >= 0);
    CHECK(slack[i] >= 0);
  }
  const Kkt kkt = test::kkt(data, k, got.x.data() + k * n, got.nu.data() + k * p, lambda, slack);
  // The library's own residuals passed; the oracle's differ from them by the rounding of either.
  const int terms = 2 * (n + m + p);
  const auto compare = [&](const Residual& residual, double reported, const char* name) {
    const check::Scope scope(check::text(name, " residual, scale ", residual.scale));
    CHECK_AT_MOST(residual.value, residual.bound(tolerance, epsilon_of<T>(), terms));
    CHECK_AT_MOST(std::fabs(reported - residual.value), residual.rounding(epsilon_of<T>(), terms));
  };
  compare(kkt.primal, got.primal[k], "primal");
  compare(kkt.dual, got.dual[k], "dual");
  compare(kkt.gap, got.gap[k], "gap");
  CHECK_AT_MOST(std::fabs(got.objective[k] - kkt.objective), kkt.gap.rounding(epsilon_of<T>(), terms));
}

template <class T>
void check_case(const Case& each, const Isa& isa) {
  const check::Scope scope(check::text("case ", each.name, ", ", isa.name, ", ", precision_name<T>()));
  Random random;
  const Problems data = rounded<T>(make_problems(each.family, each.batch, each.n, each.m, each.p, each.shared, random));
  const Batch<T> batch(data);
  const optnet4j_settings settings = settings_of<T>(each.tolerance64, each.tolerance32);
  const Solution<T> got = Solver<T>(batch.view(), isa.id).solve(settings);
  for (std::int64_t k = 0; k < data.batch; ++k) {
    const check::Scope problem(check::text("problem ", k, " after ", got.iterations[k], " iterations"));
    if (is_beyond<T>(data, k, got.status[k])) continue;
    check_problem(data, k, got, settings.eps_abs);
    if (data.m == 0) CHECK_EQUAL(0, got.iterations[k]);
  }
}

}  // namespace

TEST(every_case_is_solved_in_double_precision) {
  for (const Isa& isa : usable_isas())
    for (const Case& each : case_table()) check_case<double>(each, isa);
}

TEST(every_case_is_solved_in_single_precision) {
  for (const Isa& isa : usable_isas())
    for (const Case& each : case_table()) check_case<float>(each, isa);
}
