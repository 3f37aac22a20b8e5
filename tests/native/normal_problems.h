// A batch for the normal form, in double precision, as the tests make and take it apart.
#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "problems.h"

namespace test {

class NormalProblems {
 public:
  // d and u: the bounds lb and ub on variables.
  static constexpr const char* kLetters = "QqAbGhldu";

  // All numbers 0. `bounds`: the kinds there are, of "hldu"; `shared`: the parameters of which there is one copy.
  NormalProblems(std::int64_t batch, int n, int m, int p, const std::string& bounds, bool diagonal,
                 const std::string& shared)
      : batch(batch), n(n), m(m), p(p), diagonal(diagonal), bounds_(bounds), shared_(shared) {
    const std::int64_t blocks[] = {
        diagonal ? n : std::int64_t(n) * n, n, std::int64_t(p) * n, p, std::int64_t(m) * n, m, m, n, n};
    for (int i = 0; i < 9; ++i) {
      Parameter& each = parameters_[i];
      each.shared = shared.find(kLetters[i]) != std::string::npos;
      each.block = given(kLetters[i]) ? blocks[i] : 0;
      each.data.assign((each.shared ? 1 : batch) * each.block, 0.0);
    }
  }

  Parameter& operator[](char letter) { return parameters_[index(letter)]; }
  const Parameter& operator[](char letter) const { return parameters_[index(letter)]; }

  bool given(char letter) const { return index(letter) < 5 || bounds_.find(letter) != std::string::npos; }

  // The given problems, in the given order; what was shared stays shared.
  NormalProblems select(const std::vector<std::int64_t>& which) const {
    NormalProblems some(std::int64_t(which.size()), n, m, p, bounds_, diagonal, shared_);
    for (int i = 0; i < 9; ++i)
      for (std::size_t k = 0; k < (parameters_[i].shared ? 1 : which.size()); ++k)
        copy_block(i, parameters_[i].shared ? 0 : which[k], some, std::int64_t(k));
    return some;
  }

  // The same problems with a copy of everything for each.
  NormalProblems unshared() const {
    NormalProblems all(batch, n, m, p, bounds_, diagonal, "");
    for (int i = 0; i < 9; ++i)
      for (std::int64_t k = 0; k < batch; ++k) copy_block(i, k, all, k);
    return all;
  }

  const std::string& shared() const { return shared_; }

  std::int64_t batch;
  int n, m, p;
  bool diagonal;

 private:
  static int index(char letter) {
    const std::size_t at = std::string(kLetters).find(letter);
    if (at == std::string::npos) throw std::invalid_argument(std::string("no parameter ") + letter);
    return int(at);
  }

  void copy_block(int parameter, std::int64_t from, NormalProblems& target, std::int64_t to) const {
    const Parameter& mine = parameters_[parameter];
    for (std::int64_t e = 0; e < mine.block; ++e) target.parameters_[parameter].of(to)[e] = mine.of(from)[e];
  }

  std::string bounds_, shared_;
  std::array<Parameter, 9> parameters_;
};

}  // namespace test
