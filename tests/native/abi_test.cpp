#include <cstdio>

#include "optnet4j.h"

int main() {
  if (optnet4j_abi_version() == OPTNET4J_ABI_VERSION && optnet4j_cpu_supports(OPTNET4J_ISA_BASELINE)) return 0;
  std::puts("library and header disagree");
  return 1;
}
