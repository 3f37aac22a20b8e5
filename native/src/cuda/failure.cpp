#include "failure.h"

#include <cstdarg>
#include <cstdio>

namespace optnet4j {
namespace cuda {

void fail(std::int32_t code, const char* format, ...) {
  Failure failure{code, {}};
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(failure.record.message, sizeof failure.record.message, format, arguments);
  va_end(arguments);
  throw failure;
}

}  // namespace cuda
}  // namespace optnet4j
