// G' diag(w) G with lists of the entries of sparse columns: the bits of the dense product.
#include "reals.h"

#include "../../../kernels/dense/weighted_gram.h"

namespace {

using namespace test;
using optnet4j::ColumnEntries;
using optnet4j::Solo;

template <class Real>
struct Lists {
  static void run(Random& random) {
    for (int m : {1, 3, 4, 5, 8, 17, 40})
      for (int n : {1, 2, 5, 8, 13, 37}) check(m, n, random);
  }

  // Some columns are full, some hold a few entries, in other rows in each lane, and some are empty.
  static void fill(int m, int n, Numbers<Real>& g, Random& random) {
    for (int e = 0; e < m * n; ++e) g.data()[e] = Real(0);
    for (int j = 0; j < n; ++j) {
      const int kind = random.below(3);
      for (int l = 0; l < lanes_of<Real>(); ++l) {
        if (kind == 0)
          for (int i = 0; i < m; ++i) set_lane(g.data()[i * n + j], l, random.normal());
        if (kind == 1) set_lane(g.data()[random.below(m) * n + j], l, random.normal());
      }
    }
  }

  static void check(int m, int n, Random& random) {
    const check::Scope scope(check::text("m ", m, ", n ", n));
    Numbers<Real> g(m * n), scale(m), scaled(m * n), dense(triangle_index(n, 0)), sparse(triangle_index(n, 0));
    fill(m, n, g, random);
    scale.fill_normal(random);
    std::vector<int> order(n + 1), start(n + 1), row(ColumnEntries::capacity(m, n) + 1, -1);
    const ColumnEntries entries{order.data(), start.data(), row.data()};
    optnet4j::find_entries<Real>(Solo(), m, n, g.data(), entries);
    CHECK_EQUAL(-1, row.back());
    CHECK(order[0] >= 0 && order[0] <= n);

    optnet4j::weighted_gram<Real>(Solo(), m, n, g.data(), {}, scale.data(), scaled.data(), triangle_of(dense));
    optnet4j::weighted_gram<Real>(Solo(), m, n, g.data(), entries, scale.data(), scaled.data(), triangle_of(sparse));
    for (int e = 0; e < triangle_index(n, 0); ++e)
      for (int l = 0; l < lanes_of<Real>(); ++l) CHECK_EQUAL(dense.at(e, l), sparse.at(e, l));
    for (int i = 0; i < n; ++i) {
      for (int l = 0; l < lanes_of<Real>(); ++l) {
        double sum = 0;
        for (int k = 0; k < m; ++k) {
          const double each = g.at(k * n + i, l) * scale.at(k, l);
          sum += each * each;
        }
        CHECK_AT_MOST(std::fabs(sparse.at(triangle_index(i, i), l) - sum), (m + 4) * epsilon_of<Real>() * sum);
      }
    }
    sparse.check_surroundings();
    scaled.check_surroundings();
  }
};

}  // namespace

TEST(lists_of_entries) { for_every_real<Lists>(); }
