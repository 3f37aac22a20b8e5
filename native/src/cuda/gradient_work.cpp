#include "gradient_work.h"

#include <array>

#include "batch.h"
#include "device_call.h"
#include "mapping.h"
#include "plan.h"
#include "solve_work.h"
#include "staging.h"

namespace optnet4j {
namespace cuda {
namespace {

constexpr std::int64_t kInteger = sizeof(std::int32_t);

std::array<const optnet4j_operand*, 3> cotangents(const optnet4j_cotangent& of) { return {&of.x, &of.nu, &of.lambda}; }
std::array<const optnet4j_operand*, 4> numbers(const optnet4j_answers& of) {
  return {&of.x, &of.nu, &of.lambda, &of.slack};
}
std::array<const optnet4j_target*, 6> gradients(const optnet4j_gradient_targets& of) {
  return {&of.Q, &of.q, &of.A, &of.b, &of.G, &of.h};
}

// Numbers per problem: of x, nu, lambda, slack, and of the first three's cotangents and adjoints.
std::array<std::int64_t, 4> answer_blocks(const optnet4j_shape& z) { return {z.n, z.p, z.m, z.m}; }

}  // namespace

GradientSizes::GradientSizes(const optnet4j_batch& batch, const optnet4j_cuda_plan& plan,
                             const optnet4j_cotangent& cotangent, const optnet4j_gradient_targets& targets,
                             bool recompute)
    : batch_(batch),
      plan_(plan),
      cotangent_(cotangent),
      targets_(targets),
      recompute_(recompute),
      number_(bytes_per_number(batch.shape.precision)) {
  const Parameters parameter = parameters(batch);
  const std::array<std::int64_t, 4> blocks = answer_blocks(batch.shape);
  Layout layout;
  for (int i = 0; i < 6; ++i)
    common_.parameter[i] =
        recompute && parameter[i].operand->shared ? layout.take(parameter[i].block * number_, kPieceAlignment) : -1;
  for (int i = 0; i < 3; ++i) {
    const optnet4j_operand& operand = *cotangents(cotangent)[i];
    common_.cotangent[i] = given(operand) && operand.shared ? layout.take(blocks[i] * number_, kPieceAlignment) : -1;
  }
  common_.input_bytes = layout.used();
  layout.take(0, kPieceAlignment);
  for (int i = 0; i < 6; ++i)
    common_.sum[i] = parameter[i].operand->shared && wanted(*gradients(targets)[i])
                         ? layout.take(parameter[i].block * number_, number_)
                         : -1;
  common_.pinned_bytes = layout.used();
  common_.factors = layout.take(recompute ? plan.shared_bytes : 0, kPieceAlignment);
  common_.device_bytes = aligned(layout.used());
}

// Gradients lie without gaps, so that they cross the bus in one piece.
GradientSizes::Lane GradientSizes::lane(std::int64_t count) const {
  const Parameters parameter = parameters(batch_);
  const std::array<std::int64_t, 4> blocks = answer_blocks(batch_.shape);
  Lane at;
  Layout layout;
  for (int i = 0; i < 6; ++i)
    at.parameter[i] = recompute_ && !parameter[i].operand->shared
                          ? layout.take(count * parameter[i].block * number_, kPieceAlignment)
                          : -1;
  for (int i = 0; i < 3; ++i) {
    const optnet4j_operand& operand = *cotangents(cotangent_)[i];
    at.cotangent[i] =
        given(operand) && !operand.shared ? layout.take(count * blocks[i] * number_, kPieceAlignment) : -1;
  }
  for (int i = 0; i < 4; ++i)
    at.answers[i] = recompute_ ? layout.take(count * blocks[i] * number_, kPieceAlignment) : -1;
  at.status = recompute_ ? layout.take(count * kInteger, kPieceAlignment) : -1;
  at.input_bytes = layout.used();
  layout.take(0, kPieceAlignment);
  for (int i = 0; i < 6; ++i)
    at.gradient[i] = !parameter[i].operand->shared && wanted(*gradients(targets_)[i])
                         ? layout.take(count * parameter[i].block * number_, number_)
                         : -1;
  at.pinned_bytes = layout.used();
  for (int i = 0; i < 3; ++i) at.adjoint[i] = layout.take(count * blocks[i] * number_, kPieceAlignment);
  optnet4j_cuda_mapping mapping = plan_.mapping;
  mapping.blocks = std::int32_t(blocks_for(mapping, count));
  at.workspace = layout.take(make_plan(batch_, mapping).workspace_bytes, kPieceAlignment);
  at.device_bytes = aligned(layout.used());
  return at;
}

GradientWork::GradientWork(const optnet4j_batch& solved, const optnet4j_batch& batch, const optnet4j_answers* answers,
                           const optnet4j_cotangent& cotangent, const optnet4j_gradient_targets& targets,
                           const optnet4j_cuda_plan& plan, const GradientSizes& sizes, char* common_device,
                           char* common_pinned, char* kept)
    : solved_(solved),
      batch_(batch),
      answers_(answers),
      cotangent_(cotangent),
      targets_(targets),
      plan_(plan),
      sizes_(sizes),
      common_device_(common_device),
      common_pinned_(common_pinned),
      kept_(kept),
      shared_factors_(common_device + sizes.common().factors),
      number_(bytes_per_number(solved.shape.precision)) {
  if (kept != nullptr) shared_factors_ = kept + SolveSizes(solved, plan).kept().shared_factors;
}

// Parameters have no data where their factors are kept.
optnet4j_batch GradientWork::on_device(const Lane& lane, const GradientSizes::Lane& at, std::int64_t count) const {
  optnet4j_batch view = solved_;
  view.shape.batch = count;
  optnet4j_operand* const to[] = {&view.Q, &view.q, &view.A, &view.b, &view.G, &view.h};
  for (int i = 0; i < 6; ++i) {
    if (at.parameter[i] >= 0) to[i]->data = lane.device + at.parameter[i];
    if (sizes_.common().parameter[i] >= 0) to[i]->data = common_device_ + sizes_.common().parameter[i];
  }
  return view;
}

// Without a lane: the sums alone.
optnet4j_gradients GradientWork::on_device(const Lane* lane, const GradientSizes::Lane* at) const {
  void* to[6];
  for (int i = 0; i < 6; ++i) {
    to[i] = sizes_.common().sum[i] >= 0 ? common_device_ + sizes_.common().sum[i] : nullptr;
    if (lane != nullptr && at->gradient[i] >= 0) to[i] = lane->device + at->gradient[i];
  }
  return {to[0], to[1], to[2], to[3], to[4], to[5]};
}

void GradientWork::begin(Lane& lane) {
  const GradientSizes::Common& common = sizes_.common();
  const Parameters parameter = parameters(batch_);
  const std::array<std::int64_t, 4> blocks = answer_blocks(solved_.shape);
  if (solved_.shape.batch > 0) {
    for (int i = 0; i < 6; ++i)
      if (common.parameter[i] >= 0)
        read_operand(*parameter[i].operand, 0, parameter[i].block, number_, common_pinned_ + common.parameter[i]);
    for (int i = 0; i < 3; ++i)
      if (common.cotangent[i] >= 0)
        read_operand(*cotangents(cotangent_)[i], 0, blocks[i], number_, common_pinned_ + common.cotangent[i]);
    Transfer in(cudaMemcpyHostToDevice, lane.stream.get());
    in.add(common_device_, common_pinned_, common.input_bytes);
    in.flush();
    if (kept_ == nullptr) {
      const GradientSizes::Lane at = sizes_.lane(1);
      prepare(on_device(lane, at, 1), plan_, shared_factors_, lane.device + at.workspace, lane.stream.get());
    }
  }
  clear_sums(solved_, on_device(nullptr, nullptr), lane.stream.get());
}

void GradientWork::start(Lane& lane, std::int64_t first, std::int64_t count) {
  const GradientSizes::Lane at = sizes_.lane(count);
  const Parameters parameter = parameters(batch_);
  const std::array<std::int64_t, 4> blocks = answer_blocks(solved_.shape);
  char* const pinned = lane.pinned.data();
  const auto stage = [&](const optnet4j_operand& operand, std::int64_t block, std::int64_t number,
                         std::int64_t offset) {
    if (offset >= 0) read_operand(operand, first * block, count * block, number, pinned + offset);
  };
  for (int i = 0; i < 6; ++i) stage(*parameter[i].operand, parameter[i].block, number_, at.parameter[i]);
  for (int i = 0; i < 3; ++i) stage(*cotangents(cotangent_)[i], blocks[i], number_, at.cotangent[i]);
  if (kept_ == nullptr) {
    for (int i = 0; i < 4; ++i) stage(*numbers(*answers_)[i], blocks[i], number_, at.answers[i]);
    stage(answers_->status, 1, kInteger, at.status);
  }
  const cudaStream_t stream = lane.stream.get();
  Transfer in(cudaMemcpyHostToDevice, stream);
  in.add(lane.device, pinned, at.input_bytes);
  in.flush();

  char* answers[4];
  char* status;
  char* factors = nullptr;
  if (kept_ != nullptr) {
    const SolveSizes::Kept kept = SolveSizes(solved_, plan_).kept();
    for (int i = 0; i < 4; ++i) answers[i] = kept_ + kept.answers[i] + first * blocks[i] * number_;
    status = kept_ + kept.status + first * kInteger;
    factors = kept_ + kept.factors + first * plan_.factor_bytes;
  } else {
    for (int i = 0; i < 4; ++i) answers[i] = lane.device + at.answers[i];
    status = lane.device + at.status;
  }
  optnet4j_solution solution{};
  solution.x = answers[0];
  solution.nu = answers[1];
  solution.lambda = answers[2];
  solution.slack = answers[3];
  solution.status = reinterpret_cast<std::int32_t*>(status);

  optnet4j_operand upstream[3]{};
  for (int i = 0; i < 3; ++i) {
    upstream[i].shared = cotangents(cotangent_)[i]->shared;
    if (at.cotangent[i] >= 0) upstream[i].data = lane.device + at.cotangent[i];
    if (sizes_.common().cotangent[i] >= 0) upstream[i].data = common_device_ + sizes_.common().cotangent[i];
  }
  const optnet4j_adjoint adjoint{lane.device + at.adjoint[0], lane.device + at.adjoint[1], lane.device + at.adjoint[2]};
  const optnet4j_batch view = on_device(lane, at, count);
  const optnet4j_gradients to = on_device(&lane, &at);
  solve_gradients(view, plan_, shared_factors_, factors, lane.device + at.workspace, solution,
                  {upstream[0], upstream[1], upstream[2]}, adjoint, to, stream);
  if (before_ != nullptr && before_ != &lane) before_->reached.hold(lane.stream);
  add_sums(view, solution, adjoint, to, stream);
  lane.reached.record(lane.stream);
  before_ = &lane;

  Transfer out(cudaMemcpyDeviceToHost, stream);
  for (int i = 0; i < 6; ++i)
    if (at.gradient[i] >= 0)
      out.add(pinned + at.gradient[i], lane.device + at.gradient[i], count * parameter[i].block * number_);
  out.flush();
}

void GradientWork::deliver(Lane& lane, std::int64_t first, std::int64_t count) {
  const GradientSizes::Lane at = sizes_.lane(count);
  const Parameters parameter = parameters(solved_);
  for (int i = 0; i < 6; ++i)
    if (at.gradient[i] >= 0)
      write_target(*gradients(targets_)[i], first * parameter[i].block, count * parameter[i].block, number_,
                   lane.pinned.data() + at.gradient[i]);
}

void GradientWork::end(Lane& lane) {
  const GradientSizes::Common& common = sizes_.common();
  const Parameters parameter = parameters(solved_);
  Transfer out(cudaMemcpyDeviceToHost, lane.stream.get());
  for (int i = 0; i < 6; ++i)
    if (common.sum[i] >= 0)
      out.add(common_pinned_ + common.sum[i], common_device_ + common.sum[i], parameter[i].block * number_);
  out.flush();
  lane.stream.wait();
  for (int i = 0; i < 6; ++i)
    if (common.sum[i] >= 0)
      write_target(*gradients(targets_)[i], 0, parameter[i].block, number_, common_pinned_ + common.sum[i]);
}

}  // namespace cuda
}  // namespace optnet4j
