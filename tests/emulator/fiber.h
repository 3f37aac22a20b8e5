// Code with a stack of its own, which stops where it waits and goes on from there.
#pragma once

#include <cstddef>
#include <memory>

namespace optnet4j::emulator {

class Fiber {
 public:
  Fiber();
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  // The next resume() calls body(argument). What the fiber was in the middle of is dropped, without destructors.
  // The body must not return and must not throw: it ends by a pause() that nobody resumes.
  void start(void (*body)(void*), void* argument);

  // Runs the body until it pauses.
  void resume();

  // Called by the body: goes back to whoever resumed it.
  void pause();

 private:
  struct Context;
  [[noreturn]] static void run();

  unsigned char* stack_;
  std::unique_ptr<Context> context_;
  void (*body_)(void*) = nullptr;
  void* argument_ = nullptr;
};

}  // namespace optnet4j::emulator
