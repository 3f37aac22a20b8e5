// One operand of a call, and where its numbers are.
#pragma once

#include <cstdint>
#include <cstring>

#include "exact_memory.h"
#include "numbers.h"
#include "optnet4j.h"
#include "violation.h"

namespace fuzz {

// Of batches with more problems than that, the blocks repeat themselves.
constexpr std::int64_t kStored = 48;

template <class T>
class Parameter {
 public:
  Parameter(Bytes& bytes, Kind kind, int n, std::int64_t block, std::int64_t batch, bool shared)
      : block_(block),
        batch_(shared ? 1 : batch),
        stored_(batch_ < kStored ? batch_ : kStored),
        shared_(shared),
        memory_(std::size_t(stored_ * block) * sizeof(T)),
        through_function_(bytes.rarely(3) || (batch_ > kStored)) {
    fill(bytes, kind, n, block, stored_, numbers());
  }

  optnet4j_operand view() {
    if (through_function_) return {nullptr, &Parameter::read, this, shared_};
    return {memory_.data(), nullptr, nullptr, shared_};
  }

  // The block of one problem, by its address.
  optnet4j_operand of_problem(std::int64_t problem) const {
    return {numbers() + (shared_ ? 0 : problem % kStored) * block_, nullptr, nullptr, shared_};
  }

 private:
  T* numbers() const { return static_cast<T*>(memory_.data()); }

  static void read(void* context, std::int64_t offset, std::int64_t count, void* target) {
    const Parameter& self = *static_cast<const Parameter*>(context);
    VERIFY(self.block_ > 0 && offset >= 0 && count > 0);
    std::int64_t problem = offset / self.block_, from = offset % self.block_;
    VERIFY(problem < self.batch_);
    T* to = static_cast<T*>(target);
    while (count > 0) {
      VERIFY(problem < self.batch_);
      const std::int64_t here = count < self.block_ - from ? count : self.block_ - from;
      std::memcpy(to, self.numbers() + problem % kStored * self.block_ + from, std::size_t(here) * sizeof(T));
      to += here;
      count -= here;
      from = 0;
      ++problem;
    }
  }

  std::int64_t block_, batch_, stored_;
  bool shared_;
  Block memory_;
  bool through_function_;
};

}  // namespace fuzz
