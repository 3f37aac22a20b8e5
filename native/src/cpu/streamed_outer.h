// Outer products for results that do not fit the caches, written past them.
//
// The matrices of a batch lie one after the other and so do their rows: one run of numbers, written in whole aligned
// registers wherever it begins. A register at the end of a row takes in the beginning of the next row, or of the next
// matrix: single numbers in between would leave lines unfinished, and each of those costs more than the line.
#pragma once

#include <cstdint>
#include <cstring>

#include "outer.h"
#include "stream.h"

namespace optnet4j {

template <class T, int Lanes>
class StreamedOuter {
  using Real = Pack<T, Lanes>;

 public:
  // The same bits as Outer::each.
  static void each(const optnet4j_outer& o, std::int64_t batch, std::int64_t stride, const std::int32_t* status,
                   void* target) {
    T* row = static_cast<T*>(target);
    const int head = numbers_to_alignment<T, Lanes>(row);
    if (batch == 0 || head < 0 || o.columns < Lanes) return Outer<T, Lanes>::each(o, batch, stride, status, target);

    Real lane(0);
    for (int i = 0; i < Lanes; ++i) set_lane(lane, i, T(i));
    Matrix matrix(o, stride, status, 0);
    int column = 0;
    for (; column < head; ++column) row[column] = matrix.number(0, column);
    for (std::int64_t problem = 0; problem < batch; ++problem) {
      const bool last = problem + 1 == batch;
      const Matrix after(o, stride, status, last ? problem : problem + 1);
      const Seam inside(matrix, matrix), across(matrix, after);
      for (int i = 0; i < o.rows; ++i, row += o.columns) {
        const Real left = matrix.left(i), right = matrix.right(i);
        for (; column + Lanes <= o.columns; column += Lanes) stream(matrix.product(left, right, column), row + column);
        const bool end = i + 1 == o.rows;
        if (end && last) {
          for (; column < o.columns; ++column) row[column] = matrix.number(i, column);
        } else if (column == o.columns) {
          column = 0;
        } else {
          const MaskOf<Real> here = lane < Real(o.columns - column);
          const Matrix& next = end ? after : matrix;
          const int beginning = end ? 0 : i + 1;
          const Seam& seam = end ? across : inside;
          stream(seam.product(select(here, left, next.left(beginning)), select(here, right, next.right(beginning)),
                              column),
                 row + column);
          column += Lanes - o.columns;
        }
      }
      matrix = after;
    }
    finish_streaming<Lanes>();
  }

 private:
  OPTNET4J_DEVICE static Real load(const T* from) {
    Real pack;
    std::memcpy(&pack, from, sizeof pack);
    return pack;
  }

  // One problem's product: factor * (a x' + b y'), or zero.
  struct Matrix {
    Matrix(const optnet4j_outer& o, std::int64_t stride, const std::int32_t* status, std::int64_t problem)
        : of(problem_of<T, Lanes>(o, stride, problem)), solved(status[problem] == OPTNET4J_SOLVED) {}

    OPTNET4J_DEVICE const T* x() const { return static_cast<const T*>(of.x); }
    OPTNET4J_DEVICE const T* y() const { return static_cast<const T*>(of.y); }
    OPTNET4J_DEVICE T scaled(const void* vector, int i) const {
      return solved ? T(of.factor) * static_cast<const T*>(vector)[i] : T(0);
    }
    OPTNET4J_DEVICE Real left(int i) const { return Real(scaled(of.a, i)); }
    OPTNET4J_DEVICE Real right(int i) const { return Real(scaled(of.b, i)); }
    OPTNET4J_DEVICE Real product(const Real& left, const Real& right, int column) const {
      return solved ? left * load(x() + column) + right * load(y() + column) : Real(0);
    }
    T number(int i, int column) const {
      return solved ? scaled(of.a, i) * x()[column] + scaled(of.b, i) * y()[column] : T(0);
    }

    optnet4j_outer of;
    bool solved;
  };

  // The end of one row and the beginning of another as one piece.
  struct Seam {
    Seam(const Matrix& before, const Matrix& after) : from(before.of.columns - Lanes) {
      copy(before, before.x(), after, after.x(), x);
      copy(before, before.y(), after, after.y(), y);
    }

    OPTNET4J_DEVICE Real product(const Real& left, const Real& right, int column) const {
      return left * load(x + (column - from)) + right * load(y + (column - from));
    }

    // What belongs to no solved problem may be anything, but times zero it has to be zero.
    void copy(const Matrix& before, const T* end, const Matrix& after, const T* beginning, T* to) const {
      for (int i = 0; i < Lanes; ++i) {
        to[i] = before.solved ? end[from + i] : T(0);
        to[Lanes + i] = after.solved ? beginning[i] : T(0);
      }
    }

    int from;
    T x[2 * Lanes], y[2 * Lanes];
  };
};

}  // namespace optnet4j
