// The JNI side of org.optnet4j.internal.nativelib.LinalgBindings.
#include <jni.h>

#include "matrices.h"

namespace optnet4j {
namespace jni {
namespace {

optnet4j_cholesky_shape shape_of(JNIEnv* env, jintArray shape, jlong batch) {
  jint numbers[3];
  env->GetIntArrayRegion(shape, 0, 3, numbers);
  return {batch, numbers[0], numbers[1], numbers[2]};
}

jint out_of_memory(JNIEnv* env) {
  if (!env->ExceptionCheck()) throw_out_of_memory(env, "no native memory for a slice of the matrices");
  return OPTNET4J_OK;
}

template <class T>
jint factor(JNIEnv* env, const optnet4j_cholesky_shape& shape, jint isa, jobject a, jlongArray layout, jintArray info,
            void* scratch, jint first) {
  const jint count = jint(shape.batch);
  const Staging<std::int32_t> labels(env, count);
  if (!labels) return OPTNET4J_OK;
  MatrixSlice<T> slice(env, a, layout, shape.n, shape.n, first, count);
  if (!slice.enter()) return out_of_memory(env);
  const optnet4j_matrices at = slice.view();
  const jint error = optnet4j_cpu_cholesky_factor(&shape, isa, &at, labels.get(), scratch, 0, count);
  slice.leave();
  if (error != OPTNET4J_OK) return error;
  slice.write_back_lower();
  env->SetIntArrayRegion(info, first, count, labels.get());
  return OPTNET4J_OK;
}

template <class T>
jint solve(JNIEnv* env, const optnet4j_cholesky_shape& shape, jint isa, jobject factor, jlongArray factor_layout,
           jintArray info, jobject b, jlongArray layout, void* scratch, jint first) {
  const jint count = jint(shape.batch);
  const Staging<std::int32_t> labels(env, count);
  if (!labels) return OPTNET4J_OK;
  env->GetIntArrayRegion(info, first, count, labels.get());
  MatrixSlice<T> factors(env, factor, factor_layout, shape.n, shape.n, first, count);
  MatrixSlice<T> slice(env, b, layout, shape.n, shape.columns, first, count);
  jint error = OPTNET4J_OK;
  bool entered = factors.enter();
  if (entered) {
    if ((entered = slice.enter())) {
      const optnet4j_matrices at_factor = factors.view(), at = slice.view();
      error = optnet4j_cpu_cholesky_solve(&shape, isa, &at_factor, labels.get(), &at, scratch, 0, count);
      slice.leave();
    }
    factors.leave();
  }
  if (!entered) return out_of_memory(env);
  if (error == OPTNET4J_OK) slice.write_back();
  return error;
}

template <class T>
jint inverse(JNIEnv* env, const optnet4j_cholesky_shape& shape, jint isa, jobject factor, jlongArray layout,
             jintArray info, void* scratch, jint first) {
  const jint count = jint(shape.batch);
  const Staging<std::int32_t> labels(env, count);
  if (!labels) return OPTNET4J_OK;
  env->GetIntArrayRegion(info, first, count, labels.get());
  MatrixSlice<T> slice(env, factor, layout, shape.n, shape.n, first, count);
  if (!slice.enter()) return out_of_memory(env);
  const optnet4j_matrices at = slice.view();
  const jint error = optnet4j_cpu_cholesky_inverse(&shape, isa, &at, labels.get(), scratch, 0, count);
  slice.leave();
  if (error == OPTNET4J_OK) slice.write_back_lower();
  return error;
}

}  // namespace

#define OPTNET4J_JNI(type, name) \
  extern "C" JNIEXPORT type JNICALL Java_org_optnet4j_internal_nativelib_LinalgBindings_##name

OPTNET4J_JNI(jint, choleskyPlan)
(JNIEnv* env, jclass, jint isa, jint call, jintArray shape, jlong batch, jlongArray to) {
  const optnet4j_cholesky_shape z = shape_of(env, shape, batch);
  std::int32_t lanes;
  std::int64_t bytes;
  const jint error = optnet4j_cpu_cholesky_plan(&z, call, isa, &lanes, &bytes);
  if (error != OPTNET4J_OK) return error;
  const jlong found[2] = {lanes, bytes};
  env->SetLongArrayRegion(to, 0, 2, found);
  return OPTNET4J_OK;
}

OPTNET4J_JNI(jint, choleskyFactor)
(JNIEnv* env, jclass, jint isa, jintArray shape, jobject a, jlongArray layout, jintArray info, jlong scratch,
 jint first, jint count) {
  const optnet4j_cholesky_shape z = shape_of(env, shape, count);
  const auto run = z.precision == OPTNET4J_FLOAT64 ? &factor<double> : &factor<float>;
  return run(env, z, isa, a, layout, info, pointer(scratch), first);
}

OPTNET4J_JNI(jint, choleskySolve)
(JNIEnv* env, jclass, jint isa, jintArray shape, jobject factor, jlongArray factorLayout, jintArray info, jobject b,
 jlongArray layout, jlong scratch, jint first, jint count) {
  const optnet4j_cholesky_shape z = shape_of(env, shape, count);
  const auto run = z.precision == OPTNET4J_FLOAT64 ? &solve<double> : &solve<float>;
  return run(env, z, isa, factor, factorLayout, info, b, layout, pointer(scratch), first);
}

OPTNET4J_JNI(jint, choleskyInverse)
(JNIEnv* env, jclass, jint isa, jintArray shape, jobject factor, jlongArray layout, jintArray info, jlong scratch,
 jint first, jint count) {
  const optnet4j_cholesky_shape z = shape_of(env, shape, count);
  const auto run = z.precision == OPTNET4J_FLOAT64 ? &inverse<double> : &inverse<float>;
  return run(env, z, isa, factor, layout, info, pointer(scratch), first);
}

}  // namespace jni
}  // namespace optnet4j
