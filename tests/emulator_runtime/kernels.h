// The kernels on emulated devices, as native/src/cuda/launch.cu has them on real ones. A file each instantiates them
// for one kind of number, so that they compile side by side.
#pragma once

#include <stdexcept>

#include "../../kernels/device/linalg.h"
#include "../../kernels/device/run.h"
#include "../emulator/launch.h"
#include "optnet4j_cuda_linalg.h"

namespace optnet4j::emulated_cuda {

// What one launch runs. Addresses in the arguments are of numbers of the same size as the kernels' Real.
struct Kernels {
  void (*prepare)(const emulator::Launch& launch, const PrepareArguments& arguments);
  void (*solve)(const emulator::Launch& launch, const optnet4j_cuda_mapping& mapping, const SolveArguments& arguments);
  void (*gradients)(const emulator::Launch& launch, const optnet4j_cuda_mapping& mapping,
                    const GradientArguments& arguments);
  void (*sums)(const emulator::Launch& launch, const SumArguments& arguments);
  void (*prepare_normal)(const emulator::Launch& launch, const PrepareNormalArguments& arguments);
  void (*solve_normal)(const emulator::Launch& launch, const optnet4j_cuda_mapping& mapping,
                       const SolveNormalArguments& arguments);
  void (*linalg)(const emulator::Launch& launch, const optnet4j_cuda_linalg_plan& plan,
                 const LinalgArguments& arguments);
};

extern const Kernels float64_kernels, float32_kernels, watched_float64_kernels, watched_float32_kernels;

template <class Real, class Arguments>
void run_mapping(const emulator::Launch& launch, const optnet4j_cuda_mapping& mapping, const Arguments& a) {
  emulator::emulate(launch, [&] {
    switch (mapping.kind * 1000 + mapping.team_threads) {
      case OPTNET4J_CUDA_THREAD * 1000 + 1:
        return run_thread<Real>(a, launch.threads);
      case OPTNET4J_CUDA_WARP * 1000 + 8:
        return run_lanes<Real, 8>(a, mapping.teams_per_block);
      case OPTNET4J_CUDA_WARP * 1000 + 16:
        return run_lanes<Real, 16>(a, mapping.teams_per_block);
      case OPTNET4J_CUDA_WARP * 1000 + 32:
        return run_lanes<Real, 32>(a, mapping.teams_per_block);
      case OPTNET4J_CUDA_BLOCK * 1000 + 128:
        return run_block<Real, 128, true>(a);
      case OPTNET4J_CUDA_BLOCK * 1000 + 256:
        return run_block<Real, 256, true>(a);
      case OPTNET4J_CUDA_STREAMED * 1000 + 256:
        return run_block<Real, 256, false>(a);
      default:
        throw std::logic_error("a mapping without a kernel");
    }
  });
}

template <class Real, class Arguments>
void run_one_block(const emulator::Launch& launch, const Arguments& a) {
  emulator::emulate(launch, [&] { run_block<Real, 256, false>(a); });
}

template <class Real>
void run_linalg_plan(const emulator::Launch& launch, const optnet4j_cuda_linalg_plan& plan, const LinalgArguments& a) {
  emulator::emulate(launch, [&] {
    switch (plan.team_threads) {
      case 8:
        return run_linalg_lanes<Real, 8>(a, plan.teams_per_block);
      case 32:
        return run_linalg_lanes<Real, 32>(a, plan.teams_per_block);
      case 256:
        return run_linalg_block<Real, 256>(a);
      default:
        throw std::logic_error("a plan without a kernel");
    }
  });
}

template <class Real>
constexpr Kernels kernels_for() {
  return {
      run_one_block<Real, PrepareArguments>,
      run_mapping<Real, SolveArguments>,
      run_mapping<Real, GradientArguments>,
      [](const emulator::Launch& launch, const SumArguments& a) {
        emulator::emulate(launch, [&] {
          sum_gradients<Real>(a, long(hardware::block()) * launch.threads + hardware::thread(),
                              long(hardware::blocks()) * launch.threads);
        });
      },
      run_one_block<Real, PrepareNormalArguments>,
      run_mapping<Real, SolveNormalArguments>,
      run_linalg_plan<Real>,
  };
}

}  // namespace optnet4j::emulated_cuda
