// What the JNI bridges share: pieces of Java arrays in and out of native memory, and Java arrays and buffers as the
// operands of the C interface.
#pragma once

#include <jni.h>

#include <cstdint>
#include <memory>
#include <new>

#include "../copy_crew.h"
#include "optnet4j.h"

namespace optnet4j {
namespace jni {

// Whether critical access reaches the array itself. Where the JVM hands out copies instead, writing one back would undo
// what another thread has stored in the same array meanwhile. With -Xcheck:jni HotSpot does, and says that it does not.
inline bool critical_access_is_direct = false;

inline bool see_critical_access(JNIEnv* env) {
  jintArray array = env->NewIntArray(1);
  if (array == nullptr) return false;
  void* const first = env->GetPrimitiveArrayCritical(array, nullptr);
  void* const second = first == nullptr ? nullptr : env->GetPrimitiveArrayCritical(array, nullptr);
  if (second != nullptr) env->ReleasePrimitiveArrayCritical(array, second, JNI_ABORT);
  if (first != nullptr) env->ReleasePrimitiveArrayCritical(array, first, JNI_ABORT);
  env->DeleteLocalRef(array);
  return first != nullptr && first == second;
}

inline void set_region(JNIEnv* env, jobject to, jsize at, jsize count, const double* from) {
  env->SetDoubleArrayRegion(static_cast<jdoubleArray>(to), at, count, from);
}

inline void set_region(JNIEnv* env, jobject to, jsize at, jsize count, const float* from) {
  env->SetFloatArrayRegion(static_cast<jfloatArray>(to), at, count, from);
}

inline void set_region(JNIEnv* env, jobject to, jsize at, jsize count, const std::int32_t* from) {
  env->SetIntArrayRegion(static_cast<jintArray>(to), at, count, from);
}

// Copies between Java arrays and native memory. Of the two ways, Get/SetArrayRegion moves word by word and the critical
// functions hold up the collector, but only for the length of a memcpy, which is several times as fast, or of one by a
// crew.
template <class T>
void get(JNIEnv* env, jobject from, std::int64_t at, std::int64_t count, T* to) {
  if (count == 0) return;
  auto* array = static_cast<jarray>(from);
  if (void* numbers = env->GetPrimitiveArrayCritical(array, nullptr)) {
    crew_copy(to, static_cast<const T*>(numbers) + at, std::size_t(count) * sizeof(T));
    env->ReleasePrimitiveArrayCritical(array, numbers, JNI_ABORT);
  }
}

template <class T>
void set(JNIEnv* env, jobject to, std::int64_t at, std::int64_t count, const T* from) {
  if (count == 0) return;
  auto* array = static_cast<jarray>(to);
  jboolean copied = JNI_TRUE;
  void* numbers = critical_access_is_direct ? env->GetPrimitiveArrayCritical(array, &copied) : nullptr;
  if (!copied) crew_copy(static_cast<T*>(numbers) + at, from, std::size_t(count) * sizeof(T));
  if (numbers != nullptr) env->ReleasePrimitiveArrayCritical(array, numbers, copied ? JNI_ABORT : 0);
  if (copied) set_region(env, to, jsize(at), jsize(count), from);
}

inline void throw_out_of_memory(JNIEnv* env, const char* what) {
  if (jclass error = env->FindClass("java/lang/OutOfMemoryError")) env->ThrowNew(error, what);
}

// Native copies of pieces of Java arrays. Frees itself; null and a pending OutOfMemoryError when there is no memory.
template <class T>
class Staging {
 public:
  Staging(JNIEnv* env, std::int64_t count) : memory_(new (std::nothrow) T[count > 0 ? count : 1]) {
    if (memory_ == nullptr) throw_out_of_memory(env, "no native memory to stage a slice of the batch");
  }
  explicit operator bool() const { return memory_ != nullptr; }
  T* get() const { return memory_.get(); }

 private:
  std::unique_ptr<T[]> memory_;
};

// Has `body` compute `count` numbers where they belong, from index `at` of a Java array or direct buffer. It may run in
// a critical section: it calls nothing of JNI and takes microseconds.
template <class T, class Body>
void compute_in(JNIEnv* env, jobject to, std::int64_t at, std::int64_t count, Body&& body) {
  if (count == 0) return;
  if (void* const numbers = env->GetDirectBufferAddress(to)) {
    body(static_cast<T*>(numbers) + at);
    return;
  }
  if (critical_access_is_direct) {
    jboolean copied = JNI_TRUE;
    void* const numbers = env->GetPrimitiveArrayCritical(static_cast<jarray>(to), &copied);
    if (!copied) body(static_cast<T*>(numbers) + at);
    if (numbers != nullptr)
      env->ReleasePrimitiveArrayCritical(static_cast<jarray>(to), numbers, copied ? JNI_ABORT : 0);
    if (!copied) return;
  }
  const Staging<T> staged(env, count);
  if (!staged) return;
  body(staged.get());
  set_region(env, to, jsize(at), jsize(count), staged.get());
}

// How many numbers an array or direct buffer has.
inline std::int64_t length(JNIEnv* env, jobject numbers) {
  const jlong capacity = env->GetDirectBufferCapacity(numbers);
  return capacity >= 0 ? capacity : env->GetArrayLength(static_cast<jarray>(numbers));
}

struct ArraySource {
  JNIEnv* env;
  jobject array;
};

template <class T>
void read_array(void* context, std::int64_t offset, std::int64_t count, void* target) {
  const ArraySource* source = static_cast<const ArraySource*>(context);
  get(source->env, source->array, offset, count, static_cast<T*>(target));
}

// One element of an Object[] of double[], float[], direct buffers or null, as an operand.
class Operand {
 public:
  Operand(JNIEnv* env, jobjectArray all, int index, bool shared, std::int32_t precision) {
    jobject storage = env->GetObjectArrayElement(all, index);
    source_ = {env, storage};
    value = {nullptr, nullptr, nullptr, shared};
    if (storage == nullptr) return;
    value.data = env->GetDirectBufferAddress(storage);
    if (value.data != nullptr) return;
    value.read = precision == OPTNET4J_FLOAT64 ? &read_array<double> : &read_array<float>;
    value.context = &source_;
  }
  Operand(const Operand&) = delete;

  optnet4j_operand value;

 private:
  ArraySource source_;
};

// The parameters of a batch. Lives on the stack of one call, because heap arrays are read through its members.
class Batch {
 public:
  Batch(JNIEnv* env, jintArray shape, jlong size, jobjectArray operands, jint shared)
      : Batch(env, read(env, shape), size, operands, shared) {}

 private:
  // n, m, p, precision, whether Q is a diagonal, form
  struct Header {
    jint value[6];
  };

  static Header read(JNIEnv* env, jintArray from) {
    Header header;
    env->GetIntArrayRegion(from, 0, 6, header.value);
    return header;
  }

  Batch(JNIEnv* env, const Header& z, jlong size, jobjectArray operands, jint shared)
      : z_{size, z.value[0], z.value[1], z.value[2], z.value[3]},
        Q_(env, operands, 0, shared & 1, z_.precision),
        q_(env, operands, 1, shared & 2, z_.precision),
        A_(env, operands, 2, shared & 4, z_.precision),
        b_(env, operands, 3, shared & 8, z_.precision),
        G_(env, operands, 4, shared & 16, z_.precision),
        h_(env, operands, 5, shared & 32, z_.precision),
        l_(env, operands, 6, shared & 64, z_.precision),
        lb_(env, operands, 7, shared & 128, z_.precision),
        ub_(env, operands, 8, shared & 256, z_.precision),
        value{z_,       Q_.value, q_.value,  A_.value,  b_.value,   G_.value,
              h_.value, l_.value, lb_.value, ub_.value, z.value[4], z.value[5]} {}

  optnet4j_shape z_;
  Operand Q_, q_, A_, b_, G_, h_, l_, lb_, ub_;

 public:
  optnet4j_batch value;
};

inline void* pointer(jlong address) { return reinterpret_cast<void*>(static_cast<std::intptr_t>(address)); }

// One element of an Object[], for as long as it is used.
class Element {
 public:
  Element(JNIEnv* env, jobjectArray all, int index) : env_(env), object_(env->GetObjectArrayElement(all, index)) {}
  ~Element() { env_->DeleteLocalRef(object_); }
  Element(const Element&) = delete;
  explicit operator bool() const { return object_ != nullptr; }
  jobject get() const { return object_; }

 private:
  JNIEnv* env_;
  jobject object_;
};

// Copies `block` numbers for each of `count` problems out of and into element `index` of an Object[] of arrays.
template <class T>
void load(JNIEnv* env, jobjectArray arrays, int index, std::int64_t first, std::int64_t count, std::int64_t block,
          T* to) {
  get(env, Element(env, arrays, index).get(), first * block, count * block, to);
}

template <class T>
void store(JNIEnv* env, jobjectArray arrays, int index, std::int64_t first, std::int64_t count, std::int64_t block,
           const T* from) {
  set(env, Element(env, arrays, index).get(), first * block, count * block, from);
}

}  // namespace jni
}  // namespace optnet4j
