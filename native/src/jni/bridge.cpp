// The JNI side of org.optnet4j.internal.nativelib.Bindings: turns Java arrays and buffers into operands, calls the C
// interface, copies answers back. It checks nothing that Java has checked.
#include <jni.h>

#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <numeric>

#include "arrays.h"
#include "gradients.h"
#include "optnet4j.h"

namespace optnet4j {
namespace jni {
namespace {

template <class T>
jint solve(JNIEnv* env, const Batch& batch, const optnet4j_settings& settings, jint isa, void* shared, void* factor,
           void* scratch, jlong first, jlong count, jobjectArray to) {
  const optnet4j_batch& of = batch.value;
  const std::int64_t n = of.shape.n, m = of.shape.m, p = of.shape.p;
  // In the order of the arrays of Bindings.solve; kinds of bounds that the batch lacks take no room.
  const auto given = [](const optnet4j_operand& operand) { return operand.data != nullptr || operand.read != nullptr; };
  const std::int64_t of_h = given(of.h) ? m : 0, of_l = given(of.l) ? m : 0;
  const std::int64_t block[] = {n, p, of_h, of_h, of_l, of_l, given(of.lb) ? n : 0, given(of.ub) ? n : 0};
  const int element[] = {0, 1, 2, 3, 10, 11, 12, 13};
  const Staging<T> numbers(env, count * std::accumulate(std::begin(block), std::end(block), std::int64_t(0)));
  const Staging<std::int32_t> labels(env, 2 * count);
  const Staging<double> measures(env, 4 * count);
  if (!numbers || !labels || !measures) return OPTNET4J_OK;
  T* part[8];
  T* at = numbers.get();
  for (int i = 0; i < 8; at += count * block[i++]) part[i] = at;
  double* const residual = measures.get();
  const optnet4j_solution solution{part[0],
                                   part[1],
                                   part[2],
                                   part[3],
                                   labels.get(),
                                   labels.get() + count,
                                   residual,
                                   residual + count,
                                   residual + 2 * count,
                                   residual + 3 * count,
                                   part[4],
                                   part[5],
                                   part[6],
                                   part[7]};
  const jint error = optnet4j_cpu_solve(&of, &settings, isa, shared, factor, scratch, first, count, &solution);
  if (error != OPTNET4J_OK) return error;
  for (int i = 0; i < 8; ++i) store(env, to, element[i], first, count, block[i], part[i]);
  store(env, to, 4, first, count, 1, solution.status);
  store(env, to, 5, first, count, 1, solution.iterations);
  store(env, to, 6, first, count, 1, solution.primal_residual);
  store(env, to, 7, first, count, 1, solution.dual_residual);
  store(env, to, 8, first, count, 1, solution.gap);
  store(env, to, 9, first, count, 1, solution.objective);
  return OPTNET4J_OK;
}

}  // namespace

#define OPTNET4J_JNI(type, name) extern "C" JNIEXPORT type JNICALL Java_org_optnet4j_internal_nativelib_Bindings_##name

extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* machine, void*) {
  JNIEnv* env = nullptr;
  if (machine->GetEnv(reinterpret_cast<void**>(&env), JNI_VERSION_1_8) != JNI_OK) return JNI_ERR;
  critical_access_is_direct = see_critical_access(env);
  return JNI_VERSION_1_8;
}

OPTNET4J_JNI(jint, abiVersion)(JNIEnv*, jclass) { return optnet4j_abi_version(); }

OPTNET4J_JNI(jstring, version)(JNIEnv* env, jclass) { return env->NewStringUTF(optnet4j_version()); }

OPTNET4J_JNI(jint, bestIsa)(JNIEnv*, jclass) { return optnet4j_cpu_best_isa(); }

OPTNET4J_JNI(jboolean, supports)(JNIEnv*, jclass, jint isa) { return optnet4j_cpu_supports(isa) != 0; }

OPTNET4J_JNI(jlong, allocate)(JNIEnv*, jclass, jlong bytes) {
  void* memory = nullptr;
  if (posix_memalign(&memory, 64, bytes > 0 ? std::size_t(bytes) : 64) != 0) return 0;
  return static_cast<jlong>(reinterpret_cast<std::intptr_t>(memory));
}

OPTNET4J_JNI(void, free)(JNIEnv*, jclass, jlong address) { std::free(pointer(address)); }

OPTNET4J_JNI(jint, makePlan)
(JNIEnv* env, jclass, jint isa, jintArray shape, jlong size, jobjectArray operands, jint shared, jlongArray to) {
  const Batch batch(env, shape, size, operands, shared);
  optnet4j_cpu_plan plan;
  const jint error = optnet4j_cpu_make_plan(&batch.value, isa, &plan);
  if (error != OPTNET4J_OK) return error;
  const jlong found[4] = {plan.lanes, plan.shared_bytes, plan.factor_bytes, plan.scratch_bytes};
  env->SetLongArrayRegion(to, 0, 4, found);
  return OPTNET4J_OK;
}

OPTNET4J_JNI(jint, prepare)
(JNIEnv* env, jclass, jint isa, jintArray shape, jlong size, jobjectArray operands, jint shared, jlong sharedMemory,
 jlong scratch) {
  const Batch batch(env, shape, size, operands, shared);
  return optnet4j_cpu_prepare(&batch.value, isa, pointer(sharedMemory), pointer(scratch));
}

OPTNET4J_JNI(jint, solve)
(JNIEnv* env, jclass, jint isa, jintArray shape, jlong size, jobjectArray operands, jint shared, jdouble epsAbs,
 jdouble epsRel, jint maxIterations, jdouble smoothing, jlong sharedMemory, jlong factor, jlong scratch, jlong first,
 jlong count, jobjectArray to) {
  const Batch batch(env, shape, size, operands, shared);
  const optnet4j_settings settings{epsAbs, epsRel, maxIterations, smoothing};
  const auto run = batch.value.shape.precision == OPTNET4J_FLOAT64 ? &solve<double> : &solve<float>;
  return run(env, batch, settings, isa, pointer(sharedMemory), pointer(factor), pointer(scratch), first, count, to);
}

OPTNET4J_JNI(jint, gradients)
(JNIEnv* env, jclass, jint isa, jintArray shape, jlong size, jobjectArray operands, jint shared, jlong sharedMemory,
 jlong factor, jlong scratch, jlong first, jlong count, jobjectArray answers, jintArray status, jobjectArray cotangents,
 jint sharedCotangents, jobjectArray directions, jobjectArray targets) {
  const Batch batch(env, shape, size, operands, shared);
  const std::int32_t precision = batch.value.shape.precision;
  const Operand x(env, cotangents, 0, sharedCotangents & 1, precision);
  const Operand nu(env, cotangents, 1, sharedCotangents & 2, precision);
  const Operand lambda(env, cotangents, 2, sharedCotangents & 4, precision);
  const optnet4j_cotangent cotangent{x.value, nu.value, lambda.value};
  const auto run = precision == OPTNET4J_FLOAT64 ? &gradients<double> : &gradients<float>;
  return run(env, batch, isa, pointer(sharedMemory), pointer(factor), pointer(scratch), first, count, answers, status,
             cotangent, directions, targets);
}

OPTNET4J_JNI(jint, outerSum)
(JNIEnv* env, jclass, jint isa, jint precision, jint rows, jint columns, jint from, jint to, jdouble factor,
 jobjectArray vectors, jlong batch, jintArray status, jobject target) {
  const auto run = precision == OPTNET4J_FLOAT64 ? &outer_sum<double> : &outer_sum<float>;
  return run(env, isa, rows, columns, from, to, factor, vectors, batch, status, target);
}

}  // namespace jni
}  // namespace optnet4j
