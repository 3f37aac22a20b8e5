#include "kernels.h"

namespace optnet4j::emulated_cuda {

const Kernels watched_float32_kernels = kernels_for<Watched<float>>();

}  // namespace optnet4j::emulated_cuda
