// The operations, with their numbers in optnet4j_linalg.h.
#pragma once

namespace optnet4j {

enum class Operation : int {
  kCholeskyFactor,
  kCholeskySolve,
  kCholeskyInverse,
  kLdlFactor,
  kLdlSolve,
  kLuFactor,
  kLuSolve,
  kTriangularSolve,
  kTriangularMultiply,
  kWeightedGram,
  kKktPrepare,
  kKktFactor,
  kKktSolve,
};
constexpr int kOperations = int(Operation::kKktSolve) + 1;

}  // namespace optnet4j
