// What the tests of all operations go through: precisions, instruction sets, shapes, layouts and pieces.
#pragma once

#include "call.h"
#include "dense.h"

namespace test {

// Body<T>::run(isa, random) for both precisions and all instruction sets of this processor.
template <template <class> class Body>
void for_every_kind() {
  Random random;
  for (const Isa& isa : usable_isas()) {
    const check::Scope scope(isa.name);
    {
      const check::Scope precision(precision_name<double>());
      Body<double>::run(isa.id, random);
    }
    {
      const check::Scope precision(precision_name<float>());
      Body<float>::run(isa.id, random);
    }
  }
}

inline Layout any_layout(Random& random) {
  constexpr Layout kLayouts[] = {{0, 0}, {3, 0}, {0, 5}, {2, 7}};
  return kLayouts[random.below(4)];
}

inline int any_columns(Random& random) {
  constexpr int kColumns[] = {1, 2, 3, 7, 20};
  return kColumns[random.below(5)];
}

// What the sizes of a run go through. Sanitizers make minutes of seconds, and find what they find at fewer.
#if defined(__SANITIZE_ADDRESS__)
constexpr int kSizeSteps[] = {1, 2, 5, 8, 9, 15, 33};
#else
constexpr int kSizeSteps[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18,
                              19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 64, 70};
#endif

// Sizes around those of tiles and registers, and some that are large beside them, with batches that fill registers or
// do not.
template <class Body>
void for_every_size(Random& random, const Body& body) {
  constexpr std::int64_t kBatches[] = {1, 4, 5, 19, 32};
  for (const int n : kSizeSteps) {
    const std::int64_t batch = kBatches[random.below(5)];
    const check::Scope scope(check::text("n ", n, ", batch ", batch));
    body(batch, n);
  }
}

// That what poison_upper() left is still there.
template <class T>
void check_upper_nan(const Matrices<T>& a, std::int64_t k) {
  for (int i = 0; i < a.rows; ++i)
    for (int j = i + 1; j < a.columns; ++j) CHECK(std::isnan(a.at(k, i, j)));
}

// body(first, count) for consecutive pieces of a batch.
template <class Body>
void in_pieces(Random& random, std::int64_t batch, const Body& body) {
  for (std::int64_t first = 0; first < batch;) {
    const std::int64_t count = std::min<std::int64_t>(batch - first, 1 + random.below(11));
    body(first, count);
    first += count;
  }
}

// Numbers that spoil what they touch.
constexpr double kSpoilers[] = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                                -std::numeric_limits<double>::infinity()};

// body(flags) for all sums of the flags.
template <class Body>
void for_every_sum(std::int32_t flags, const Body& body) {
  for (std::int32_t some = 0; some <= flags; ++some) {
    if ((some & ~flags) != 0) continue;
    const check::Scope scope(check::text("flags ", some));
    body(some);
  }
}

}  // namespace test
