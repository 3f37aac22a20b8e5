// The fuzzer without a fuzzing engine: replays the files it is given, or makes up random inputs.
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "../native/seed.h"
#include "numbers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

#if defined(__SANITIZE_ADDRESS__)
extern "C" void __sanitizer_set_death_callback(void (*callback)());
#endif

namespace {

constexpr unsigned kSecondsPerInput = 60;

// What is being run: for those who have to say why the program ends.
unsigned long long seed_of_input;
std::vector<std::uint8_t> input;
bool made_up;

void tell() {
  if (!made_up) return;
  made_up = false;
  constexpr char kFile[] = "interface_fuzz.input";
  char text[128];
  const int length = std::snprintf(text, sizeof text, "failed: --inputs 1 --seed %llu, or %s\n", seed_of_input, kFile);
  const int file = open(kFile, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (write(STDERR_FILENO, text, std::size_t(length)) < 0 || write(file, input.data(), input.size()) < 0) return;
  close(file);
}

void die(int signal) {
  tell();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void watch() {
  std::signal(SIGABRT, die);
  std::signal(SIGALRM, die);
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_set_death_callback(tell);
#else
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, die);
#endif
}

void run() {
  alarm(kSecondsPerInput);
  LLVMFuzzerTestOneInput(input.data(), input.size());
  alarm(0);
}

// Each input has a seed of its own, the first one the seed given.
void run_random(unsigned long long seed, long long inputs) {
  made_up = true;
  for (long long i = 0; i < inputs; ++i) {
    seed_of_input = seed + static_cast<unsigned long long>(i);
    fuzz::Stream stream(seed_of_input);
    input.resize(stream.bits() % 400);
    for (std::uint8_t& each : input) each = std::uint8_t(stream.bits() >> 56);
    run();
  }
  made_up = false;
  std::printf("%lld inputs from seed %llu\n", inputs, seed);
}

bool replay(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "%s: cannot be read\n", path);
    return false;
  }
  input.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  run();
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  long long inputs = 2000;
  unsigned long long seed = test::seed();
  bool files = false;
  watch();
  for (int i = 1; i < count; ++i) {
    const std::string option = arguments[i];
    if (option == "--inputs" && i + 1 < count) {
      inputs = std::atoll(arguments[++i]);
    } else if (option == "--seed" && i + 1 < count) {
      seed = std::strtoull(arguments[++i], nullptr, 10);
    } else if (option[0] == '-') {
      std::fprintf(stderr, "usage: interface_fuzz [--inputs N] [--seed S] | FILE...\n");
      return 2;
    } else {
      files = true;
      if (!replay(arguments[i])) return 1;
    }
  }
  if (!files) run_random(seed, inputs);
  return 0;
}
