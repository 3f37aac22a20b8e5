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

// What is there for the instruction set asked for; null where this processor lacks it.
template <class Table>
const Table* choose(std::int32_t isa, const Table& baseline, const Table& avx2, const Table& avx512) {
  if (isa == OPTNET4J_ISA_BEST) isa = best();
  if (!usable(isa)) return nullptr;
  return isa == OPTNET4J_ISA_AVX512 ? &avx512 : isa == OPTNET4J_ISA_AVX2 ? &avx2 : &baseline;
}

template <class Table>
auto of_precision(const Table* table, std::int32_t precision) -> decltype(&table->float64) {
  if (table == nullptr) return nullptr;
  return precision == OPTNET4J_FLOAT64 ? &table->float64 : &table->float32;
}

#if !defined(__x86_64__)
const CpuFunctions &cpu_avx2 = cpu_baseline, &cpu_avx512 = cpu_baseline;
const LinalgFunctions &linalg_avx2 = linalg_baseline, &linalg_avx512 = linalg_baseline;
#endif

}  // namespace

const PrecisionFunctions* functions(std::int32_t isa, std::int32_t precision) {
  return of_precision(choose(isa, cpu_baseline, cpu_avx2, cpu_avx512), precision);
}

const LinalgPrecisionFunctions* linalg_functions(std::int32_t isa, std::int32_t precision) {
  return of_precision(choose(isa, linalg_baseline, linalg_avx2, linalg_avx512), precision);
}

}  // namespace optnet4j

extern "C" {

int32_t optnet4j_cpu_best_isa(void) { return optnet4j::best(); }

int32_t optnet4j_cpu_supports(int32_t isa) { return isa == OPTNET4J_ISA_BEST || optnet4j::usable(isa); }

}  // extern "C"
