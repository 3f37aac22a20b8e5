#include "executor.h"

namespace optnet4j {

const LinalgFunctions linalg_avx2 = linalg_functions<32>();

}  // namespace optnet4j
