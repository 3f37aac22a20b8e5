// The JNI side of org.optnet4j.internal.nativelib.CudaLinalgBindings.
#include <jni.h>

#include "arrays.h"
#include "cuda_record.h"
#include "linalg_call.h"
#include "optnet4j_cuda_linalg.h"

namespace optnet4j {
namespace jni {
namespace {

// {team_threads, teams_per_block, blocks, shared_bytes, workspace_bytes}
constexpr jsize kPlanNumbers = 5;

optnet4j_cuda_linalg_plan plan_of(JNIEnv* env, jlongArray from) {
  jlong of[kPlanNumbers];
  env->GetLongArrayRegion(from, 0, kPlanNumbers, of);
  return {std::int32_t(of[0]), std::int32_t(of[1]), std::int32_t(of[2]), std::int32_t(of[3]), of[4]};
}

}  // namespace

#define OPTNET4J_JNI(type, name) \
  extern "C" JNIEXPORT type JNICALL Java_org_optnet4j_internal_nativelib_CudaLinalgBindings_##name

OPTNET4J_JNI(jint, makePlan)
(JNIEnv* env, jclass, jint device, jintArray call, jint batch, jlongArray to, jobjectArray error) {
  Record record(env, error);
  optnet4j_cuda_device properties{};
  const jint code = optnet4j_cuda_device_properties(device, &properties, record.get());
  if (code != OPTNET4J_OK) return record.keep(code);
  const optnet4j_linalg_call z = call_of(env, call, batch);
  optnet4j_cuda_linalg_plan plan{};
  const jint made = optnet4j_cuda_linalg_make_plan(&z, &properties, &plan, record.get());
  const jlong found[kPlanNumbers] = {plan.team_threads, plan.teams_per_block, plan.blocks, plan.shared_bytes,
                                     plan.workspace_bytes};
  if (made == OPTNET4J_OK) env->SetLongArrayRegion(to, 0, kPlanNumbers, found);
  return record.keep(made);
}

OPTNET4J_JNI(jint, run)
(JNIEnv* env, jclass, jint device, jintArray call, jint batch, jlongArray plan, jlongArray matrices, jlong pivots,
 jlong info, jlong workspace, jlong stream, jobjectArray error) {
  Record record(env, error);
  const jint used = optnet4j_cuda_use_device(device, record.get());
  if (used != OPTNET4J_OK) return record.keep(used);
  const optnet4j_linalg_call z = call_of(env, call, batch);
  const optnet4j_cuda_linalg_plan by = plan_of(env, plan);
  optnet4j_linalg_operands operands{};
  operands.pivots = static_cast<std::int32_t*>(pointer(pivots));
  operands.info = static_cast<std::int32_t*>(pointer(info));
  for (jsize k = 0; 3 * k < env->GetArrayLength(matrices); ++k) {
    jlong of[3];
    env->GetLongArrayRegion(matrices, 3 * k, 3, of);
    operands.matrices[k] = {pointer(of[0]), of[1], of[2]};
  }
  return record.keep(optnet4j_cuda_linalg_run(&z, &by, &operands, pointer(workspace), pointer(stream), record.get()));
}

}  // namespace jni
}  // namespace optnet4j
