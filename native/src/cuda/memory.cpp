// Devices, device memory and streams, for callers without the CUDA runtime.
#include "batch.h"
#include "cuda_error.h"
#include "device.h"

namespace {

using namespace optnet4j::cuda;

cudaStream_t stream_of(void* stream) { return static_cast<cudaStream_t>(stream); }

void check_bytes(std::int64_t bytes) {
  if (bytes < 0) fail(OPTNET4J_BAD_RANGE, "bytes is %lld, expected at least 0", static_cast<long long>(bytes));
}

template <class Pointer>
void need(const char* name, Pointer address) {
  if (address == nullptr) fail(OPTNET4J_NULL_ARGUMENT, "%s is null, expected an address", name);
}

// The body, with the device as the current one.
template <class Body>
std::int32_t on(std::int32_t device, optnet4j_cuda_error* error, Body&& body) {
  return report(error, [&] {
    check_device_index(device);
    const UseDevice use(device);
    body();
  });
}

}  // namespace

extern "C" {

int32_t optnet4j_cuda_built(void) { return 1; }

int32_t optnet4j_cuda_device_count(int32_t* count, optnet4j_cuda_error* error) {
  return report(error, [&] {
    need("count", count);
    *count = device_count();
  });
}

int32_t optnet4j_cuda_device_properties(int32_t device, optnet4j_cuda_device* properties, optnet4j_cuda_error* error) {
  return report(error, [&] {
    need("properties", properties);
    *properties = device_properties(device);
  });
}

int32_t optnet4j_cuda_allocate(int32_t device, int64_t bytes, void** address, optnet4j_cuda_error* error) {
  return on(device, error, [&] {
    need("address", address);
    check_bytes(bytes);
    *address = nullptr;
    if (bytes == 0) return;
    const cudaError_t status = cudaMalloc(address, std::size_t(bytes));
    if (status == cudaErrorMemoryAllocation) {
      cudaGetLastError();
      std::size_t free = 0, total = 0;
      check(cudaMemGetInfo(&free, &total), "cudaMemGetInfo", "for device %d", device);
      fail_out_of_memory("cudaMalloc", bytes, std::int64_t(free), "device %d is out of memory", device);
    }
    check(status, "cudaMalloc", "for %lld bytes on device %d", static_cast<long long>(bytes), device);
  });
}

int32_t optnet4j_cuda_free(int32_t device, void* address, optnet4j_cuda_error* error) {
  return on(device, error, [&] {
    if (address != nullptr) check(cudaFree(address), "cudaFree", "on device %d", device);
  });
}

int32_t optnet4j_cuda_memory(int32_t device, int64_t* free_bytes, int64_t* total_bytes, optnet4j_cuda_error* error) {
  return on(device, error, [&] {
    need("free_bytes", free_bytes);
    need("total_bytes", total_bytes);
    std::size_t free = 0, total = 0;
    check(cudaMemGetInfo(&free, &total), "cudaMemGetInfo", "for device %d", device);
    *free_bytes = std::int64_t(free);
    *total_bytes = std::int64_t(total);
  });
}

int32_t optnet4j_cuda_copy(int32_t device, void* to, const void* from, int64_t bytes, int32_t kind, void* stream,
                           optnet4j_cuda_error* error) {
  return on(device, error, [&] {
    check_bytes(bytes);
    if (kind < 1 || kind > 3)
      fail(OPTNET4J_BAD_RANGE, "kind is %d, expected 1 (host to device), 2 (device to host) or 3 (device to device)",
           kind);
    if (bytes == 0) return;
    need("to", to);
    need("from", from);
    const cudaMemcpyKind kinds[] = {cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost, cudaMemcpyDeviceToDevice};
    // On the caller's stream, in order with its other work, and waited for: memory that is not pinned is read late.
    check(cudaMemcpyAsync(to, from, std::size_t(bytes), kinds[kind - 1], stream_of(stream)), "cudaMemcpyAsync",
          "for %lld bytes on device %d", static_cast<long long>(bytes), device);
    check(cudaStreamSynchronize(stream_of(stream)), "cudaStreamSynchronize", "after copying %lld bytes on device %d",
          static_cast<long long>(bytes), device);
  });
}

int32_t optnet4j_cuda_make_stream(int32_t device, void** stream, optnet4j_cuda_error* error) {
  return on(device, error, [&] {
    need("stream", stream);
    cudaStream_t made = nullptr;
    check(cudaStreamCreateWithFlags(&made, cudaStreamNonBlocking), "cudaStreamCreateWithFlags", "on device %d", device);
    *stream = made;
  });
}

int32_t optnet4j_cuda_free_stream(int32_t device, void* stream, optnet4j_cuda_error* error) {
  return on(device, error, [&] {
    if (stream != nullptr) check(cudaStreamDestroy(stream_of(stream)), "cudaStreamDestroy", "on device %d", device);
  });
}

int32_t optnet4j_cuda_synchronize(int32_t device, void* stream, optnet4j_cuda_error* error) {
  return on(device, error,
            [&] { check(cudaStreamSynchronize(stream_of(stream)), "cudaStreamSynchronize", "on device %d", device); });
}

int32_t optnet4j_cuda_use_device(int32_t device, optnet4j_cuda_error* error) {
  return report(error, [&] {
    check_device_index(device);
    check(cudaSetDevice(device), "cudaSetDevice", "for device %d", device);
  });
}

}  // extern "C"
