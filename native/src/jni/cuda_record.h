// Why a CUDA call failed, as Java has it.
#pragma once

#include <jni.h>

#include "optnet4j_cuda.h"

namespace optnet4j {
namespace jni {

inline void put_string(JNIEnv* env, jobjectArray to, int index, const char* text) {
  jstring string = env->NewStringUTF(text);
  env->SetObjectArrayElement(to, index, string);
  env->DeleteLocalRef(string);
}

// Hands an error record to Java as {CUDA name, call, message, {CUDA code, bytes needed, bytes free}} when the call it
// is for has failed.
class Record {
 public:
  Record(JNIEnv* env, jobjectArray to) : env_(env), to_(to) {}
  optnet4j_cuda_error* get() { return &error_; }

  jint keep(jint code) {
    if (code == OPTNET4J_OK || env_->ExceptionCheck()) return code;
    put_string(env_, to_, 0, error_.cuda_name);
    put_string(env_, to_, 1, error_.call);
    put_string(env_, to_, 2, error_.message);
    const jlong numbers[3] = {error_.cuda_code, error_.needed_bytes, error_.free_bytes};
    auto* array = static_cast<jlongArray>(env_->GetObjectArrayElement(to_, 3));
    env_->SetLongArrayRegion(array, 0, 3, numbers);
    env_->DeleteLocalRef(array);
    return code;
  }

 private:
  JNIEnv* env_;
  jobjectArray to_;
  optnet4j_cuda_error error_{};
};

}  // namespace jni
}  // namespace optnet4j
