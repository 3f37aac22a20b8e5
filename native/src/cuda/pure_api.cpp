// The C functions that need no CUDA.
#include <string>

#include "batch.h"
#include "failure.h"
#include "mapping.h"
#include "plan.h"

namespace {

using namespace optnet4j::cuda;

void check_arguments(const optnet4j_batch* batch, const optnet4j_cuda_device* device, const char* name,
                     const void* target) {
  check_shape(batch);
  if (device == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "device is null");
  if (target == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "%s is null", name);
}

}  // namespace

extern "C" {

int32_t optnet4j_cuda_choose_mapping(const optnet4j_batch* batch, const optnet4j_cuda_device* device,
                                     optnet4j_cuda_mapping* mapping, optnet4j_cuda_error* error) {
  return report(error, [&] {
    check_arguments(batch, device, "mapping", mapping);
    *mapping = choose_mapping(*batch, *device, nullptr);
  });
}

const char* optnet4j_cuda_mapping_table(void) {
  static const std::string text = describe(mapping_table());
  return text.c_str();
}

int32_t optnet4j_cuda_make_plan(const optnet4j_batch* batch, const optnet4j_cuda_device* device,
                                const optnet4j_cuda_mapping* mapping, optnet4j_cuda_plan* plan,
                                optnet4j_cuda_error* error) {
  return report(error, [&] {
    check_arguments(batch, device, "plan", plan);
    *plan = make_plan(*batch, *device, mapping);
  });
}

}  // extern "C"
