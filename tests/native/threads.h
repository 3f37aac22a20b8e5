// How many threads this process has.
#pragma once

#include <chrono>
#include <cstdio>
#include <thread>

#include "check.h"

namespace test {

inline int threads_now() {
  int count = 0;
  if (FILE* const status = std::fopen("/proc/self/status", "r")) {
    char line[256];
    while (std::fgets(line, sizeof line, status)) std::sscanf(line, "Threads: %d", &count);
    std::fclose(status);
  }
  return count;
}

// Before any test has made others.
inline const int kOwnThreads = threads_now();

// Checks that there are so many besides. Threads that have been joined are counted a moment longer.
inline void check_other_threads(int expected) {
  for (int turn = 0; turn < 5000 && threads_now() != kOwnThreads + expected; ++turn)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  CHECK_EQUAL(expected, threads_now() - kOwnThreads);
}

}  // namespace test
