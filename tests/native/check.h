// The tests' framework: named tests that register themselves, checks that report and go on.
#pragma once

#include <cmath>
#include <sstream>
#include <string>

namespace check {

// Adds a test to those that main() in check.cpp runs.
struct Registration {
  Registration(const char* name, void (*body)());
};

// Reports a failure, with the scopes it happened in, and counts it against the running test.
void fail(const char* file, int line, const std::string& what);

// Skips the rest of the program with ctest's code for it.
[[noreturn]] void skip_all(const std::string& why);

// While it lives, failures are reported with its text.
class Scope {
 public:
  explicit Scope(std::string text);
  ~Scope();
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
};

template <class... Parts>
std::string text(const Parts&... parts) {
  std::ostringstream all;
  all.precision(17);
  (all << ... << parts);
  return all.str();
}

template <class Expected, class Actual>
void equal(const Expected& expected, const Actual& actual, const char* what, const char* file, int line) {
  if (!(expected == actual)) fail(file, line, text(what, ": expected ", expected, ", got ", actual));
}

// Fails for values that are not numbers.
inline void at_most(double value, double bound, const char* what, const char* file, int line) {
  if (!(value <= bound)) fail(file, line, text(what, ": ", value, " exceeds ", bound));
}

}  // namespace check

#define TEST(name)                                                 \
  static void name();                                              \
  static const check::Registration name##_registered(#name, name); \
  static void name()

#define CHECK(condition)                                           \
  do {                                                             \
    if (!(condition)) check::fail(__FILE__, __LINE__, #condition); \
  } while (false)
#define CHECK_EQUAL(expected, actual) check::equal(expected, actual, #actual, __FILE__, __LINE__)
#define CHECK_AT_MOST(value, bound) check::at_most(value, bound, #value, __FILE__, __LINE__)
