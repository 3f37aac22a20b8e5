// Sums of outer products: against the formula, and over a batch to the bit the sum of its problems in their order.
#include <cmath>

#include "seed.h"
#include "solver.h"

namespace {

using namespace test;

template <class T>
std::vector<T> normals(std::size_t count, Random& random) {
  std::vector<T> all(count);
  for (T& each : all) each = T(random.normal());
  return all;
}

template <class T>
void compare(int rows, int columns, const Isa& isa, Random& random) {
  const check::Scope scope(check::text(rows, " x ", columns, ", ", isa.name, ", ", precision_name<T>()));
  const std::int64_t batch = random.below(9);
  const int stride = rows + random.below(3);
  const std::vector<T> a = normals<T>(batch * stride, random), b = normals<T>(batch * stride, random);
  const std::vector<T> x = normals<T>(batch * columns, random), y = normals<T>(batch * columns, random);
  std::vector<std::int32_t> status(batch);
  for (std::int32_t& each : status) each = random.below(4) == 0 ? OPTNET4J_MAX_ITERATIONS : OPTNET4J_SOLVED;
  const std::size_t size = std::size_t(rows) * columns;

  std::vector<T> sum(size);
  for (std::int64_t k = 0; k < batch; ++k) {
    const optnet4j_outer one{
        precision_of<T>(),      rows, columns, a.data() + k * stride, x.data() + k * columns, b.data() + k * stride,
        y.data() + k * columns, 0.5};
    const Fenced target(size * sizeof(T), sizeof(T));
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_outer(&one, isa.id, target.as()));
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < columns; ++j) {
        const T got = target.template as<T>()[std::size_t(i) * columns + j];
        const double left = 0.5 * a[k * stride + i] * x[k * columns + j];
        const double right = 0.5 * b[k * stride + i] * y[k * columns + j];
        CHECK_AT_MOST(std::fabs(got - (left + right)), 3 * epsilon_of<T>() * (std::fabs(left) + std::fabs(right)));
      }
    }
    if (status[k] == OPTNET4J_SOLVED)
      for (std::size_t e = 0; e < size; ++e) sum[e] += target.template as<T>()[e];
  }

  // Vectors of an empty batch may not be null either, so that a forgotten one is noticed.
  const T none = 0;
  const auto some = [&](const std::vector<T>& v) { return v.empty() ? &none : v.data(); };
  const optnet4j_outer all{precision_of<T>(), rows, columns, some(a), some(x), some(b), some(y), 0.5};
  const Fenced target(size * sizeof(T), sizeof(T));
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_outer_sum(&all, isa.id, batch, stride, status.data(), target.as()));
  CHECK(same_bits(sum.data(), target.template as<T>(), size));
}

}  // namespace

TEST(single_and_summed) {
  for (const Isa& isa : usable_isas()) {
    Random random;
    for (int rows : {0, 1, 2, 3, 8, 17, 40})
      for (int columns : {0, 1, 3, 7, 8, 16, 33, 64}) {
        compare<double>(rows, columns, isa, random);
        compare<float>(rows, columns, isa, random);
      }
  }
}

TEST(not_a_number_in_an_unsolved_problem_does_not_reach_the_sum) {
  for (const Isa& isa : usable_isas()) {
    const double a[] = {1, NAN, 2}, x[] = {3, NAN, 4};
    const std::int32_t status[] = {OPTNET4J_SOLVED, OPTNET4J_INVALID_INPUT, OPTNET4J_SOLVED};
    const optnet4j_outer outer{OPTNET4J_FLOAT64, 1, 1, a, x, a, x, 0.5};
    double sum = 0;
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_outer_sum(&outer, isa.id, 3, 1, status, &sum));
    CHECK_EQUAL(11.0, sum);
  }
}
