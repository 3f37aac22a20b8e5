// The fuzzer under AFL++: many inputs per process, through shared memory.
#include <unistd.h>

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

__AFL_FUZZ_INIT();

int main() {
  __AFL_INIT();
  const unsigned char* const data = __AFL_FUZZ_TESTCASE_BUF;
  while (__AFL_LOOP(10000)) LLVMFuzzerTestOneInput(data, __AFL_FUZZ_TESTCASE_LEN);
  return 0;
}
