#include "fiber.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

#if !defined(__x86_64__)
#include <ucontext.h>
#endif

namespace optnet4j::emulator {
namespace {

// Pages that are never touched cost nothing.
constexpr std::size_t kStackBytes = std::size_t(1) << 20;
constexpr std::size_t kGuardBytes = 4096;

Fiber* entering = nullptr;

}  // namespace

#if defined(__x86_64__)

// swapcontext makes two system calls each time, for the signal mask, and a kernel switches millions of times. So the
// registers that a call must preserve are swapped by hand.
extern "C" void optnet4j_emulator_swap(void** save, void* load);
asm(R"(
.pushsection .text
.globl optnet4j_emulator_swap
.type optnet4j_emulator_swap, @function
optnet4j_emulator_swap:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size optnet4j_emulator_swap, .-optnet4j_emulator_swap
.popsection
)");

struct Fiber::Context {
  void* inside = nullptr;
  void* outside = nullptr;

  void prepare(unsigned char*, unsigned char* top, void (*entry)()) {
    // As swap() leaves a stack: six registers, then where to go on. Two words, so that entry finds the alignment that a
    // call would have given it.
    void** frame = reinterpret_cast<void**>(top) - 2;
    frame[0] = reinterpret_cast<void*>(entry);
    frame[1] = nullptr;
    for (int i = 1; i <= 6; ++i) frame[-i] = nullptr;
    inside = frame - 6;
  }
  void enter() { optnet4j_emulator_swap(&outside, inside); }
  void leave() { optnet4j_emulator_swap(&inside, outside); }
#else

struct Fiber::Context {
  ucontext_t inside;
  ucontext_t outside;

  void prepare(unsigned char* stack, unsigned char* top, void (*entry)()) {
    getcontext(&inside);
    inside.uc_stack.ss_sp = stack;
    inside.uc_stack.ss_size = top - stack;
    inside.uc_link = nullptr;
    makecontext(&inside, entry, 0);
  }
  void enter() { swapcontext(&outside, &inside); }
  void leave() { swapcontext(&inside, &outside); }
#endif

  // AddressSanitizer has to know which stack is in use.
#if defined(__SANITIZE_ADDRESS__)
  const void* outside_stack = nullptr;
  std::size_t outside_bytes = 0;
  void* outside_frames = nullptr;
  void* inside_frames = nullptr;

  void forget(unsigned char* stack) {
    __asan_unpoison_memory_region(stack, kStackBytes);
    inside_frames = nullptr;
  }
  void before_enter(unsigned char* stack) { __sanitizer_start_switch_fiber(&outside_frames, stack, kStackBytes); }
  void after_enter() { __sanitizer_finish_switch_fiber(outside_frames, nullptr, nullptr); }
  void before_leave() { __sanitizer_start_switch_fiber(&inside_frames, outside_stack, outside_bytes); }
  void after_leave() { __sanitizer_finish_switch_fiber(inside_frames, &outside_stack, &outside_bytes); }
#else
  void forget(unsigned char*) {}
  void before_enter(unsigned char*) {}
  void after_enter() {}
  void before_leave() {}
  void after_leave() {}
#endif
};

Fiber::Fiber() : context_(std::make_unique<Context>()) {
  void* const pages = mmap(nullptr, kGuardBytes + kStackBytes, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (pages == MAP_FAILED) throw std::bad_alloc();
  // A kernel that needs more stack than this crashes instead of overwriting something.
  mprotect(pages, kGuardBytes, PROT_NONE);
  stack_ = static_cast<unsigned char*>(pages) + kGuardBytes;
}

Fiber::~Fiber() { munmap(stack_ - kGuardBytes, kGuardBytes + kStackBytes); }

void Fiber::start(void (*body)(void*), void* argument) {
  body_ = body;
  argument_ = argument;
  // Stacks that all begin at the same place of a page would share few lines of the cache.
  const std::size_t shift = reinterpret_cast<std::uintptr_t>(stack_) / kGuardBytes % 16 * 256;
  context_->forget(stack_);
  context_->prepare(stack_, stack_ + kStackBytes - shift, &Fiber::run);
}

void Fiber::resume() {
  entering = this;
  context_->before_enter(stack_);
  context_->enter();
  context_->after_enter();
}

void Fiber::pause() {
  context_->before_leave();
  context_->leave();
  context_->after_leave();
}

void Fiber::run() {
  Fiber* const self = entering;
  self->context_->after_leave();
  self->body_(self->argument_);
  std::abort();
}

}  // namespace optnet4j::emulator
