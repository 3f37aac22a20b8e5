#include "device.h"

#include <cstdio>

#include "cuda_error.h"
#include "launch.h"

namespace optnet4j {
namespace cuda {
namespace {

// "13.0" of 13000.
struct Version {
  char text[16];
  explicit Version(int number) { std::snprintf(text, sizeof text, "%d.%d", number / 1000, number % 1000 / 10); }
};

[[noreturn]] void fail_without_device(cudaError_t status) {
  cudaGetLastError();
  int driver = 0, runtime = 0;
  cudaDriverGetVersion(&driver);
  cudaRuntimeGetVersion(&runtime);
  Failure failure{OPTNET4J_CUDA_UNAVAILABLE, {}};
  optnet4j_cuda_error& record = failure.record;
  record.cuda_code = std::int32_t(status);
  const char* name = cudaGetErrorName(status);
  std::snprintf(record.cuda_name, sizeof record.cuda_name, "%s", name);
  std::snprintf(record.call, sizeof record.call, "cudaGetDeviceCount");
  const auto say = [&](auto... arguments) { std::snprintf(record.message, sizeof record.message, arguments...); };
  if (status == cudaErrorNoDevice)
    say("no NVIDIA GPU is visible to this process (%s)", name);
  else if (driver == 0)
    say("no NVIDIA driver found (%s)", name);
  else if (status == cudaErrorInsufficientDriver)
    say("the NVIDIA driver supports CUDA %s, expected %s or newer (%s)", Version(driver).text, Version(runtime).text,
        name);
  else
    say("the NVIDIA devices cannot be listed (%s: %s)", name, cudaGetErrorString(status));
  throw failure;
}

bool has_code() {
  const cudaError_t status = has_code_for_current_device();
  if (status == cudaErrorNoKernelImageForDevice || status == cudaErrorInvalidDeviceFunction) {
    cudaGetLastError();
    return false;
  }
  check(status, "cudaFuncGetAttributes", "looking for the kernels of the device");
  return true;
}

}  // namespace

int device_count() {
  int count = 0;
  const cudaError_t status = cudaGetDeviceCount(&count);
  if (status != cudaSuccess) fail_without_device(status);
  if (count == 0) fail_without_device(cudaErrorNoDevice);
  return count;
}

void check_device_index(std::int32_t device) {
  const int count = device_count();
  if (device < 0 || device >= count) fail(OPTNET4J_BAD_RANGE, "device is %d, expected 0 to %d", device, count - 1);
}

optnet4j_cuda_device device_properties(std::int32_t device) {
  check_device_index(device);
  const UseDevice use(device);
  cudaDeviceProp found{};
  check(cudaGetDeviceProperties(&found, device), "cudaGetDeviceProperties", "for device %d", device);
  optnet4j_cuda_device properties{};
  std::snprintf(properties.name, sizeof properties.name, "%s", found.name);
  properties.major = found.major;
  properties.minor = found.minor;
  properties.multiprocessors = found.multiProcessorCount;
  properties.registers_per_multiprocessor = found.regsPerMultiprocessor;
  properties.threads_per_multiprocessor = found.maxThreadsPerMultiProcessor;
  properties.shared_bytes_per_block = std::int32_t(found.sharedMemPerBlockOptin);
  properties.shared_bytes_per_multiprocessor = std::int32_t(found.sharedMemPerMultiprocessor);
  properties.total_bytes = std::int64_t(found.totalGlobalMem);
  check(cudaDriverGetVersion(&properties.driver_version), "cudaDriverGetVersion", "for device %d", device);
  check(cudaRuntimeGetVersion(&properties.runtime_version), "cudaRuntimeGetVersion", "for device %d", device);
  properties.has_code = has_code();
  return properties;
}

UseDevice::UseDevice(std::int32_t device) : device_(device) {
  check(cudaGetDevice(&before_), "cudaGetDevice", "before using device %d", device);
  if (before_ != device_) check(cudaSetDevice(device_), "cudaSetDevice", "for device %d", device);
}

UseDevice::~UseDevice() {
  if (before_ != device_) cudaSetDevice(before_);
}

}  // namespace cuda
}  // namespace optnet4j
