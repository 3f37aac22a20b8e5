#include "instantiate.h"

namespace optnet4j {

const CpuFunctions cpu_avx512 = cpu_functions<64>();

}  // namespace optnet4j
