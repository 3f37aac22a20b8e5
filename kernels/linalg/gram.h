// Symmetric products: C = M diag(d) M', or with `transposed` M' diag(d) M; with `add` they come on top of C.
#pragma once

#include "../dense/triangular_product.h"
#include "shape.h"

namespace optnet4j {

// C is n x n, d has m numbers.
template <class Real>
struct WeightedGram {
  OPTNET4J_DEVICE static long numbers(const LinalgShape& z) {
    return 2 * long(triangle_size(z.n)) + (z.weighted ? 2 : 1) * long(z.n) * z.m + z.m;
  }

  template <class Team, class Io>
  OPTNET4J_DEVICE static void run(Team team, const LinalgShape& z, const Io& io, Real* work) {
    const Triangle<Real> c{work}, old{c.row(z.n)};
    Real* const d = old.row(z.n);
    Real* const k = d + z.m;
    Real* const y = z.weighted ? k + long(z.n) * z.m : k;
    if (z.transposed) {
      io.matrix(0).load_columns(team, z.m, z.n, k);
    } else {
      io.matrix(0).load(team, z.n, z.m, k);
    }
    if (z.weighted) io.matrix(1).load_columns(team, z.m, 1, d);
    if (z.add) io.matrix(2).load_lower(team, z.n, old);
    team.sync();
    if (z.weighted)
      team.each(z.n, [&](int i) OPTNET4J_INLINE_BODY {
        for (int l = 0; l < z.m; ++l) y[i * z.m + l] = k[i * z.m + l] * d[l];
      });
    team.sync();
    lower_product<Real>(team, z.n, z.m, k, y, c);
    team.sync();
    if (z.add) team.each(triangle_size(z.n), [&](int e) OPTNET4J_INLINE_BODY { c.data[e] = old.data[e] + c.data[e]; });
    team.sync();
    io.matrix(2).store_lower(team, z.n, c, everywhere<Real>());
  }
};

}  // namespace optnet4j
