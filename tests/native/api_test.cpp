// Malformed calls: each error code, and nothing written.
#include <cmath>
#include <functional>
#include <limits>
#include <type_traits>

#include "families.h"
#include "solver.h"

namespace {

using namespace test;

constexpr std::int64_t kBatch = 20;
constexpr int kN = 4, kM = 3, kP = 2;
constexpr unsigned char kUntouched = 0x5a;

// A good call of every function, for the tests to spoil, and all memory that such a call writes to.
struct Call {
  explicit Call(const std::string& shared = "") : Call(Random(), shared) {}
  Call(Random random, const std::string& shared)
      : data(make_problems("wellposed", kBatch, kN, kM, kP, shared, random)),
        batch_data(data),
        batch(batch_data.view()) {
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_make_plan(&batch, isa, &plan));
    const std::int64_t bytes = plan.scratch_bytes + plan.shared_bytes + plan.factor_bytes * kBatch;
    for (Fenced& each : written) each.refill(kUntouched);
    CHECK(bytes < std::int64_t(written[0].bytes()));
    solution = {written[1].as(),
                written[2].as(),
                written[3].as(),
                written[4].as(),
                written[5].as<std::int32_t>(),
                written[6].as<std::int32_t>(),
                written[7].as<double>(),
                written[8].as<double>(),
                written[9].as<double>(),
                written[10].as<double>(),
                nullptr,
                nullptr,
                nullptr,
                nullptr};
    adjoint = {written[11].as(), written[12].as(), written[13].as()};
    cotangent.x = {upstream, nullptr, nullptr, 1};
    outer = {OPTNET4J_FLOAT64, kN, kN, upstream, upstream, upstream, upstream, 1, 0};
    shared_memory = written[14].as();
    factor = written[15].as();
    scratch = written[0].as();
    target = written[16].as();
  }

  std::int32_t make_plan() { return optnet4j_cpu_make_plan(&batch, isa, &plan); }
  std::int32_t prepare() { return optnet4j_cpu_prepare(&batch, isa, shared_memory, scratch); }
  std::int32_t solve() {
    return optnet4j_cpu_solve(&batch, &settings, isa, shared_memory, factor, scratch, first, count, &solution);
  }
  std::int32_t solve_adjoint() {
    return optnet4j_cpu_solve_adjoint(&batch, isa, shared_memory, factor, scratch, first, count, status, &cotangent,
                                      &adjoint);
  }
  std::int32_t multiply() { return optnet4j_cpu_outer(&outer, isa, outer_batch, stride, status, target); }
  std::int32_t add_up() { return optnet4j_cpu_outer_sum(&outer, isa, outer_batch, stride, status, target); }

  bool untouched() const {
    for (const Fenced& each : written)
      for (std::size_t i = 0; i < each.bytes(); ++i)
        if (each.as<unsigned char>()[i] != kUntouched) return false;
    return true;
  }

  std::int32_t isa = OPTNET4J_ISA_BEST;
  Problems data;
  Batch<double> batch_data;
  optnet4j_batch batch;
  optnet4j_cpu_plan plan{};
  optnet4j_settings settings{1e-8, 1e-8, 50, 0};
  std::int64_t first = 0, count = kBatch, outer_batch = 2, stride = kN;
  std::int32_t status_of_all[kBatch] = {};
  const std::int32_t* status = status_of_all;
  double upstream[2 * kN] = {1, 2, 3, 4, 5, 6, 7, 8};
  Fenced written[17] = {Fenced(1 << 20, 64), Fenced(1 << 12, 64), Fenced(1 << 12, 64), Fenced(1 << 12, 64),
                        Fenced(1 << 12, 64), Fenced(1 << 12, 64), Fenced(1 << 12, 64), Fenced(1 << 12, 64),
                        Fenced(1 << 12, 64), Fenced(1 << 12, 64), Fenced(1 << 12, 64), Fenced(1 << 12, 64),
                        Fenced(1 << 12, 64), Fenced(1 << 12, 64), Fenced(1 << 16, 64), Fenced(1 << 19, 64),
                        Fenced(1 << 12, 64)};
  optnet4j_solution solution{};
  optnet4j_adjoint adjoint{};
  optnet4j_cotangent cotangent{};
  optnet4j_outer outer{};
  void *shared_memory, *factor, *scratch, *target;
};

using Entry = std::int32_t (Call::*)();
struct Named {
  const char* name;
  Entry entry;
};
constexpr Named kWithBatch[] = {{"make_plan", &Call::make_plan},
                                {"prepare", &Call::prepare},
                                {"solve", &Call::solve},
                                {"solve_adjoint", &Call::solve_adjoint}};
constexpr Named kWithRange[] = {{"solve", &Call::solve}, {"solve_adjoint", &Call::solve_adjoint}};
constexpr Named kOuter[] = {{"outer", &Call::multiply}, {"outer_sum", &Call::add_up}};

template <std::size_t Count>
void expect(int error, const Named (&entries)[Count], const char* what, const std::function<void(Call&)>& spoil,
            const char* shared = "Q") {
  for (const Named& each : entries) {
    const check::Scope scope(check::text(each.name, ", ", what));
    Call call(shared);
    spoil(call);
    const optnet4j_cpu_plan before = call.plan;
    CHECK_EQUAL(error, (call.*each.entry)());
    CHECK(call.untouched());
    CHECK(before.lanes == call.plan.lanes && before.scratch_bytes == call.plan.scratch_bytes);
  }
}

}  // namespace

TEST(library_and_header_agree) {
  CHECK_EQUAL(OPTNET4J_ABI_VERSION, optnet4j_abi_version());
  CHECK_EQUAL(std::string(OPTNET4J_EXPECTED_VERSION), optnet4j_version());
  CHECK(optnet4j_cpu_supports(OPTNET4J_ISA_BEST));
  CHECK(optnet4j_cpu_supports(OPTNET4J_ISA_BASELINE));
  CHECK(optnet4j_cpu_supports(optnet4j_cpu_best_isa()));
  CHECK(!optnet4j_cpu_supports(4) && !optnet4j_cpu_supports(-1));
}

TEST(good_calls_are_good) {
  Call call("Q");
  for (const Named& each : kWithBatch) CHECK_EQUAL(int(OPTNET4J_OK), (call.*each.entry)());
  for (const Named& each : kOuter) CHECK_EQUAL(int(OPTNET4J_OK), (call.*each.entry)());
  CHECK(!call.untouched());
}

TEST(shapes) {
  const auto with = [](const char* what, const std::function<void(optnet4j_shape&)>& change) {
    expect(OPTNET4J_BAD_SHAPE, kWithBatch, what, [&](Call& call) { change(call.batch.shape); });
  };
  with("n = 0", [](optnet4j_shape& z) { z.n = 0; });
  with("n < 0", [](optnet4j_shape& z) { z.n = -1; });
  with("m < 0", [](optnet4j_shape& z) { z.m = -1; });
  with("p < 0", [](optnet4j_shape& z) { z.p = -1; });
  with("batch < 0", [](optnet4j_shape& z) { z.batch = -1; });
  with("batch least", [](optnet4j_shape& z) { z.batch = INT64_MIN; });
  with("precision 2", [](optnet4j_shape& z) { z.precision = 2; });
  with("precision -1", [](optnet4j_shape& z) { z.precision = -1; });
  with("Q too large", [](optnet4j_shape& z) { z.n = 46341; });
  with("n largest", [](optnet4j_shape& z) { z.n = INT32_MAX; });
  with("m largest", [](optnet4j_shape& z) { z.m = INT32_MAX; });
  with("p largest", [](optnet4j_shape& z) { z.p = INT32_MAX; });
  with("G too large", [](optnet4j_shape& z) { z.n = z.m = 46341; });
  with("S too large", [](optnet4j_shape& z) { z.m = 46340; });
  with("A too large", [](optnet4j_shape& z) {
    z.n = 1 << 16;
    z.p = 1 << 15;
  });
  with("V too large", [](optnet4j_shape& z) { z.m = z.p = 46341; });
  with("q of the batch too large", [](optnet4j_shape& z) { z.batch = INT64_MAX / kN + 1; });
}

TEST(the_normal_form_has_room_for_a_right_hand_side) {
  for (const Isa& isa : usable_isas()) {
    const double number = 0;
    optnet4j_batch batch{};
    batch.form = OPTNET4J_FORM_NORMAL;
    batch.Q = batch.q = {&number, nullptr, nullptr, 1};
    optnet4j_cpu_plan plan{};
    batch.shape = {1, 46339, 0, 0, OPTNET4J_FLOAT64};
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_make_plan(&batch, isa.id, &plan));
    CHECK(plan.scratch_bytes > std::int64_t(46339) * 46339 / 2 * plan.lanes * 8);
    batch.shape.n = 46340;
    CHECK_EQUAL(int(OPTNET4J_BAD_SHAPE), optnet4j_cpu_make_plan(&batch, isa.id, &plan));
  }
}

TEST(the_largest_shapes_have_plans_without_overflow) {
  for (const Isa& isa : usable_isas()) {
    optnet4j_batch batch{};
    const double number = 0;
    batch.Q = batch.q = batch.A = batch.b = batch.G = batch.h = {&number, nullptr, nullptr, 1};
    optnet4j_cpu_plan small{}, large{};
    batch.shape = {INT64_MAX, 1, 0, 0, OPTNET4J_FLOAT64};
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_make_plan(&batch, isa.id, &small));
    batch.shape = {INT64_MAX, 46340, 46339, 46340, OPTNET4J_FLOAT64};
    CHECK_EQUAL(int(OPTNET4J_OK), optnet4j_cpu_make_plan(&batch, isa.id, &large));
    const std::int64_t matrix = std::int64_t(46340) * 46340 * large.lanes * 8;
    CHECK_EQUAL(small.lanes, large.lanes);
    CHECK(large.shared_bytes > 3 * matrix && large.shared_bytes < 20 * matrix);
    CHECK(large.factor_bytes > matrix / 4 && large.factor_bytes < 20 * matrix);
    CHECK(large.scratch_bytes >= large.factor_bytes && large.scratch_bytes < 40 * matrix);
  }
}

TEST(ranges) {
  const auto with = [](const char* what, std::int64_t first, std::int64_t count) {
    expect(OPTNET4J_BAD_RANGE, kWithRange, what, [=](Call& call) {
      call.first = first;
      call.count = count;
    });
  };
  with("first not a multiple of the lanes", 1, 1);
  with("first < 0", -64, 1);
  with("count < 0", 0, -1);
  with("beyond the end", 0, kBatch + 1);
  with("behind the end", 64, 0);
  with("last of all", INT64_MAX, INT64_MAX);
  with("largest count", 0, INT64_MAX);
  with("least of all", INT64_MIN, INT64_MAX);
}

TEST(empty_ranges_and_batches_are_good_and_write_nothing) {
  for (const Named& each : kWithRange) {
    const check::Scope scope(each.name);
    Call call;
    call.count = 0;
    CHECK_EQUAL(int(OPTNET4J_OK), (call.*each.entry)());
    CHECK(call.untouched());
    // An empty batch has no data to point at.
    call.batch.shape.batch = 0;
    call.batch.Q.data = call.batch.q.data = call.batch.G.data = nullptr;
    CHECK_EQUAL(int(OPTNET4J_OK), call.prepare());
    CHECK_EQUAL(int(OPTNET4J_OK), (call.*each.entry)());
    CHECK(call.untouched());
  }
}

TEST(settings) {
  constexpr Named solve[] = {{"solve", &Call::solve}};
  for (double bad : {-1e-8, -double(INFINITY), double(INFINITY), double(NAN)}) {
    expect(OPTNET4J_BAD_SETTINGS, solve, "eps_abs", [=](Call& call) { call.settings.eps_abs = bad; });
    expect(OPTNET4J_BAD_SETTINGS, solve, "eps_rel", [=](Call& call) { call.settings.eps_rel = bad; });
    expect(OPTNET4J_BAD_SETTINGS, solve, "smoothing", [=](Call& call) { call.settings.smoothing = bad; });
  }
  for (int bad : {-1, INT32_MIN})
    expect(OPTNET4J_BAD_SETTINGS, solve, "max_iterations", [=](Call& call) { call.settings.max_iterations = bad; });
}

TEST(instruction_sets) {
  std::vector<std::int32_t> unknown = {4, -1, INT32_MAX};
  for (std::int32_t isa : {OPTNET4J_ISA_AVX2, OPTNET4J_ISA_AVX512})
    if (!optnet4j_cpu_supports(isa)) unknown.push_back(isa);
  for (std::int32_t isa : unknown) {
    expect(OPTNET4J_UNSUPPORTED, kWithBatch, "isa", [=](Call& call) { call.isa = isa; });
    expect(OPTNET4J_UNSUPPORTED, kOuter, "isa", [=](Call& call) { call.isa = isa; });
  }
}

TEST(missing_operands) {
  for (optnet4j_operand optnet4j_batch::*each : {&optnet4j_batch::Q, &optnet4j_batch::q, &optnet4j_batch::A,
                                                 &optnet4j_batch::b, &optnet4j_batch::G, &optnet4j_batch::h})
    expect(OPTNET4J_NULL_ARGUMENT, kWithBatch, "operand", [=](Call& call) { (call.batch.*each).data = nullptr; });
}

TEST(missing_arguments) {
  Call call("Q");
  const optnet4j_batch& batch = call.batch;
  const int null = OPTNET4J_NULL_ARGUMENT;
  void *shared = call.shared_memory, *factor = call.factor, *scratch = call.scratch;
  CHECK_EQUAL(null, optnet4j_cpu_make_plan(nullptr, 0, &call.plan));
  CHECK_EQUAL(null, optnet4j_cpu_make_plan(&batch, 0, nullptr));
  CHECK_EQUAL(null, optnet4j_cpu_prepare(nullptr, 0, shared, scratch));
  CHECK_EQUAL(null, optnet4j_cpu_prepare(&batch, 0, nullptr, scratch));
  CHECK_EQUAL(null, optnet4j_cpu_prepare(&batch, 0, shared, nullptr));
  const auto solve = [&](const optnet4j_batch* b, const optnet4j_settings* s, void* sh, void* sc,
                         const optnet4j_solution* to) {
    return optnet4j_cpu_solve(b, s, 0, sh, factor, sc, 0, kBatch, to);
  };
  CHECK_EQUAL(null, solve(nullptr, &call.settings, shared, scratch, &call.solution));
  CHECK_EQUAL(null, solve(&batch, nullptr, shared, scratch, &call.solution));
  CHECK_EQUAL(null, solve(&batch, &call.settings, nullptr, scratch, &call.solution));
  CHECK_EQUAL(null, solve(&batch, &call.settings, shared, nullptr, &call.solution));
  CHECK_EQUAL(null, solve(&batch, &call.settings, shared, scratch, nullptr));
  const auto solve_adjoint = [&](const optnet4j_batch* b, void* sh, void* f, void* sc, const std::int32_t* status,
                                 const optnet4j_cotangent* by, const optnet4j_adjoint* to) {
    return optnet4j_cpu_solve_adjoint(b, 0, sh, f, sc, 0, kBatch, status, by, to);
  };
  CHECK_EQUAL(null, solve_adjoint(nullptr, shared, factor, scratch, call.status, &call.cotangent, &call.adjoint));
  CHECK_EQUAL(null, solve_adjoint(&batch, nullptr, factor, scratch, call.status, &call.cotangent, &call.adjoint));
  CHECK_EQUAL(null, solve_adjoint(&batch, shared, nullptr, scratch, call.status, &call.cotangent, &call.adjoint));
  CHECK_EQUAL(null, solve_adjoint(&batch, shared, factor, nullptr, call.status, &call.cotangent, &call.adjoint));
  CHECK_EQUAL(null, solve_adjoint(&batch, shared, factor, scratch, nullptr, &call.cotangent, &call.adjoint));
  CHECK_EQUAL(null, solve_adjoint(&batch, shared, factor, scratch, call.status, nullptr, &call.adjoint));
  CHECK_EQUAL(null, solve_adjoint(&batch, shared, factor, scratch, call.status, &call.cotangent, nullptr));
  CHECK_EQUAL(null, optnet4j_cpu_outer(nullptr, 0, 2, kN, call.status, call.target));
  CHECK_EQUAL(null, optnet4j_cpu_outer_sum(nullptr, 0, 2, kN, call.status, call.target));
  CHECK(call.untouched());
  expect(null, kOuter, "target", [](Call& c) { c.target = nullptr; });
  expect(null, kOuter, "a", [](Call& c) { c.outer.a = nullptr; });
  expect(null, kOuter, "x", [](Call& c) { c.outer.x = nullptr; });
  expect(null, kOuter, "b", [](Call& c) { c.outer.b = nullptr; });
  expect(null, kOuter, "y", [](Call& c) { c.outer.y = nullptr; });
  expect(null, kOuter, "status", [](Call& c) { c.status = nullptr; });
}

TEST(missing_places_for_answers) {
  constexpr Named solve[] = {{"solve", &Call::solve}}, solve_adjoint[] = {{"solve_adjoint", &Call::solve_adjoint}};
  for (void* optnet4j_solution::*each :
       {&optnet4j_solution::x, &optnet4j_solution::nu, &optnet4j_solution::lambda, &optnet4j_solution::slack})
    expect(OPTNET4J_NULL_ARGUMENT, solve, "a vector", [=](Call& call) { call.solution.*each = nullptr; });
  for (std::int32_t* optnet4j_solution::*each : {&optnet4j_solution::status, &optnet4j_solution::iterations})
    expect(OPTNET4J_NULL_ARGUMENT, solve, "a label", [=](Call& call) { call.solution.*each = nullptr; });
  for (double* optnet4j_solution::*each : {&optnet4j_solution::primal_residual, &optnet4j_solution::dual_residual,
                                           &optnet4j_solution::gap, &optnet4j_solution::objective})
    expect(OPTNET4J_NULL_ARGUMENT, solve, "a residual", [=](Call& call) { call.solution.*each = nullptr; });
  for (void* optnet4j_adjoint::*each : {&optnet4j_adjoint::dx, &optnet4j_adjoint::dnu, &optnet4j_adjoint::mu})
    expect(OPTNET4J_NULL_ARGUMENT, solve_adjoint, "a vector", [=](Call& call) { call.adjoint.*each = nullptr; });
}

TEST(outer_products) {
  expect(OPTNET4J_BAD_SHAPE, kOuter, "rows < 0", [](Call& call) { call.outer.rows = -1; });
  expect(OPTNET4J_BAD_SHAPE, kOuter, "columns < 0", [](Call& call) { call.outer.columns = -1; });
  expect(OPTNET4J_BAD_SHAPE, kOuter, "precision", [](Call& call) { call.outer.precision = 7; });
  constexpr Named sum[] = {{"outer_sum", &Call::add_up}};
  expect(OPTNET4J_BAD_RANGE, sum, "batch < 0", [](Call& call) { call.outer_batch = -1; });
  expect(OPTNET4J_BAD_RANGE, sum, "stride < rows", [](Call& call) { call.stride = kN - 1; });
  expect(OPTNET4J_OK, kOuter, "no rows", [](Call& call) { call.outer.rows = 0; });
  expect(OPTNET4J_OK, kOuter, "no columns", [](Call& call) {
    call.outer.columns = 0;
    call.outer.x = call.outer.y = nullptr;
    call.target = nullptr;
  });
  expect(OPTNET4J_OK, kOuter, "no columns and no vectors", [](Call& call) {
    call.outer.columns = 0;
    call.outer.a = call.outer.b = call.outer.x = call.outer.y = nullptr;
    call.target = nullptr;
  });
}
