// Every case of the table, by every instruction set and precision: solved, as the oracle sees it.
#include <cmath>

#include "case_table.h"
#include "families.h"
#include "oracle.h"
#include "sensitivity.h"
#include "solver.h"

namespace {

using namespace test;

// In single precision, problems whose matrices amplify rounding 300 times at most, where 1e-4 / epsilon is 840.
constexpr double kModerate = 300;
struct Tally {
  int moderate = 0;
  int moderate_unsolved = 0;
};

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
void check_case(const Case& each, const Isa& isa, Tally& tally) {
  const check::Scope scope(check::text("case ", each.name, ", ", isa.name, ", ", precision_name<T>()));
  Random random;
  const Problems data = rounded<T>(make_problems(each.family, each.batch, each.n, each.m, each.p, each.shared, random));
  const Batch<T> batch(data);
  const optnet4j_settings settings = settings_of<T>(each.tolerance64, each.tolerance32);
  const Solution<T> got = Solver<T>(batch.view(), isa.id).solve(settings);
  for (std::int64_t k = 0; k < data.batch; ++k) {
    const check::Scope problem(check::text("problem ", k, " after ", got.iterations[k], " iterations"));
    if (std::is_same_v<T, float>) {
      const bool solved = got.status[k] == OPTNET4J_SOLVED;
      const bool moderate = sensitivity(data, k) <= kModerate;
      tally.moderate += moderate;
      tally.moderate_unsolved += moderate && !solved;
      if (got.status[k] == OPTNET4J_NUMERICAL_ERROR || got.status[k] == OPTNET4J_MAX_ITERATIONS) continue;
    }
    check_problem(data, k, got, settings.eps_abs);
    if (data.m == 0) CHECK_EQUAL(0, got.iterations[k]);
  }
}

}  // namespace

TEST(every_case_is_solved_in_double_precision) {
  Tally tally;
  for (const Isa& isa : usable_isas())
    for (const Case& each : case_table()) check_case<double>(each, isa, tally);
}

// Single precision cannot solve everything. It has to solve what is moderate, with few exceptions, and must not call
// solved what is not.
TEST(cases_in_single_precision) {
  for (const Isa& isa : usable_isas()) {
    Tally tally;
    for (const Case& each : case_table()) check_case<float>(each, isa, tally);
    const check::Scope scope(check::text(isa.name, ": ", tally.moderate, " moderate problems"));
    CHECK(tally.moderate > 100);
    CHECK_AT_MOST(tally.moderate_unsolved, 0.01 * tally.moderate);
  }
}
