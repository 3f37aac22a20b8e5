// The code for this processor: which instruction sets it has, and their tables.
#include <cstdint>

#include "functions.h"

namespace optnet4j {
namespace {

bool usable(std::int32_t isa) {
  switch (isa) {
    case OPTNET4J_ISA_BASELINE:
      return true;
#if defined(__x86_64__)
    case OPTNET4J_ISA_AVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case OPTNET4J_ISA_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
#endif
    default:
      return false;
  }
}

std::int32_t best() {
  if (usable(OPTNET4J_ISA_AVX512)) return OPTNET4J_ISA_AVX512;
  if (usable(OPTNET4J_ISA_AVX2)) return OPTNET4J_ISA_AVX2;
  return OPTNET4J_ISA_BASELINE;
}

const CpuFunctions* both(std::int32_t isa) {
  if (isa == OPTNET4J_ISA_BEST) isa = best();
  if (!usable(isa)) return nullptr;
  switch (isa) {
#if defined(__x86_64__)
    case OPTNET4J_ISA_AVX512:
      return &optnet4j::cpu_avx512;
    case OPTNET4J_ISA_AVX2:
      return &optnet4j::cpu_avx2;
#endif
    default:
      return &optnet4j::cpu_baseline;
  }
}

}  // namespace

const PrecisionFunctions* functions(std::int32_t isa, std::int32_t precision) {
  const CpuFunctions* table = both(isa);
  if (table == nullptr) return nullptr;
  return precision == OPTNET4J_FLOAT64 ? &table->float64 : &table->float32;
}

}  // namespace optnet4j

extern "C" {

int32_t optnet4j_cpu_best_isa(void) { return optnet4j::best(); }

int32_t optnet4j_cpu_supports(int32_t isa) { return isa == OPTNET4J_ISA_BEST || optnet4j::usable(isa); }

}  // extern "C"
