// Sums of outer products: against the formula, and over a batch to the bit the sum of its problems in their order.
#include <algorithm>
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
  std::vector<T> a = normals<T>(batch * stride, random), b = normals<T>(batch * stride, random);
  std::vector<T> x = normals<T>(batch * columns, random), y = normals<T>(batch * columns, random);
  std::vector<std::int32_t> status(batch);
  for (std::int64_t k = 0; k < batch; ++k) {
    status[k] = random.below(4) == 0 ? OPTNET4J_MAX_ITERATIONS : OPTNET4J_SOLVED;
    if (status[k] == OPTNET4J_SOLVED) continue;
    std::fill_n(a.begin() + k * stride, stride, T(NAN));
    std::fill_n(x.begin() + k * columns, columns, T(NAN));
  }
  const std::size_t size = std::size_t(rows) * columns;

  // Vectors of an empty batch may not be null either, so that a forgotten one is noticed.
  const T none = 0;
  const auto some = [&](const std::vector<T>& v) { return v.empty() ? &none : v.data(); };
  const optnet4j_outer outer{precision_of<T>(), rows, columns, some(a), some(x), some(b), some(y), 0.5, 0};
  const Fenced each(batch * size * sizeof(T), sizeof(T)), total(size * sizeof(T), sizeof(T));
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_outer(&outer, isa.id, batch, stride, status.data(), each.as()));

  optnet4j_outer past = outer;
  past.streamed = 1;
  const Fenced streamed(batch * size * sizeof(T), sizeof(T));
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_outer(&past, isa.id, batch, stride, status.data(), streamed.as()));
  CHECK(same_bits(each.template as<T>(), streamed.template as<T>(), batch * size));

  std::vector<T> sum(size);
  for (std::int64_t k = 0; k < batch; ++k) {
    const T* const got = each.template as<T>() + k * size;
    const bool solved = status[k] == OPTNET4J_SOLVED;
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < columns; ++j) {
        const double left = solved ? 0.5 * a[k * stride + i] * x[k * columns + j] : 0;
        const double right = solved ? 0.5 * b[k * stride + i] * y[k * columns + j] : 0;
        CHECK_AT_MOST(std::fabs(got[std::size_t(i) * columns + j] - (left + right)),
                      3 * epsilon_of<T>() * (std::fabs(left) + std::fabs(right)));
      }
    }
    if (solved)
      for (std::size_t e = 0; e < size; ++e) sum[e] += got[e];
  }
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_outer_sum(&outer, isa.id, batch, stride, status.data(), total.as()));
  CHECK(same_bits(sum.data(), total.template as<T>(), size));
}

}  // namespace

TEST(each_and_summed) {
  for (const Isa& isa : usable_isas()) {
    Random random;
    for (int rows : {0, 1, 2, 3, 8, 17, 40})
      for (int columns : {0, 1, 3, 7, 8, 16, 24, 29, 33, 52, 64, 67, 80, 100, 104, 105, 112, 209, 225}) {
        compare<double>(rows, columns, isa, random);
        compare<float>(rows, columns, isa, random);
      }
  }
}

TEST(not_a_number_in_an_unsolved_problem_goes_nowhere) {
  for (const Isa& isa : usable_isas()) {
    const double a[] = {1, NAN, 2}, x[] = {3, NAN, 4};
    const std::int32_t status[] = {OPTNET4J_SOLVED, OPTNET4J_INVALID_INPUT, OPTNET4J_SOLVED};
    const optnet4j_outer outer{OPTNET4J_FLOAT64, 1, 1, a, x, a, x, 0.5, 0};
    double sum = 0;
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_outer_sum(&outer, isa.id, 3, 1, status, &sum));
    CHECK_EQUAL(11.0, sum);
    double each[3];
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_outer(&outer, isa.id, 3, 1, status, each));
    CHECK(each[0] == 3 && each[1] == 0 && each[2] == 8);
  }
}
