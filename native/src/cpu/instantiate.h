// Instantiates the CPU back end for registers of a given size. Included by one file per instruction set, which is
// compiled for that set: everything here is a template over the number of lanes, so no two of them share a symbol.
#pragma once

#include "dual_executor.h"
#include "functions.h"
#include "normal_executor.h"
#include "outer.h"
#include "streamed_outer.h"

namespace optnet4j {

template <class Executor>
constexpr FormFunctions form_functions() {
  return {&Executor::make_plan, &Executor::prepare, &Executor::solve};
}

// Registers that are whole lines are as fast or faster through the caches: measured (docs/performance-notes.md).
template <class T, int Lanes>
constexpr auto streamed_outer() {
  if constexpr (sizeof(Pack<T, Lanes>) < kLineBytes) {
    return &StreamedOuter<T, Lanes>::each;
  } else {
    return &Outer<T, Lanes>::each;
  }
}

template <class T, int Lanes>
constexpr PrecisionFunctions precision_functions() {
  return {Lanes,
          form_functions<DualExecutor<T, Lanes>>(),
          form_functions<NormalExecutor<T, Lanes>>(),
          &DualExecutor<T, Lanes>::solve_adjoint,
          &Outer<T, Lanes>::each,
          streamed_outer<T, Lanes>(),
          &Outer<T, Lanes>::sum};
}

template <int RegisterBytes>
constexpr CpuFunctions cpu_functions() {
  return {precision_functions<double, RegisterBytes / 8>(), precision_functions<float, RegisterBytes / 4>()};
}

}  // namespace optnet4j
