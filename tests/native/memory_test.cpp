// Calls stay within the memory they are given, and nothing in it is read before it is written.
#include <algorithm>
#include <memory>

#include "families.h"
#include "solver.h"

namespace {

using namespace test;

// A copy that ends where memory ends.
template <class T>
std::unique_ptr<Fenced> fenced_copy(const std::vector<double>& numbers) {
  auto copy = std::make_unique<Fenced>(numbers.size() * sizeof(T), alignof(T));
  std::copy(numbers.begin(), numbers.end(), copy->template as<T>());
  return copy;
}

// One solve and its adjoint, all memory fenced and filled with the given byte beforehand.
template <class T>
struct Run {
  Run(const Problems& problems, std::int32_t isa, bool keep, unsigned char fill)
      : count(problems.batch), n(problems.n), m(problems.m), p(problems.p) {
    optnet4j_batch batch{};
    batch.shape = {count, n, m, p, precision_of<T>()};
    optnet4j_operand* operands[] = {&batch.Q, &batch.q, &batch.A, &batch.b, &batch.G, &batch.h};
    for (int i = 0; i < 6; ++i) {
      const Parameter& from = problems[Problems::kLetters[i]];
      memory.push_back(fenced_copy<T>(from.data));
      *operands[i] = {memory.back()->as(), nullptr, nullptr, from.shared};
    }
    optnet4j_cpu_plan plan{};
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_make_plan(&batch, isa, &plan));
    const std::int64_t groups = (count + plan.lanes - 1) / plan.lanes;
    const auto take = [&](std::int64_t bytes, std::size_t alignment) {
      memory.push_back(std::make_unique<Fenced>(bytes, alignment, fill));
      return memory.back()->as();
    };
    void* shared = take(plan.shared_bytes, 64);
    void* factor = keep ? take(groups * plan.factor_bytes, 64) : nullptr;
    void* scratch = take(plan.scratch_bytes, 64);
    const auto vector = [&](std::int64_t each) { return static_cast<T*>(take(count * each * sizeof(T), alignof(T))); };
    const auto number = [&] { return static_cast<double*>(take(count * 8, 8)); };
    const auto label = [&] { return static_cast<std::int32_t*>(take(count * 4, 4)); };
    solution = {vector(n), vector(p), vector(m), vector(m), label(), label(), number(),
                number(),  number(),  number(),  {},        {},      {},      {}};
    adjoint = {vector(n), vector(p), vector(m)};

    const optnet4j_settings settings = settings_of<T>(1e-8, 1e-4);
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_prepare(&batch, isa, shared, scratch));
    CHECK_EQUAL(int(OPTNET4J_OK),
                optnet4j_cpu_solve(&batch, &settings, isa, shared, factor, scratch, 0, count, &solution));
    if (!keep) return;
    memory.back()->refill(fill);  // mu, to be written again
    const optnet4j_cotangent cotangent{{solution.x, nullptr, nullptr, 0}, {nullptr, nullptr, nullptr, 0}, {}};
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_solve_adjoint(&batch, isa, shared, factor, scratch, 0, count,
                                                             solution.status, &cotangent, &adjoint));
  }

  bool same(const Run& other, bool adjoint_too) const {
    const auto equal = [&](const void* a, const void* b, std::int64_t each) {
      return same_bits(static_cast<const T*>(a), static_cast<const T*>(b), count * each);
    };
    const optnet4j_solution& its = other.solution;
    bool all = equal(solution.x, its.x, n) && equal(solution.nu, its.nu, p) && equal(solution.lambda, its.lambda, m) &&
               equal(solution.slack, its.slack, m) && same_bits(solution.status, its.status, count) &&
               same_bits(solution.iterations, its.iterations, count) &&
               same_bits(solution.primal_residual, its.primal_residual, count) &&
               same_bits(solution.dual_residual, its.dual_residual, count) && same_bits(solution.gap, its.gap, count) &&
               same_bits(solution.objective, its.objective, count);
    if (adjoint_too)
      all = all && equal(adjoint.dx, other.adjoint.dx, n) && equal(adjoint.dnu, other.adjoint.dnu, p) &&
            equal(adjoint.mu, other.adjoint.mu, m);
    return all;
  }

  std::int64_t count;
  int n, m, p;
  std::vector<std::unique_ptr<Fenced>> memory;
  optnet4j_solution solution;
  optnet4j_adjoint adjoint;
};

struct Sizes {
  const char* family;
  int n, m, p;
};

template <class T>
void compare(const Sizes& z, std::int64_t batch, const char* shared, const Isa& isa, Random& random) {
  const check::Scope scope(check::text(isa.name, ", ", precision_name<T>(), ", ", batch, " x ", z.n, " ", z.m, " ", z.p,
                                       ", shared ", shared));
  const Problems problems = make_problems(z.family, batch, z.n, z.m, z.p, shared, random);
  // Zeros, NaN, and numbers that are neither.
  const Run<T> zeros(problems, isa.id, true, 0), nans(problems, isa.id, true, 0xff),
      others(problems, isa.id, true, 0x41);
  CHECK(zeros.same(nans, true));
  CHECK(zeros.same(others, true));
  const Run<T> dropped(problems, isa.id, false, 0xff);
  CHECK(zeros.same(dropped, false));
}

}  // namespace

TEST(exact_and_fenced_memory) {
  constexpr Sizes sizes[] = {{"optnet", 1, 1, 0},        {"optnet", 1, 3, 0},    {"unconstrained", 1, 0, 0},
                             {"unconstrained", 7, 0, 0}, {"equality", 5, 0, 3},  {"wellposed", 3, 2, 1},
                             {"wellposed", 4, 9, 2},     {"wellposed", 8, 8, 0}, {"wellposed", 13, 11, 5},
                             {"wellposed", 17, 37, 9},   {"wellposed", 33, 5, 1}};
  for (const Isa& isa : usable_isas()) {
    Random random;
    for (const Sizes& z : sizes) {
      for (const char* shared : {"", "Q", "QA", "QAG", "AGbh", "QqAbGh"}) {
        for (std::int64_t batch : {1, 2, 5, 17, 33}) {
          // In turns, to keep the run short.
          if (random.below(2) == 0) continue;
          compare<double>(z, batch, shared, isa, random);
          compare<float>(z, batch, shared, isa, random);
        }
      }
    }
  }
}
