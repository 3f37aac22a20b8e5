#include "check.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <utility>
#include <vector>

#include "seed.h"

namespace check {
namespace {

struct Test {
  const char* name;
  void (*body)();
};

constexpr int kReported = 20;
int failures = 0;

std::vector<Test>& tests() {
  static std::vector<Test> all;
  return all;
}

std::vector<std::string>& scopes() {
  static std::vector<std::string> open;
  return open;
}

}  // namespace

Registration::Registration(const char* name, void (*body)()) { tests().push_back({name, body}); }

Scope::Scope(std::string text) { scopes().push_back(std::move(text)); }
Scope::~Scope() { scopes().pop_back(); }

void fail(const char* file, int line, const std::string& what) {
  if (++failures > kReported) return;
  std::printf("%s:%d: %s\n", file, line, what.c_str());
  for (const std::string& scope : scopes()) std::printf("    in %s\n", scope.c_str());
  if (failures == kReported) std::puts("further failures are only counted");
}

void skip_all(const std::string& why) {
  std::printf("skipped: %s\n", why.c_str());
  std::exit(77);
}

}  // namespace check

int main() {
  int failed = 0;
  for (const check::Test& test : check::tests()) {
    const int before = check::failures;
    try {
      test.body();
    } catch (const std::exception& error) {
      check::fail(test.name, 0, error.what());
    }
    if (check::failures == before) continue;
    ++failed;
    std::printf("FAILED %s: %d checks\n", test.name, check::failures - before);
  }
  if (failed > 0) std::printf("repeat with OPTNET4J_SEED=%llu\n", test::seed());
  std::printf("%zu tests, %d failed\n", check::tests().size(), failed);
  return failed == 0 ? 0 : 1;
}
