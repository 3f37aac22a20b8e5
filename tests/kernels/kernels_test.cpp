// The kernels on an emulated device against the cpu back end: the same bits, under every mapping, for every case.
#include <limits>

#include "../native/case_table.h"
#include "../native/families.h"
#include "emulated_batch.h"
#include "failure.h"

namespace {

using namespace test;
using optnet4j::emulator::Failure;
using optnet4j::emulator::kSchedules;
using optnet4j::emulator::Schedule;

// Enough for teams to take more than one problem each, few enough to be quick.
std::int64_t few(const Case& line) { return std::min<std::int64_t>(line.batch, line.n > 40 ? 1 : line.n > 8 ? 3 : 5); }

template <class T>
std::vector<T> as(const std::vector<double>& numbers) {
  return std::vector<T>(numbers.begin(), numbers.end());
}

// As the library's callers sum up.
template <class T>
std::vector<T> expected_gradient(int index, bool shared, const Solution<T>& at, const Adjoint<T>& by, int isa) {
  const char letter = Problems::kLetters[index];
  const std::int64_t batch = std::int64_t(at.status.size());
  const bool vector = letter == 'q' || letter == 'b' || letter == 'h';
  if (shared && !vector) return gradient_sum(letter, at, by, isa);
  std::vector<T> all;
  for (std::int64_t k = 0; k < batch; ++k) {
    std::vector<T> one = gradient_of(letter, k, at, by, isa);
    if (!vector && at.status[k] != OPTNET4J_SOLVED) std::fill(one.begin(), one.end(), T(0));
    if (!shared) {
      all.insert(all.end(), one.begin(), one.end());
    } else {
      all.resize(one.size());
      for (std::size_t e = 0; e < one.size(); ++e) all[e] += one[e];
    }
  }
  return all;
}

template <class T>
void compare(const Problems& problems, const optnet4j_settings& settings, const optnet4j_cuda_mapping& mapping,
             Factor factor, Order order, Random& random) {
  const check::Scope scope(check::text(name_of(mapping), ", ", precision_name<T>(), ", ", name(order.schedule),
                                       factor == Factor::kKeep ? ", kept" : ", recomputed"));
  const Batch<T> batch(problems);
  if (!fits(mapping, batch.view())) return;
  Solver<T> cpu(batch.view(), OPTNET4J_ISA_BEST);
  const Solution<T> expected = cpu.solve(settings);
  Upstream upstream(problems.n, problems.m, problems.p);
  upstream.draw(upstream.x, random);
  upstream.draw(upstream.nu, random);
  upstream.draw(upstream.lambda, random);
  const optnet4j_cotangent cotangent = upstream.cotangent(true, problems.p > 0, problems.m > 0);
  const std::vector<T> x = as<T>(upstream.x), nu = as<T>(upstream.nu), lambda = as<T>(upstream.lambda);
  optnet4j_cotangent rounded_cotangent = cotangent;
  rounded_cotangent.x.data = x.data();
  if (cotangent.nu.data != nullptr) rounded_cotangent.nu.data = nu.data();
  if (cotangent.lambda.data != nullptr) rounded_cotangent.lambda.data = lambda.data();
  const Adjoint<T> expected_adjoint = cpu.solve_adjoint(expected, rounded_cotangent);

  try {
    EmulatedBatch<T> device(batch.view(), mapping, factor, order);
    const Solution<T> found = device.solve(settings);
    for (std::int64_t k = 0; k < problems.batch; ++k) {
      const check::Scope of(check::text("problem ", k));
      CHECK_EQUAL(expected.status[k], found.status[k]);
      CHECK_EQUAL(expected.iterations[k], found.iterations[k]);
      CHECK(expected.same(k, found, k));
    }
    const auto gradients = device.gradients(cotangent);
    for (std::int64_t k = 0; k < problems.batch; ++k) {
      const check::Scope of(check::text("problem ", k));
      CHECK(expected_adjoint.same(k, gradients.adjoint, k));
    }
    for (int i = 0; i < 6; ++i) {
      const check::Scope of(check::text("gradient of ", Problems::kLetters[i]));
      const bool shared = problems[Problems::kLetters[i]].shared;
      const std::vector<T> sum = expected_gradient(i, shared, expected, expected_adjoint, OPTNET4J_ISA_BEST);
      CHECK_EQUAL(sum.size(), gradients.of[i].size());
      CHECK(same_bits(sum.data(), gradients.of[i].data(), std::min(sum.size(), gradients.of[i].size())));
    }
  } catch (const Failure& failure) {
    check::fail(__FILE__, __LINE__, failure.what());
  }
}

}  // namespace

TEST(every_case_under_every_mapping_and_schedule) {
  Random random;
  int turn = 0;
  for (const Case& line : case_table()) {
    const check::Scope scope(line.name);
    if (line.batch == 0) continue;
    const Problems problems = make_problems(line.family, few(line), line.n, line.m, line.p, line.shared, random);
    for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
      for (const Schedule schedule : kSchedules) {
        if (line.n > 40 && schedule != kSchedules[turn % 4]) continue;
        const Order order{schedule, std::uint64_t(random.below(1 << 30))};
        const Factor factor = (turn + int(schedule)) % 2 == 0 ? Factor::kKeep : Factor::kDrop;
        compare<double>(problems, settings_of<double>(line.tolerance64, line.tolerance32), mapping, factor, order,
                        random);
        compare<float>(problems, settings_of<float>(line.tolerance64, line.tolerance32), mapping, factor, order,
                       random);
      }
      ++turn;
    }
  }
}

// Sizes at and around those of tiles: 4 columns, panels of 32 columns and of 64 or 128 rows.
TEST(sizes_around_the_edges_of_tiles) {
  Random random;
  const int sizes[][3] = {{4, 4, 4},    {5, 3, 4},    {31, 33, 2},  {32, 32, 32},  {33, 31, 1},    {64, 63, 33},
                          {65, 64, 32}, {70, 127, 9}, {40, 129, 0}, {150, 20, 35}, {500, 500, 125}};
  int turn = 0;
  for (const auto& z : sizes) {
    const check::Scope scope(check::text("n = ", z[0], ", m = ", z[1], ", p = ", z[2]));
    const Problems problems = make_problems("wellposed", 1, z[0], z[1], z[2], "", random);
    for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
      const Order order{kSchedules[turn % 4], std::uint64_t(random.below(1 << 30))};
      compare<double>(problems, settings_of<double>(1e-8, 1e-4, 50, turn % 3 ? 0 : 0.1), mapping,
                      turn % 2 ? Factor::kKeep : Factor::kDrop, order, random);
      ++turn;
    }
  }
}

// Among problems that cannot be solved, each in its own way, all have the bits they have on the cpu.
TEST(bad_problems_have_the_same_labels_and_touch_nobody) {
  Random random;
  Problems problems = make_problems("wellposed", 9, 7, 6, 2, "", random);
  const double infinity = std::numeric_limits<double>::infinity(), nothing = std::numeric_limits<double>::quiet_NaN();
  problems['Q'].of(0)[8] = -1;
  problems['q'].of(1)[3] = nothing;
  problems['A'].of(2)[13] = infinity;
  for (int j = 0; j < 7; ++j) problems['A'].of(3)[7 + j] = 2 * problems['A'].of(3)[j];
  problems['h'].of(4)[5] = -infinity;
  problems['q'].of(5)[0] = 1e300;
  problems['G'].of(6)[41] = nothing;
  problems['Q'].of(7)[6] = nothing;
  optnet4j_settings hasty = settings_of<double>(1e-8, 1e-4, 3);
  for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
    for (const Schedule schedule : kSchedules) {
      const Order order{schedule, std::uint64_t(random.below(1 << 30))};
      compare<double>(problems, settings_of<double>(1e-8, 1e-4), mapping, Factor::kKeep, order, random);
      compare<double>(problems, settings_of<double>(1e-8, 1e-4), mapping, Factor::kDrop, order, random);
      compare<double>(problems, hasty, mapping, Factor::kKeep, order, random);
      compare<double>(problems, settings_of<double>(1e-8, 1e-4, 50, 0.1), mapping, Factor::kKeep, order, random);
    }
  }
}
