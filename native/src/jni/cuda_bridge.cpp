// The JNI side of org.optnet4j.internal.nativelib.CudaBindings: turns Java arrays and addresses into the structures of
// optnet4j_cuda.h and calls it. It checks nothing that Java has checked.
#include <jni.h>

#include <algorithm>
#include <cstdint>

#include "arrays.h"
#include "cuda_record.h"
#include "optnet4j.h"
#include "optnet4j_cuda.h"

namespace optnet4j {
namespace jni {
namespace {

template <class T>
void write_array(void* context, std::int64_t offset, std::int64_t count, const void* source) {
  const ArraySource* target = static_cast<const ArraySource*>(context);
  set(target->env, target->array, offset, count, static_cast<const T*>(source));
}

// One element of an Object[] of arrays, direct buffers or null, as the target of an output.
template <class T>
class Target {
 public:
  Target(JNIEnv* env, jobjectArray all, int index)
      : array_{env, env->GetObjectArrayElement(all, index)}, value{nullptr, nullptr, nullptr} {
    if (array_.array == nullptr) return;
    value.data = env->GetDirectBufferAddress(array_.array);
    if (value.data != nullptr) return;
    value.write = &write_array<T>;
    value.context = &array_;
  }
  Target(const Target&) = delete;

 private:
  ArraySource array_;

 public:
  optnet4j_target value;
};

// The same as something to read.
template <class T>
class Source {
 public:
  Source(JNIEnv* env, jobjectArray all, int index)
      : array_{env, env->GetObjectArrayElement(all, index)}, value{nullptr, &read_array<T>, &array_, 0} {}
  Source(const Source&) = delete;

 private:
  ArraySource array_;

 public:
  optnet4j_operand value;
};

template <class T>
jint solve_host(JNIEnv* env, optnet4j_cuda_solver* solver, const Batch& batch, const optnet4j_settings& settings,
                jint keep, jobjectArray to, optnet4j_cuda_kept** kept, Record& record) {
  const Target<T> x(env, to, 0), nu(env, to, 1), lambda(env, to, 2), slack(env, to, 3);
  const Target<std::int32_t> status(env, to, 4), iterations(env, to, 5);
  const Target<double> primal(env, to, 6), dual(env, to, 7), gap(env, to, 8), objective(env, to, 9);
  const Target<T> lambda_l(env, to, 10), slack_l(env, to, 11), lambda_lb(env, to, 12), lambda_ub(env, to, 13);
  const optnet4j_solution_targets targets{
      x.value,    nu.value,  lambda.value,    slack.value,    status.value,  iterations.value, primal.value,
      dual.value, gap.value, objective.value, lambda_l.value, slack_l.value, lambda_lb.value,  lambda_ub.value};
  return optnet4j_cuda_solve_host(solver, &batch.value, &settings, keep, &targets, kept, record.get());
}

template <class T>
jint gradients_host(JNIEnv* env, optnet4j_cuda_kept* kept, const Batch& batch, jobjectArray answers,
                    const optnet4j_cotangent& cotangent, jobjectArray to, Record& record) {
  const Source<T> x(env, answers, 0), nu(env, answers, 1), lambda(env, answers, 2), slack(env, answers, 3);
  const Source<std::int32_t> status(env, answers, 4);
  const optnet4j_answers from{x.value, nu.value, lambda.value, slack.value, status.value};
  const Target<T> Q(env, to, 0), q(env, to, 1), A(env, to, 2), b(env, to, 3), G(env, to, 4), h(env, to, 5);
  const optnet4j_gradient_targets targets{Q.value, q.value, A.value, b.value, G.value, h.value};
  return optnet4j_cuda_gradients_host(kept, &batch.value, &from, &cotangent, &targets, record.get());
}

// References to Java objects that the calls with the most arguments hold at a time; JNI promises 16.
constexpr jint kLocalReferences = 48;

constexpr std::int64_t kStagedNumbers = 1 << 17;

template <class T>
jint copy_to_device(JNIEnv* env, jint device, jlong to, jobject from, jlong first, jlong count, jlong stream,
                    Record& record) {
  if (const auto* numbers = static_cast<const T*>(env->GetDirectBufferAddress(from))) {
    return optnet4j_cuda_copy(device, pointer(to), numbers + first, count * jlong(sizeof(T)), 1, pointer(stream),
                              record.get());
  }
  const Staging<T> staged(env, std::min<std::int64_t>(count, kStagedNumbers));
  if (!staged) return OPTNET4J_OK;
  for (std::int64_t done = 0; done < count; done += kStagedNumbers) {
    const std::int64_t piece = std::min<std::int64_t>(count - done, kStagedNumbers);
    get(env, from, first + done, piece, staged.get());
    const jint error = optnet4j_cuda_copy(device, static_cast<T*>(pointer(to)) + done, staged.get(),
                                          piece * std::int64_t(sizeof(T)), 1, pointer(stream), record.get());
    if (error != OPTNET4J_OK) return error;
  }
  return OPTNET4J_OK;
}

template <class T>
jint copy_to_host(JNIEnv* env, jint device, jobject to, jlong first, jlong from, jlong count, jlong stream,
                  Record& record) {
  if (auto* numbers = static_cast<T*>(env->GetDirectBufferAddress(to))) {
    return optnet4j_cuda_copy(device, numbers + first, pointer(from), count * jlong(sizeof(T)), 2, pointer(stream),
                              record.get());
  }
  const Staging<T> staged(env, std::min<std::int64_t>(count, kStagedNumbers));
  if (!staged) return OPTNET4J_OK;
  for (std::int64_t done = 0; done < count; done += kStagedNumbers) {
    const std::int64_t piece = std::min<std::int64_t>(count - done, kStagedNumbers);
    const jint error = optnet4j_cuda_copy(device, staged.get(), static_cast<T*>(pointer(from)) + done,
                                          piece * std::int64_t(sizeof(T)), 2, pointer(stream), record.get());
    if (error != OPTNET4J_OK) return error;
    set(env, to, first + done, piece, staged.get());
  }
  return OPTNET4J_OK;
}

// Addresses out of a long[].
template <int count>
class Addresses {
 public:
  Addresses(JNIEnv* env, jlongArray from) { env->GetLongArrayRegion(from, 0, count, values_); }
  void* operator[](int index) const { return pointer(values_[index]); }
  optnet4j_operand operand(int index, jint shared) const {
    return {(*this)[index], nullptr, nullptr, (shared >> index) & 1};
  }

 private:
  jlong values_[count];
};

optnet4j_batch device_batch(JNIEnv* env, jintArray shape, jlong size, const Addresses<6>& at, jint shared) {
  jint z[4];
  env->GetIntArrayRegion(shape, 0, 4, z);
  return {{size, z[0], z[1], z[2], z[3]},
          at.operand(0, shared),
          at.operand(1, shared),
          at.operand(2, shared),
          at.operand(3, shared),
          at.operand(4, shared),
          at.operand(5, shared),
          {},
          {},
          {},
          0,
          OPTNET4J_FORM_DUAL};
}

optnet4j_cuda_plan read_plan(JNIEnv* env, jlongArray from) {
  jlong v[8];
  env->GetLongArrayRegion(from, 0, 8, v);
  return {{std::int32_t(v[0]), std::int32_t(v[1]), std::int32_t(v[2]), std::int32_t(v[3]), std::int32_t(v[4])},
          v[5],
          v[6],
          v[7]};
}

optnet4j_solution device_solution(const Addresses<10>& at) {
  return {at[0],
          at[1],
          at[2],
          at[3],
          static_cast<std::int32_t*>(at[4]),
          static_cast<std::int32_t*>(at[5]),
          static_cast<double*>(at[6]),
          static_cast<double*>(at[7]),
          static_cast<double*>(at[8]),
          static_cast<double*>(at[9]),
          nullptr,
          nullptr,
          nullptr,
          nullptr};
}

}  // namespace

#define OPTNET4J_CUDA_JNI(type, name) \
  extern "C" JNIEXPORT type JNICALL Java_org_optnet4j_internal_nativelib_CudaBindings_##name

OPTNET4J_CUDA_JNI(jint, deviceCount)(JNIEnv* env, jclass, jintArray to, jobjectArray error) {
  Record record(env, error);
  std::int32_t count = 0;
  const jint code = optnet4j_cuda_device_count(&count, record.get());
  env->SetIntArrayRegion(to, 0, 1, &count);
  return record.keep(code);
}

OPTNET4J_CUDA_JNI(jint, deviceProperties)
(JNIEnv* env, jclass, jint device, jobjectArray name, jlongArray to, jobjectArray error) {
  Record record(env, error);
  optnet4j_cuda_device found{};
  const jint code = optnet4j_cuda_device_properties(device, &found, record.get());
  if (code != OPTNET4J_OK) return record.keep(code);
  put_string(env, name, 0, found.name);
  const jlong numbers[] = {found.major,           found.minor,    found.multiprocessors, found.driver_version,
                           found.runtime_version, found.has_code, found.total_bytes};
  env->SetLongArrayRegion(to, 0, 7, numbers);
  return code;
}

OPTNET4J_CUDA_JNI(jint, memory)(JNIEnv* env, jclass, jint device, jlongArray to, jobjectArray error) {
  Record record(env, error);
  std::int64_t free_bytes = 0;
  std::int64_t total_bytes = 0;
  const jint code = optnet4j_cuda_memory(device, &free_bytes, &total_bytes, record.get());
  const jlong found[] = {free_bytes, total_bytes};
  env->SetLongArrayRegion(to, 0, 2, found);
  return record.keep(code);
}

OPTNET4J_CUDA_JNI(jint, allocate)
(JNIEnv* env, jclass, jint device, jlong bytes, jlongArray to, jobjectArray error) {
  Record record(env, error);
  void* address = nullptr;
  const jint code = optnet4j_cuda_allocate(device, bytes, &address, record.get());
  const jlong found = reinterpret_cast<std::intptr_t>(address);
  env->SetLongArrayRegion(to, 0, 1, &found);
  return record.keep(code);
}

OPTNET4J_CUDA_JNI(jint, free)(JNIEnv* env, jclass, jint device, jlong address, jobjectArray error) {
  Record record(env, error);
  return record.keep(optnet4j_cuda_free(device, pointer(address), record.get()));
}

OPTNET4J_CUDA_JNI(jint, makeStream)(JNIEnv* env, jclass, jint device, jlongArray to, jobjectArray error) {
  Record record(env, error);
  void* stream = nullptr;
  const jint code = optnet4j_cuda_make_stream(device, &stream, record.get());
  const jlong found = reinterpret_cast<std::intptr_t>(stream);
  env->SetLongArrayRegion(to, 0, 1, &found);
  return record.keep(code);
}

OPTNET4J_CUDA_JNI(jint, freeStream)(JNIEnv* env, jclass, jint device, jlong stream, jobjectArray error) {
  Record record(env, error);
  return record.keep(optnet4j_cuda_free_stream(device, pointer(stream), record.get()));
}

OPTNET4J_CUDA_JNI(jint, synchronize)(JNIEnv* env, jclass, jint device, jlong stream, jobjectArray error) {
  Record record(env, error);
  return record.keep(optnet4j_cuda_synchronize(device, pointer(stream), record.get()));
}

OPTNET4J_CUDA_JNI(jint, copyToDevice)
(JNIEnv* env, jclass, jint device, jint type, jlong to, jobject from, jlong first, jlong count, jlong stream,
 jobjectArray error) {
  Record record(env, error);
  const auto run = type == 0   ? &copy_to_device<double>
                   : type == 1 ? &copy_to_device<float>
                               : &copy_to_device<std::int32_t>;
  return record.keep(run(env, device, to, from, first, count, stream, record));
}

OPTNET4J_CUDA_JNI(jint, copyToHost)
(JNIEnv* env, jclass, jint device, jint type, jobject to, jlong first, jlong from, jlong count, jlong stream,
 jobjectArray error) {
  Record record(env, error);
  const auto run = type == 0 ? &copy_to_host<double> : type == 1 ? &copy_to_host<float> : &copy_to_host<std::int32_t>;
  return record.keep(run(env, device, to, first, from, count, stream, record));
}

OPTNET4J_CUDA_JNI(jint, copyOnDevice)
(JNIEnv* env, jclass, jint device, jlong to, jlong from, jlong bytes, jlong stream, jobjectArray error) {
  Record record(env, error);
  return record.keep(optnet4j_cuda_copy(device, pointer(to), pointer(from), bytes, 3, pointer(stream), record.get()));
}

OPTNET4J_CUDA_JNI(jint, open)
(JNIEnv* env, jclass, jint device, jlong limit, jint copyThreads, jlongArray to, jobjectArray error) {
  Record record(env, error);
  optnet4j_cuda_solver* solver = nullptr;
  jint code = optnet4j_cuda_open(device, limit, nullptr, &solver, record.get());
  if (code == OPTNET4J_OK) code = optnet4j_cuda_limit_copy_threads(solver, copyThreads, record.get());
  const jlong found = reinterpret_cast<std::intptr_t>(solver);
  env->SetLongArrayRegion(to, 0, 1, &found);
  return record.keep(code);
}

OPTNET4J_CUDA_JNI(void, close)(JNIEnv*, jclass, jlong solver) {
  optnet4j_cuda_close(static_cast<optnet4j_cuda_solver*>(pointer(solver)));
}

OPTNET4J_CUDA_JNI(jint, solveHost)
(JNIEnv* env, jclass, jlong solver, jintArray shape, jlong size, jobjectArray operands, jint shared, jdouble epsAbs,
 jdouble epsRel, jint maxIterations, jdouble smoothing, jint keep, jobjectArray to, jlongArray keptTo,
 jobjectArray error) {
  Record record(env, error);
  if (env->EnsureLocalCapacity(kLocalReferences) != JNI_OK) return OPTNET4J_OK;  // an OutOfMemoryError is pending
  const Batch batch(env, shape, size, operands, shared);
  const optnet4j_settings settings{epsAbs, epsRel, maxIterations, smoothing};
  optnet4j_cuda_kept* kept = nullptr;
  const auto run = batch.value.shape.precision == OPTNET4J_FLOAT64 ? &solve_host<double> : &solve_host<float>;
  const jint code =
      run(env, static_cast<optnet4j_cuda_solver*>(pointer(solver)), batch, settings, keep, to, &kept, record);
  const jlong found = reinterpret_cast<std::intptr_t>(kept);
  env->SetLongArrayRegion(keptTo, 0, 1, &found);
  return record.keep(code);
}

OPTNET4J_CUDA_JNI(jint, gradientsHost)
(JNIEnv* env, jclass, jlong kept, jintArray shape, jlong size, jobjectArray operands, jint shared, jobjectArray answers,
 jobjectArray cotangents, jint sharedCotangents, jobjectArray to, jobjectArray error) {
  Record record(env, error);
  if (env->EnsureLocalCapacity(kLocalReferences) != JNI_OK) return OPTNET4J_OK;  // an OutOfMemoryError is pending
  const Batch batch(env, shape, size, operands, shared);
  const std::int32_t precision = batch.value.shape.precision;
  const Operand x(env, cotangents, 0, sharedCotangents & 1, precision);
  const Operand nu(env, cotangents, 1, sharedCotangents & 2, precision);
  const Operand lambda(env, cotangents, 2, sharedCotangents & 4, precision);
  const auto run = precision == OPTNET4J_FLOAT64 ? &gradients_host<double> : &gradients_host<float>;
  return record.keep(run(env, static_cast<optnet4j_cuda_kept*>(pointer(kept)), batch, answers,
                         {x.value, nu.value, lambda.value}, to, record));
}

OPTNET4J_CUDA_JNI(void, freeKept)(JNIEnv*, jclass, jlong kept) {
  optnet4j_cuda_free_kept(static_cast<optnet4j_cuda_kept*>(pointer(kept)));
}

OPTNET4J_CUDA_JNI(jint, makePlan)
(JNIEnv* env, jclass, jint device, jintArray shape, jlong size, jint shared, jlongArray to, jobjectArray error) {
  Record record(env, error);
  optnet4j_cuda_device properties{};
  jint code = optnet4j_cuda_device_properties(device, &properties, record.get());
  if (code != OPTNET4J_OK) return record.keep(code);
  jint z[4];
  env->GetIntArrayRegion(shape, 0, 4, z);
  optnet4j_batch batch{};
  batch.shape = {size, z[0], z[1], z[2], z[3]};
  optnet4j_operand* const operands[] = {&batch.Q, &batch.q, &batch.A, &batch.b, &batch.G, &batch.h};
  for (int i = 0; i < 6; ++i) operands[i]->shared = (shared >> i) & 1;
  optnet4j_cuda_plan plan{};
  code = optnet4j_cuda_make_plan(&batch, &properties, nullptr, &plan, record.get());
  const optnet4j_cuda_mapping& mapping = plan.mapping;
  const jlong found[] = {mapping.kind,         mapping.team_threads, mapping.teams_per_block, mapping.blocks,
                         mapping.shared_bytes, plan.shared_bytes,    plan.factor_bytes,       plan.workspace_bytes};
  env->SetLongArrayRegion(to, 0, 8, found);
  return record.keep(code);
}

OPTNET4J_CUDA_JNI(jint, solve)
(JNIEnv* env, jclass, jint device, jintArray shape, jlong size, jlongArray operands, jint shared, jdouble epsAbs,
 jdouble epsRel, jint maxIterations, jdouble smoothing, jlongArray planFrom, jlong sharedMemory, jlong factor,
 jlong workspace, jlongArray to, jlong stream, jobjectArray error) {
  Record record(env, error);
  const Addresses<6> parameters(env, operands);
  const optnet4j_batch batch = device_batch(env, shape, size, parameters, shared);
  const optnet4j_settings settings{epsAbs, epsRel, maxIterations, smoothing};
  const optnet4j_cuda_plan plan = read_plan(env, planFrom);
  const Addresses<10> outputs(env, to);
  const optnet4j_solution solution = device_solution(outputs);
  jint code = optnet4j_cuda_use_device(device, record.get());
  if (code == OPTNET4J_OK && plan.shared_bytes > 0) {
    code =
        optnet4j_cuda_prepare(&batch, &plan, pointer(sharedMemory), pointer(workspace), pointer(stream), record.get());
  }
  if (code == OPTNET4J_OK) {
    code = optnet4j_cuda_solve(&batch, &settings, &plan, pointer(sharedMemory), pointer(factor), pointer(workspace),
                               &solution, pointer(stream), record.get());
  }
  return record.keep(code);
}

OPTNET4J_CUDA_JNI(jint, gradients)
(JNIEnv* env, jclass, jint device, jintArray shape, jlong size, jlongArray operands, jint shared, jlongArray planFrom,
 jlong sharedMemory, jlong factor, jlong workspace, jlongArray solutionFrom, jlongArray cotangents,
 jint sharedCotangents, jlongArray adjointTo, jlongArray to, jlong stream, jobjectArray error) {
  Record record(env, error);
  const Addresses<6> parameters(env, operands);
  const optnet4j_batch batch = device_batch(env, shape, size, parameters, shared);
  const optnet4j_cuda_plan plan = read_plan(env, planFrom);
  const Addresses<10> answers(env, solutionFrom);
  const optnet4j_solution solution = device_solution(answers);
  const Addresses<3> losses(env, cotangents);
  const optnet4j_cotangent cotangent{losses.operand(0, sharedCotangents), losses.operand(1, sharedCotangents),
                                     losses.operand(2, sharedCotangents)};
  const Addresses<3> directions(env, adjointTo);
  const optnet4j_adjoint adjoint{directions[0], directions[1], directions[2]};
  const Addresses<6> wanted(env, to);
  const optnet4j_gradients gradients{wanted[0], wanted[1], wanted[2], wanted[3], wanted[4], wanted[5]};
  jint code = optnet4j_cuda_use_device(device, record.get());
  if (code == OPTNET4J_OK) {
    code = optnet4j_cuda_gradients(&batch, &plan, pointer(sharedMemory), pointer(factor), pointer(workspace), &solution,
                                   &cotangent, &adjoint, &gradients, pointer(stream), record.get());
  }
  return record.keep(code);
}

}  // namespace jni
}  // namespace optnet4j
