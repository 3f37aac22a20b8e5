#include "cuda_error.h"

#include <cstdarg>
#include <cstdio>
#include <string>

namespace optnet4j {
namespace cuda {
namespace {

std::string formatted(const char* format, va_list arguments) {
  char text[256];
  std::vsnprintf(text, sizeof text, format, arguments);
  return text;
}

std::int32_t code_of(cudaError_t status) {
  switch (status) {
    case cudaErrorMemoryAllocation:
      return OPTNET4J_CUDA_OUT_OF_MEMORY;
    case cudaErrorNoDevice:
    case cudaErrorInsufficientDriver:
    case cudaErrorNoKernelImageForDevice:
    case cudaErrorStubLibrary:
      return OPTNET4J_CUDA_UNAVAILABLE;
    default:
      return OPTNET4J_CUDA_FAILED;
  }
}

}  // namespace

void check(cudaError_t status, const char* call, const char* format, ...) {
  if (status == cudaSuccess) return;
  cudaGetLastError();
  va_list arguments;
  va_start(arguments, format);
  const std::string purpose = formatted(format, arguments);
  va_end(arguments);
  Failure failure{code_of(status), {}};
  optnet4j_cuda_error& record = failure.record;
  record.cuda_code = std::int32_t(status);
  std::snprintf(record.cuda_name, sizeof record.cuda_name, "%s", cudaGetErrorName(status));
  std::snprintf(record.call, sizeof record.call, "%s", call);
  std::snprintf(record.message, sizeof record.message, "%s failed %s: %s (%s)", call, purpose.c_str(),
                cudaGetErrorName(status), cudaGetErrorString(status));
  throw failure;
}

bool is_sticky(std::int32_t cuda_code) {
  switch (cuda_code) {
    case cudaErrorECCUncorrectable:
    case cudaErrorNvlinkUncorrectable:
    case cudaErrorIllegalAddress:
    case cudaErrorLaunchTimeout:
    case cudaErrorContextIsDestroyed:
    case cudaErrorAssert:
    case cudaErrorHardwareStackError:
    case cudaErrorIllegalInstruction:
    case cudaErrorMisalignedAddress:
    case cudaErrorInvalidAddressSpace:
    case cudaErrorInvalidPc:
    case cudaErrorLaunchFailure:
    case cudaErrorDeviceUninitialized:
    case cudaErrorUnknown:
      return true;
    default:
      return false;
  }
}

void fail_out_of_memory(const char* call, std::int64_t needed_bytes, std::int64_t free_bytes, const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const std::string what = formatted(format, arguments);
  va_end(arguments);
  Failure failure{OPTNET4J_CUDA_OUT_OF_MEMORY, {}};
  optnet4j_cuda_error& record = failure.record;
  record.cuda_code = cudaErrorMemoryAllocation;
  std::snprintf(record.cuda_name, sizeof record.cuda_name, "cudaErrorMemoryAllocation");
  std::snprintf(record.call, sizeof record.call, "%s", call);
  std::snprintf(record.message, sizeof record.message, "%s: %lld bytes needed, %lld available", what.c_str(),
                static_cast<long long>(needed_bytes), static_cast<long long>(free_bytes));
  record.needed_bytes = needed_bytes;
  record.free_bytes = free_bytes;
  throw failure;
}

}  // namespace cuda
}  // namespace optnet4j
