// The CPU back end as a table of functions, one table per instruction set.
#pragma once

#include <cstdint>

#include "optnet4j.h"
#include "optnet4j_linalg.h"

namespace optnet4j {

struct FormFunctions {
  void (*make_plan)(const optnet4j_batch&, optnet4j_cpu_plan&);
  void (*prepare)(const optnet4j_batch&, void* shared, void* scratch);
  void (*solve)(const optnet4j_batch&, const optnet4j_settings&, void* shared, void* factor, void* scratch,
                std::int64_t first, std::int64_t count, const optnet4j_solution&);
};

struct CholeskyFunctions {
  std::int64_t (*scratch_bytes)(std::int32_t call, int n, int columns);
  void (*factor)(const optnet4j_cholesky_shape&, const optnet4j_matrices& a, std::int32_t* info, void* scratch,
                 std::int64_t first, std::int64_t count);
  void (*solve)(const optnet4j_cholesky_shape&, const optnet4j_matrices& factor, const std::int32_t* info,
                const optnet4j_matrices& b, void* scratch, std::int64_t first, std::int64_t count);
  void (*inverse)(const optnet4j_cholesky_shape&, const optnet4j_matrices& factor, const std::int32_t* info,
                  void* scratch, std::int64_t first, std::int64_t count);
};

struct PrecisionFunctions {
  int lanes;
  FormFunctions dual;
  FormFunctions normal;
  void (*solve_adjoint)(const optnet4j_batch&, void* shared, void* factor, void* scratch, std::int64_t first,
                        std::int64_t count, const std::int32_t* status, const optnet4j_cotangent&,
                        const optnet4j_adjoint&);
  void (*outer)(const optnet4j_outer&, void* target);
  void (*outer_sum)(const optnet4j_outer&, std::int64_t batch, std::int64_t stride, const std::int32_t* status,
                    void* target);
  CholeskyFunctions cholesky;
};

struct CpuFunctions {
  PrecisionFunctions float64;
  PrecisionFunctions float32;
};

extern const CpuFunctions cpu_baseline;
#if defined(__x86_64__)
extern const CpuFunctions cpu_avx2;
extern const CpuFunctions cpu_avx512;
#endif

// The table for an instruction set and precision; null where this processor lacks the instructions.
const PrecisionFunctions* functions(std::int32_t isa, std::int32_t precision);

inline bool is_precision(std::int32_t precision) {
  return precision == OPTNET4J_FLOAT64 || precision == OPTNET4J_FLOAT32;
}

}  // namespace optnet4j
