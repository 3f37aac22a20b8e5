// A number that says when it is used: the Real that kernels are tested with. Device memory that holds T is looked at as
// Watched<T>; every use of a number there is reported to the emulator, and computes what T computes, to the bit.
#pragma once

#include <type_traits>

#include "../../kernels/real.h"
#include "memory.h"

namespace optnet4j {

template <class T>
class Watched {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8, "the emulator watches numbers of four or eight bytes");

 public:
  // What is constructed is on a thread's own stack, where nothing is watched.
  Watched() = default;
  template <class Number, class = std::enable_if_t<std::is_arithmetic_v<Number> || std::is_enum_v<Number>>>
  explicit Watched(Number number) : number_(static_cast<T>(number)) {}
  Watched(const Watched& from) : number_(from.value()) {}

  Watched& operator=(const Watched& from) {
    const T number = from.value();
    if (emulator::on_device(this)) emulator::on_write(this, sizeof(T));
    number_ = number;
    return *this;
  }

  T value() const {
    if (emulator::on_device(this)) emulator::on_read(this, sizeof(T));
    return number_;
  }
  template <class Number, class = std::enable_if_t<std::is_arithmetic_v<Number>>>
  explicit operator Number() const {
    return static_cast<Number>(value());
  }

 private:
  T number_;
};

template <class T>
Watched<T> operator+(const Watched<T>& a, const Watched<T>& b) {
  return Watched<T>(a.value() + b.value());
}
template <class T>
Watched<T> operator-(const Watched<T>& a, const Watched<T>& b) {
  return Watched<T>(a.value() - b.value());
}
template <class T>
Watched<T> operator*(const Watched<T>& a, const Watched<T>& b) {
  return Watched<T>(a.value() * b.value());
}
template <class T>
Watched<T> operator/(const Watched<T>& a, const Watched<T>& b) {
  return Watched<T>(a.value() / b.value());
}
template <class T>
Watched<T> operator-(const Watched<T>& a) {
  return Watched<T>(-a.value());
}

template <class T>
bool operator<(const Watched<T>& a, const Watched<T>& b) {
  return a.value() < b.value();
}
template <class T>
bool operator<=(const Watched<T>& a, const Watched<T>& b) {
  return a.value() <= b.value();
}
template <class T>
bool operator>(const Watched<T>& a, const Watched<T>& b) {
  return a.value() > b.value();
}
template <class T>
bool operator>=(const Watched<T>& a, const Watched<T>& b) {
  return a.value() >= b.value();
}
template <class T>
bool operator==(const Watched<T>& a, const Watched<T>& b) {
  return a.value() == b.value();
}
template <class T>
bool operator!=(const Watched<T>& a, const Watched<T>& b) {
  return a.value() != b.value();
}

template <class T>
Watched<T> fma(const Watched<T>& a, const Watched<T>& b, const Watched<T>& c) {
  return Watched<T>(fma(a.value(), b.value(), c.value()));
}
template <class T>
Watched<T> fnma(const Watched<T>& a, const Watched<T>& b, const Watched<T>& c) {
  return Watched<T>(fnma(a.value(), b.value(), c.value()));
}
template <class T>
Watched<T> held(const Watched<T>& a) {
  return a;
}
template <class T>
Watched<T> sqrt(const Watched<T>& a) {
  return Watched<T>(sqrt(a.value()));
}
template <class T>
Watched<T> abs(const Watched<T>& a) {
  return Watched<T>(abs(a.value()));
}
template <class T>
Watched<T> max(const Watched<T>& a, const Watched<T>& b) {
  return Watched<T>(max(a.value(), b.value()));
}
template <class T>
Watched<T> min(const Watched<T>& a, const Watched<T>& b) {
  return Watched<T>(min(a.value(), b.value()));
}
template <class T>
Watched<T> select(bool mask, const Watched<T>& yes, const Watched<T>& no) {
  return Watched<T>(select(mask, yes.value(), no.value()));
}

template <class T>
T lane_of(const Watched<T>& a, int) {
  return a.value();
}
template <class T>
void set_lane(Watched<T>& a, int, T value) {
  a = Watched<T>(value);
}

template <class T>
struct RealTraits<Watched<T>> : RealTraits<T> {};

}  // namespace optnet4j
