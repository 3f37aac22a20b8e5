#include "kernels.h"

namespace optnet4j::emulated_cuda {

const Kernels float64_kernels = kernels_for<double>();

}  // namespace optnet4j::emulated_cuda
