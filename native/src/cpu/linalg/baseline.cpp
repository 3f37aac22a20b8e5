#include "executor.h"

namespace optnet4j {

const LinalgFunctions linalg_baseline = linalg_functions<16>();

}  // namespace optnet4j
