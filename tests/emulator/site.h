// Where in the source threads meet.
#pragma once

namespace optnet4j {
namespace hardware {

struct Site {
  const char* file;
  int line;

  static constexpr Site here(const char* file = __builtin_FILE(), int line = __builtin_LINE()) { return {file, line}; }
};
// As a default argument: the caller's line. (A braced Site of the two built-ins would be the line of the declaration
// with GCC 12.)
#define OPTNET4J_SITE ::optnet4j::hardware::Site::here()

}  // namespace hardware
}  // namespace optnet4j
