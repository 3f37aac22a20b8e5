#include "emulated_cuda.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <sstream>

#include "failure.h"
#include "memory.h"

namespace {

struct Mark {
  cudaStream_t stream;
  bool reached = false;
};

// A piece of a stream's work. With a mark: to set it, or to wait for it.
struct Work {
  std::function<void()> body;
  std::shared_ptr<Mark> sets, awaits;
};

}  // namespace

struct CUgraph_st {
  std::vector<Work> works;
};
struct CUgraphExec_st {
  std::vector<Work> works;
};
struct CUevent_st {
  int device;
  std::shared_ptr<Mark> last;
};
struct CUstream_st {
  int device;
  std::deque<Work> queue;
  cudaGraph_t capture = nullptr;
};

namespace optnet4j::emulated_cuda {
namespace {

struct Allocation {
  std::size_t bytes;
  int device;  // -1: pinned
};

struct Plan {
  std::string function;
  std::int64_t at;  // in calls of the function since install
  cudaError_t error;
};

struct State {
  Machine machine;
  std::vector<cudaError_t> lost;  // per device: the error that ended it, or success
  std::vector<std::int64_t> used, peak;
  std::map<const char*, Allocation> allocations;
  std::int64_t pinned_used = 0;
  std::set<cudaStream_t> streams;
  std::set<cudaEvent_t> events;
  std::set<cudaGraph_t> graphs;
  std::set<cudaGraphExec_t> execs;
  std::vector<std::unique_ptr<CUstream_st>> default_streams;
  std::map<std::string, std::int64_t> calls;
  std::vector<Plan> plans;
  std::vector<std::string> faults;
  std::int64_t pageable = 0;
  std::mt19937_64 random;
  bool capture_invalid = false;
};

// One thing at a time, whatever thread asks for it.
std::recursive_mutex mutex;
using Lock = std::lock_guard<std::recursive_mutex>;

thread_local int thread_device = 0;
thread_local cudaError_t last_error = cudaSuccess;

void reset(State& state, const Machine& machine) {
  for (const auto& [address, allocation] : state.allocations)
    allocation.device < 0 ? std::free(const_cast<char*>(address)) : emulator::release(const_cast<char*>(address));
  for (cudaStream_t each : state.streams) delete each;
  for (cudaEvent_t each : state.events) delete each;
  for (cudaGraph_t each : state.graphs) delete each;
  for (cudaGraphExec_t each : state.execs) delete each;
  state = State();
  state.machine = machine;
  const std::size_t count = machine.devices.size();
  state.lost.assign(count, cudaSuccess);
  state.used.assign(count, 0);
  state.peak.assign(count, 0);
  for (std::size_t i = 0; i < count; ++i) state.default_streams.push_back(std::make_unique<CUstream_st>());
  for (std::size_t i = 0; i < count; ++i) state.default_streams[i]->device = int(i);
  state.random.seed(machine.seed);
  thread_device = 0;
  last_error = cudaSuccess;
}

void plan_from_environment(State& state) {
  const char* const text = std::getenv("OPTNET4J_EMULATED_FAIL");
  char function[64];
  long long nth;
  int error;
  if (text != nullptr && std::sscanf(text, "%63[^:]:%lld:%d", function, &nth, &error) == 3)
    state.plans.push_back({function, nth, cudaError_t(error)});
}

State& state() {
  static State only;
  static const bool installed = [] {
    reset(only, machine_from_environment());
    plan_from_environment(only);
    return true;
  }();
  (void)installed;
  return only;
}

void fault(const std::string& what) { state().faults.push_back(what); }

void run_next(cudaStream_t stream);

void drain(cudaStream_t stream) {
  while (!stream->queue.empty()) run_next(stream);
}

// What a lost device had left to do is dropped.
void lose(int device, cudaError_t error) {
  State& s = state();
  if (s.lost[device] == cudaSuccess) s.lost[device] = error;
  for (cudaStream_t each : s.streams)
    if (each->device == device) {
      for (const Work& work : each->queue)
        if (work.sets) work.sets->reached = true;
      each->queue.clear();
    }
  s.default_streams[device]->queue.clear();
}

void run_next(cudaStream_t stream) {
  Work work = std::move(stream->queue.front());
  stream->queue.pop_front();
  if (work.awaits)
    while (!work.awaits->reached) run_next(work.awaits->stream);
  if (work.body) {
    try {
      work.body();
    } catch (const emulator::Failure& failure) {
      fault(failure.text);
      lose(stream->device, cudaErrorIllegalAddress);
    }
  }
  if (work.sets) work.sets->reached = true;
}

void let_something_run() {
  State& s = state();
  if (s.streams.empty() || std::uniform_real_distribution<double>()(s.random) >= s.machine.eagerness) return;
  auto chosen = s.streams.begin();
  std::advance(chosen, std::uniform_int_distribution<std::size_t>(0, s.streams.size() - 1)(s.random));
  if (!(*chosen)->queue.empty()) run_next(*chosen);
}

cudaError_t returned(cudaError_t error) {
  if (error != cudaSuccess) last_error = error;
  return error;
}

cudaError_t planned(const char* function) {
  State& s = state();
  const std::int64_t now = ++s.calls[function], all = ++s.calls["*"];
  for (std::size_t i = 0; i < s.plans.size(); ++i) {
    const Plan plan = s.plans[i];
    if (plan.at != (plan.function == "*" ? all : plan.function == function ? now : -1)) continue;
    s.plans.erase(s.plans.begin() + std::ptrdiff_t(i));
    return plan.error;
  }
  return cudaSuccess;
}

bool is_fatal(cudaError_t error) { return error >= cudaErrorIllegalAddress && error <= cudaErrorLaunchFailure; }

// Counts a call, and finds out whether it may do its work. Planned errors that end a device do so.
cudaError_t enter(const char* function, bool of_device = true) {
  State& s = state();
  const cudaError_t error = planned(function);
  let_something_run();
  const bool there = thread_device < int(s.lost.size());
  if (error != cudaSuccess) {
    if (is_fatal(error) && there) lose(thread_device, error);
    return error;
  }
  if (!of_device) return cudaSuccess;
  if (!there) return s.machine.driver_version == 0 ? cudaErrorInsufficientDriver : cudaErrorNoDevice;
  return s.lost[thread_device];
}

bool capturing() {
  for (cudaStream_t each : state().streams)
    if (each->capture != nullptr) return true;
  return false;
}

// For calls that a capture does not allow: it is lost.
cudaError_t forbid_capture(const char* function) {
  if (!capturing()) return cudaSuccess;
  state().capture_invalid = true;
  fault(std::string(function) + " during a capture");
  return cudaErrorStreamCaptureUnsupported;
}

cudaStream_t resolve(cudaStream_t stream) {
  return stream != nullptr ? stream : state().default_streams[thread_device].get();
}

bool known(cudaStream_t stream) { return stream == nullptr || state().streams.count(stream) > 0; }

cudaError_t push(cudaStream_t stream, Work work) {
  if (!known(stream)) {
    fault("a stream that does not exist");
    return cudaErrorInvalidResourceHandle;
  }
  stream = resolve(stream);
  if (stream->device != thread_device) {
    fault("a stream of another device");
    return cudaErrorInvalidResourceHandle;
  }
  if (stream->capture != nullptr) {
    if (work.sets || work.awaits) return forbid_capture("an event");
    stream->capture->works.push_back(std::move(work));
  } else {
    stream->queue.push_back(std::move(work));
  }
  return cudaSuccess;
}

// The allocation that a range lies in; null: none.
const Allocation* allocation_of(const void* address, std::size_t bytes) {
  const auto& all = state().allocations;
  auto next = all.upper_bound(static_cast<const char*>(address));
  if (next == all.begin()) return nullptr;
  const auto& [begin, allocation] = *std::prev(next);
  const bool inside = static_cast<const char*>(address) + bytes <= begin + allocation.bytes;
  return inside ? &allocation : nullptr;
}

bool on_device(const char* what, const void* address, std::size_t bytes, int device) {
  const Allocation* const found = allocation_of(address, bytes);
  if (found != nullptr && found->device == device) return true;
  std::ostringstream out;
  out << what << " of " << bytes << " bytes at " << address << ": not device memory of device " << device;
  fault(out.str());
  return false;
}

bool on_host(const char* what, const void* address, std::size_t bytes) {
  if (emulator::on_device(address)) {
    fault(std::string(what) + ": device memory where host memory was expected");
    return false;
  }
  const Allocation* const found = allocation_of(address, bytes);
  if (found == nullptr) ++state().pageable;
  return true;
}

void give_back(const char* address) {
  State& s = state();
  const auto found = s.allocations.find(address);
  if (found->second.device < 0) {
    s.pinned_used -= std::int64_t(found->second.bytes);
    std::free(const_cast<char*>(address));
  } else {
    s.used[found->second.device] -= std::int64_t(found->second.bytes);
    emulator::release(const_cast<char*>(address));
  }
  s.allocations.erase(found);
}

// Memory is not taken away from under work that uses it: real devices wait, too.
void drain_all(int device) {
  for (cudaStream_t each : state().streams)
    if (device < 0 || each->device == device) drain(each);
  for (const auto& each : state().default_streams)
    if (device < 0 || each->device == device) drain(each.get());
}

void copy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, int device) {
  const bool from_device = kind != cudaMemcpyHostToDevice, to_device = kind != cudaMemcpyDeviceToHost;
  if (from_device && !on_device("a copy", from, bytes, device)) return lose(device, cudaErrorIllegalAddress);
  if (to_device && !on_device("a copy", to, bytes, device)) return lose(device, cudaErrorIllegalAddress);
  // Nobody sees what kernels write that are not watched.
  if (from_device && machine().watched) emulator::require_written(from, bytes);
  std::memcpy(to, from, bytes);
  if (to_device) emulator::mark_written(to, bytes);
}

std::int64_t number_from(const char* name, std::int64_t otherwise) {
  const char* const text = std::getenv(name);
  return text != nullptr ? std::strtoll(text, nullptr, 10) : otherwise;
}

}  // namespace

Machine machine_from_environment() {
  Machine machine;
  Device device;
  device.memory_bytes = number_from("OPTNET4J_EMULATED_MEMORY", device.memory_bytes);
  machine.devices.assign(std::size_t(number_from("OPTNET4J_EMULATED_DEVICES", 1)), device);
  machine.driver_version = int(number_from("OPTNET4J_EMULATED_DRIVER", machine.driver_version));
  return machine;
}

void install(const Machine& machine) {
  const Lock lock(mutex);
  reset(state(), machine);
}

const Machine& machine() { return state().machine; }

void fail_call(const std::string& function, std::int64_t nth, cudaError_t error) {
  const Lock lock(mutex);
  state().plans.push_back({function, state().calls[function] + nth, error});
}

std::int64_t calls() { return calls("*"); }

std::int64_t calls(const std::string& function) {
  const Lock lock(mutex);
  return state().calls[function];
}

std::vector<std::string> leaks() {
  const Lock lock(mutex);
  State& s = state();
  std::vector<std::string> found;
  for (const auto& [address, allocation] : s.allocations) {
    // What was on a lost device is lost with it.
    if (allocation.device >= 0 && s.lost[allocation.device] != cudaSuccess) continue;
    std::ostringstream out;
    out << allocation.bytes << " bytes of " << (allocation.device < 0 ? "pinned" : "device") << " memory";
    found.push_back(out.str());
  }
  if (!s.streams.empty()) found.push_back(std::to_string(s.streams.size()) + " streams");
  if (!s.events.empty()) found.push_back(std::to_string(s.events.size()) + " events");
  if (!s.graphs.empty()) found.push_back(std::to_string(s.graphs.size()) + " graphs");
  if (!s.execs.empty()) found.push_back(std::to_string(s.execs.size()) + " executable graphs");
  return found;
}

std::vector<std::string> faults() {
  const Lock lock(mutex);
  return state().faults;
}

std::int64_t pageable_copies() {
  const Lock lock(mutex);
  return state().pageable;
}

std::int64_t peak_bytes(int device) {
  const Lock lock(mutex);
  return state().peak.at(device);
}

const Device& current_device() { return state().machine.devices.at(thread_device); }

cudaError_t count_call(const char* function) {
  const Lock lock(mutex);
  return returned(enter(function));
}

cudaError_t enqueue(cudaStream_t stream, std::function<void()> kernel) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaLaunchKernel")) return returned(error);
  return returned(push(stream, {std::move(kernel), nullptr, nullptr}));
}

unsigned long long draw() {
  const Lock lock(mutex);
  return state().random();
}

}  // namespace optnet4j::emulated_cuda

using namespace optnet4j::emulated_cuda;

extern "C" {

const char* cudaGetErrorName(cudaError_t error) {
  switch (error) {
#define OPTNET4J_NAME(name) \
  case name:                \
    return #name;
    OPTNET4J_NAME(cudaSuccess)
    OPTNET4J_NAME(cudaErrorInvalidValue)
    OPTNET4J_NAME(cudaErrorMemoryAllocation)
    OPTNET4J_NAME(cudaErrorInitializationError)
    OPTNET4J_NAME(cudaErrorInvalidConfiguration)
    OPTNET4J_NAME(cudaErrorInsufficientDriver)
    OPTNET4J_NAME(cudaErrorNoDevice)
    OPTNET4J_NAME(cudaErrorInvalidDevice)
    OPTNET4J_NAME(cudaErrorNoKernelImageForDevice)
    OPTNET4J_NAME(cudaErrorInvalidResourceHandle)
    OPTNET4J_NAME(cudaErrorIllegalAddress)
    OPTNET4J_NAME(cudaErrorLaunchFailure)
    OPTNET4J_NAME(cudaErrorStreamCaptureUnsupported)
    OPTNET4J_NAME(cudaErrorStreamCaptureInvalidated)
#undef OPTNET4J_NAME
    default:
      return "cudaErrorUnknown";
  }
}

const char* cudaGetErrorString(cudaError_t error) {
  return error == cudaErrorMemoryAllocation ? "out of memory" : "an emulated error";
}

cudaError_t cudaGetLastError(void) { return std::exchange(last_error, cudaSuccess); }

cudaError_t cudaDriverGetVersion(int* version) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaDriverGetVersion", false)) return returned(error);
  *version = machine().driver_version;
  return cudaSuccess;
}

cudaError_t cudaRuntimeGetVersion(int* version) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaRuntimeGetVersion", false)) return returned(error);
  *version = 13000;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceCount(int* count) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaGetDeviceCount", false)) return returned(error);
  if (machine().driver_version < 13000) return returned(cudaErrorInsufficientDriver);
  if (machine().devices.empty()) return returned(cudaErrorNoDevice);
  *count = int(machine().devices.size());
  return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaGetDeviceProperties")) return returned(error);
  if (device < 0 || device >= int(machine().devices.size())) return returned(cudaErrorInvalidDevice);
  const Device& from = machine().devices[device];
  *properties = {};
  std::snprintf(properties->name, sizeof properties->name, "Emulated GPU %d", device);
  properties->totalGlobalMem = std::size_t(from.memory_bytes);
  properties->major = from.major;
  properties->minor = from.minor;
  properties->multiProcessorCount = from.multiprocessors;
  properties->regsPerMultiprocessor = 65536;
  properties->maxThreadsPerMultiProcessor = 2048;
  properties->sharedMemPerBlockOptin = std::size_t(from.shared_bytes_per_block);
  properties->sharedMemPerMultiprocessor = std::size_t(from.shared_bytes_per_block) + 1024;
  return cudaSuccess;
}

cudaError_t cudaGetDevice(int* device) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaGetDevice", false)) return returned(error);
  *device = thread_device;
  return cudaSuccess;
}

cudaError_t cudaSetDevice(int device) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaSetDevice", false)) return returned(error);
  if (device < 0 || device >= int(machine().devices.size())) return returned(cudaErrorInvalidDevice);
  thread_device = device;
  return cudaSuccess;
}

cudaError_t cudaMalloc(void** address, std::size_t bytes) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaMalloc")) return returned(error);
  if (const cudaError_t error = forbid_capture("cudaMalloc")) return returned(error);
  State& s = state();
  const Device& device = current_device();
  std::int64_t& used = s.used[thread_device];
  if (bytes == 0 || std::int64_t(bytes) > std::min(device.memory_bytes - used, device.largest_allocation))
    return returned(bytes == 0 ? cudaErrorInvalidValue : cudaErrorMemoryAllocation);
  *address = optnet4j::emulator::allocate("device memory of " + std::to_string(bytes) + " bytes", bytes);
  s.allocations[static_cast<char*>(*address)] = {bytes, thread_device};
  used += std::int64_t(bytes);
  s.peak[thread_device] = std::max(s.peak[thread_device], used);
  return cudaSuccess;
}

cudaError_t cudaFree(void* address) {
  const Lock lock(mutex);
  const cudaError_t error = enter("cudaFree");
  if (const cudaError_t captured = forbid_capture("cudaFree")) return returned(captured);
  if (address == nullptr) return returned(error);
  const Allocation* const found = allocation_of(address, 1);
  if (found == nullptr || found->device < 0 || state().allocations.count(static_cast<char*>(address)) == 0) {
    fault("cudaFree of what cudaMalloc did not return, or twice");
    return returned(cudaErrorInvalidValue);
  }
  drain_all(found->device);
  give_back(static_cast<char*>(address));
  return returned(error);
}

cudaError_t cudaHostAlloc(void** address, std::size_t bytes, unsigned) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaHostAlloc")) return returned(error);
  if (const cudaError_t error = forbid_capture("cudaHostAlloc")) return returned(error);
  State& s = state();
  if (std::int64_t(bytes) > s.machine.pinned_bytes - s.pinned_used) return returned(cudaErrorMemoryAllocation);
  *address = std::malloc(bytes > 0 ? bytes : 1);
  std::memset(*address, 0xff, bytes);
  s.allocations[static_cast<char*>(*address)] = {bytes, -1};
  s.pinned_used += std::int64_t(bytes);
  return cudaSuccess;
}

cudaError_t cudaFreeHost(void* address) {
  const Lock lock(mutex);
  const cudaError_t error = enter("cudaFreeHost");
  if (const cudaError_t captured = forbid_capture("cudaFreeHost")) return returned(captured);
  const auto found = state().allocations.find(static_cast<char*>(address));
  if (found == state().allocations.end() || found->second.device >= 0) {
    fault("cudaFreeHost of what cudaHostAlloc did not return, or twice");
    return returned(cudaErrorInvalidValue);
  }
  drain_all(-1);
  give_back(static_cast<char*>(address));
  return returned(error);
}

cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaMemGetInfo")) return returned(error);
  *total = std::size_t(current_device().memory_bytes);
  *free = std::size_t(current_device().memory_bytes - state().used[thread_device]);
  return cudaSuccess;
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, enum cudaMemcpyKind kind,
                            cudaStream_t stream) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaMemcpyAsync")) return returned(error);
  const int device = thread_device;
  const bool from_device = kind != cudaMemcpyHostToDevice, to_device = kind != cudaMemcpyDeviceToHost;
  const bool valid = (from_device ? on_device("a copy", from, bytes, device) : on_host("a copy", from, bytes)) &&
                     (to_device ? on_device("a copy", to, bytes, device) : on_host("a copy", to, bytes));
  if (!valid) return returned(cudaErrorInvalidValue);
  return returned(push(stream, {[=] { copy(to, from, bytes, kind, device); }, nullptr, nullptr}));
}

cudaError_t cudaMemsetAsync(void* address, int value, std::size_t bytes, cudaStream_t stream) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaMemsetAsync")) return returned(error);
  if (!on_device("a memset", address, bytes, thread_device)) return returned(cudaErrorInvalidValue);
  const auto set = [=] {
    std::memset(address, value, bytes);
    optnet4j::emulator::mark_written(address, bytes);
  };
  return returned(push(stream, {set, nullptr, nullptr}));
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned flags) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaStreamCreateWithFlags")) return returned(error);
  if (flags != cudaStreamNonBlocking) fault("a stream that waits for the default stream");
  *stream = new CUstream_st{thread_device, {}, nullptr};
  state().streams.insert(*stream);
  return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  const Lock lock(mutex);
  const cudaError_t error = enter("cudaStreamDestroy");
  if (state().streams.count(stream) == 0) {
    if (stream != nullptr) fault("cudaStreamDestroy of a stream that does not exist");
    return returned(cudaErrorInvalidResourceHandle);
  }
  drain(stream);
  state().streams.erase(stream);
  delete stream;
  return returned(error);
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaStreamSynchronize")) return returned(error);
  if (const cudaError_t error = forbid_capture("cudaStreamSynchronize")) return returned(error);
  if (!known(stream)) return returned(cudaErrorInvalidResourceHandle);
  const int device = resolve(stream)->device;
  drain(resolve(stream));
  return returned(state().lost[device]);
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaStreamWaitEvent")) return returned(error);
  if (state().events.count(event) == 0) return returned(cudaErrorInvalidResourceHandle);
  if (!event->last) return cudaSuccess;
  return returned(push(stream, {nullptr, nullptr, event->last}));
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaEventCreateWithFlags")) return returned(error);
  *event = new CUevent_st{thread_device, nullptr};
  state().events.insert(*event);
  return cudaSuccess;
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  const Lock lock(mutex);
  const cudaError_t error = enter("cudaEventDestroy");
  if (state().events.erase(event) == 0) return returned(cudaErrorInvalidResourceHandle);
  delete event;
  return returned(error);
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaEventRecord")) return returned(error);
  if (state().events.count(event) == 0) return returned(cudaErrorInvalidResourceHandle);
  const auto mark = std::make_shared<Mark>(Mark{resolve(stream), false});
  const cudaError_t error = push(stream, {nullptr, mark, nullptr});
  if (error == cudaSuccess) event->last = mark;
  return returned(error);
}

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, enum cudaStreamCaptureMode) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaStreamBeginCapture")) return returned(error);
  if (state().streams.count(stream) == 0 || stream->capture != nullptr) return returned(cudaErrorInvalidValue);
  stream->capture = new CUgraph_st();
  state().capture_invalid = false;
  return cudaSuccess;
}

cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaStreamEndCapture")) return returned(error);
  if (state().streams.count(stream) == 0 || stream->capture == nullptr) return returned(cudaErrorInvalidValue);
  *graph = std::exchange(stream->capture, nullptr);
  if (!state().capture_invalid) {
    state().graphs.insert(*graph);
    return cudaSuccess;
  }
  delete std::exchange(*graph, nullptr);
  return returned(cudaErrorStreamCaptureInvalidated);
}

cudaError_t cudaGraphInstantiate(cudaGraphExec_t* exec, cudaGraph_t graph, unsigned long long) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaGraphInstantiate")) return returned(error);
  if (state().graphs.count(graph) == 0) return returned(cudaErrorInvalidValue);
  *exec = new CUgraphExec_st{graph->works};
  state().execs.insert(*exec);
  return cudaSuccess;
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream) {
  const Lock lock(mutex);
  if (const cudaError_t error = enter("cudaGraphLaunch")) return returned(error);
  if (state().execs.count(exec) == 0) return returned(cudaErrorInvalidValue);
  for (const Work& each : exec->works)
    if (const cudaError_t error = push(stream, each)) return returned(error);
  return cudaSuccess;
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec) {
  const Lock lock(mutex);
  const cudaError_t error = enter("cudaGraphExecDestroy");
  if (state().execs.erase(exec) == 0) return returned(cudaErrorInvalidValue);
  delete exec;
  return returned(error);
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  const Lock lock(mutex);
  const cudaError_t error = enter("cudaGraphDestroy");
  if (state().graphs.erase(graph) == 0) return returned(cudaErrorInvalidValue);
  delete graph;
  return returned(error);
}

}  // extern "C"
