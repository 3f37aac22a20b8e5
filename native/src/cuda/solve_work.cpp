#include "solve_work.h"

#include <array>

#include "batch.h"
#include "device_call.h"
#include "mapping.h"
#include "plan.h"
#include "staging.h"

namespace optnet4j {
namespace cuda {
namespace {

constexpr std::int64_t kFigure = sizeof(double);
constexpr std::int64_t kInteger = sizeof(std::int32_t);

// Numbers per problem, in the order of kAnswers.
std::array<std::int64_t, kAnswers> answer_blocks(const Parameters& of, const optnet4j_shape& z) {
  const std::int64_t h = of[5].block, l = of[6].block, lb = of[7].block, ub = of[8].block;
  return {z.n, z.p, h, h, l, l, lb, ub};
}

std::array<const optnet4j_target*, kAnswers> answers_of(const optnet4j_solution_targets& to) {
  return {&to.x, &to.nu, &to.lambda, &to.slack, &to.lambda_l, &to.slack_l, &to.lambda_lb, &to.lambda_ub};
}

std::array<const optnet4j_target*, 4> figures_of(const optnet4j_solution_targets& to) {
  return {&to.primal_residual, &to.dual_residual, &to.gap, &to.objective};
}

}  // namespace

SolveSizes::SolveSizes(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan)
    : batch_(batch), plan_(plan), number_(bytes_per_number(batch.shape.precision)) {
  const Parameters parameter = parameters(batch);
  Layout common;
  for (int i = 0; i < kParameters; ++i)
    common_.input[i] = parameter[i].operand->shared ? common.take(parameter[i].block * number_, kPieceAlignment) : -1;
  common_.input_bytes = common.used();
  common_.factors = common.take(plan.shared_bytes, kPieceAlignment);
  common_.device_bytes = aligned(common.used());

  const std::int64_t problems = batch.shape.batch;
  const std::array<std::int64_t, kAnswers> blocks = answer_blocks(parameter, batch.shape);
  Layout kept;
  kept_.shared_factors = kept.take(plan.shared_bytes, kPieceAlignment);
  for (int i = 0; i < kAnswers; ++i) kept_.answers[i] = kept.take(problems * blocks[i] * number_, number_);
  kept_.status = kept.take(problems * kInteger, kInteger);
  kept_.factors = kept.take(problems * plan.factor_bytes, kPieceAlignment);
  kept_.bytes = aligned(kept.used());
}

// Answers lie without gaps, so that they cross the bus in one piece.
SolveSizes::Lane SolveSizes::lane(std::int64_t count) const {
  const Parameters parameter = parameters(batch_);
  const std::array<std::int64_t, kAnswers> blocks = answer_blocks(parameter, batch_.shape);
  Lane at;
  Layout layout;
  for (int i = 0; i < kParameters; ++i)
    at.input[i] =
        parameter[i].operand->shared ? -1 : layout.take(count * parameter[i].block * number_, kPieceAlignment);
  at.input_bytes = layout.used();
  layout.take(0, kPieceAlignment);
  for (std::int64_t& each : at.figures) each = layout.take(count * kFigure, kFigure);
  for (int i = 0; i < kAnswers; ++i) at.answers[i] = layout.take(count * blocks[i] * number_, number_);
  at.status = layout.take(count * kInteger, kInteger);
  at.iterations = layout.take(count * kInteger, kInteger);
  at.pinned_bytes = layout.used();
  optnet4j_cuda_mapping mapping = plan_.mapping;
  mapping.blocks = std::int32_t(blocks_for(mapping, count));
  at.workspace = layout.take(make_plan(batch_, mapping).workspace_bytes, kPieceAlignment);
  at.device_bytes = aligned(layout.used());
  return at;
}

std::int64_t SolveSizes::copied_per_problem() const { return lane(1).pinned_bytes; }

SolveWork::SolveWork(const optnet4j_batch& batch, const optnet4j_settings& settings, const optnet4j_cuda_plan& plan,
                     const optnet4j_solution_targets& targets, const SolveSizes& sizes, char* common_device,
                     char* common_pinned, char* kept)
    : batch_(batch),
      settings_(settings),
      plan_(plan),
      targets_(targets),
      sizes_(sizes),
      common_device_(common_device),
      common_pinned_(common_pinned),
      kept_(kept),
      shared_factors_(kept != nullptr ? kept + sizes.kept().shared_factors : common_device + sizes.common().factors),
      number_(bytes_per_number(batch.shape.precision)) {}

optnet4j_batch SolveWork::on_device(const Lane& lane, const SolveSizes::Lane& at, std::int64_t count) const {
  const Parameters parameter = parameters(batch_);
  optnet4j_batch view = without_data(batch_);
  view.shape.batch = count;
  const std::array<optnet4j_operand*, kParameters> to = operands(view);
  for (int i = 0; i < kParameters; ++i)
    if (parameter[i].block > 0)
      to[i]->data = to[i]->shared ? common_device_ + sizes_.common().input[i] : lane.device + at.input[i];
  return view;
}

void SolveWork::begin(Lane& lane) {
  const SolveSizes::Common& common = sizes_.common();
  const Parameters parameter = parameters(batch_);
  for (int i = 0; i < kParameters; ++i)
    if (common.input[i] >= 0)
      read_operand(*parameter[i].operand, 0, parameter[i].block, number_, common_pinned_ + common.input[i]);
  Transfer in(cudaMemcpyHostToDevice, lane.stream.get());
  in.add(common_device_, common_pinned_, common.input_bytes);
  in.flush();
  const SolveSizes::Lane at = sizes_.lane(1);
  prepare(on_device(lane, at, 1), plan_, shared_factors_, lane.device + at.workspace, lane.stream.get());
}

void SolveWork::start(Lane& lane, std::int64_t first, std::int64_t count) {
  const SolveSizes::Lane at = sizes_.lane(count);
  const Parameters parameter = parameters(batch_);
  char* const pinned = lane.pinned.data();
  for (int i = 0; i < kParameters; ++i)
    if (at.input[i] >= 0)
      read_operand(*parameter[i].operand, first * parameter[i].block, count * parameter[i].block, number_,
                   pinned + at.input[i]);
  const cudaStream_t stream = lane.stream.get();
  Transfer in(cudaMemcpyHostToDevice, stream);
  in.add(lane.device, pinned, at.input_bytes);
  in.flush();

  const std::array<std::int64_t, kAnswers> blocks = answer_blocks(parameter, batch_.shape);
  const SolveSizes::Kept& kept = sizes_.kept();
  char* answers[kAnswers];
  for (int i = 0; i < kAnswers; ++i)
    answers[i] = kept_ != nullptr ? kept_ + kept.answers[i] + first * blocks[i] * number_ : lane.device + at.answers[i];
  char* const status = kept_ != nullptr ? kept_ + kept.status + first * kInteger : lane.device + at.status;
  const auto figure = [&](int i) { return reinterpret_cast<double*>(lane.device + at.figures[i]); };
  const auto integers = [](char* address) { return reinterpret_cast<std::int32_t*>(address); };
  char* const iterations = lane.device + at.iterations;
  const optnet4j_solution to{answers[0],           answers[1], answers[2], answers[3], integers(status),
                             integers(iterations), figure(0),  figure(1),  figure(2),  figure(3),
                             answers[4],           answers[5], answers[6], answers[7]};
  char* const factors = kept_ != nullptr ? kept_ + kept.factors + first * plan_.factor_bytes : nullptr;
  solve(on_device(lane, at, count), settings_, plan_, shared_factors_, factors, lane.device + at.workspace, to, stream);

  Transfer out(cudaMemcpyDeviceToHost, stream);
  const auto fetch = [&](const optnet4j_target& target, std::int64_t offset, const char* from, std::int64_t bytes) {
    if (wanted(target)) out.add(pinned + offset, from, bytes);
  };
  for (int i = 0; i < 4; ++i)
    fetch(*figures_of(targets_)[i], at.figures[i], lane.device + at.figures[i], count * kFigure);
  for (int i = 0; i < kAnswers; ++i)
    fetch(*answers_of(targets_)[i], at.answers[i], answers[i], count * blocks[i] * number_);
  fetch(targets_.status, at.status, status, count * kInteger);
  fetch(targets_.iterations, at.iterations, iterations, count * kInteger);
  out.flush();
}

void SolveWork::deliver(Lane& lane, std::int64_t first, std::int64_t count) {
  const SolveSizes::Lane at = sizes_.lane(count);
  const std::array<std::int64_t, kAnswers> blocks = answer_blocks(parameters(batch_), batch_.shape);
  const auto hand_over = [&](const optnet4j_target& target, std::int64_t offset, std::int64_t block,
                             std::int64_t number) {
    write_target(target, first * block, count * block, number, lane.pinned.data() + offset);
  };
  for (int i = 0; i < kAnswers; ++i) hand_over(*answers_of(targets_)[i], at.answers[i], blocks[i], number_);
  hand_over(targets_.status, at.status, 1, kInteger);
  hand_over(targets_.iterations, at.iterations, 1, kInteger);
  for (int i = 0; i < 4; ++i) hand_over(*figures_of(targets_)[i], at.figures[i], 1, kFigure);
}

}  // namespace cuda
}  // namespace optnet4j
