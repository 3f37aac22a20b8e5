// The dual form for one kind of pack: loads problems into lanes, runs the kernels, stores the answers.
#pragma once

#include <algorithm>
#include <cstdint>

#include "../../../kernels/forward.h"
#include "../../../kernels/gradient.h"
#include "lanes.h"
#include "optnet4j.h"

namespace optnet4j {

template <class T, int Lanes>
class DualExecutor {
  using Real = Pack<T, Lanes>;
  using Io = LaneIo<T, Lanes>;

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
    const SharedLevel level = Io::shared_level(batch);
    optnet4j_cpu_plan plan;
    make_plan(batch, plan);
    const Workspace<Real> w = workspace(batch, plan, shared, nullptr, scratch);
    load_matrices(batch, kNothingShared, level, 0, 1, w.matrices);
    factor_matrices(Solo(), Io::shape(batch), kNothingShared, level, w.matrices);
  }

  static void solve(const optnet4j_batch& batch, const optnet4j_settings& settings, void* shared, void* factor,
                    void* scratch, std::int64_t first, std::int64_t count, const optnet4j_solution& solution) {
    const Shape z = Io::shape(batch);
    const SharedLevel level = Io::shared_level(batch);
    const Settings rule{settings.eps_abs, settings.eps_rel, std::min(settings.max_iterations, kMostIterations),
                        settings.smoothing};
    optnet4j_cpu_plan plan;
    make_plan(batch, plan);
    for (std::int64_t done = 0; done < count; done += Lanes) {
      const Workspace<Real> w = workspace(batch, plan, shared, pack_factor(plan, factor, first + done), scratch);
      const int problems = int(count - done < Lanes ? count - done : Lanes);
      load_matrices(batch, level, kSharedQAG, first + done, problems, w.matrices);
      factor_matrices(Solo(), z, level, kSharedQAG, w.matrices);
      const Vectors<Real>& v = w.vectors;
      Real flaw = Io::load(batch.q, z.n, first + done, problems, v.q);
      flaw = max(flaw, Io::load(batch.b, z.p, first + done, problems, v.b));
      flaw = max(flaw, Io::load(batch.h, z.m, first + done, problems, v.h));
      flaw = max(flaw, max(*w.matrices.flaw_q, max(*w.matrices.flaw_a, *w.matrices.flaw_g)));
      const Answer<Real> answer = optnet4j::solve(Solo(), z, rule, w, flaw, factor != nullptr);
      store(z, answer, v, done, problems, solution);
    }
  }

  static void solve_adjoint(const optnet4j_batch& batch, void* shared, void* factor, void* scratch, std::int64_t first,
                            std::int64_t count, const std::int32_t* status, const optnet4j_cotangent& cotangent,
                            const optnet4j_adjoint& adjoint) {
    const Shape z = Io::shape(batch);
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
    w.carve(Io::shape(batch), Io::shared_level(batch), areas);
    w.carve_copies(Io::shape(batch), Io::shared_level(batch), areas);
    return w;
  }

  static void* pack_factor(const optnet4j_cpu_plan& plan, void* factor, std::int64_t first) {
    if (factor == nullptr) return nullptr;
    return static_cast<char*>(factor) + first / Lanes * plan.factor_bytes;
  }

  // The matrices above level `from`, up to and including level `to`.
  static void load_matrices(const optnet4j_batch& batch, SharedLevel from, SharedLevel to, std::int64_t first,
                            int problems, const Matrices<Real>& m) {
    const Shape z = Io::shape(batch);
    if (from < kSharedQ && to >= kSharedQ) *m.flaw_q = Io::load_symmetric(batch.Q, z.n, first, problems, m.Q);
    if (from < kSharedQA && to >= kSharedQA)
      *m.flaw_a = Io::load(batch.A, std::int64_t(z.p) * z.n, first, problems, m.A);
    if (from < kSharedQAG && to >= kSharedQAG)
      *m.flaw_g = Io::load(batch.G, std::int64_t(z.m) * z.n, first, problems, m.G);
  }

  static void load_cotangent(const optnet4j_operand& operand, int block, std::int64_t first, int problems, Real sign,
                             Real* target) {
    if (!Io::given(operand)) {
      for (int e = 0; e < block; ++e) target[e] = Real(0);
      return;
    }
    Io::load(operand, block, first, problems, target);
    for (int e = 0; e < block; ++e) target[e] = sign * target[e];
  }

  static void store(Shape z, const Answer<Real>& answer, const Vectors<Real>& v, std::int64_t at, int problems,
                    const optnet4j_solution& to) {
    const MaskOf<Real> unusable = Io::store_answer(answer, at, problems, to);
    Io::store_vector(v.x, z.n, at, problems, unusable, to.x);
    Io::store_vector(v.nu, z.p, at, problems, unusable, to.nu);
    Io::store_vector(v.lambda, z.m, at, problems, unusable, to.lambda);
    Io::store_vector(v.s, z.m, at, problems, unusable, to.slack);
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
