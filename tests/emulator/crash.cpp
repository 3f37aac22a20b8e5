#include "crash.h"

#include <pthread.h>
#include <signal.h>

namespace optnet4j::emulator {
namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS};

void (*handle_address)(const void*) = nullptr;
pthread_t owner;
struct sigaction before[2];

void on_signal(int signal, siginfo_t* info, void* context) {
  if (pthread_equal(owner, pthread_self())) handle_address(info->si_addr);
  const struct sigaction& previous = before[signal == kSignals[0] ? 0 : 1];
  if ((previous.sa_flags & SA_SIGINFO) != 0) {
    previous.sa_sigaction(signal, info, context);
  } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
    previous.sa_handler(signal);
  } else {
    // The access is made again, and ends the program.
    sigaction(signal, &previous, nullptr);
  }
}

}  // namespace

CrashHandler::CrashHandler(void (*handle)(const void*)) {
  handle_address = handle;
  owner = pthread_self();
  struct sigaction ours = {};
  ours.sa_sigaction = &on_signal;
  // Not to be left with the signal blocked when the handler switches to another stack.
  ours.sa_flags = SA_SIGINFO | SA_NODEFER;
  for (int i = 0; i < 2; ++i) sigaction(kSignals[i], &ours, &before[i]);
}

CrashHandler::~CrashHandler() {
  for (int i = 0; i < 2; ++i) sigaction(kSignals[i], &before[i], nullptr);
}

}  // namespace optnet4j::emulator
