#include "instantiate.h"

namespace optnet4j {

const CpuFunctions cpu_avx2 = cpu_functions<32>();

}  // namespace optnet4j
