#include "kernels.h"

namespace optnet4j::emulated_cuda {

const Kernels watched_float64_kernels = kernels_for<Watched<double>>();

}  // namespace optnet4j::emulated_cuda
