// Emulated devices behind the functions of the CUDA runtime: what a test sets up, breaks and asks about.
//
// Streams only collect their work. It is done when something waits for it, or now and then (Machine::eagerness), so
// that code which does not wait meets old data. Device memory is the emulator's: copies from it of what nobody wrote
// are reported, as is everything else that CUDA leaves undefined (faults()).
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace optnet4j::emulated_cuda {

struct Device {
  std::int64_t memory_bytes = std::int64_t(256) << 20;
  std::int64_t largest_allocation = INT64_MAX;  // memory in pieces: no allocation beyond this
  int major = 9, minor = 0;
  int multiprocessors = 2;
  int shared_bytes_per_block = 227 << 10;
  int resident_blocks = 2;  // per multiprocessor, of every kernel
  bool has_code = true;
};

struct Machine {
  std::vector<Device> devices = {Device()};
  int driver_version = 13000;
  std::int64_t pinned_bytes = INT64_MAX;
  double eagerness = 0.25;  // how likely a call is to let some stream do a piece of its work first
  bool watched = false;     // kernels are checked for races, bounds and uninitialised reads
  unsigned long long seed = 1;
};

// From the environment, as a Java test sets it: OPTNET4J_EMULATED_DEVICES (how many), _MEMORY (bytes of each), _DRIVER
// (version, 0: none), _FAIL ("cudaMalloc:3:2": the third call of cudaMalloc returns error 2; "*:40:700": the 40th call
// of any function).
Machine machine_from_environment();

// Starts anew. Whatever is left of the machine before is dropped.
void install(const Machine& machine);
const Machine& machine();

// The `nth` call (from 1) from now on of a function ("*": any), kernel launches ("cudaLaunchKernel") among them,
// returns the error. Functions that give something back do so all the same.
void fail_call(const std::string& function, std::int64_t nth, cudaError_t error);
// Calls since install.
std::int64_t calls();
std::int64_t calls(const std::string& function);

// Everything that was not given back, one line each.
std::vector<std::string> leaks();
// What a program must not do, one line each: addresses outside of allocations, kernels that race, copies of what was
// never written, waiting during a capture.
std::vector<std::string> faults();
// Asynchronous copies from or to host memory that is not pinned, since install.
std::int64_t pageable_copies();
// The most bytes of device memory that were in use at a time.
std::int64_t peak_bytes(int device);

// For the launch functions: what a launch needs to know, and the queue.
const Device& current_device();
cudaError_t count_call(const char* function);
cudaError_t enqueue(cudaStream_t stream, std::function<void()> kernel);
// A number for each launch, by which its schedule is drawn.
unsigned long long draw();

}  // namespace optnet4j::emulated_cuda
