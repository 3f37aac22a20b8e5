// The JNI side of org.optnet4j.internal.nativelib.LinalgBindings.
#include <jni.h>

#include <optional>

#include "../linalg/call.h"
#include "linalg_call.h"
#include "matrices.h"

namespace optnet4j {
namespace jni {
namespace {

// The part of an int[] that belongs to a slice of the batch: `block` numbers for each matrix.
class Labels {
 public:
  Labels(JNIEnv* env, jintArray array, Access access, jint first, jint count, jint block)
      : env_(env), array_(array), access_(access), at_(first * block), count_(count * block), copy_(env, count_) {
    if (copy_ && access != Access::kNone) env->GetIntArrayRegion(array, at_, count_, copy_.get());
  }
  explicit operator bool() const { return bool(copy_); }
  std::int32_t* get() const { return access_ == Access::kNone ? nullptr : copy_.get(); }
  void write_back() const {
    if (access_ == Access::kWrite) env_->SetIntArrayRegion(array_, at_, count_, copy_.get());
  }

 private:
  JNIEnv* env_;
  jintArray array_;
  Access access_;
  jint at_, count_;
  Staging<std::int32_t> copy_;
};

template <class T>
jint run(JNIEnv* env, const optnet4j_linalg_call& call, jint isa, jobjectArray storages, jlongArray layouts,
         jintArray pivots, jintArray info, void* scratch, jint first) {
  const LinalgOperands asked = operands_of(call);
  const jint count = jint(call.batch);
  const Labels labels(env, info, asked.info, first, count, 1);
  if (!labels) return OPTNET4J_OK;
  const Labels exchanges(env, pivots, asked.pivots, first, asked.pivots == Access::kNone ? 0 : count, call.n);
  if (!exchanges) return OPTNET4J_OK;

  optnet4j_linalg_operands operands{{}, exchanges.get(), labels.get()};
  std::optional<MatrixSlice<T>> slices[OPTNET4J_LINALG_OPERANDS];
  for (int k = 0; k < asked.count; ++k)
    if (asked.of[k].access != Access::kNone) slices[k].emplace(env, storages, layouts, k, asked.of[k], first, count);
  bool entered = true;
  for (int k = 0; k < asked.count; ++k) {
    if (!slices[k]) continue;
    entered = entered && slices[k]->enter();
    if (entered) operands.matrices[k] = slices[k]->view();
  }
  jint error = OPTNET4J_OK;
  if (entered) error = optnet4j_cpu_linalg_run(&call, isa, &operands, scratch, 0, count);
  for (auto& slice : slices)
    if (slice) slice->leave();
  if (!entered) {
    if (!env->ExceptionCheck()) throw_out_of_memory(env, "no native memory for a slice of the matrices");
    return OPTNET4J_OK;
  }
  if (error != OPTNET4J_OK) return error;
  for (auto& slice : slices)
    if (slice) slice->write_back();
  labels.write_back();
  exchanges.write_back();
  return OPTNET4J_OK;
}

}  // namespace

#define OPTNET4J_JNI(type, name) \
  extern "C" JNIEXPORT type JNICALL Java_org_optnet4j_internal_nativelib_LinalgBindings_##name

OPTNET4J_JNI(jint, plan)(JNIEnv* env, jclass, jint isa, jintArray call, jlongArray to) {
  const optnet4j_linalg_call z = call_of(env, call, 1);
  std::int32_t lanes;
  std::int64_t bytes;
  const jint error = optnet4j_cpu_linalg_plan(&z, isa, &lanes, &bytes);
  if (error != OPTNET4J_OK) return error;
  const jlong found[2] = {lanes, bytes};
  env->SetLongArrayRegion(to, 0, 2, found);
  return OPTNET4J_OK;
}

OPTNET4J_JNI(jint, run)
(JNIEnv* env, jclass, jint isa, jintArray call, jobjectArray storages, jlongArray layouts, jintArray pivots,
 jintArray info, jlong scratch, jint first, jint count) {
  const optnet4j_linalg_call z = call_of(env, call, count);
  const auto run_slice = z.precision == OPTNET4J_FLOAT64 ? &run<double> : &run<float>;
  return run_slice(env, z, isa, storages, layouts, pivots, info, pointer(scratch), first);
}

}  // namespace jni
}  // namespace optnet4j
