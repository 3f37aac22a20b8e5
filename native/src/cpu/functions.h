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

struct PrecisionFunctions {
  int lanes;
  FormFunctions dual;
  FormFunctions normal;
  void (*solve_adjoint)(const optnet4j_batch&, void* shared, void* factor, void* scratch, std::int64_t first,
                        std::int64_t count, const std::int32_t* status, const optnet4j_cotangent&,
                        const optnet4j_adjoint&);
  void (*outer)(const optnet4j_outer&, std::int64_t batch, std::int64_t stride, const std::int32_t* status,
                void* target);
  void (*streamed_outer)(const optnet4j_outer&, std::int64_t batch, std::int64_t stride, const std::int32_t* status,
                         void* target);
  void (*outer_sum)(const optnet4j_outer&, std::int64_t batch, std::int64_t stride, const std::int32_t* status,
                    void* target);
};

struct CpuFunctions {
  PrecisionFunctions float64;
  PrecisionFunctions float32;
};

struct LinalgPrecisionFunctions {
  int lanes;
  std::int64_t (*scratch_bytes)(const optnet4j_linalg_call&);
  void (*run)(const optnet4j_linalg_call&, const optnet4j_linalg_operands&, void* scratch, std::int64_t first,
              std::int64_t count);
};

struct LinalgFunctions {
  LinalgPrecisionFunctions float64;
  LinalgPrecisionFunctions float32;
};

extern const CpuFunctions cpu_baseline;
extern const LinalgFunctions linalg_baseline;
#if defined(__x86_64__)
extern const CpuFunctions cpu_avx2;
extern const CpuFunctions cpu_avx512;
extern const LinalgFunctions linalg_avx2;
extern const LinalgFunctions linalg_avx512;
#endif

// The tables for an instruction set and precision; null where this processor lacks the instructions.
const PrecisionFunctions* functions(std::int32_t isa, std::int32_t precision);
const LinalgPrecisionFunctions* linalg_functions(std::int32_t isa, std::int32_t precision);

inline bool is_precision(std::int32_t precision) {
  return precision == OPTNET4J_FLOAT64 || precision == OPTNET4J_FLOAT32;
}

}  // namespace optnet4j
