// The table of cases that every back end is tested with.
#pragma once

#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace test {

struct Case {
  std::string name, family;
  std::int64_t batch;
  int n, m, p;
  std::string shared;  // letters of QqAbGh
  double tolerance64, tolerance32;
};

// The lines of OPTNET4J_CASES, and the cases that only the native tests have.
inline std::vector<Case> case_table() {
  std::vector<Case> cases = {
      {"ill-conditioned", "illconditioned", 40, 10, 8, 2, "", 1e-8, 1e-4},
      {"ill-conditioned-shared", "illconditioned", 40, 10, 8, 2, "QAG", 1e-8, 1e-4},
  };
  std::ifstream file(OPTNET4J_CASES);
  if (!file) throw std::runtime_error("cannot read " OPTNET4J_CASES);
  bool header = true;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (std::exchange(header, false)) {
      if (line != "name,family,batch,n,m,p,shared,tolerance64,tolerance32")
        throw std::runtime_error("unknown columns: " + line);
      continue;
    }
    for (char& each : line)
      if (each == ',') each = ' ';
    Case each;
    std::istringstream fields(line);
    fields >> each.name >> each.family >> each.batch >> each.n >> each.m >> each.p >> each.shared >> each.tolerance64 >>
        each.tolerance32;
    if (!fields) throw std::runtime_error("cannot read: " + line);
    if (each.shared == "none") each.shared.clear();
    cases.push_back(each);
  }
  return cases;
}

}  // namespace test
