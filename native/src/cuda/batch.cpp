#include "batch.h"

#include <cmath>

#include "failure.h"

namespace optnet4j {
namespace cuda {
namespace {

constexpr std::int64_t kMatrixLimit = INT32_MAX;

void check_matrix(const char* what, std::int64_t rows, std::int64_t columns) {
  if (rows * columns > kMatrixLimit)
    fail(OPTNET4J_BAD_SHAPE, "%s takes %lld x %lld numbers, expected fewer than 2^31", what,
         static_cast<long long>(rows), static_cast<long long>(columns));
}

}  // namespace

void check_shape(const optnet4j_batch* batch) {
  if (batch == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "batch is null");
  if (batch->form != OPTNET4J_FORM_DUAL && !is_normal(*batch))
    fail(OPTNET4J_UNSUPPORTED, "form is %d, expected %d (dual) or %d (normal)", batch->form, OPTNET4J_FORM_DUAL,
         OPTNET4J_FORM_NORMAL);
  if (!is_normal(*batch) && (given(batch->l) || given(batch->lb) || given(batch->ub) || batch->diagonal != 0))
    fail(OPTNET4J_UNSUPPORTED,
         "l, lb, ub or diagonal is given, expected Q as a matrix and rows G x <= h only in the dual form");
  const optnet4j_shape& z = batch->shape;
  if (z.precision != OPTNET4J_FLOAT64 && z.precision != OPTNET4J_FLOAT32)
    fail(OPTNET4J_BAD_SHAPE, "precision is %d, expected %d (float64) or %d (float32)", z.precision, OPTNET4J_FLOAT64,
         OPTNET4J_FLOAT32);
  if (z.n < 1) fail(OPTNET4J_BAD_SHAPE, "n is %d, expected at least 1", z.n);
  if (z.m < 0) fail(OPTNET4J_BAD_SHAPE, "m is %d, expected at least 0", z.m);
  if (z.p < 0) fail(OPTNET4J_BAD_SHAPE, "p is %d, expected at least 0", z.p);
  if (z.batch < 0) fail(OPTNET4J_BAD_SHAPE, "batch is %lld, expected at least 0", static_cast<long long>(z.batch));
  const std::int64_t n = z.n, m = z.m, p = z.p;
  // Matrices, and the lower triangle of m + 1 rows, are indexed with 32 bits.
  check_matrix("Q", n, n + 1);
  if (is_normal(*batch)) check_matrix("Q and a right-hand side", n + 1, n + 2);
  check_matrix("A", p, n);
  check_matrix("G", m, n);
  check_matrix("A Q^-1 A'", p, p + 1);
  check_matrix("A Q^-1 G'", p, m);
  check_matrix("G Q^-1 G'", m + 1, m + 2);
  // A hundred times the numbers of a problem bounds everything that is kept of it.
  const __int128 bytes = __int128(z.batch) * (n * n + n * m + n * p + m * m + m * p + p * p + 100) * 100 * 8;
  if (bytes > INT64_MAX)
    fail(OPTNET4J_BAD_SHAPE, "%lld problems of n = %d, m = %d, p = %d: more than can be addressed",
         static_cast<long long>(z.batch), z.n, z.m, z.p);
}

void check_differentiable(const optnet4j_batch& batch) {
  if (is_normal(batch))
    fail(OPTNET4J_UNSUPPORTED, "form is %d (normal), which has no gradients, expected %d (dual)", batch.form,
         OPTNET4J_FORM_DUAL);
}

void check_settings(const optnet4j_settings* settings) {
  if (settings == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "settings is null");
  const auto tolerance = [](const char* name, double value) {
    if (!std::isfinite(value) || value < 0)
      fail(OPTNET4J_BAD_SETTINGS, "%s is %g, expected a finite number, at least 0", name, value);
  };
  tolerance("eps_abs", settings->eps_abs);
  tolerance("eps_rel", settings->eps_rel);
  tolerance("smoothing", settings->smoothing);
  if (settings->max_iterations < 0)
    fail(OPTNET4J_BAD_SETTINGS, "max_iterations is %d, expected at least 0", settings->max_iterations);
}

void check_operand(const char* name, const optnet4j_operand& operand, Place place) {
  if (place == Place::kDevice && operand.data == nullptr)
    fail(OPTNET4J_NULL_ARGUMENT, "%s has no address, expected one in device memory", name);
  if (place == Place::kHost && !given(operand))
    fail(OPTNET4J_NULL_ARGUMENT, "%s has neither an address nor a function to read it, expected one of them", name);
}

void check_operands(const optnet4j_batch& batch, Place place) {
  if (batch.shape.batch == 0) return;
  for (const Parameter& each : parameters(batch))
    if (each.block > 0) check_operand(each.name, *each.operand, place);
  if (is_normal(batch) && batch.shape.m > 0 && !given(batch.h) && !given(batch.l))
    fail(OPTNET4J_NULL_ARGUMENT, "neither h nor l is given, expected one of them or both for m = %d", batch.shape.m);
}

}  // namespace cuda
}  // namespace optnet4j
