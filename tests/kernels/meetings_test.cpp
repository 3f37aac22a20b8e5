// Kernels with one of their meetings taken away: the emulated device has to notice, or the meeting is not needed.
//
// Lanes meet at the end of max(), sum() and take() because blocks do, whoever calls. What happens to be needed at one
// call by blocks only is tried with them.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>

#include "../native/families.h"
#include "../native/normal_families.h"
#include "emulated_batch.h"
#include "failure.h"
#include "sites.h"

namespace {

using namespace test;
using optnet4j::emulator::Failure;
using optnet4j::emulator::forget_meeting_sites;
using optnet4j::emulator::kSchedules;
using optnet4j::emulator::Meeting;
using optnet4j::emulator::meeting_sites;
using optnet4j::emulator::MeetingSite;
using optnet4j::emulator::Schedule;
using optnet4j::emulator::SwitchedOff;

struct Example {
  int n, m, p;
  const char* shared;
  Factor factor;
  optnet4j_settings settings;
  bool flawed;  // one problem has no number somewhere, another a Q that is not positive definite
  // The normal form, as in NormalCase; null: the dual form, with gradients.
  const char* bounds = nullptr;
  const char* quadratic = "semidefinite";
  bool diagonal = false;
};

constexpr optnet4j_settings kUsual = {1e-8, 1e-8, 20, 0};
// Goes on until the residuals on the given data get no better.
constexpr optnet4j_settings kTooSharp = {1e-17, 1e-17, 40, 0};
constexpr optnet4j_settings kBrief = {1e-8, 1e-8, 2, 0};

// Quick ones first: most meetings are missed at once. Panels are 32 columns wide and 64 or 128 rows high.
constexpr Example kExamples[] = {
    {9, 9, 3, "", Factor::kKeep, kUsual, true},
    {9, 9, 3, "", Factor::kDrop, kUsual, true},
    {9, 9, 3, "QAG", Factor::kKeep, kUsual, false},
    {9, 9, 3, "QAG", Factor::kDrop, kUsual, false},
    {5, 0, 2, "", Factor::kKeep, kUsual, true},
    {5, 3, 0, "Q", Factor::kDrop, kUsual, false},
    {5, 0, 0, "", Factor::kDrop, kUsual, false},
    {1, 1, 0, "", Factor::kKeep, kUsual, false},
    {9, 9, 3, "QA", Factor::kKeep, kUsual, false},
    {5, 7, 2, "", Factor::kKeep, kTooSharp, false},
    {40, 3, 2, "", Factor::kKeep, kBrief, false},
    {3, 40, 1, "", Factor::kDrop, kUsual, false},
    {40, 37, 5, "", Factor::kKeep, kBrief, false},
    {40, 37, 35, "", Factor::kDrop, kBrief, false},
    {40, 37, 5, "QAG", Factor::kKeep, kBrief, false},
    {36, 140, 34, "", Factor::kDrop, kBrief, false},
    {9, 9, 3, "", Factor::kDrop, kUsual, true, "hldu"},
    {9, 9, 3, "QAG", Factor::kDrop, kUsual, false, "hldu"},
    {9, 9, 3, "", Factor::kDrop, kUsual, true, "hldu", "semidefinite", true},
    {9, 0, 2, "", Factor::kDrop, kUsual, true, "du", "semidefinite", true},
    {9, 0, 0, "", Factor::kDrop, kUsual, false, "du"},
    {9, 0, 3, "", Factor::kDrop, kUsual, false, "", "definite"},
    {9, 7, 2, "Q", Factor::kDrop, kUsual, false, "h"},
    {7, 9, 3, "", Factor::kDrop, kTooSharp, false, "hldu"},
    {7, 0, 0, "", Factor::kDrop, kTooSharp, false, "du", "definite"},
    {40, 37, 35, "", Factor::kDrop, kBrief, false, "hl"},
    {140, 36, 34, "", Factor::kDrop, kBrief, false, "h"},
};

NormalProblems normal_problems_of(const Example& example) {
  Random random(1);
  const NormalCase line{
      "", example.quadratic, 4, example.n, example.m, example.p, example.bounds, example.diagonal, example.shared};
  NormalProblems made = make_problems(line, example.n > 40 ? 1 : example.flawed ? 4 : 3, random);
  if (example.flawed) {
    *made['q'].of(1) = std::nan("");
    *made['Q'].of(2) = -1;
  }
  return made;
}

Problems problems_of(const Example& example) {
  Random random(1);
  Problems made =
      make_problems("wellposed", example.flawed ? 4 : 3, example.n, example.m, example.p, example.shared, random);
  if (example.flawed) {
    *made['q'].of(1) = std::nan("");
    *made['Q'].of(2) = -1;
  }
  return made;
}

struct Answers {
  Solution<double> solution;
  EmulatedBatch<double>::Gradients gradients;
};

bool same(const Answers& a, const Answers& b) {
  for (std::size_t k = 0; k < a.solution.status.size(); ++k) {
    const auto problem = std::int64_t(k);
    if (!a.solution.same(problem, b.solution, problem)) return false;
    const bool differentiated = !a.gradients.adjoint.dx.empty();
    if (differentiated && !a.gradients.adjoint.same(problem, b.gradients.adjoint, problem)) return false;
  }
  for (int i = 0; i < 6; ++i) {
    const std::vector<double>&one = a.gradients.of[i], &other = b.gradients.of[i];
    if (!same_bits(one.data(), other.data(), one.size())) return false;
  }
  return true;
}

bool fits(const optnet4j_cuda_mapping& mapping, const Example& example) {
  if (example.bounds != nullptr) return test::fits(mapping, Batch<double>(normal_problems_of(example)).view());
  return test::fits(mapping, Batch<double>(problems_of(example)).view());
}

Answers answer(const Example& example, const optnet4j_cuda_mapping& mapping, Order order) {
  if (example.bounds != nullptr) {
    const Batch<double> batch(normal_problems_of(example));
    Solution<double> solution =
        EmulatedBatch<double>(batch.view(), mapping, example.factor, order).solve(example.settings);
    return {std::move(solution), {Adjoint<double>(0, 0, 0, 0), {}}};
  }
  const Batch<double> batch(problems_of(example));
  Random random(2);
  Upstream upstream(example.n, example.m, example.p);
  for (std::vector<double>* part : {&upstream.x, &upstream.nu, &upstream.lambda}) upstream.draw(*part, random);
  EmulatedBatch<double> device(batch.view(), mapping, example.factor, order);
  Solution<double> solution = device.solve(example.settings);
  auto gradients = device.gradients(upstream.cotangent(true, example.p > 0, example.m > 0));
  return {std::move(solution), std::move(gradients)};
}

bool same(const MeetingSite& a, const MeetingSite& b) {
  return a.file == b.file && a.line == b.line && a.kind == b.kind;
}

std::string text(const MeetingSite& site) {
  return check::text(std::filesystem::path(site.file).lexically_normal().string(), ":", site.line, " (",
                     optnet4j::emulator::name(site.kind), ")");
}

struct Reference {
  const Example* example;
  Answers answers;
  std::vector<MeetingSite> sites;

  bool meets_at(const MeetingSite& site) const {
    return std::any_of(sites.begin(), sites.end(), [&](const MeetingSite& each) { return same(each, site); });
  }
};

// What all examples give with every meeting in place.
std::vector<Reference> references(const optnet4j_cuda_mapping& mapping) {
  std::vector<Reference> all;
  for (const Example& example : kExamples) {
    if (!fits(mapping, example)) continue;
    forget_meeting_sites();
    try {
      Answers answers = answer(example, mapping, Order());
      all.push_back({&example, std::move(answers), meeting_sites()});
    } catch (const Failure& failure) {
      check::fail(__FILE__, __LINE__, failure.what());
    }
  }
  return all;
}

bool is_missed(const MeetingSite& site, const optnet4j_cuda_mapping& mapping, const std::vector<Reference>& all) {
  const SwitchedOff off(site);
  for (Schedule schedule : kSchedules) {
    for (const Reference& reference : all) {
      if (!reference.meets_at(site)) continue;
      try {
        if (!same(reference.answers, answer(*reference.example, mapping, {schedule, 1}))) return true;
      } catch (const Failure&) {
        return true;
      }
    }
  }
  return false;
}

bool has_line_of(const std::vector<MeetingSite>& sites, const MeetingSite& site) {
  return std::any_of(sites.begin(), sites.end(),
                     [&](const MeetingSite& each) { return each.file == site.file && each.line == site.line; });
}

// Of mappings of one kind, which have their code in common, one at a time is enough, and another one next time;
// OPTNET4J_ALL_MEETINGS=1 goes through all. Blocks first.
std::vector<optnet4j_cuda_mapping> mappings_of_this_time() {
  const char* const all = std::getenv("OPTNET4J_ALL_MEETINGS");
  std::vector<optnet4j_cuda_mapping> candidates = all_mappings();
  if (all != nullptr && std::string(all) == "1") {
    std::reverse(candidates.begin(), candidates.end());
    candidates.pop_back();  // a thread of its own meets nobody
    return candidates;
  }
  Random random;
  std::vector<optnet4j_cuda_mapping> chosen;
  for (const int kind : {OPTNET4J_CUDA_STREAMED, OPTNET4J_CUDA_BLOCK, OPTNET4J_CUDA_WARP}) {
    std::vector<optnet4j_cuda_mapping> alike;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(alike),
                 [&](const optnet4j_cuda_mapping& each) { return each.kind == kind; });
    chosen.push_back(alike[std::size_t(random.below(int(alike.size())))]);
  }
  return chosen;
}

}  // namespace

TEST(no_meeting_can_be_left_out) {
  std::vector<MeetingSite> noticed_in_blocks;
  for (optnet4j_cuda_mapping mapping : mappings_of_this_time()) {
    // One team, so that it takes every problem.
    mapping.blocks = mapping.teams_per_block = 1;
    const check::Scope scope(name_of(mapping));
    const std::vector<Reference> all = references(mapping);
    std::vector<MeetingSite> sites;
    for (const Reference& reference : all) {
      for (const MeetingSite& site : reference.sites) {
        const bool known =
            std::any_of(sites.begin(), sites.end(), [&](const MeetingSite& each) { return same(each, site); });
        if (!known) sites.push_back(site);
      }
    }
    CHECK(!sites.empty());
    std::string unnoticed;
    for (const MeetingSite& site : sites) {
      if (is_missed(site, mapping, all)) {
        if (site.kind == Meeting::block) noticed_in_blocks.push_back(site);
      } else if (site.kind == Meeting::block || !has_line_of(noticed_in_blocks, site)) {
        unnoticed += "\n    " + text(site);
      }
    }
    if (!unnoticed.empty()) check::fail(__FILE__, __LINE__, "nothing is different without the meetings at" + unnoticed);
    std::printf("%s: %zu meetings left out in turn\n", name_of(mapping).c_str(), sites.size());
  }
}
