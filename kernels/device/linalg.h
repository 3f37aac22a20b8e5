// One operation of the linear algebra on a batch in global memory: every team takes every so many-th matrix.
#pragma once

#include <cstdint>

#include "../dense/cooperative/cholesky.h"
#include "../dense/cooperative/product.h"
#include "../dense/cooperative/triangular.h"
#include "../linalg/operations.h"
#include "../team/block.h"
#include "../team/lanes.h"
#include "../team/stage.h"
#include "linalg_arguments.h"

namespace optnet4j {

template <class Real>
class DeviceMatrix {
 public:
  OPTNET4J_DEVICE DeviceMatrix(const DeviceMatrices& matrices, std::int64_t k)
      : data_(static_cast<Real*>(matrices.data) + k * matrices.stride), leading_(matrices.leading) {}

  OPTNET4J_DEVICE DeviceMatrix from_column(std::int64_t column) const {
    DeviceMatrix shifted = *this;
    shifted.data_ += column;
    return shifted;
  }

  template <class Team>
  OPTNET4J_DEVICE void load_lower(Team team, int n, Triangle<Real> to) const {
    for (int i = 0; i < n; ++i) team.each(i + 1, [&](int j) OPTNET4J_INLINE_BODY { to.row(i)[j] = row(i)[j]; });
  }

  template <class Team>
  OPTNET4J_DEVICE void load_lower_transposed(Team team, int n, Triangle<Real> to) const {
    for (int i = 0; i < n; ++i) team.each(n - i, [&](int j) OPTNET4J_INLINE_BODY { to.row(i + j)[i] = row(i)[i + j]; });
  }

  template <class Team>
  OPTNET4J_DEVICE void load(Team team, int rows, int columns, Real* to) const {
    team.each(long(rows) * columns, [&](long e) OPTNET4J_INLINE_BODY { to[e] = row(int(e / columns))[e % columns]; });
  }

  template <class Team>
  OPTNET4J_DEVICE void load_columns(Team team, int rows, int columns, Real* to) const {
    team.each(long(rows) * columns, [&](long e) OPTNET4J_INLINE_BODY {
      to[e % columns * rows + e / columns] = row(int(e / columns))[e % columns];
    });
  }

  template <class Team>
  OPTNET4J_DEVICE void store_lower(Team team, int n, Triangle<const Real> from, bool wanted) const {
    for (int i = 0; i < n && wanted; ++i)
      team.each(i + 1, [&](int j) OPTNET4J_INLINE_BODY { row(i)[j] = from.row(i)[j]; });
  }

  template <class Team>
  OPTNET4J_DEVICE void store(Team team, int rows, int columns, const Real* from, bool wanted) const {
    if (wanted)
      team.each(long(rows) * columns,
                [&](long e) OPTNET4J_INLINE_BODY { row(int(e / columns))[e % columns] = from[e]; });
  }

  template <class Team>
  OPTNET4J_DEVICE void store_columns(Team team, int rows, int columns, const Real* from, bool wanted) const {
    if (wanted)
      team.each(long(rows) * columns, [&](long e) OPTNET4J_INLINE_BODY {
        row(int(e / columns))[e % columns] = from[e % columns * rows + e / columns];
      });
  }

 private:
  OPTNET4J_DEVICE Real* row(int i) const { return data_ + i * leading_; }

  Real* data_;
  std::int64_t leading_;
};

template <class Real>
class DeviceIo {
 public:
  OPTNET4J_DEVICE DeviceIo(const LinalgArguments& of, std::int64_t k) : of_(of), k_(k) {}

  OPTNET4J_DEVICE DeviceMatrix<Real> matrix(int index) const { return {of_.matrices[index], k_}; }

  OPTNET4J_DEVICE Real info() const { return of_.info == nullptr ? Real(0) : Real(hardware::get(of_.info + k_)); }
  template <class Team>
  OPTNET4J_DEVICE void set_info(Team team, Real info) const {
    if (team.rank() == 0) hardware::put(of_.info + k_, std::int32_t(info));
  }
  // Of matrices that have none, and in rows that do not exist, anything: no row outside the matrix.
  OPTNET4J_DEVICE Real pivot(int i) const {
    const std::int32_t row = hardware::get(of_.pivots + k_ * of_.z.n + i);
    return Real(row >= 0 && row < of_.z.n ? row : i);
  }
  template <class Team>
  OPTNET4J_DEVICE void set_pivot(Team team, int i, Real row) const {
    if (team.rank() == 0) hardware::put(of_.pivots + k_ * of_.z.n + i, std::int32_t(row));
  }

 private:
  const LinalgArguments& of_;
  std::int64_t k_;
};

template <class Real, class Team>
OPTNET4J_DEVICE void run_linalg(Team team, const LinalgArguments& a, Real* shared, long worker, long workers) {
  Real* const work = a.work == nullptr ? shared : static_cast<Real*>(a.work) + worker * a.work_stride;
  for (std::int64_t k = worker; k < a.batch; k += workers) {
    const DeviceIo<Real> io(a, k);
    with_operation<Real>(a.operation, [&](auto operation) OPTNET4J_INLINE_BODY { operation.run(team, a.z, io, work); });
    // The next matrix takes the place of this one.
    team.sync();
  }
}

template <class Real, int Size>
OPTNET4J_DEVICE void run_linalg_lanes(const LinalgArguments& a, int teams_per_block) {
  const int team = hardware::thread() / Size;
  Real* const shared = reinterpret_cast<Real*>(hardware::shared_memory()) + team * a.work_stride;
  run_linalg(Lanes<Size>(), a, shared, long(hardware::block()) * teams_per_block + team,
             long(hardware::blocks()) * teams_per_block);
}

// Shared memory has the numbers in which the block's members meet, then its work.
template <class Real, int Threads>
OPTNET4J_DEVICE void run_linalg_block(const LinalgArguments& a) {
  constexpr int kSlots = Stage<Real, Threads>::kSlots;
  Real* const shared = reinterpret_cast<Real*>(hardware::shared_memory());
  run_linalg(Block<Real, Threads>(shared), a, shared + kSlots, hardware::block(), hardware::blocks());
}

}  // namespace optnet4j
