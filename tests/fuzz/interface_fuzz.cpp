// Any bytes as calls of the CPU part of the C interface. Malformed calls must be refused and write nothing; good ones
// must keep to their memory, label every problem and answer the same however the batch is sliced.
#include <cstring>
#include <vector>

#include "answers.h"
#include "bytes.h"
#include "outer_calls.h"
#include "problem.h"
#include "violation.h"

namespace {

using namespace fuzz;

bool known(std::int32_t error) { return error >= OPTNET4J_OK && error <= OPTNET4J_UNSUPPORTED; }

// One run of a batch: its memory, its answers and its gradients.
template <class T>
class Run {
 public:
  Run(const optnet4j_batch& batch, std::int32_t isa, const optnet4j_cpu_plan& plan, std::int64_t count, bool keep)
      : batch_(batch), isa_(isa), answers(batch, count), adjoint(batch.shape, count) {
    const std::int64_t groups = keep ? (batch.shape.batch + plan.lanes - 1) / plan.lanes : 0;
    shared = memory.take(plan.shared_bytes);
    void* const kept = memory.take(groups * plan.factor_bytes);
    factor = keep ? kept : nullptr;
    scratch = memory.take(plan.scratch_bytes);
  }

  void refill(unsigned char with) {
    memory.refill(with);
    answers.memory.refill(with);
    adjoint.memory.refill(with);
  }
  bool filled_with(unsigned char with) const {
    return memory.filled_with(with) && answers.memory.filled_with(with) && adjoint.memory.filled_with(with);
  }

  std::int32_t prepare() { return optnet4j_cpu_prepare(&batch_, isa_, shared, scratch); }
  std::int32_t solve(const optnet4j_settings& settings, Range range, std::int64_t at) {
    const optnet4j_solution to = answers.from(at);
    return optnet4j_cpu_solve(&batch_, &settings, isa_, shared, factor, scratch, range.first, range.count, &to);
  }
  std::int32_t solve_adjoint(const optnet4j_cotangent& cotangent, Range range, std::int64_t at) {
    const optnet4j_adjoint to = adjoint.from(at);
    return optnet4j_cpu_solve_adjoint(&batch_, isa_, shared, factor, scratch, range.first, range.count,
                                      answers.at.status + at, &cotangent, &to);
  }

 private:
  optnet4j_batch batch_;
  std::int32_t isa_;

 public:
  MemoryOfCall memory;
  Answers<T> answers;
  AdjointAnswers<T> adjoint;
  void *shared, *factor, *scratch;
};

template <class T>
class Calls {
 public:
  Calls(Bytes& bytes, const optnet4j_shape& shape)
      : bytes_(bytes),
        isa_(decode_isa(bytes)),
        settings_(decode_settings(bytes)),
        keep_(!bytes.rarely(4)),
        problem_(bytes, shape),
        batch_(problem_.batch) {}

  void make() {
    plan_.lanes = -1;
    const std::int32_t error = optnet4j_cpu_make_plan(bytes_.rarely(64) ? nullptr : &batch_, isa_, &plan_);
    VERIFY(known(error));
    if (error != OPTNET4J_OK) {
      VERIFY(plan_.lanes == -1);
      refuse_all();
      return;
    }
    const optnet4j_shape& z = batch_.shape;
    VERIFY(plan_.lanes > 0 && plan_.shared_bytes >= 0 && plan_.factor_bytes >= 0 && plan_.scratch_bytes > 0);
    VERIFY(plan_.shared_bytes % 8 == 0 && plan_.factor_bytes % 8 == 0 && plan_.scratch_bytes % 8 == 0);
    // What has to hold, in some order, at least the numbers of Q.
    const std::int64_t q = batch_.diagonal ? z.n : std::int64_t(z.n) * (z.n + 1) / 2;
    VERIFY(plan_.shared_bytes + plan_.scratch_bytes >= q * std::int64_t(sizeof(T)));
    if (!affordable(z) || plan_.shared_bytes > kMostBytes || plan_.scratch_bytes > kMostBytes) return;
    if (z.batch > kStored || plan_.factor_bytes * z.batch > kMostBytes) keep_ = false;
    if (batch_.form == OPTNET4J_FORM_NORMAL && bytes_.below(2)) keep_ = false;
    const Range range = decode_range(bytes_, z.batch, plan_.lanes);
    const bool good_range = range.valid(z.batch, plan_.lanes);
    const std::int64_t count = good_range ? range.count : 0;
    if (count > kStored) return;
    Run<T> run(batch_, isa_, plan_, count, keep_);
    refuse_prepare(run);
    VERIFY(run.prepare() == OPTNET4J_OK);
    run.answers.memory.refill(kFill);
    if (!refuse_solve(run, range, count)) return;
    solve(run, range);
  }

 private:
  bool tolerances() const {
    return std::isfinite(settings_.eps_abs) && settings_.eps_abs >= 0 && std::isfinite(settings_.eps_rel) &&
           settings_.eps_rel >= 0 && settings_.max_iterations >= 0;
  }

  // Without a plan every call on the batch is refused.
  void refuse_all() {
    const optnet4j_batch* const batch =
        optnet4j_cpu_make_plan(&batch_, isa_, &plan_) == OPTNET4J_OK ? nullptr : &batch_;
    MemoryOfCall memory;
    void* some[20];
    for (void*& each : some) each = memory.take(64);
    std::int32_t* const labels = static_cast<std::int32_t*>(some[0]);
    double* const numbers = static_cast<double*>(some[1]);
    const optnet4j_solution solution{some[2], some[3], some[4], some[5], labels,  labels,  numbers,
                                     numbers, numbers, numbers, some[6], some[7], some[8], some[9]};
    const optnet4j_adjoint adjoint{some[10], some[11], some[12]};
    const optnet4j_cotangent cotangent{};
    const std::int32_t errors[] = {
        optnet4j_cpu_prepare(batch, isa_, some[13], some[14]),
        optnet4j_cpu_solve(batch, &settings_, isa_, some[13], some[15], some[14], 0, 1, &solution),
        optnet4j_cpu_solve_adjoint(batch, isa_, some[13], some[15], some[14], 0, 1, labels, &cotangent, &adjoint)};
    for (std::int32_t error : errors) VERIFY(error != OPTNET4J_OK && known(error));
    VERIFY(memory.filled_with(kFill));
  }

  void refuse_prepare(Run<T>& run) {
    const int which = bytes_.below(16);
    std::int32_t error = OPTNET4J_OK;
    if (which == 1) error = optnet4j_cpu_prepare(nullptr, isa_, run.shared, run.scratch);
    if (which == 2) error = optnet4j_cpu_prepare(&batch_, 5, run.shared, run.scratch);
    if (which == 3) error = optnet4j_cpu_prepare(&batch_, isa_, nullptr, run.scratch);
    if (which == 4) error = optnet4j_cpu_prepare(&batch_, isa_, run.shared, nullptr);
    const bool nothing_shared = plan_.shared_bytes == 0 || batch_.shape.batch == 0;
    VERIFY((which >= 1 && which <= 2) == (error != OPTNET4J_OK) || (which >= 3 && which <= 4 && !nothing_shared));
    VERIFY(known(error) && (error == OPTNET4J_OK || run.filled_with(kFill)));
  }

  // A call without one of its arguments. False where the range or the settings forbid a good one.
  bool refuse_solve(Run<T>& run, const Range& range, std::int64_t count) {
    optnet4j_solution to = run.answers.from(0);
    void** const vectors[] = {&to.x,        &to.nu,      &to.lambda,    &to.slack,
                              &to.lambda_l, &to.slack_l, &to.lambda_lb, &to.lambda_ub};
    double** const numbers[] = {&to.primal_residual, &to.dual_residual, &to.gap, &to.objective};
    const int without = bytes_.below(64);
    if (without >= 1 && without <= 8) *vectors[without - 1] = nullptr;
    if (without >= 9 && without <= 12) *numbers[without - 9] = nullptr;
    if (without == 13) to.status = nullptr;
    if (without == 14) to.iterations = nullptr;
    const bool good = range.valid(batch_.shape.batch, plan_.lanes) && tolerances();
    if (good && (without == 0 || without > 19)) return true;
    const std::int32_t error =
        optnet4j_cpu_solve(without == 15 ? nullptr : &batch_, without == 16 ? nullptr : &settings_, isa_,
                           without == 17 ? nullptr : run.shared, run.factor, without == 18 ? nullptr : run.scratch,
                           range.first, range.count, without == 19 ? nullptr : &to);
    VERIFY(known(error));
    VERIFY(good || error != OPTNET4J_OK);
    if (without == 15 || without == 16 || without == 18 || without == 19) VERIFY(error == OPTNET4J_NULL_ARGUMENT);
    if ((without == 1 || (without >= 9 && without <= 14)) && count > 0) VERIFY(error != OPTNET4J_OK);
    if (error != OPTNET4J_OK) VERIFY(run.answers.memory.filled_with(kFill));
    run.answers.memory.refill(kFill);
    return good;
  }

  void solve(Run<T>& run, const Range& range) {
    VERIFY(run.solve(settings_, range, 0) == OPTNET4J_OK);
    for (std::int64_t i = 0; i < range.count; ++i) run.answers.check(i, settings_);

    // Again, from memory that held something else, and in slices.
    Run<T> again(batch_, isa_, plan_, range.count, keep_);
    again.refill(0x41);
    VERIFY(again.prepare() == OPTNET4J_OK);
    const std::vector<Range> slices = slice(range);
    for (const Range& each : slices) VERIFY(again.solve(settings_, each, each.first - range.first) == OPTNET4J_OK);
    for (std::int64_t i = 0; i < range.count; ++i) VERIFY(again.answers.same(i, run.answers, i));
    differentiate(run, again, range, slices);
    if (range.count > 0) solve_some(run, range);
  }

  std::vector<Range> slice(const Range& range) {
    std::vector<Range> slices;
    for (std::int64_t done = 0; done < range.count;) {
      std::int64_t count = (1 + bytes_.below(3)) * std::int64_t(plan_.lanes);
      if (count > range.count - done) count = range.count - done;
      slices.push_back({range.first + done, count});
      done += count;
    }
    return slices;
  }

  // The first of the problems without the others, and one of them alone.
  void solve_some(const Run<T>& whole, const Range& range) {
    const std::int64_t count = 1 + bytes_.below(int(range.count));
    Run<T> some(batch_, isa_, plan_, count, false);
    VERIFY(some.prepare() == OPTNET4J_OK);
    VERIFY(some.solve(settings_, {range.first, count}, 0) == OPTNET4J_OK);
    for (std::int64_t i = 0; i < count; ++i)
      VERIFY(some.answers.same(i, whole.answers, i) || overflowed(some, i, whole, i));

    const optnet4j_batch single = problem_.single(range.first + count - 1);
    optnet4j_cpu_plan plan{};
    VERIFY(optnet4j_cpu_make_plan(&single, isa_, &plan) == OPTNET4J_OK);
    VERIFY(plan.shared_bytes == plan_.shared_bytes && plan.scratch_bytes == plan_.scratch_bytes);
    Run<T> alone(single, isa_, plan, 1, false);
    VERIFY(alone.prepare() == OPTNET4J_OK);
    VERIFY(alone.solve(settings_, {0, 1}, 0) == OPTNET4J_OK);
    VERIFY(alone.answers.same(0, whole.answers, count - 1) || overflowed(alone, 0, whole, count - 1));
  }

  // Where numbers overflow, products with the zeros of G that are skipped only if all problems of a pack have them make
  // a difference.
  bool overflowed(const Run<T>& a, std::int64_t i, const Run<T>& b, std::int64_t k) const {
    const bool failed =
        a.answers.at.status[i] == OPTNET4J_NUMERICAL_ERROR || b.answers.at.status[k] == OPTNET4J_NUMERICAL_ERROR;
    return batch_.form == OPTNET4J_FORM_NORMAL && failed;
  }

  void differentiate(Run<T>& run, Run<T>& again, const Range& range, const std::vector<Range>& slices) {
    const optnet4j_shape& z = batch_.shape;
    const auto parameter = [&](int block) {
      const bool shared = bytes_.rarely(3);
      return Parameter<T>(bytes_, Kind::kMatrix, z.n, block, z.batch, shared);
    };
    const int which = bytes_.take<std::uint8_t>();
    Parameter<T> x = parameter(z.n), nu = parameter(z.p), lambda = parameter(z.m);
    optnet4j_cotangent cotangent{};
    if ((which & 1) == 0) cotangent.x = x.view();
    if ((which & 2) == 0) cotangent.nu = nu.view();
    if ((which & 4) == 0) cotangent.lambda = lambda.view();

    const bool good = keep_ && batch_.form == OPTNET4J_FORM_DUAL;
    optnet4j_adjoint to = run.adjoint.from(0);
    const int without = bytes_.below(32);
    if (without == 1) to.dx = nullptr;
    if (without == 2) to.dnu = nullptr;
    if (without == 3) to.mu = nullptr;
    if (!good || (without >= 1 && without <= 8)) {
      const std::int32_t error = optnet4j_cpu_solve_adjoint(
          without == 4 ? nullptr : &batch_, isa_, without == 5 ? nullptr : run.shared, run.factor,
          without == 6 ? nullptr : run.scratch, range.first, range.count,
          without == 7 ? nullptr : run.answers.at.status, without == 8 ? nullptr : &cotangent, &to);
      VERIFY(known(error) && (good || error != OPTNET4J_OK));
      if (without == 4 || (without >= 6 && without <= 8)) VERIFY(error == OPTNET4J_NULL_ARGUMENT);
      if (error != OPTNET4J_OK) VERIFY(run.adjoint.memory.filled_with(kFill));
    }
    if (!good) return;
    VERIFY(run.solve_adjoint(cotangent, range, 0) == OPTNET4J_OK);
    for (const Range& each : slices)
      VERIFY(again.solve_adjoint(cotangent, each, each.first - range.first) == OPTNET4J_OK);
    for (std::int64_t i = 0; i < range.count; ++i) {
      VERIFY(again.adjoint.same(i, run.adjoint, i));
      VERIFY(run.answers.at.status[i] == OPTNET4J_SOLVED || run.adjoint.zero(i));
    }
  }

  Bytes& bytes_;
  std::int32_t isa_;
  optnet4j_settings settings_;
  bool keep_;
  Problem<T> problem_;
  const optnet4j_batch batch_;
  optnet4j_cpu_plan plan_{};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  if (bytes.rarely(8)) {
    call_outer(bytes);
    return 0;
  }
  const optnet4j_shape shape = decode_shape(bytes);
  if (shape.precision == OPTNET4J_FLOAT32) {
    Calls<float>(bytes, shape).make();
  } else {
    Calls<double>(bytes, shape).make();
  }
  return 0;
}
