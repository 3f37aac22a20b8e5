// The normal form on an emulated device against the cpu back end: the same bits, under every mapping, for every case.
#include <limits>

#include "../native/normal_families.h"
#include "emulated_batch.h"
#include "failure.h"

namespace {

using namespace test;
using optnet4j::emulator::Failure;
using optnet4j::emulator::kSchedules;
using optnet4j::emulator::Schedule;

std::int64_t few(const NormalCase& line) {
  return std::min<std::int64_t>(line.batch, line.n > 40 ? 1 : line.n > 8 ? 3 : 5);
}

template <class T>
void compare(const NormalProblems& problems, const optnet4j_settings& settings, const optnet4j_cuda_mapping& mapping,
             Order order) {
  const check::Scope scope(check::text(name_of(mapping), ", ", precision_name<T>(), ", ", name(order.schedule)));
  const Batch<T> batch(problems);
  if (!fits(mapping, batch.view())) return;
  const Solution<T> expected = Solver<T>(batch.view(), OPTNET4J_ISA_BEST, Factor::kDrop).solve(settings);
  try {
    EmulatedBatch<T> device(batch.view(), mapping, Factor::kDrop, order);
    const Solution<T> found = device.solve(settings);
    for (std::int64_t k = 0; k < problems.batch; ++k) {
      const check::Scope of(check::text("problem ", k));
      CHECK_EQUAL(expected.status[k], found.status[k]);
      CHECK_EQUAL(expected.iterations[k], found.iterations[k]);
      CHECK(expected.same(k, found, k));
    }
  } catch (const Failure& failure) {
    check::fail(__FILE__, __LINE__, failure.what());
  }
}

}  // namespace

TEST(every_case_under_every_mapping_and_schedule) {
  Random random;
  int turn = 0;
  for (const NormalCase& line : normal_cases()) {
    const check::Scope scope(line.name);
    const NormalProblems problems = make_problems(line, few(line), random);
    for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
      for (const Schedule schedule : kSchedules) {
        if ((line.n > 8 || turn % 4 != 0) && schedule != kSchedules[turn / 4 % 4]) continue;
        const Order order{schedule, std::uint64_t(random.below(1 << 30))};
        compare<double>(problems, settings_of<double>(1e-8, 1e-4), mapping, order);
        compare<float>(problems, settings_of<float>(1e-8, 1e-4), mapping, order);
      }
      ++turn;
    }
  }
}

// Sizes at and around those of tiles: 4 columns, panels of 32 columns and of 64 or 128 rows.
TEST(sizes_around_the_edges_of_tiles) {
  Random random;
  const NormalCase sizes[] = {
      {"4", "definite", 1, 4, 4, 4, "h", false, ""},         {"5", "semidefinite", 1, 5, 3, 4, "hl", false, ""},
      {"31", "semidefinite", 1, 31, 33, 2, "hl", false, ""}, {"32", "semidefinite", 1, 32, 32, 31, "hldu", false, ""},
      {"33", "zero", 1, 33, 40, 1, "hdu", true, "", 0},      {"64", "definite", 1, 64, 63, 33, "l", false, ""},
      {"65", "semidefinite", 1, 65, 16, 32, "hd", true, ""}, {"70", "definite", 1, 70, 127, 9, "hl", false, ""},
      {"129", "definite", 1, 129, 0, 40, "du", false, ""},   {"150", "semidefinite", 1, 150, 20, 35, "hu", false, ""},
      {"200", "definite", 1, 200, 0, 130, "du", true, ""},
  };
  int turn = 0;
  for (const NormalCase& line : sizes) {
    const check::Scope scope(check::text("n = ", line.name));
    const NormalProblems problems = make_problems(line, 1, random);
    for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
      const Order order{kSchedules[turn % 4], std::uint64_t(random.below(1 << 30))};
      compare<double>(problems, settings_of<double>(1e-8, 1e-4, 50, turn++ % 3 ? 0 : 0.1), mapping, order);
    }
  }
}

// Too large for shared memory.
TEST(a_problem_that_is_streamed) {
  Random random;
  const NormalCase large{"streamed", "definite", 1, 260, 200, 40, "hldu", false, "QAG"};
  const NormalProblems problems = make_problems(large, 1, random);
  const optnet4j_settings brief = settings_of<double>(1e-8, 1e-4, 3);
  for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
    const bool streamed = mapping.kind == OPTNET4J_CUDA_STREAMED;
    const Batch<double> batch(problems);
    CHECK_EQUAL(streamed, fits(mapping, batch.view()));
    if (streamed) compare<double>(problems, brief, mapping, {Schedule::ascending, 0});
  }
}

// Among problems that cannot be solved, each in its own way, all have the bits they have on the cpu.
TEST(bad_problems_have_the_same_labels_and_touch_nobody) {
  Random random;
  const double infinity = std::numeric_limits<double>::infinity(), nothing = std::numeric_limits<double>::quiet_NaN();
  int turn = 0;
  for (const bool diagonal : {false, true}) {
    const NormalCase line{"bad", "semidefinite", 17, 7, 6, 2, "hldu", diagonal, "", 0};
    NormalProblems problems = make_problems(line, line.batch, random);
    problems['Q'].of(0)[0] = -5;
    problems['q'].of(1)[3] = nothing;
    problems['A'].of(2)[13] = infinity;
    for (int j = 0; j < 7; ++j) problems['A'].of(3)[7 + j] = 2 * problems['A'].of(3)[j];
    problems['h'].of(4)[5] = -infinity;
    problems['q'].of(5)[0] = 1e300;
    problems['G'].of(6)[41] = nothing;
    problems['Q'].of(7)[6] = nothing;
    problems['l'].of(8)[2] = infinity;
    problems['d'].of(9)[6] = nothing;
    problems['l'].of(10)[3] = problems['h'].of(10)[3];
    problems['d'].of(11)[1] = problems['u'].of(11)[1] + 1;
    problems['u'].of(12)[4] = -infinity;
    // Nothing is between two absent bounds.
    problems['l'].of(13)[3] = -infinity;
    problems['h'].of(13)[3] = infinity;
    // Infeasible, by rows that contradict the box.
    for (int j = 0; j < 7; ++j) problems['G'].of(14)[j] = j == 0;
    problems['l'].of(14)[0] = problems['u'].of(14)[0] + 1;
    problems['h'].of(14)[0] = problems['l'].of(14)[0] + 1;
    problems['b'].of(15)[1] = nothing;
    const optnet4j_settings hasty = settings_of<double>(1e-8, 1e-4, 3);
    for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
      for (const Schedule schedule : kSchedules)
        compare<double>(problems, hasty, mapping, {schedule, std::uint64_t(random.below(1 << 30))});
      const Order order{kSchedules[turn++ % 4], std::uint64_t(random.below(1 << 30))};
      compare<double>(problems, settings_of<double>(1e-8, 1e-4), mapping, order);
      compare<float>(problems, settings_of<float>(1e-8, 1e-4), mapping, order);
    }
  }
}

// Tolerances that are never met: every step is a refined one in the end.
TEST(refined_steps) {
  Random random;
  int turn = 0;
  for (const std::string bounds : {"h", "hl", "du", "hldu"}) {
    for (const bool diagonal : {false, true}) {
      const check::Scope scope(check::text("bounds ", bounds, diagonal ? ", diagonal" : ""));
      const int m = bounds == "du" ? 0 : 6;
      const NormalCase line{"sharp", "semidefinite", 2, 7, m, 2, bounds.c_str(), diagonal, "", 0};
      const NormalProblems problems = make_problems(line, line.batch, random);
      for (const optnet4j_cuda_mapping& mapping : all_mappings())
        compare<double>(problems, {1e-17, 1e-17, 30, 0}, mapping,
                        {kSchedules[turn++ % 4], std::uint64_t(random.below(1 << 30))});
    }
  }
}
