// The normal form for one kind of pack: loads problems into lanes, runs the kernels, stores the answers.
#pragma once

#include <algorithm>
#include <cstdint>

#include "../../../kernels/normal_iteration.h"
#include "lanes.h"
#include "optnet4j.h"

namespace optnet4j {

template <class T, int Lanes>
class NormalExecutor {
  using Real = Pack<T, Lanes>;
  using Io = LaneIo<T, Lanes>;

 public:
  static void make_plan(const optnet4j_batch& batch, optnet4j_cpu_plan& plan) {
    Areas<Real> areas;
    carve(batch, areas);
    plan.lanes = Lanes;
    plan.shared_bytes = areas.shared.used * std::int64_t(sizeof(Real));
    plan.factor_bytes = 0;
    plan.scratch_bytes = (areas.cold.used + areas.hot.used) * std::int64_t(sizeof(Real));
  }

  static void prepare(const optnet4j_batch& batch, void* shared, void* scratch) {
    load_matrices(batch, kNothingShared, Io::shared_level(batch), 0, 1, workspace(batch, shared, scratch));
  }

  static void solve(const optnet4j_batch& batch, const optnet4j_settings& settings, void* shared, void*, void* scratch,
                    std::int64_t first, std::int64_t count, const optnet4j_solution& solution) {
    const NormalShape z = shape(batch);
    const Settings rule{settings.eps_abs, settings.eps_rel, std::min(settings.max_iterations, kMostIterations),
                        settings.smoothing};
    const NormalWorkspace<Real> w = workspace(batch, shared, scratch);
    for (std::int64_t done = 0; done < count; done += Lanes) {
      const int problems = int(count - done < Lanes ? count - done : Lanes);
      load_matrices(batch, Io::shared_level(batch), kSharedQAG, first + done, problems, w);
      Real flaw = Io::load(batch.q, z.sizes.n, first + done, problems, w.q);
      flaw = max(flaw, Io::load(batch.b, z.sizes.p, first + done, problems, w.b));
      flaw = max(flaw, load_bounds(batch, z, first + done, problems, w));
      flaw = max(flaw, max(*w.flaw_q, max(*w.flaw_a, *w.flaw_g)));
      store(z, optnet4j::solve(Solo(), z, rule, w, flaw), w, done, problems, solution);
    }
  }

 private:
  static NormalShape shape(const optnet4j_batch& batch) {
    const Shape z = Io::shape(batch);
    const BoundKinds kinds{Io::given(batch.h) ? z.m : 0, Io::given(batch.l) ? z.m : 0, Io::given(batch.ub) ? z.n : 0,
                           Io::given(batch.lb) ? z.n : 0};
    return {z, kinds, batch.diagonal != 0};
  }

  static NormalWorkspace<Real> workspace(const optnet4j_batch& batch, void* shared, void* scratch) {
    Areas<Real> counted, areas;
    carve(batch, counted);
    areas.shared.base = static_cast<Real*>(shared);
    areas.hot.base = static_cast<Real*>(scratch);
    areas.cold.base = areas.hot.base + counted.hot.used;
    return carve(batch, areas);
  }

  static NormalWorkspace<Real> carve(const optnet4j_batch& batch, Areas<Real>& areas) {
    const NormalShape z = shape(batch);
    const SharedLevel level = Io::shared_level(batch);
    NormalWorkspace<Real> w;
    w.carve(z, level, areas, areas.hot);
    w.carve_copies(z, level, areas);
    Carver<Real>& of_g = areas.data(level >= kSharedQAG);
    w.entries.order = take_integers(of_g, z.sizes.n + 1);
    w.entries.start = take_integers(of_g, z.sizes.n + 1);
    w.entries.row = take_integers(of_g, ColumnEntries::capacity(z.sizes.m, z.sizes.n));
    return w;
  }

  static int* take_integers(Carver<Real>& from, long count) {
    constexpr long per_real = sizeof(Real) / sizeof(int);
    return reinterpret_cast<int*>(from.take((count + per_real - 1) / per_real));
  }

  // The matrices above level `from`, up to and including level `to`.
  static void load_matrices(const optnet4j_batch& batch, SharedLevel from, SharedLevel to, std::int64_t first,
                            int problems, const NormalWorkspace<Real>& w) {
    const NormalShape z = shape(batch);
    const std::int64_t n = z.sizes.n;
    if (from < kSharedQ && to >= kSharedQ) {
      *w.flaw_q = z.diagonal_q ? Io::load(batch.Q, n, first, problems, w.Q)
                               : Io::load_symmetric(batch.Q, z.sizes.n, first, problems, {w.Q});
      judge_quadratic(Solo(), z, w);
    }
    if (from < kSharedQA && to >= kSharedQA) *w.flaw_a = Io::load(batch.A, z.sizes.p * n, first, problems, w.A);
    if (from < kSharedQAG && to >= kSharedQAG) {
      *w.flaw_g = Io::load(batch.G, z.sizes.m * n, first, problems, w.G);
      find_entries(Solo(), z.sizes.m, z.sizes.n, w.G, w.entries);
    }
  }

  static Real load_bounds(const optnet4j_batch& batch, const NormalShape& z, std::int64_t first, int problems,
                          const NormalWorkspace<Real>& w) {
    const optnet4j_operand* const of[] = {&batch.h, &batch.l, &batch.ub, &batch.lb};
    Real flaw(0);
    for_kinds(z.kinds, [&](int kind, int at, int count) {
      flaw = max(flaw, Io::load_bounds(*of[kind], kind, count, first, problems, w.d + at, w.present + at));
    });
    return max(flaw, settle_bounds(Solo(), z.kinds, w.d, w.present, w.s));
  }

  static void store(const NormalShape& z, const Answer<Real>& answer, const NormalWorkspace<Real>& w, std::int64_t at,
                    int problems, const optnet4j_solution& to) {
    const MaskOf<Real> unusable = Io::store_answer(answer, at, problems, to);
    for (int i = 0; i < z.kinds.rows(); ++i) w.s[i] = slack_of(w.s[i], w.present[i]);
    Io::store_vector(w.x, z.sizes.n, at, problems, unusable, to.x);
    Io::store_vector(w.y, z.sizes.p, at, problems, unusable, to.nu);
    void* const multipliers[] = {to.lambda, to.lambda_l, to.lambda_ub, to.lambda_lb};
    void* const slacks[] = {to.slack, to.slack_l};
    for_kinds(z.kinds, [&](int kind, int first, int count) {
      Io::store_vector(w.z + first, count, at, problems, unusable, multipliers[kind]);
      if (kind < 2) Io::store_vector(w.s + first, count, at, problems, unusable, slacks[kind]);
    });
  }
};

}  // namespace optnet4j
