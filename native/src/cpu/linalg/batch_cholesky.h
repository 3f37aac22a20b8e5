// Cholesky factorisations of a batch, one matrix per lane; the factorisation and the solves are those of the solver.
#pragma once

#include <cstdint>
#include <limits>

#include "../../../../kernels/dense/cholesky.h"
#include "../../../../kernels/dense/product.h"
#include "../../../../kernels/dense/triangular.h"
#include "matrix_lanes.h"

namespace optnet4j {

template <class T, int Lanes>
class BatchCholesky {
  using Real = Pack<T, Lanes>;
  using Matrices = MatrixLanes<T, Lanes>;

 public:
  // A triangle for the factor; for solves the right-hand sides and a row of them, for inverses a square.
  static std::int64_t scratch_bytes(std::int32_t call, int n, int columns) {
    std::int64_t packs = triangle_size(n);
    if (call == OPTNET4J_CHOLESKY_SOLVE) packs += std::int64_t(columns) * (n + 1);
    if (call == OPTNET4J_CHOLESKY_INVERSE) packs += std::int64_t(n) * n;
    return packs * std::int64_t(sizeof(Real));
  }

  static void factor(const optnet4j_cholesky_shape& z, const optnet4j_matrices& a, std::int32_t* info, void* scratch,
                     std::int64_t first, std::int64_t count) {
    const Triangle<Real> l{static_cast<Real*>(scratch)};
    for_packs(first, count, [&](std::int64_t at, int matrices) {
      const Matrices lanes(a, at, matrices);
      lanes.load_lower(z.n, l);
      cholesky(Solo(), CholeskyJob<Real>{l, nullptr, l, z.n, 0}, Real(0));
      LaneFlags complete = first_lanes(matrices);
      to_diagonal(z.n, l, matrices, info + at, complete);
      lanes.store_lower(z.n, l, complete);
    });
  }

  static void solve(const optnet4j_cholesky_shape& z, const optnet4j_matrices& factor, const std::int32_t* info,
                    const optnet4j_matrices& b, void* scratch, std::int64_t first, std::int64_t count) {
    const Triangle<Real> l{static_cast<Real*>(scratch)};
    Real* const x = l.row(z.n);
    Real* const row = x + std::int64_t(z.columns) * z.n;
    for_packs(first, count, [&](std::int64_t at, int matrices) {
      load_factor(z.n, factor, at, matrices, l);
      const Matrices lanes(b, at, matrices);
      load_columns(z, b.leading, lanes, row, x);
      solve_rows<Real>(Solo(), z.columns, z.n, l, x, x);
      for (int j = 0; j < z.columns; ++j) solve_lower_transposed<Real>(Solo(), z.n, l, x + j * z.n);
      const MaskOf<Real> failed = failures(info, at, matrices);
      if (any(failed))
        for (int e = 0; e < z.columns * z.n; ++e) x[e] = select(failed, nothing(), x[e]);
      store_columns(z, b.leading, x, row, lanes, first_lanes(matrices));
    });
  }

  // A^-1 = L^-T L^-1.
  static void inverse(const optnet4j_cholesky_shape& z, const optnet4j_matrices& factor, const std::int32_t* info,
                      void* scratch, std::int64_t first, std::int64_t count) {
    const Triangle<Real> l{static_cast<Real*>(scratch)};
    Real* const root = l.row(z.n);  // L^-T
    for_packs(first, count, [&](std::int64_t at, int matrices) {
      load_factor(z.n, factor, at, matrices, l);
      for (int i = 0; i < z.n; ++i)
        for (int j = 0; j < z.n; ++j) root[i * z.n + j] = Real(i == j ? 1 : 0);
      solve_rows<Real>(Solo(), z.n, z.n, l, root, root);
      gram<Real>(Solo(), z.n, z.n, root, 0, nullptr, l);
      const MaskOf<Real> failed = failures(info, at, matrices);
      if (any(failed))
        for (int e = 0; e < triangle_size(z.n); ++e) l.data[e] = select(failed, nothing(), l.data[e]);
      Matrices(factor, at, matrices).store_lower(z.n, l, first_lanes(matrices));
    });
  }

 private:
  using LaneFlags = typename Matrices::LaneFlags;

  static LaneFlags first_lanes(int count) {
    LaneFlags flags;
    for (int l = 0; l < Lanes; ++l) flags[l] = l < count;
    return flags;
  }

  static Real nothing() { return Real(std::numeric_limits<T>::quiet_NaN()); }

  template <class Body>
  static void for_packs(std::int64_t first, std::int64_t count, const Body& body) {
    for (std::int64_t done = 0; done < count; done += Lanes)
      body(first + done, int(count - done < Lanes ? count - done : Lanes));
  }

  // A pivot that was not positive has left a reciprocal that is zero, infinite or no number.
  static MaskOf<Real> is_complete(Real reciprocal) {
    return (reciprocal > Real(0)) & (reciprocal <= Real(std::numeric_limits<T>::max()));
  }

  // The diagonal of L from its reciprocals.
  static void to_diagonal(int n, Triangle<Real> l, int matrices, std::int32_t* info, LaneFlags& complete) {
    MaskOf<Real> all = Real(0) <= Real(0);
    for (int i = 0; i < n; ++i) all = all & is_complete(l.row(i)[i]);
    for (int k = 0; k < matrices; ++k) {
      info[k] = 0;
      if (all.bits[k]) continue;
      complete[k] = false;
      while (is_complete(l.row(info[k])[info[k]]).bits[k]) ++info[k];
      ++info[k];
    }
    invert_diagonal(n, l);
  }

  static void load_factor(int n, const optnet4j_matrices& factor, std::int64_t at, int matrices, Triangle<Real> l) {
    Matrices(factor, at, matrices).load_lower(n, l);
    invert_diagonal(n, l);
  }

  static void invert_diagonal(int n, Triangle<Real> l) {
    for (int i = 0; i < n; ++i) l.row(i)[i] = Real(1) / l.row(i)[i];
  }

  // Column by column, as solves want them. A single column without gaps is as good as a row.
  static void load_columns(const optnet4j_cholesky_shape& z, std::int64_t leading, const Matrices& lanes, Real* row,
                           Real* x) {
    if (z.columns == 1 && leading == 1) return lanes.load_row(0, z.n, z.n, x);
    for (int i = 0; i < z.n; ++i) {
      lanes.load_row(i, z.columns, z.columns, row);
      for (int j = 0; j < z.columns; ++j) x[j * z.n + i] = row[j];
    }
  }

  static void store_columns(const optnet4j_cholesky_shape& z, std::int64_t leading, const Real* x, Real* row,
                            const Matrices& lanes, const LaneFlags& wanted) {
    if (z.columns == 1 && leading == 1) return lanes.store_row(0, z.n, x, wanted);
    for (int i = 0; i < z.n; ++i) {
      for (int j = 0; j < z.columns; ++j) row[j] = x[j * z.n + i];
      lanes.store_row(i, z.columns, row, wanted);
    }
  }

  static MaskOf<Real> failures(const std::int32_t* info, std::int64_t at, int matrices) {
    Real failed(0);
    if (info != nullptr)
      for (int l = 0; l < matrices; ++l) failed.values[l] = T(info[at + l] != 0);
    return failed > Real(0);
  }
};

}  // namespace optnet4j
