// A batch from a file as a user who knows its structure would hand it over: rows of G that are plus or minus a unit
// vector as bounds on variables, opposite rows as one row between two bounds, what all problems have in common shared,
// a diagonal Q as its diagonal.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "batch_file.h"
#include "optnet4j.h"

namespace peers {

struct Structure {
  bool boxes = false;
  bool pairs = false;
  bool share = false;
  bool diagonal = false;
};

// What a row of G has become.
enum class Role { kRow, kOpposite, kUpper, kLower };
struct Place {
  Role role;
  std::int64_t index;  // of the row that is left, or of the variable
};

// Multipliers as the library returns them: of the rows' upper and lower bounds and of the variables' lower and upper
// ones.
struct Multipliers {
  std::vector<double> lambda, l, lb, ub;
};

class Presented {
 public:
  Presented(const BatchFile& file, const Structure& wanted, std::int32_t form) : form_(form), from_(file.sizes) {
    Q_.data = wanted.diagonal ? diagonal_of(file) : file.Q;
    diagonal_ = wanted.diagonal;
    q_.data = file.q;
    A_.data = file.A;
    b_.data = file.b;
    place_rows(file, wanted);
    split_rows(file);
    if (wanted.share)
      for (Parameter* each : {&Q_, &A_, &b_, &G_, &h_, &l_, &lb_, &ub_}) share(*each);
  }
  Presented(const Presented&) = delete;
  Presented& operator=(const Presented&) = delete;

  optnet4j_batch view() const {
    optnet4j_batch batch{};
    batch.shape = {from_.batch, int(from_.n), int(rows_), int(from_.p), OPTNET4J_FLOAT64};
    batch.Q = Q_.operand();
    batch.q = q_.operand();
    batch.A = A_.operand();
    batch.b = b_.operand();
    batch.G = G_.operand();
    batch.h = h_.operand();
    batch.l = l_.operand();
    batch.lb = lb_.operand();
    batch.ub = ub_.operand();
    batch.diagonal = diagonal_;
    batch.form = form_;
    return batch;
  }

  // Rows of G that are still rows.
  std::int64_t rows() const { return rows_; }

  // Multipliers of the file's rows of G from the library's.
  void stack(const Multipliers& from, std::vector<double>& all) const {
    for (std::int64_t k = 0; k < from_.batch; ++k)
      for (std::int64_t i = 0; i < from_.m; ++i) {
        const Place at = places_[i];
        double& to = all[k * from_.m + i];
        if (at.role == Role::kRow) to = from.lambda[k * rows_ + at.index];
        if (at.role == Role::kOpposite) to = from.l[k * rows_ + at.index];
        if (at.role == Role::kLower) to = from.lb[k * from_.n + at.index];
        if (at.role == Role::kUpper) to = from.ub[k * from_.n + at.index];
      }
  }

 private:
  struct Parameter {
    std::vector<double> data;
    bool shared = false;

    optnet4j_operand operand() const { return {data.empty() ? nullptr : data.data(), nullptr, nullptr, shared}; }
  };

  static std::vector<double> diagonal_of(const BatchFile& file) {
    const std::int64_t n = file.sizes.n;
    std::vector<double> diagonal;
    for (std::int64_t e = 0; e < std::int64_t(file.Q.size()); ++e) {
      const std::int64_t i = e / n % n, j = e % n;
      if (i == j) {
        diagonal.push_back(file.Q[e]);
      } else if (file.Q[e] != 0) {
        throw std::invalid_argument("--diagonal: Q is not diagonal");
      }
    }
    return diagonal;
  }

  // The one variable that row i of G holds in all problems, with the same sign and a coefficient of 1; -1 without one.
  static std::int64_t variable_of(const BatchFile& file, std::int64_t i, double sign) {
    const Sizes& z = file.sizes;
    std::int64_t found = -1;
    for (std::int64_t k = 0; k < z.batch; ++k) {
      const double* row = file.G.data() + (k * z.m + i) * z.n;
      const std::int64_t at = std::find(row, row + z.n, sign) - row;
      if (at == z.n || z.n - std::count(row, row + z.n, 0.0) != 1) return -1;
      if (k > 0 && at != found) return -1;
      found = at;
    }
    return found;
  }

  // Whether row j of G is minus row i in all problems.
  static bool opposite(const BatchFile& file, std::int64_t i, std::int64_t j) {
    const Sizes& z = file.sizes;
    for (std::int64_t k = 0; k < z.batch; ++k) {
      const double* rows = file.G.data() + k * z.m * z.n;
      for (std::int64_t e = 0; e < z.n; ++e)
        if (rows[i * z.n + e] != -rows[j * z.n + e]) return false;
    }
    return true;
  }

  // The first bound of each kind on a variable becomes one; any others stay rows.
  void place_rows(const BatchFile& file, const Structure& wanted) {
    std::vector<bool> upper(from_.n), lower(from_.n);
    std::vector<std::int64_t> single;  // the file's rows that are rows and have no opposite yet
    for (std::int64_t i = 0; i < from_.m; ++i) {
      const std::int64_t above = wanted.boxes ? variable_of(file, i, 1) : -1;
      const std::int64_t below = wanted.boxes ? variable_of(file, i, -1) : -1;
      if (above >= 0 && !upper[above]) {
        upper[above] = true;
        places_.push_back({Role::kUpper, above});
      } else if (below >= 0 && !lower[below]) {
        lower[below] = true;
        places_.push_back({Role::kLower, below});
      } else {
        const auto is_opposite = [&](std::int64_t other) { return wanted.pairs && opposite(file, other, i); };
        const auto found = std::find_if(single.begin(), single.end(), is_opposite);
        if (found != single.end()) {
          places_.push_back({Role::kOpposite, places_[*found].index});
          single.erase(found);
        } else {
          places_.push_back({Role::kRow, rows_++});
          single.push_back(i);
        }
      }
    }
  }

  void split_rows(const BatchFile& file) {
    const std::int64_t n = from_.n, m = from_.m;
    constexpr double infinite = std::numeric_limits<double>::infinity();
    const auto any = [&](Role role) {
      return std::any_of(places_.begin(), places_.end(), [&](const Place& each) { return each.role == role; });
    };
    G_.data.resize(from_.batch * rows_ * n);
    h_.data.resize(from_.batch * rows_);
    if (any(Role::kOpposite)) l_.data.assign(from_.batch * rows_, -infinite);
    if (any(Role::kUpper)) ub_.data.assign(from_.batch * n, infinite);
    if (any(Role::kLower)) lb_.data.assign(from_.batch * n, -infinite);
    for (std::int64_t k = 0; k < from_.batch; ++k)
      for (std::int64_t i = 0; i < m; ++i) {
        const Place at = places_[i];
        const double limit = file.h[k * m + i];
        if (at.role == Role::kUpper) ub_.data[k * n + at.index] = limit;
        if (at.role == Role::kLower) lb_.data[k * n + at.index] = -limit;
        if (at.role == Role::kOpposite) l_.data[k * rows_ + at.index] = -limit;
        if (at.role == Role::kRow) {
          std::copy_n(file.G.data() + (k * m + i) * n, n, G_.data.data() + (k * rows_ + at.index) * n);
          h_.data[k * rows_ + at.index] = limit;
        }
      }
  }

  // One block for all problems where all blocks are the same.
  void share(Parameter& each) const {
    const std::int64_t block = std::int64_t(each.data.size()) / std::max<std::int64_t>(from_.batch, 1);
    const auto first = each.data.begin();
    for (std::int64_t k = 1; k < from_.batch; ++k)
      if (!std::equal(first, first + block, first + k * block)) return;
    each.data.resize(block);
    each.shared = true;
  }

  std::int32_t form_;
  Sizes from_;
  std::int32_t diagonal_ = 0;
  std::int64_t rows_ = 0;
  std::vector<Place> places_;
  Parameter Q_, q_, A_, b_, G_, h_, l_, lb_, ub_;
};

}  // namespace peers
