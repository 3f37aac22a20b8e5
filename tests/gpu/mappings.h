// The mappings that a batch can be solved with.
#pragma once

#include <string>
#include <vector>

#include "device.h"

namespace gpu {

inline std::string name_of(const optnet4j_cuda_mapping& mapping) {
  static const char* const kinds[] = {"none", "thread", "warp", "block", "streamed"};
  const bool known = mapping.kind >= OPTNET4J_CUDA_THREAD && mapping.kind <= OPTNET4J_CUDA_STREAMED;
  return std::string(known ? kinds[mapping.kind] : "unknown") + " " + std::to_string(mapping.team_threads) + "x" +
         std::to_string(mapping.teams_per_block);
}

// "warp 8": what has to be seen working, whatever the number of teams.
inline std::string kind_of(const optnet4j_cuda_mapping& mapping) {
  const std::string name = name_of(mapping);
  return mapping.kind == OPTNET4J_CUDA_WARP ? name.substr(0, name.find('x')) : name.substr(0, name.find(' '));
}

inline std::vector<std::string> all_kinds() { return {"thread", "warp 8", "warp 16", "warp 32", "block", "streamed"}; }

struct Planned {
  optnet4j_cuda_plan plan;
  bool built_in;  // what the library chooses by itself
};

// Plans of all mappings whose memory fits, the library's own choice first. A mapping that the library refuses for any
// other reason than the size is an error.
inline std::vector<Planned> plans(const optnet4j_batch& batch, const optnet4j_cuda_device& device) {
  const optnet4j_cuda_mapping wanted[] = {
      {0, 0, 0, 0, 0},
      {OPTNET4J_CUDA_THREAD, 1, 0, 0, 0},
      {OPTNET4J_CUDA_WARP, 8, 0, 0, 0},
      {OPTNET4J_CUDA_WARP, 16, 0, 0, 0},
      {OPTNET4J_CUDA_WARP, 32, 0, 0, 0},
      {OPTNET4J_CUDA_BLOCK, 128, 1, 0, 0},
      {OPTNET4J_CUDA_BLOCK, 256, 1, 0, 0},
      {OPTNET4J_CUDA_STREAMED, 256, 1, 0, 0},
  };
  std::vector<Planned> found;
  for (const optnet4j_cuda_mapping& each : wanted) {
    optnet4j_cuda_plan plan{};
    optnet4j_cuda_error error{};
    const bool built_in = each.kind == 0;
    const std::int32_t code = optnet4j_cuda_make_plan(&batch, &device, built_in ? nullptr : &each, &plan, &error);
    if (code == OPTNET4J_CUDA_TOO_LARGE && !built_in) continue;
    check("optnet4j_cuda_make_plan", code, error);
    bool again = false;
    for (const Planned& before : found) again = again || name_of(before.plan.mapping) == name_of(plan.mapping);
    if (!again) found.push_back({plan, built_in});
  }
  return found;
}

}  // namespace gpu
