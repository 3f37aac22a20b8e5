#include "instantiate.h"

namespace optnet4j {

const CpuFunctions cpu_baseline = cpu_functions<16>();

}  // namespace optnet4j
