// Gradients of a loss, put together from an adjoint solution by the C interface.
#pragma once

#include <stdexcept>
#include <vector>

#include "seed.h"
#include "solver.h"

namespace test {

// The derivative of a loss with respect to the solution, the same for every problem.
struct Upstream {
  Upstream(int n, int m, int p) : x(n), nu(p), lambda(m) {}

  void draw(std::vector<double>& part, Random& random) {
    for (double& each : part) each = random.normal();
  }

  // Parts that are left out are not given at all.
  optnet4j_cotangent cotangent(bool by_x, bool by_nu, bool by_lambda) const {
    const auto shared = [](const std::vector<double>& part, bool given) {
      return optnet4j_operand{given ? part.data() : nullptr, nullptr, nullptr, 1};
    };
    return {shared(x, by_x), shared(nu, by_nu), shared(lambda, by_lambda)};
  }

  std::vector<double> x, nu, lambda;
};

// The outer products that make up the gradient of a matrix; the vectors of problem `first` on.
template <class T>
optnet4j_outer outer_of(char letter, std::int64_t first, const Solution<T>& at, const Adjoint<T>& by) {
  const T *x = at.x.data() + first * at.n, *dx = by.dx.data() + first * at.n;
  switch (letter) {
    case 'Q':
      return {precision_of<T>(), at.n, at.n, dx, x, x, dx, 0.5, 0};
    case 'A':
      return {precision_of<T>(), at.p, at.n, by.dnu.data() + first * at.p, x, at.nu.data() + first * at.p, dx, 1, 0};
    case 'G':
      return {precision_of<T>(), at.m, at.n, by.mu.data() + first * at.m, x, at.lambda.data() + first * at.m, dx, 1, 0};
    default:
      throw std::invalid_argument("not a matrix");
  }
}

// Gradient of one problem's parameter.
template <class T>
std::vector<T> gradient_of(char letter, std::int64_t k, const Solution<T>& at, const Adjoint<T>& by, std::int32_t isa) {
  const auto scaled = [k](const std::vector<T>& vectors, int block, T factor) {
    std::vector<T> result(vectors.begin() + k * block, vectors.begin() + (k + 1) * block);
    for (T& each : result) each *= factor;
    return result;
  };
  if (letter == 'q') return scaled(by.dx, at.n, 1);
  if (letter == 'b') return scaled(by.dnu, at.p, -1);
  if (letter == 'h') return scaled(by.mu, at.m, -1);
  const optnet4j_outer outer = outer_of(letter, k, at, by);
  std::vector<T> result(std::size_t(outer.rows) * outer.columns);
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_outer(&outer, isa, 1, outer.rows, &at.status[k], result.data()));
  return result;
}

// Gradient of a shared parameter: the sum over the batch.
template <class T>
std::vector<T> gradient_sum(char letter, const Solution<T>& at, const Adjoint<T>& by, std::int32_t isa) {
  const std::int64_t batch = std::int64_t(at.status.size());
  if (letter == 'q' || letter == 'b' || letter == 'h') {
    std::vector<T> sum = gradient_of(letter, 0, at, by, isa);
    for (std::int64_t k = 1; k < batch; ++k) {
      const std::vector<T> next = gradient_of(letter, k, at, by, isa);
      for (std::size_t e = 0; e < sum.size(); ++e) sum[e] += next[e];
    }
    return sum;
  }
  const optnet4j_outer outer = outer_of(letter, 0, at, by);
  std::vector<T> result(std::size_t(outer.rows) * outer.columns);
  CHECK_EQUAL(int(OPTNET4J_OK),
              optnet4j_cpu_outer_sum(&outer, isa, batch, outer.rows, at.status.data(), result.data()));
  return result;
}

}  // namespace test
