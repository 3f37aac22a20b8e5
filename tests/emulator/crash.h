// Accesses to addresses where there is no memory at all, which the processor finds.
#pragma once

namespace optnet4j::emulator {

// While it lives, such accesses by its thread call handle(address), which does not return where it can go on otherwise.
// Where it returns, and in other threads, what was in place before is done.
class CrashHandler {
 public:
  explicit CrashHandler(void (*handle)(const void* address));
  ~CrashHandler();
  CrashHandler(const CrashHandler&) = delete;
  CrashHandler& operator=(const CrashHandler&) = delete;
};

}  // namespace optnet4j::emulator
