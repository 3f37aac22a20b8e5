// Operands that are read through a function: the same bits as from an address.
#include <cstring>

#include "families.h"
#include "solver.h"

namespace {

using namespace test;

// One parameter behind a function that checks what it is asked for.
template <class T>
struct Source {
  const T* data;
  std::int64_t size;
  std::int64_t calls = 0;

  static void read(void* context, std::int64_t offset, std::int64_t count, void* target) {
    Source& self = *static_cast<Source*>(context);
    ++self.calls;
    CHECK(offset >= 0 && count >= 0 && offset + count <= self.size);
    if (offset < 0 || count < 0 || offset + count > self.size) return;
    std::memcpy(target, self.data + offset, count * sizeof(T));
  }
};

template <class T>
void compare(const Problems& problems, const Isa& isa, Random& random) {
  const check::Scope scope(check::text(isa.name, ", ", precision_name<T>(), ", shared ", problems.shared()));
  const optnet4j_settings settings = settings_of<T>(1e-8, 1e-4);
  const Batch<T> direct(problems);
  Solver<T> plain(direct.view(), isa.id);
  const Solution<T> expected = plain.solve(settings);
  const std::vector<T> upstream(problems.batch * problems.n, T(0.5));
  const optnet4j_cotangent by{{upstream.data(), nullptr, nullptr, 0}, {}, {}};
  const Adjoint<T> expected_adjoint = plain.solve_adjoint(expected, by);

  // Some operands through a function, some not.
  optnet4j_batch batch = direct.view();
  optnet4j_operand* operands[] = {&batch.Q, &batch.q, &batch.A, &batch.b, &batch.G, &batch.h};
  Source<T> sources[7];
  std::vector<int> through;
  for (int i = 0; i < 6; ++i) {
    if (random.below(4) == 0) continue;
    const Parameter& parameter = problems[Problems::kLetters[i]];
    sources[i] = {static_cast<const T*>(operands[i]->data), std::int64_t(parameter.data.size())};
    *operands[i] = {nullptr, &Source<T>::read, &sources[i], parameter.shared};
    if (!parameter.data.empty()) through.push_back(i);
  }
  sources[6] = {upstream.data(), std::int64_t(upstream.size())};
  const optnet4j_cotangent by_function{{nullptr, &Source<T>::read, &sources[6], 0}, {}, {}};
  Solver<T> solver(batch, isa.id);
  const Solution<T> got = solver.solve(settings);
  const Adjoint<T> adjoint = solver.solve_adjoint(got, by_function);
  for (std::int64_t k = 0; k < problems.batch; ++k) {
    CHECK(got.same(k, expected, k));
    CHECK(adjoint.same(k, expected_adjoint, k));
  }
  for (int i : through) CHECK(sources[i].calls > 0);
}

}  // namespace

TEST(through_functions_as_from_addresses) {
  for (const Isa& isa : usable_isas()) {
    Random random;
    for (const char* shared : {"", "Q", "QA", "QAG", "qbh", "QqAbGh"}) {
      for (int n : {1, 3, 16, 40}) {
        const Problems problems = make_problems("wellposed", 21, n, n + 2, n / 3, shared, random);
        compare<double>(problems, isa, random);
        compare<float>(problems, isa, random);
      }
    }
  }
}
