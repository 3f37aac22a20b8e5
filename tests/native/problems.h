// A batch of quadratic programs in double precision, as the tests make and take them apart.
#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace test {

struct Parameter {
  bool shared = false;
  std::int64_t block = 0;
  std::vector<double> data;  // one block, or one per problem

  double* of(std::int64_t problem) { return data.data() + (shared ? 0 : problem * block); }
  const double* of(std::int64_t problem) const { return data.data() + (shared ? 0 : problem * block); }
};

class Problems {
 public:
  static constexpr const char* kLetters = "QqAbGh";

  // All numbers 0. `shared` names the parameters of which there is one copy.
  Problems(std::int64_t batch, int n, int m, int p, const std::string& shared) : batch(batch), n(n), m(m), p(p) {
    const std::int64_t blocks[] = {std::int64_t(n) * n, n, std::int64_t(p) * n, p, std::int64_t(m) * n, m};
    for (int i = 0; i < 6; ++i) {
      Parameter& each = parameters_[i];
      each.shared = shared.find(kLetters[i]) != std::string::npos;
      each.block = blocks[i];
      each.data.assign((each.shared ? 1 : batch) * each.block, 0.0);
    }
  }

  Parameter& operator[](char letter) { return parameters_[index(letter)]; }
  const Parameter& operator[](char letter) const { return parameters_[index(letter)]; }

  // The given problems, in the given order; what was shared stays shared.
  Problems select(const std::vector<std::int64_t>& which) const {
    Problems some(std::int64_t(which.size()), n, m, p, shared());
    for (int i = 0; i < 6; ++i) {
      const Parameter& from = parameters_[i];
      Parameter& to = some.parameters_[i];
      for (std::size_t k = 0; k < (from.shared ? 1 : which.size()); ++k)
        for (std::int64_t e = 0; e < from.block; ++e) to.of(k)[e] = from.of(from.shared ? 0 : which[k])[e];
    }
    return some;
  }

  // The same problems with a copy of everything for each.
  Problems unshared() const {
    Problems all(batch, n, m, p, "");
    for (int i = 0; i < 6; ++i)
      for (std::int64_t k = 0; k < batch; ++k)
        for (std::int64_t e = 0; e < parameters_[i].block; ++e) all.parameters_[i].of(k)[e] = parameters_[i].of(k)[e];
    return all;
  }

  std::string shared() const {
    std::string letters;
    for (int i = 0; i < 6; ++i)
      if (parameters_[i].shared) letters += kLetters[i];
    return letters;
  }

  std::int64_t batch;
  int n, m, p;

 private:
  static int index(char letter) {
    const std::size_t at = std::string(kLetters).find(letter);
    if (at == std::string::npos) throw std::invalid_argument(std::string("no parameter ") + letter);
    return int(at);
  }

  std::array<Parameter, 6> parameters_;
};

}  // namespace test
