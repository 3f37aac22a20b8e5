// The backward of a slice of a batch: the directions that solve the adjoint systems, and from them the gradients of
// what every problem has of its own, computed in the arrays of the caller while the directions are at hand. What the
// batch shares has a gradient that is a sum over all slices, and is made of the directions of all.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "arrays.h"

namespace optnet4j {
namespace jni {

// Numbers that are computed in one piece: little enough for a critical section, enough to outweigh entering one.
constexpr std::int64_t kNumbersAtOnce = 4096;

template <class T>
constexpr std::int32_t kPrecisionOf = std::is_same<T, double>::value ? OPTNET4J_FLOAT64 : OPTNET4J_FLOAT32;

// The matrices of problems first .. first + count - 1 in a target that has those of the whole batch. The numbers of
// `outer` are those of the slice; as many problems, or rows of one, as make a piece are written at a time.
template <class T>
jint write_matrices(JNIEnv* env, jobject target, jint isa, const optnet4j_outer& outer, jlong first, jlong count,
                    const std::int32_t* status) {
  const T *a = static_cast<const T*>(outer.a), *x = static_cast<const T*>(outer.x);
  const T *b = static_cast<const T*>(outer.b), *y = static_cast<const T*>(outer.y);
  const std::int64_t rows = outer.rows, columns = outer.columns, block = rows * columns;
  const std::int64_t problems_at_once = std::max<std::int64_t>(1, kNumbersAtOnce / block);
  const std::int64_t rows_at_once =
      block <= kNumbersAtOnce ? rows : std::max<std::int64_t>(1, kNumbersAtOnce / columns);
  optnet4j_outer piece = outer;
  piece.streamed = length(env, target) * std::int64_t(sizeof(T)) > OPTNET4J_STREAMED_BYTES;
  jint error = OPTNET4J_OK;
  for (std::int64_t i = 0; i < count && error == OPTNET4J_OK; i += problems_at_once) {
    const std::int64_t problems = std::min<std::int64_t>(problems_at_once, count - i);
    piece.x = x + i * columns;
    piece.y = y + i * columns;
    for (std::int64_t row = 0; row < rows; row += rows_at_once) {
      const std::int64_t height = std::min<std::int64_t>(rows_at_once, rows - row);
      piece.rows = std::int32_t(height);
      piece.a = a + i * rows + row;
      piece.b = b + i * rows + row;
      compute_in<T>(env, target, (first + i) * block + row * columns, problems * height * columns,
                    [&](T* to) { error = optnet4j_cpu_outer(&piece, isa, problems, rows, status + i, to); });
      if (env->ExceptionCheck()) return error;
    }
  }
  return error;
}

template <class T>
void write_vectors(JNIEnv* env, jobject target, T sign, const T* from, std::int64_t at, std::int64_t count) {
  for (std::int64_t done = 0; done < count; done += kNumbersAtOnce) {
    const std::int64_t piece = std::min<std::int64_t>(kNumbersAtOnce, count - done);
    compute_in<T>(env, target, at + done, piece, [&](T* to) {
      for (std::int64_t i = 0; i < piece; ++i) to[i] = sign * from[done + i];
    });
    if (env->ExceptionCheck()) return;
  }
}

// `answers` are x, nu and lambda of the whole batch, `directions` dx, dnu and mu, or null where nobody needs them, and
// `targets` the gradients of Q, q, A, b, G and h, null where there is none to be written here.
template <class T>
jint gradients(JNIEnv* env, const Batch& batch, jint isa, void* shared, void* factor, void* scratch, jlong first,
               jlong count, jobjectArray answers, jintArray status, const optnet4j_cotangent& cotangent,
               jobjectArray directions, jobjectArray targets) {
  const optnet4j_shape& z = batch.value.shape;
  const std::int64_t block[] = {z.n, z.p, z.m};
  const Staging<T> numbers(env, 2 * count * (block[0] + block[1] + block[2]));
  const Staging<std::int32_t> labels(env, count);
  if (!numbers || !labels) return OPTNET4J_OK;
  T *answer[3], *direction[3];
  T* next = numbers.get();
  for (T** const part : {answer, direction})
    for (int i = 0; i < 3; next += count * block[i++]) part[i] = next;

  get(env, status, first, count, labels.get());
  const optnet4j_adjoint adjoint{direction[0], direction[1], direction[2]};
  jint error = optnet4j_cpu_solve_adjoint(&batch.value, isa, shared, factor, scratch, first, count, labels.get(),
                                          &cotangent, &adjoint);
  if (error != OPTNET4J_OK) return error;
  for (int i = 0; i < 3; ++i) {
    load(env, answers, i, first, count, block[i], answer[i]);
    if (directions != nullptr) store(env, directions, i, first, count, block[i], direction[i]);
  }
  // Q with q, A with b, G with h.
  for (int i = 0; i < 3 && error == OPTNET4J_OK && !env->ExceptionCheck(); ++i) {
    const Element matrix(env, targets, 2 * i), vector(env, targets, 2 * i + 1);
    const optnet4j_outer outer{kPrecisionOf<T>, std::int32_t(block[i]), z.n, direction[i], answer[0], answer[i],
                               direction[0],    i == 0 ? 0.5 : 1,       0};
    if (matrix) error = write_matrices<T>(env, matrix.get(), isa, outer, first, count, labels.get());
    if (vector && !env->ExceptionCheck())
      write_vectors(env, vector.get(), T(i == 0 ? 1 : -1), direction[i], first * block[i], count * block[i]);
  }
  return error;
}

// Rows from .. to - 1 of the matrix that the whole batch shares: factor (a x' + b y'), summed in problem order, for
// `vectors` of a, x, b, y.
template <class T>
jint outer_sum(JNIEnv* env, jint isa, jint rows, jint columns, jint from, jint to, jdouble factor, jobjectArray vectors,
               jlong batch, jintArray status, jobject target) {
  const std::int64_t block[] = {rows, columns, rows, columns};
  const Staging<T> numbers(env, batch * 2 * (std::int64_t(rows) + columns));
  const Staging<T> sum(env, std::int64_t(to - from) * columns);
  const Staging<std::int32_t> labels(env, batch);
  if (!numbers || !sum || !labels) return OPTNET4J_OK;
  const T* part[4];
  T* next = numbers.get();
  for (int i = 0; i < 4; next += batch * block[i++]) {
    load(env, vectors, i, 0, batch, block[i], next);
    part[i] = next;
  }
  get(env, status, 0, batch, labels.get());
  const optnet4j_outer piece{kPrecisionOf<T>, to - from, columns, part[0] + from, part[1], part[2] + from,
                             part[3],         factor,    0};
  if (const jint error = optnet4j_cpu_outer_sum(&piece, isa, batch, rows, labels.get(), sum.get())) return error;
  const std::int64_t count = std::int64_t(to - from) * columns;
  compute_in<T>(env, target, std::int64_t(from) * columns, count,
                [&](T* at) { std::memcpy(at, sum.get(), std::size_t(count) * sizeof(T)); });
  return OPTNET4J_OK;
}

}  // namespace jni
}  // namespace optnet4j
