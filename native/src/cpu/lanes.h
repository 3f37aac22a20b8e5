// What every form does with the problems of a pack: load numbers into lanes, store answers from them.
#pragma once

#include <cstdint>
#include <limits>

#include "../../../kernels/normal_shape.h"
#include "../../../kernels/stopping.h"
#include "interleave.h"
#include "optnet4j.h"

namespace optnet4j {

template <class T, int Lanes>
class LaneIo {
  using Real = Pack<T, Lanes>;
  using Reader = BlockReader<T, Lanes>;

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

 public:
  static Shape shape(const optnet4j_batch& batch) { return {batch.shape.n, batch.shape.m, batch.shape.p}; }

  static SharedLevel shared_level(const optnet4j_batch& batch) {
    if (!batch.Q.shared) return kNothingShared;
    if (batch.shape.p > 0 && !batch.A.shared) return kSharedQ;
    if (batch.shape.m > 0 && !batch.G.shared) return kSharedQA;
    return kSharedQAG;
  }

  static bool given(const optnet4j_operand& operand) { return operand.data != nullptr || operand.read != nullptr; }

  // The status that the numbers of a block condemn their problem to, 0 where they are finite.
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

  // Bounds of one kind as limits (kernels/normal_shape.h). Status as above.
  static Real load_bounds(const optnet4j_operand& operand, int kind, int block, std::int64_t first, int problems,
                          Real* limit, Real* present) {
    load(operand, block, first, problems, limit);
    Real flaw(0);
    for (int e = 0; e < block; ++e) {
      const Limit<Real> found = limit_of(kind, limit[e]);
      limit[e] = found.d;
      present[e] = found.present;
      flaw = max(found.flaw, flaw);
    }
    return flaw;
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
      // Each row in two pieces: the upper half comes first, to where its mirror image will meet it.
      for (int e = 0; e < count;) {
        const int piece = j < i ? i - j : n - j, here = piece < count - e ? piece : count - e;
        if (j < i) {
          Real* const row = target.row(i) + j;
          for (int k = 0; k < here; ++k) row[k] = half * row[k] + half * stretch[e + k];
          j += here;
        } else {
          Real* column = target.row(j) + i;
          for (int k = 0; k < here; ++k, column += ++j) *column = stretch[e + k];
        }
        e += here;
        if (j == n) ++i, j = 0;
      }
    }
    return check.flaw();
  }

  // Whatever the form says of a problem, and where it has no iterate.
  static MaskOf<Real> store_answer(const Answer<Real>& answer, std::int64_t at, int problems,
                                   const optnet4j_solution& to) {
    const Residuals<Real>& found = answer.residuals;
    const MaskOf<Real> unusable =
        (answer.status == Real(kInvalidInput)) | (answer.status == Real(kNotPositiveDefinite));
    const Real nothing(std::numeric_limits<T>::quiet_NaN());
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
    return unusable;
  }

  static void store_vector(Real* from, int count, std::int64_t at, int problems, MaskOf<Real> unusable, void* to) {
    const Real nothing(std::numeric_limits<T>::quiet_NaN());
    for (int e = 0; e < count; ++e) from[e] = select(unusable, nothing, from[e]);
    deinterleave(from, count, problems, static_cast<T*>(to) + at * count);
  }
};

}  // namespace optnet4j
