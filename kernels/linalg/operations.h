// From the number of an operation to what does it.
#pragma once

#include "cholesky.h"
#include "gram.h"
#include "kkt.h"
#include "ldl.h"
#include "lu.h"
#include "operation.h"
#include "triangular.h"

namespace optnet4j {

// Calls body with the operation as its type.
template <class Real, class Body>
OPTNET4J_DEVICE void with_operation(Operation operation, Body&& body) {
  switch (operation) {
    case Operation::kCholeskyFactor:
      return body(CholeskyFactor<Real>());
    case Operation::kCholeskySolve:
      return body(CholeskySolve<Real>());
    case Operation::kCholeskyInverse:
      return body(CholeskyInverse<Real>());
    case Operation::kLdlFactor:
      return body(LdlFactor<Real>());
    case Operation::kLdlSolve:
      return body(LdlSolve<Real>());
    case Operation::kLuFactor:
      return body(LuFactor<Real>());
    case Operation::kLuSolve:
      return body(LuSolve<Real>());
    case Operation::kTriangularSolve:
      return body(TriangularSolve<Real>());
    case Operation::kTriangularMultiply:
      return body(TriangularMultiply<Real>());
    case Operation::kWeightedGram:
      return body(WeightedGram<Real>());
    case Operation::kKktPrepare:
      return body(KktPrepare<Real>());
    case Operation::kKktFactor:
      return body(KktFactor<Real>());
    case Operation::kKktSolve:
      return body(KktSolve<Real>());
  }
}

}  // namespace optnet4j
