// An answer has the same bits whatever else is in the batch and however the batch is cut.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "families.h"
#include "solver.h"

namespace {

using namespace test;

struct Setting {
  const char* family;
  std::int64_t batch;
  int n, m, p;
  const char* shared;
  double tolerance64, tolerance32;
};

// The tolerances near the limit of the precision make some problems retry and some give up.
constexpr Setting kSettings[] = {
    {"optnet", 67, 8, 8, 0, "", 1e-8, 1e-4},        {"optnet", 67, 8, 8, 0, "", 3e-15, 2e-6},
    {"optnet", 53, 4, 8, 0, "", 1e-8, 1e-4},        {"optnet", 43, 9, 7, 3, "", 1e-8, 1e-4},
    {"optnet", 301, 9, 7, 3, "", 1e-14, 1e-6},      {"optnet", 200, 1, 3, 0, "", 1e-15, 1e-6},
    {"optnet", 37, 7, 5, 2, "Q", 1e-8, 1e-4},       {"optnet", 37, 7, 5, 2, "QA", 1e-8, 1e-4},
    {"optnet", 37, 7, 5, 2, "QAG", 1e-8, 1e-4},     {"optnet", 37, 7, 5, 2, "AGq", 1e-8, 1e-4},
    {"equality", 37, 7, 0, 3, "", 1e-8, 1e-4},      {"unconstrained", 37, 7, 0, 0, "", 1e-8, 1e-4},
    {"portfolio", 21, 20, 20, 1, "QA", 1e-8, 1e-4},
};

// Puts a problem that cannot be solved, in one of several ways, at index k.
void spoil(Problems& problems, std::int64_t k, int way) {
  double* Q = problems['Q'].of(k);
  switch (way % 6) {
    case 0:
      problems['q'].of(k)[0] = NAN;
      break;
    case 1:
      Q[0] = INFINITY;
      break;
    case 2:
      Q[0] = -1;
      break;
    case 3:
      // Parallel rows that exclude each other, where there are two.
      if (problems.m < 2) return;
      for (int j = 0; j < problems.n; ++j) problems['G'].of(k)[problems.n + j] = -problems['G'].of(k)[j];
      problems['h'].of(k)[0] = -1;
      problems['h'].of(k)[1] = -1;
      break;
    case 4:
      for (int i = 0; i < problems.n; ++i) problems['q'].of(k)[i] = 1e30;
      break;
    default:
      if (problems.p < 2) return;
      for (int j = 0; j < problems.n; ++j) problems['A'].of(k)[problems.n + j] = problems['A'].of(k)[j];
      break;
  }
}

// What is solved together: answers, and the adjoint for a loss that is the sum of everything.
template <class T>
struct Outcome {
  Outcome(const Problems& problems, std::int32_t isa, const optnet4j_settings& settings)
      : Outcome(Batch<T>(problems).view(), isa, settings) {}
  Outcome(const optnet4j_batch& batch, std::int32_t isa, const optnet4j_settings& settings)
      : solver(batch, isa), solution(solver.solve(settings)), adjoint(solver.solve_adjoint(solution, ones(batch))) {}

  static optnet4j_cotangent ones(const optnet4j_batch& batch) {
    static const std::vector<T> one(1000, T(1));
    const optnet4j_operand all{one.data(), nullptr, nullptr, 1};
    CHECK(batch.shape.n <= 1000 && batch.shape.m <= 1000 && batch.shape.p <= 1000);
    return {all, all, all};
  }

  bool same(std::int64_t mine, const Outcome& other, std::int64_t its) const {
    return solution.same(mine, other.solution, its) && adjoint.same(mine, other.adjoint, its);
  }

  Solver<T> solver;
  Solution<T> solution;
  Adjoint<T> adjoint;
};

template <class Body>
void for_every_setting(Body&& body) {
  for (const Isa& isa : usable_isas()) {
    for (const Setting& each : kSettings) {
      const check::Scope scope(check::text(isa.name, ", ", each.family, " ", each.n, " ", each.m, " ", each.p, " ",
                                           each.shared, ", tolerance ", each.tolerance64));
      Random random;
      const Problems problems = make_problems(each.family, each.batch, each.n, each.m, each.p, each.shared, random);
      body(problems, isa, settings_of<double>(each.tolerance64, each.tolerance32), random, double());
      body(problems, isa, settings_of<float>(each.tolerance64, each.tolerance32), random, float());
      body(problems, isa, settings_of<double>(each.tolerance64, each.tolerance32, 50, 0.01), random, double());
    }
  }
}

}  // namespace

TEST(alone_as_in_the_batch) {
  for_every_setting([](const Problems& problems, const Isa& isa, const optnet4j_settings& settings, Random&, auto one) {
    const Outcome<decltype(one)> together(problems, isa.id, settings);
    for (std::int64_t k = 0; k < problems.batch; ++k) {
      const Outcome<decltype(one)> alone(problems.select({k}), isa.id, settings);
      const check::Scope scope(check::text(precision_name<decltype(one)>(), ", problem ", k));
      CHECK(together.same(k, alone, 0));
    }
  });
}

TEST(in_any_order) {
  for_every_setting(
      [](const Problems& problems, const Isa& isa, const optnet4j_settings& settings, Random& random, auto one) {
        const Outcome<decltype(one)> together(problems, isa.id, settings);
        std::vector<std::int64_t> order(problems.batch);
        std::iota(order.begin(), order.end(), 0);
        for (std::size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[random.below(int(i) + 1)]);
        const Outcome<decltype(one)> mixed(problems.select(order), isa.id, settings);
        for (std::size_t i = 0; i < order.size(); ++i) CHECK(mixed.same(i, together, order[i]));
      });
}

TEST(beside_problems_that_cannot_be_solved) {
  for_every_setting(
      [](const Problems& shared, const Isa& isa, const optnet4j_settings& settings, Random& random, auto one) {
        const Problems problems = shared.unshared();
        const Outcome<decltype(one)> healthy(problems, isa.id, settings);
        Problems mixed = problems;
        std::vector<bool> spoilt(problems.batch);
        for (std::int64_t k = 0; k < problems.batch; ++k) {
          spoilt[k] = random.below(2) == 0;
          if (spoilt[k]) spoil(mixed, k, random.below(6));
        }
        const Outcome<decltype(one)> got(mixed, isa.id, settings);
        for (std::int64_t k = 0; k < problems.batch; ++k)
          if (!spoilt[k]) CHECK(got.same(k, healthy, k));
      });
}

TEST(however_the_batch_is_cut) {
  for_every_setting(
      [](const Problems& problems, const Isa& isa, const optnet4j_settings& settings, Random& random, auto one) {
        using T = decltype(one);
        const Batch<T> batch(problems);
        Outcome<T> whole(batch.view(), isa.id, settings);
        Solver<T> solver(batch.view(), isa.id);
        Solution<T> solution = solver.solution();
        Adjoint<T> adjoint(problems.batch, problems.n, problems.m, problems.p);
        const auto each_slice = [&](auto&& body) {
          for (std::int64_t first = 0; first < problems.batch;) {
            const std::int64_t count =
                std::min<std::int64_t>(problems.batch - first, solver.lanes() * (1 + random.below(3)));
            body(first, count);
            first += count;
          }
        };
        each_slice([&](auto first, auto count) { solver.solve(settings, first, count, solution); });
        each_slice([&](auto first, auto count) {
          solver.solve_adjoint(solution, Outcome<T>::ones(batch.view()), first, count, adjoint);
        });
        for (std::int64_t k = 0; k < problems.batch; ++k) {
          CHECK(solution.same(k, whole.solution, k));
          CHECK(adjoint.same(k, whole.adjoint, k));
        }
      });
}

TEST(with_copies_of_what_was_shared) {
  for_every_setting([](const Problems& problems, const Isa& isa, const optnet4j_settings& settings, Random&, auto one) {
    const Outcome<decltype(one)> shared(problems, isa.id, settings), copied(problems.unshared(), isa.id, settings);
    for (std::int64_t k = 0; k < problems.batch; ++k) CHECK(shared.same(k, copied, k));
  });
}

TEST(with_and_without_memory_for_factors) {
  for_every_setting([](const Problems& problems, const Isa& isa, const optnet4j_settings& settings, Random&, auto one) {
    using T = decltype(one);
    const Batch<T> batch(problems);
    const Solution<T> kept = Solver<T>(batch.view(), isa.id, Factor::kKeep).solve(settings);
    const Solution<T> dropped = Solver<T>(batch.view(), isa.id, Factor::kDrop).solve(settings);
    for (std::int64_t k = 0; k < problems.batch; ++k) CHECK(kept.same(k, dropped, k));
  });
}

TEST(by_avx2_as_by_avx512) {
  if (!optnet4j_cpu_supports(OPTNET4J_ISA_AVX512)) return;
  for_every_setting([](const Problems& problems, const Isa& isa, const optnet4j_settings& settings, Random&, auto one) {
    if (isa.id != OPTNET4J_ISA_AVX512) return;
    const Outcome<decltype(one)> narrow(problems, OPTNET4J_ISA_AVX2, settings), wide(problems, isa.id, settings);
    for (std::int64_t k = 0; k < problems.batch; ++k) {
      const check::Scope scope(check::text(precision_name<decltype(one)>(), ", problem ", k));
      CHECK(wide.same(k, narrow, k));
    }
  });
}
