// The CPU back end for one kind of pack: loads problems into lanes, runs the kernels, stores the answers.
#pragma once

#include <cstdint>
#include <limits>

#include "../../../kernels/forward.h"
#include "../../../kernels/gradient.h"
#include "interleave.h"
#include "optnet4j.h"

namespace optnet4j {

template <class T, int Lanes>
class Executor {
  using Real = Pack<T, Lanes>;
  using Reader = BlockReader<T, Lanes>;

 public:
  static void make_plan(const optnet4j_batch& batch, optnet4j_cpu_plan& plan) {
    Areas<Real> areas;
    carve(batch, areas);
    plan.lanes = Lanes;
    plan.shared_bytes = areas.shared.used * std::int64_t(sizeof(Real));
    plan.factor_bytes = areas.factor.used * std::int64_t(sizeof(Real));
    plan.scratch_bytes = (areas.cold.used + areas.hot.used) * std::int64_t(sizeof(Real)) + plan.factor_bytes;
  }

  static void prepare(const optnet4j_batch& batch, void* shared, void* scratch) {
    const SharedLevel level = shared_level(batch);
    optnet4j_cpu_plan plan;
    make_plan(batch, plan);
    const Workspace<Real> w = workspace(batch, plan, shared, nullptr, scratch);
    load_matrices(batch, kNothingShared, level, 0, 1, w.matrices);
    factor_matrices(Solo(), shape(batch), kNothingShared, level, w.matrices);
  }

  static void solve(const optnet4j_batch& batch, const optnet4j_settings& settings, void* shared, void* factor,
                    void* scratch, std::int64_t first, std::int64_t count, const optnet4j_solution& solution) {
    const Shape z = shape(batch);
    const SharedLevel level = shared_level(batch);
    const Settings rule{settings.eps_abs, settings.eps_rel, settings.max_iterations};
    optnet4j_cpu_plan plan;
    make_plan(batch, plan);
    for (std::int64_t done = 0; done < count; done += Lanes) {
      const Workspace<Real> w = workspace(batch, plan, shared, pack_factor(plan, factor, first + done), scratch);
      const int problems = int(count - done < Lanes ? count - done : Lanes);
      load_matrices(batch, level, kSharedQAG, first + done, problems, w.matrices);
      factor_matrices(Solo(), z, level, kSharedQAG, w.matrices);
      const Vectors<Real>& v = w.vectors;
      Real flaw = load(batch.q, z.n, first + done, problems, v.q);
      flaw = max(flaw, load(batch.b, z.p, first + done, problems, v.b));
      flaw = max(flaw, load(batch.h, z.m, first + done, problems, v.h));
      flaw = max(flaw, max(*w.matrices.flaw_q, max(*w.matrices.flaw_a, *w.matrices.flaw_g)));
      const Answer<Real> answer = optnet4j::solve(Solo(), z, rule, w, flaw, factor != nullptr);
      store(z, answer, v, done, problems, solution);
    }
  }

  static void solve_adjoint(const optnet4j_batch& batch, void* shared, void* factor, void* scratch, std::int64_t first,
                            std::int64_t count, const std::int32_t* status, const optnet4j_cotangent& cotangent,
                            const optnet4j_adjoint& adjoint) {
    const Shape z = shape(batch);
    optnet4j_cpu_plan plan;
    make_plan(batch, plan);
    for (std::int64_t done = 0; done < count; done += Lanes) {
      const Workspace<Real> w = workspace(batch, plan, shared, pack_factor(plan, factor, first + done), scratch);
      const int problems = int(count - done < Lanes ? count - done : Lanes);
      const Vectors<Real>& v = w.vectors;
      load_cotangent(cotangent.x, z.n, first + done, problems, Real(1), v.q);
      load_cotangent(cotangent.nu, z.p, first + done, problems, Real(-1), v.b);
      load_cotangent(cotangent.lambda, z.m, first + done, problems, Real(-1), v.h);
      optnet4j::solve_adjoint(Solo(), z, w);
      store_adjoint(v.x, z.n, done, problems, status, adjoint.dx);
      store_adjoint(v.nu, z.p, done, problems, status, adjoint.dnu);
      store_adjoint(v.lambda, z.m, done, problems, status, adjoint.mu);
    }
  }

 private:
  static Shape shape(const optnet4j_batch& batch) { return {batch.shape.n, batch.shape.m, batch.shape.p}; }

  static SharedLevel shared_level(const optnet4j_batch& batch) {
    if (!batch.Q.shared) return kNothingShared;
    if (batch.shape.p > 0 && !batch.A.shared) return kSharedQ;
    if (batch.shape.m > 0 && !batch.G.shared) return kSharedQA;
    return kSharedQAG;
  }

  static Workspace<Real> workspace(const optnet4j_batch& batch, const optnet4j_cpu_plan& plan, void* shared,
                                   void* factor, void* scratch) {
    Areas<Real> counted, areas;
    carve(batch, counted);
    areas.shared.base = static_cast<Real*>(shared);
    areas.factor.base = static_cast<Real*>(factor != nullptr ? factor : scratch);
    areas.cold.base = static_cast<Real*>(scratch) + plan.factor_bytes / std::int64_t(sizeof(Real));
    areas.hot.base = areas.cold.base + counted.cold.used;
    return carve(batch, areas);
  }

  static Workspace<Real> carve(const optnet4j_batch& batch, Areas<Real>& areas) {
    Workspace<Real> w;
    w.carve(shape(batch), shared_level(batch), areas);
    w.carve_copies(shape(batch), shared_level(batch), areas);
    return w;
  }

  static void* pack_factor(const optnet4j_cpu_plan& plan, void* factor, std::int64_t first) {
    if (factor == nullptr) return nullptr;
    return static_cast<char*>(factor) + first / Lanes * plan.factor_bytes;
  }

  // Zero times every number: not a number as soon as one of them is not finite. Four sums, so that none waits for
  // itself.
  class FiniteCheck {
   public:
    void see(const Real* x, int count) {
      for (; count >= 4; count -= 4, x += 4)
        for (int i = 0; i < 4; ++i) sum_[i] = fma(x[i], Real(0), sum_[i]);
      for (int i = 0; i < count; ++i) sum_[i] = fma(x[i], Real(0), sum_[i]);
    }
    Real flaw() const {
      const Real sum = (sum_[0] + sum_[1]) + (sum_[2] + sum_[3]);
      return select(sum == Real(0), Real(0), Real(kInvalidInput));
    }

   private:
    Real sum_[4] = {Real(0), Real(0), Real(0), Real(0)};
  };

  static Real load(const optnet4j_operand& operand, std::int64_t block, std::int64_t first, int problems,
                   Real* target) {
    Reader reader(operand, block, first, problems);
    FiniteCheck check;
    for (std::int64_t from = 0; from < block; from += Reader::kStretch) {
      const int count = int(block - from < Reader::kStretch ? block - from : Reader::kStretch);
      reader.read(from, count, target + from);
      check.see(target + from, count);
    }
    return check.flaw();
  }

  // The lower triangle of (Q + Q') / 2.
  static Real load_symmetric(const optnet4j_operand& operand, int n, std::int64_t first, int problems,
                             Triangle<Real> target) {
    Reader reader(operand, std::int64_t(n) * n, first, problems);
    const Real half(0.5);
    FiniteCheck check;
    Real stretch[Reader::kStretch];
    const std::int64_t size = std::int64_t(n) * n;
    int i = 0, j = 0;
    for (std::int64_t from = 0; from < size; from += Reader::kStretch) {
      const int count = int(size - from < Reader::kStretch ? size - from : Reader::kStretch);
      reader.read(from, count, stretch);
      check.see(stretch, count);
      for (int e = 0; e < count; ++e) {
        // The upper half comes first, to where its mirror image will meet it.
        Real& entry = i > j ? target.row(i)[j] : target.row(j)[i];
        entry = i > j ? half * entry + half * stretch[e] : stretch[e];
        if (++j == n) ++i, j = 0;
      }
    }
    return check.flaw();
  }

  // The matrices above level `from`, up to and including level `to`.
  static void load_matrices(const optnet4j_batch& batch, SharedLevel from, SharedLevel to, std::int64_t first,
                            int problems, const Matrices<Real>& m) {
    const Shape z = shape(batch);
    if (from < kSharedQ && to >= kSharedQ) *m.flaw_q = load_symmetric(batch.Q, z.n, first, problems, m.Q);
    if (from < kSharedQA && to >= kSharedQA) *m.flaw_a = load(batch.A, std::int64_t(z.p) * z.n, first, problems, m.A);
    if (from < kSharedQAG && to >= kSharedQAG) *m.flaw_g = load(batch.G, std::int64_t(z.m) * z.n, first, problems, m.G);
  }

  static void load_cotangent(const optnet4j_operand& operand, int block, std::int64_t first, int problems, Real sign,
                             Real* target) {
    if (operand.data == nullptr && operand.read == nullptr) {
      for (int e = 0; e < block; ++e) target[e] = Real(0);
      return;
    }
    load(operand, block, first, problems, target);
    for (int e = 0; e < block; ++e) target[e] = sign * target[e];
  }

  static void store(Shape z, const Answer<Real>& answer, const Vectors<Real>& v, std::int64_t at, int problems,
                    const optnet4j_solution& to) {
    const Residuals<Real>& found = answer.residuals;
    const MaskOf<Real> unusable =
        (answer.status == Real(kInvalidInput)) | (answer.status == Real(kNotPositiveDefinite));
    const Real nothing(std::numeric_limits<T>::quiet_NaN());
    store_vector(v.x, z.n, at, problems, unusable, to.x);
    store_vector(v.nu, z.p, at, problems, unusable, to.nu);
    store_vector(v.lambda, z.m, at, problems, unusable, to.lambda);
    store_vector(v.s, z.m, at, problems, unusable, to.slack);
    const Real primal = select(unusable, nothing, found.primal.residual);
    const Real dual = select(unusable, nothing, found.dual.residual);
    const Real gap = select(unusable, nothing, found.gap.residual);
    const Real objective = select(unusable, nothing, found.objective);
    for (int l = 0; l < problems; ++l) {
      to.status[at + l] = std::int32_t(answer.status[l]);
      to.iterations[at + l] = std::int32_t(answer.iterations[l]);
      to.primal_residual[at + l] = primal[l];
      to.dual_residual[at + l] = dual[l];
      to.gap[at + l] = gap[l];
      to.objective[at + l] = objective[l];
    }
  }

  static void store_vector(Real* from, int count, std::int64_t at, int problems, MaskOf<Real> unusable, void* to) {
    const Real nothing(std::numeric_limits<T>::quiet_NaN());
    for (int e = 0; e < count; ++e) from[e] = select(unusable, nothing, from[e]);
    deinterleave(from, count, problems, static_cast<T*>(to) + at * count);
  }

  static void store_adjoint(Real* from, int count, std::int64_t at, int problems, const std::int32_t* status,
                            void* to) {
    for (int l = 0; l < problems; ++l)
      if (status[at + l] != kSolved)
        for (int e = 0; e < count; ++e) from[e].values[l] = T(0);
    deinterleave(from, count, problems, static_cast<T*>(to) + at * count);
  }
};

}  // namespace optnet4j
