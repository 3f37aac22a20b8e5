// Runs an operation on a range of a batch, as many matrices at a time as a register has lanes.
#pragma once

#include <cstdint>

#include "../../../../kernels/linalg/operations.h"
#include "../functions.h"
#include "../../linalg/call.h"
#include "matrix_lanes.h"

namespace optnet4j {

template <class T, int Lanes>
class LinalgExecutor {
  using Real = Pack<T, Lanes>;

  // The matrices of one pack, and what is said of them.
  class PackIo {
   public:
    PackIo(const optnet4j_linalg_call& call, const optnet4j_linalg_operands& operands, std::int64_t at, int count)
        : operands_(operands),
          at_(at),
          count_(count),
          info_(operands.info == nullptr ? nullptr : operands.info + at),
          pivots_(operands.pivots == nullptr ? nullptr : operands.pivots + at * call.n),
          n_(call.n) {}

    MatrixLanes<T, Lanes> matrix(int k) const { return {operands_.matrices[k], at_, count_}; }

    Real info() const {
      Real info(0);
      for (int l = 0; l < count_ && info_ != nullptr; ++l) info.values[l] = T(info_[l]);
      return info;
    }
    void set_info(Solo, Real info) const {
      for (int l = 0; l < count_; ++l) info_[l] = std::int32_t(info[l]);
    }
    // Of matrices that have none, and in rows that do not exist, anything: no row outside the matrix.
    Real pivot(int i) const {
      Real row(i);
      for (int l = 0; l < count_; ++l) {
        const std::int32_t given = pivots_[std::int64_t(l) * n_ + i];
        if (given >= 0 && given < n_) row.values[l] = T(given);
      }
      return row;
    }
    void set_pivot(Solo, int i, Real row) const {
      for (int l = 0; l < count_; ++l) pivots_[std::int64_t(l) * n_ + i] = std::int32_t(row[l]);
    }

   private:
    const optnet4j_linalg_operands& operands_;
    std::int64_t at_;
    int count_;
    std::int32_t* info_;
    std::int32_t* pivots_;
    std::int32_t n_;
  };

 public:
  static std::int64_t scratch_bytes(const optnet4j_linalg_call& call) {
    long packs = 0;
    with_operation<Real>(Operation(call.operation), [&](auto operation) { packs = operation.numbers(shape_of(call)); });
    return packs * std::int64_t(sizeof(Real));
  }

  static void run(const optnet4j_linalg_call& call, const optnet4j_linalg_operands& operands, void* scratch,
                  std::int64_t first, std::int64_t count) {
    with_operation<Real>(Operation(call.operation), [&](auto operation) {
      const LinalgShape z = shape_of(call);
      for (std::int64_t done = 0; done < count; done += Lanes) {
        const PackIo io(call, operands, first + done, int(count - done < Lanes ? count - done : Lanes));
        operation.run(Solo(), z, io, static_cast<Real*>(scratch));
      }
    });
  }
};

template <int RegisterBytes>
constexpr LinalgFunctions linalg_functions() {
  using Float64 = LinalgExecutor<double, RegisterBytes / 8>;
  using Float32 = LinalgExecutor<float, RegisterBytes / 4>;
  return {{RegisterBytes / 8, &Float64::scratch_bytes, &Float64::run},
          {RegisterBytes / 4, &Float32::scratch_bytes, &Float32::run}};
}

}  // namespace optnet4j
