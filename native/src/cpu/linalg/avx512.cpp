#include "executor.h"

namespace optnet4j {

const LinalgFunctions linalg_avx512 = linalg_functions<64>();

}  // namespace optnet4j
