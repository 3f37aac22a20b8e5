// An input of the fuzzer as a sequence of decisions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace fuzz {

// Bytes taken one after another. Behind the end all of them are zero, which every decision takes as its usual case.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : at_(data), left_(size) {}

  template <class T>
  T take() {
    T value{};
    const std::size_t count = sizeof(T) < left_ ? sizeof(T) : left_;
    if (count > 0) std::memcpy(&value, at_, count);
    at_ += count;
    left_ -= count;
    return value;
  }

  // 0 .. bound - 1, for bounds up to 256
  int below(int bound) { return take<std::uint8_t>() % bound; }

  // Rarely: once in `every` times.
  bool rarely(int every) { return below(every) == every - 1; }

  template <class T, std::size_t Count>
  T one_of(const T (&choices)[Count]) {
    return choices[below(int(Count))];
  }

 private:
  const std::uint8_t* at_;
  std::size_t left_;
};

}  // namespace fuzz
