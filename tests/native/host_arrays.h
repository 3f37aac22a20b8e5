// Arrays of this process as the C interface of the CUDA back end takes them: as addresses, or through functions.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "optnet4j_cuda.h"
#include "solver.h"

namespace test {

// Reads and writes through functions, with the numbers in memory of this process.
struct Accessor {
  void* data;
  std::size_t number;

  static void read(void* context, std::int64_t offset, std::int64_t count, void* target) {
    const Accessor& from = *static_cast<const Accessor*>(context);
    std::memcpy(target, static_cast<const char*>(from.data) + offset * from.number, count * from.number);
  }
  static void write(void* context, std::int64_t offset, std::int64_t count, const void* source) {
    const Accessor& to = *static_cast<const Accessor*>(context);
    std::memcpy(static_cast<char*>(to.data) + offset * to.number, source, count * to.number);
  }
};

class Arrays {
 public:
  explicit Arrays(bool through) : through_(through) { accessors_.reserve(64); }

  optnet4j_operand operand(const optnet4j_operand& from, std::size_t number) {
    if (!through_ || from.data == nullptr) return from;
    accessors_.push_back({const_cast<void*>(from.data), number});
    return {nullptr, Accessor::read, &accessors_.back(), from.shared};
  }
  template <class T>
  optnet4j_operand operand(const std::vector<T>& from) {
    return operand({from.data(), nullptr, nullptr, 0}, sizeof(T));
  }
  template <class T>
  optnet4j_target target(std::vector<T>& to) {
    if (!through_) return {to.data(), nullptr, nullptr};
    accessors_.push_back({to.data(), sizeof(T)});
    return {nullptr, Accessor::write, &accessors_.back()};
  }
  template <class T>
  optnet4j_batch batch(optnet4j_batch of) {
    for (optnet4j_operand* each : {&of.Q, &of.q, &of.A, &of.b, &of.G, &of.h, &of.l, &of.lb, &of.ub})
      *each = operand(*each, sizeof(T));
    return of;
  }
  template <class T>
  optnet4j_cotangent cotangent(optnet4j_cotangent of) {
    for (optnet4j_operand* each : {&of.x, &of.nu, &of.lambda}) *each = operand(*each, sizeof(T));
    return of;
  }
  template <class T>
  optnet4j_solution_targets targets(Solution<T>& to) {
    return {target(to.x),          target(to.nu),      target(to.lambda),    target(to.slack),    target(to.status),
            target(to.iterations), target(to.primal),  target(to.dual),      target(to.gap),      target(to.objective),
            target(to.lambda_l),   target(to.slack_l), target(to.lambda_lb), target(to.lambda_ub)};
  }
  template <class T>
  optnet4j_gradient_targets targets(std::array<std::vector<T>, 6>& to) {
    return {target(to[0]), target(to[1]), target(to[2]), target(to[3]), target(to[4]), target(to[5])};
  }
  template <class T>
  optnet4j_answers answers(const Solution<T>& of) {
    return {operand(of.x), operand(of.nu), operand(of.lambda), operand(of.slack), operand(of.status)};
  }

 private:
  bool through_;
  std::vector<Accessor> accessors_;
};

}  // namespace test
