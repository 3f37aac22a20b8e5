// Matrices in Java arrays and buffers: worked on where they are if the JVM lets native code at them and they are small,
// so that the collector does not have to wait for long; else in a copy.
#pragma once

#include <cstdint>

#include "../linalg/call.h"
#include "arrays.h"
#include "optnet4j_linalg.h"

namespace optnet4j {
namespace jni {

inline void get_region(JNIEnv* env, jobject from, jsize at, jsize count, double* to) {
  env->GetDoubleArrayRegion(static_cast<jdoubleArray>(from), at, count, to);
}

inline void get_region(JNIEnv* env, jobject from, jsize at, jsize count, float* to) {
  env->GetFloatArrayRegion(static_cast<jfloatArray>(from), at, count, to);
}

// Matrices first .. first + count - 1 of operand k, of which storages[k] holds the numbers and layouts {offset, stride,
// leading} from 3 k on. Between enter() and leave() they are at view(), and there must be no other JNI call than those
// of other slices.
template <class T>
class MatrixSlice {
 public:
  MatrixSlice(JNIEnv* env, jobjectArray storages, jlongArray layouts, int k, const OperandShape& shape, jint first,
              jint count)
      : env_(env), storage_(env->GetObjectArrayElement(storages, k)), shape_(shape), count_(count) {
    jlong place[3];
    env->GetLongArrayRegion(layouts, 3 * k, 3, place);
    stride_ = place[1];
    leading_ = place[2];
    start_ = place[0] + first * stride_;
    base_ = static_cast<T*>(env->GetDirectBufferAddress(storage_));
    if (base_ != nullptr) base_ += start_;
    if (base_ != nullptr || empty() || in_place()) return;
    copy_.reset(new (std::nothrow) T[std::size_t(extent())]);
    if (copy_ == nullptr) return;
    get_region(env, storage_, jsize(start_), jsize(extent()), copy_.get());
    base_ = copy_.get();
  }
  MatrixSlice(const MatrixSlice&) = delete;

  // False where there is no memory.
  bool enter() {
    if (base_ != nullptr || empty()) return true;
    if (!in_place()) return false;
    held_ = env_->GetPrimitiveArrayCritical(static_cast<jarray>(storage_), nullptr);
    if (held_ == nullptr) return false;
    base_ = static_cast<T*>(held_) + start_;
    return true;
  }

  void leave() {
    if (held_ != nullptr) env_->ReleasePrimitiveArrayCritical(static_cast<jarray>(storage_), held_, 0);
    held_ = nullptr;
  }

  // After all slices have left: rows of copies that were written, or their lower triangles, go back, and nothing
  // between them.
  void write_back() {
    if (copy_ == nullptr || shape_.access == Access::kRead) return;
    for (std::int64_t k = 0; k < count_; ++k)
      for (std::int64_t i = 0; i < shape_.rows; ++i) {
        const std::int64_t at = k * stride_ + i * leading_;
        const std::int64_t width = shape_.access == Access::kWriteLower ? i + 1 : shape_.columns;
        set_region(env_, storage_, jsize(start_ + at), jsize(width), copy_.get() + at);
      }
  }

  optnet4j_matrices view() const { return {base_, stride_, leading_}; }

 private:
  static constexpr std::int64_t kLongestInPlace = std::int64_t(1) << 17;

  bool in_place() const { return critical_access_is_direct && extent() <= kLongestInPlace; }

  bool empty() const { return count_ == 0 || shape_.rows == 0 || shape_.columns == 0; }
  std::int64_t extent() const { return (count_ - 1) * stride_ + (shape_.rows - 1) * leading_ + shape_.columns; }

  JNIEnv* env_;
  jobject storage_;
  OperandShape shape_;
  jint count_;
  std::int64_t start_, stride_, leading_;
  T* base_ = nullptr;
  void* held_ = nullptr;
  std::unique_ptr<T[]> copy_;
};

}  // namespace jni
}  // namespace optnet4j
