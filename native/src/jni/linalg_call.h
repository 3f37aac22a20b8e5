// A call of the linear algebra, as Java has it.
#pragma once

#include <jni.h>

#include "optnet4j_linalg.h"

namespace optnet4j {
namespace jni {

// {operation, precision, n, m, p, columns, flags}.
inline optnet4j_linalg_call call_of(JNIEnv* env, jintArray call, jint batch) {
  jint of[7];
  env->GetIntArrayRegion(call, 0, 7, of);
  return {batch, of[0], of[1], of[2], of[3], of[4], of[5], of[6]};
}

}  // namespace jni
}  // namespace optnet4j
