// The calls of optnet4j_linalg.h on batches of one shape.
#pragma once

#include <algorithm>
#include <initializer_list>

#include "matrices.h"

namespace test {

// What calls say of matrices, and what they read of it. Vectors without elements are null pointers.
struct Labels {
  explicit Labels(std::int64_t batch, int n = 0) : info(std::size_t(batch), -1), pivots(std::size_t(batch * n), -1) {}

  std::vector<std::int32_t> info;
  std::vector<std::int32_t> pivots;  // of batch x n
};

struct Sizes {
  int n;
  int columns = 0;
  int m = 0;
  int p = 0;
};

// An operation with exactly the scratch memory that it asks for, fenced, and NaN before the first use.
template <class T>
class Call {
 public:
  Call(std::int32_t isa, std::int32_t operation, std::int64_t batch, Sizes sizes, std::int32_t flags = 0)
      : isa_(isa),
        call_{batch, operation, precision_of<T>(), sizes.n, sizes.m, sizes.p, sizes.columns, flags},
        scratch_(bytes(), 64) {}

  // Null stands for an operand that the call has none of.
  void run(std::initializer_list<Matrices<T>*> matrices, Labels& labels) { run(matrices, labels, 0, call_.batch); }
  void run(std::initializer_list<Matrices<T>*> matrices, Labels& labels, std::int64_t first, std::int64_t count) {
    optnet4j_linalg_operands operands{};
    int index = 0;
    for (Matrices<T>* each : matrices) {
      if (each != nullptr) operands.matrices[index] = each->view();
      ++index;
    }
    operands.info = labels.info.empty() ? nullptr : labels.info.data();
    operands.pivots = labels.pivots.empty() ? nullptr : labels.pivots.data();
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_linalg_run(&call_, isa_, &operands, scratch_.as(), first, count));
  }

  std::int64_t columns_of(int operand) const {
    std::int64_t rows = 0, columns = 0;
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_linalg_operand(&call_, operand, &rows, &columns));
    return columns;
  }

 private:
  std::size_t bytes() const {
    std::int32_t lanes;
    std::int64_t bytes = 0;
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_linalg_plan(&call_, isa_, &lanes, &bytes));
    return std::size_t(bytes);
  }

  std::int32_t isa_;
  optnet4j_linalg_call call_;
  Fenced scratch_;
};

}  // namespace test
