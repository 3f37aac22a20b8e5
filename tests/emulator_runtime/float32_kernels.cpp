#include "kernels.h"

namespace optnet4j::emulated_cuda {

const Kernels float32_kernels = kernels_for<float>();

}  // namespace optnet4j::emulated_cuda
