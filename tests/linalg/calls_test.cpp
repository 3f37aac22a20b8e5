// Calls that are malformed say so, and write nothing; the shapes of operands; sizes as large as they can be.
#include <memory>
#include <utility>

#include "cases.h"

namespace {

using namespace test;

// An operation with all flags that it has, on small sizes, and what it should say of its operands.
struct Operation {
  std::int32_t id;
  std::int32_t flags;
  Sizes sizes;
  std::vector<std::pair<std::int64_t, std::int64_t>> shapes;
  std::vector<int> written;  // operands
  bool writes_info;
  bool has_pivots;
};

constexpr std::int32_t kTriangle = OPTNET4J_LINALG_UPPER | OPTNET4J_LINALG_TRANSPOSED | OPTNET4J_LINALG_UNIT;
constexpr std::int32_t kGram = OPTNET4J_LINALG_TRANSPOSED | OPTNET4J_LINALG_ADD | OPTNET4J_LINALG_WEIGHTED;
constexpr std::int64_t kAny = -1;

const std::vector<Operation>& operations() {
  static const std::vector<Operation> all = {
      {OPTNET4J_CHOLESKY_FACTOR, 0, {3}, {{3, 3}}, {0}, true, false},
      {OPTNET4J_CHOLESKY_SOLVE, 0, {3, 2}, {{3, 3}, {3, 2}}, {1}, false, false},
      {OPTNET4J_CHOLESKY_INVERSE, 0, {3}, {{3, 3}}, {0}, false, false},
      {OPTNET4J_LDL_FACTOR, 0, {3}, {{3, 3}}, {0}, true, false},
      {OPTNET4J_LDL_SOLVE, 0, {3, 2}, {{3, 3}, {3, 2}}, {1}, false, false},
      {OPTNET4J_LU_FACTOR, 0, {3}, {{3, 3}}, {0}, true, true},
      {OPTNET4J_LU_SOLVE, OPTNET4J_LINALG_TRANSPOSED, {3, 2}, {{3, 3}, {3, 2}}, {1}, false, true},
      {OPTNET4J_TRIANGULAR_SOLVE, kTriangle, {3, 2}, {{3, 3}, {3, 2}}, {1}, true, false},
      {OPTNET4J_TRIANGULAR_MULTIPLY, kTriangle, {3, 2}, {{3, 3}, {3, 2}}, {1}, false, false},
      {OPTNET4J_WEIGHTED_GRAM, kGram, {3, 0, 4}, {{4, 3}, {4, 1}, {3, 3}}, {2}, false, false},
      {OPTNET4J_KKT_PREPARE, 0, {3, 0, 4, 2}, {{3, 3}, {2, 3}, {4, 3}, {1, kAny}}, {3}, true, false},
      {OPTNET4J_KKT_FACTOR, 0, {3, 0, 4, 2}, {{4, 1}, {1, kAny}}, {1}, true, false},
      {OPTNET4J_KKT_SOLVE, 0, {3, 2, 4, 2}, {{1, kAny}, {9, 2}}, {1}, false, false},
  };
  return all;
}

optnet4j_linalg_call call_of(const Operation& operation) {
  const Sizes& z = operation.sizes;
  return {4, operation.id, OPTNET4J_FLOAT64, z.n, z.m, z.p, z.columns, operation.flags};
}

// A call in order, to be broken, and all memory that it may touch.
class Healthy {
 public:
  explicit Healthy(const Operation& operation) : call(call_of(operation)) {
    std::int32_t lanes;
    std::int64_t bytes;
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_linalg_plan(&call, isa, &lanes, &bytes));
    scratch_.assign(std::size_t(bytes) / sizeof(double) + 8, 2.5);
    for (std::size_t index = 0; index < operation.shapes.size(); ++index) {
      std::int64_t rows = 0, columns = 0;
      CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_linalg_operand(&call, int(index), &rows, &columns));
      numbers_[index].assign(std::size_t(4 * rows * columns), 1.5);
      operands.matrices[index] = {numbers_[index].data(), rows * columns, columns};
    }
    info_.assign(4, 0);
    pivots_.assign(std::size_t(4 * call.n), 0);
    operands.info = info_.data();
    operands.pivots = pivots_.data();
    void* at = scratch_.data();
    std::size_t space = scratch_.size() * sizeof(double);
    scratch = std::align(64, std::size_t(bytes), at, space);
  }
  Healthy(const Healthy&) = delete;

  std::int32_t run() { return optnet4j_cpu_linalg_run(&call, isa, &operands, scratch, first, count); }

  bool untouched() const {
    const auto all = [](const auto& numbers, auto value) {
      return std::all_of(numbers.begin(), numbers.end(), [&](auto each) { return each == value; });
    };
    for (const std::vector<double>& each : numbers_)
      if (!all(each, 1.5)) return false;
    return all(scratch_, 2.5) && all(info_, 0) && all(pivots_, 0);
  }

  optnet4j_linalg_call call;
  std::int32_t isa = OPTNET4J_ISA_BEST;
  optnet4j_linalg_operands operands{};
  void* scratch;
  std::int64_t first = 0, count = 4;

 private:
  std::vector<double> numbers_[OPTNET4J_LINALG_OPERANDS], scratch_;
  std::vector<std::int32_t> info_, pivots_;
};

// What is broken is reported with this error, by whatever has the broken part among its arguments, before anything is
// written.
template <class Break>
void refused(const Operation& operation, std::int32_t error, const char* what, const Break& breaks) {
  const check::Scope scope(what);
  Healthy healthy(operation);
  breaks(healthy);
  CHECK_EQUAL(error, healthy.run());
  CHECK(healthy.untouched());
}

template <class Break>
void refused_call(const Operation& operation, std::int32_t error, const char* what, const Break& breaks) {
  refused(operation, error, what, [&](Healthy& healthy) { breaks(healthy.call); });
  const check::Scope scope(what);
  optnet4j_linalg_call call = call_of(operation);
  breaks(call);
  std::int32_t lanes = -7;
  std::int64_t bytes = -7, rows = -7, columns = -7;
  CHECK_EQUAL(error, optnet4j_cpu_linalg_plan(&call, OPTNET4J_ISA_BEST, &lanes, &bytes));
  CHECK_EQUAL(error, optnet4j_linalg_operand(&call, 0, &rows, &columns));
  CHECK(lanes == -7 && bytes == -7 && rows == -7 && columns == -7);
}

void for_every_operation(void (*body)(const Operation&)) {
  for (const Operation& each : operations()) {
    const check::Scope scope(check::text("operation ", each.id));
    body(each);
  }
}

bool is_written(const Operation& operation, int index) {
  return std::count(operation.written.begin(), operation.written.end(), index) > 0;
}

void check_shapes(const Operation& operation) {
  const optnet4j_linalg_call call = call_of(operation);
  std::int64_t rows = -7, columns = -7;
  for (const int index : {-1, int(operation.shapes.size()), OPTNET4J_LINALG_OPERANDS})
    CHECK_EQUAL(int(OPTNET4J_BAD_RANGE), optnet4j_linalg_operand(&call, index, &rows, &columns));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_linalg_operand(nullptr, 0, &rows, &columns));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_linalg_operand(&call, 0, nullptr, &columns));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_linalg_operand(&call, 0, &rows, nullptr));
  CHECK(rows == -7 && columns == -7);
  for (std::size_t index = 0; index < operation.shapes.size(); ++index) {
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_linalg_operand(&call, int(index), &rows, &columns));
    CHECK_EQUAL(operation.shapes[index].first, rows);
    if (operation.shapes[index].second == kAny) {
      CHECK(columns > 0);
    } else {
      CHECK_EQUAL(operation.shapes[index].second, columns);
    }
  }
}

void check_null_arguments(const Operation& operation) {
  Healthy healthy(operation);
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT),
              optnet4j_cpu_linalg_run(nullptr, OPTNET4J_ISA_BEST, &healthy.operands, healthy.scratch, 0, 4));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT),
              optnet4j_cpu_linalg_run(&healthy.call, OPTNET4J_ISA_BEST, nullptr, healthy.scratch, 0, 4));
  CHECK(healthy.untouched());
  refused(operation, OPTNET4J_NULL_ARGUMENT, "no scratch", [](Healthy& broken) { broken.scratch = nullptr; });
  for (int index = 0; index < int(operation.shapes.size()); ++index)
    refused(operation, OPTNET4J_NULL_ARGUMENT, "no operand",
            [&](Healthy& broken) { broken.operands.matrices[index].data = nullptr; });
  if (operation.writes_info)
    refused(operation, OPTNET4J_NULL_ARGUMENT, "no info", [](Healthy& broken) { broken.operands.info = nullptr; });
  if (operation.has_pivots)
    refused(operation, OPTNET4J_NULL_ARGUMENT, "no pivots", [](Healthy& broken) { broken.operands.pivots = nullptr; });

  std::int32_t lanes = -7;
  std::int64_t bytes = -7;
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_cpu_linalg_plan(nullptr, OPTNET4J_ISA_BEST, &lanes, &bytes));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_cpu_linalg_plan(&healthy.call, OPTNET4J_ISA_BEST, nullptr, &bytes));
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_cpu_linalg_plan(&healthy.call, OPTNET4J_ISA_BEST, &lanes, nullptr));
  CHECK(lanes == -7 && bytes == -7);
}

void check_bad_calls(const Operation& operation) {
  const auto bad_shape = [&](const char* what, const auto& breaks) {
    refused_call(operation, OPTNET4J_BAD_SHAPE, what, breaks);
  };
  bad_shape("negative batch", [](optnet4j_linalg_call& call) { call.batch = -1; });
  bad_shape("least batch", [](optnet4j_linalg_call& call) { call.batch = INT64_MIN; });
  for (const int size : {-1, INT32_MIN, INT32_MAX}) {
    bad_shape("n", [&](optnet4j_linalg_call& call) { call.n = size; });
    bad_shape("m", [&](optnet4j_linalg_call& call) { call.m = size; });
    bad_shape("p", [&](optnet4j_linalg_call& call) { call.p = size; });
    bad_shape("columns", [&](optnet4j_linalg_call& call) { call.columns = size; });
    bad_shape("all", [&](optnet4j_linalg_call& call) { call.n = call.m = call.p = call.columns = size; });
  }
  bad_shape("no n", [](optnet4j_linalg_call& call) { call.n = 0; });
  bad_shape("n too large", [](optnet4j_linalg_call& call) { call.n = 50000; });
  for (const int precision : {-1, 2})
    bad_shape("precision", [&](optnet4j_linalg_call& call) { call.precision = precision; });
  for (const int id : {-1, int(operations().size()), INT32_MIN, INT32_MAX})
    refused_call(operation, OPTNET4J_UNSUPPORTED, "operation",
                 [&](optnet4j_linalg_call& call) { call.operation = id; });
  for (int bit = 0; bit < 32; ++bit) {
    const std::int32_t flag = std::int32_t(std::uint32_t(1) << bit);
    if ((operation.flags & flag) == 0)
      refused_call(operation, OPTNET4J_UNSUPPORTED, "flag", [&](optnet4j_linalg_call& call) { call.flags |= flag; });
  }

  std::int32_t lanes = -7;
  std::int64_t bytes = -7;
  const optnet4j_linalg_call call = call_of(operation);
  for (const int isa : {-1, 4, 17}) {
    refused(operation, OPTNET4J_UNSUPPORTED, "instruction set", [&](Healthy& broken) { broken.isa = isa; });
    CHECK_EQUAL(int(OPTNET4J_UNSUPPORTED), optnet4j_cpu_linalg_plan(&call, isa, &lanes, &bytes));
  }
  CHECK(lanes == -7 && bytes == -7);
}

void check_bad_layouts(const Operation& operation) {
  for (int index = 0; index < int(operation.shapes.size()); ++index) {
    const check::Scope scope(check::text("operand ", index));
    const auto with = [&](const char* what, const auto& breaks) {
      refused(operation, OPTNET4J_BAD_SHAPE, what, [&](Healthy& broken) { breaks(broken.operands.matrices[index]); });
    };
    with("leading too small", [](optnet4j_matrices& at) { --at.leading; });
    with("negative leading", [](optnet4j_matrices& at) { at.leading = -at.leading; });
    with("least leading", [](optnet4j_matrices& at) { at.leading = INT64_MIN; });
    with("leading too large", [](optnet4j_matrices& at) { at.leading = INT64_MAX; });
    with("negative stride", [](optnet4j_matrices& at) { at.stride = -at.stride; });
    with("least stride", [](optnet4j_matrices& at) { at.stride = INT64_MIN; });
    with("stride too large", [](optnet4j_matrices& at) { at.stride = INT64_MAX; });
    with("stride too large for the batch", [](optnet4j_matrices& at) { at.stride = INT64_MAX / 32; });
    if (is_written(operation, index)) {
      with("overlap", [](optnet4j_matrices& at) { --at.stride; });
      with("one for all", [](optnet4j_matrices& at) { at.stride = 0; });
    } else {
      Healthy healthy(operation);
      healthy.operands.matrices[index].stride = index % 2;
      CHECK_EQUAL(int(OPTNET4J_OK), healthy.run());
    }
  }
}

void check_ranges(const Operation& operation) {
  const std::int64_t refusals[][2] = {{-1, 1}, {0, 5},         {4, 1},         {5, 0},         {0, -1},
                                      {2, 3},  {INT64_MAX, 1}, {1, INT64_MAX}, {INT64_MIN, 0}, {4, INT64_MIN}};
  for (const auto& [first, count] : refusals)
    refused(operation, OPTNET4J_BAD_RANGE, "range", [&, from = first, how_many = count](Healthy& broken) {
      broken.first = from;
      broken.count = how_many;
    });
  for (const std::int64_t first : {0, 4}) {
    Healthy nothing(operation);
    nothing.first = first;
    nothing.count = 0;
    CHECK_EQUAL(int(OPTNET4J_OK), nothing.run());
    CHECK(nothing.untouched());
  }
  Healthy empty(operation);
  empty.call.batch = empty.count = 0;
  for (optnet4j_matrices& each : empty.operands.matrices) each = {};
  CHECK_EQUAL(int(OPTNET4J_OK), empty.run());
  CHECK(empty.untouched());
}

// What a call has no use for may be null or anything.
void check_unused(const Operation& operation) {
  Healthy healthy(operation);
  for (std::size_t index = operation.shapes.size(); index < OPTNET4J_LINALG_OPERANDS; ++index)
    healthy.operands.matrices[index] = {nullptr, INT64_MIN, -1};
  if (!operation.writes_info) healthy.operands.info = nullptr;
  if (!operation.has_pivots) healthy.operands.pivots = nullptr;
  if (operation.id == OPTNET4J_WEIGHTED_GRAM) {
    healthy.call.flags &= ~OPTNET4J_LINALG_WEIGHTED;
    healthy.operands.matrices[1] = {nullptr, INT64_MIN, -1};
  }
  CHECK_EQUAL(int(OPTNET4J_OK), healthy.run());
}

// Positions in scratch memory and in operands are 32-bit numbers: sizes for which they would not do are refused.
void check_large_sizes(const Operation& operation) {
  constexpr int kSizes[] = {0, 1, 100, 20000, 32766, 32767, 46340, 46341, 65535, 65536, INT32_MAX};
  for (const int n : kSizes)
    for (const int m : kSizes)
      for (const int p : kSizes)
        for (const int columns : kSizes) {
          optnet4j_linalg_call call = call_of(operation);
          call.n = n, call.m = m, call.p = p, call.columns = columns;
          std::int32_t lanes = 0;
          std::int64_t bytes = 0;
          const std::int32_t error = optnet4j_cpu_linalg_plan(&call, OPTNET4J_ISA_BEST, &lanes, &bytes);
          if (error != OPTNET4J_OK) {
            CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), error);
            continue;
          }
          const std::int64_t positions = bytes / lanes / std::int64_t(sizeof(double));
          CHECK(n > 0 && lanes > 0 && positions > 0 && positions <= INT32_MAX);
          for (int index = 0; index < int(operation.shapes.size()); ++index) {
            std::int64_t rows = -1, across = -1;
            CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_linalg_operand(&call, index, &rows, &across));
            CHECK(rows >= 0 && across >= 0 && rows * across <= INT32_MAX);
          }
        }
}

}  // namespace

TEST(shapes_of_operands) { for_every_operation(check_shapes); }
TEST(null_arguments) { for_every_operation(check_null_arguments); }
TEST(bad_calls) { for_every_operation(check_bad_calls); }
TEST(bad_layouts) { for_every_operation(check_bad_layouts); }
TEST(ranges) { for_every_operation(check_ranges); }
TEST(what_is_not_used) { for_every_operation(check_unused); }
TEST(large_sizes) { for_every_operation(check_large_sizes); }

// The operands that flags transpose or leave out.
TEST(shapes_by_flags) {
  optnet4j_linalg_call call{1, OPTNET4J_WEIGHTED_GRAM, OPTNET4J_FLOAT32, 3, 5, 0, 0, 0};
  std::int64_t rows, columns;
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_linalg_operand(&call, 0, &rows, &columns));
  CHECK(rows == 3 && columns == 5);
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_linalg_operand(&call, 1, &rows, &columns));
  CHECK(rows == 0 && columns == 0);
  call.flags = OPTNET4J_LINALG_TRANSPOSED;
  CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_linalg_operand(&call, 0, &rows, &columns));
  CHECK(rows == 5 && columns == 3);
}

TEST(lanes) {
  for (const Operation& each : operations()) {
    for (const std::int32_t precision : {OPTNET4J_FLOAT64, OPTNET4J_FLOAT32}) {
      optnet4j_linalg_call call = call_of(each);
      call.precision = precision;
      for (const Isa& isa : usable_isas()) {
        std::int32_t lanes = 0;
        std::int64_t bytes = 0;
        CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_linalg_plan(&call, isa.id, &lanes, &bytes));
        const int register_bytes = isa.id == OPTNET4J_ISA_BASELINE ? 16 : isa.id == OPTNET4J_ISA_AVX2 ? 32 : 64;
        CHECK_EQUAL(register_bytes / (precision == OPTNET4J_FLOAT64 ? 8 : 4), lanes);
      }
    }
  }
}
