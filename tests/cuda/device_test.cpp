// Batches in device memory, by every mapping: the bits are those of the cpu back end.
#include "outcome.h"

namespace {

using namespace test;

template <class T>
void same_as_cpu(const Problems& problems, const Cotangent<T>& cotangent, const optnet4j_cuda_mapping* mapping) {
  const optnet4j_settings settings = settings_of<T>(1e-8, 1e-4);
  const Outcome<T> expected = on_cpu<T>(problems, settings, cotangent);
  DeviceStream stream;
  DeviceRun<T> run(problems, mapping);
  run.upload(cotangent);
  for (const bool keep : {true, false}) {
    const check::Scope scope(check::text(precision_name<T>(), keep ? ", factors kept" : ", factors made again"));
    run.queue(settings, keep, stream.get());
    stream.wait();
    check_same(expected, run.download());
  }
}

}  // namespace

TEST(by_every_mapping) {
  Random random;
  for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
    for (const char* shared : {"", "Q", "QA", "QAGqbh"}) {
      const Emulated emulated;
      const check::Scope scope(text_of(mapping) + ", shared: " + shared);
      const Problems problems = make_problems("optnet", 11, 7, 6, 2, shared, random);
      same_as_cpu<double>(problems, Cotangent<double>(problems, random), &mapping);
      same_as_cpu<float>(problems, Cotangent<float>(problems, random), &mapping);
    }
  }
}

// The kernels under the checks of the emulator: they race nowhere and read nothing that the host side forgot.
TEST(under_the_checks_of_the_emulator) {
  Random random;
  for (const optnet4j_cuda_mapping& mapping : all_mappings()) {
    for (const char* shared : {"", "QAGqbh"}) {
      Machine machine = machine_of();
      machine.watched = true;
      const Emulated emulated(machine);
      const check::Scope scope(text_of(mapping) + ", shared: " + shared);
      const Problems problems = make_problems("optnet", 5, 6, 5, 2, shared, random);
      same_as_cpu<double>(problems, Cotangent<double>(problems, random), &mapping);
    }
  }
}

TEST(by_any_number_of_blocks) {
  Random random;
  const Problems problems = make_problems("optnet", 29, 7, 6, 2, "", random);
  for (const int blocks : {1, 2, 3, 100}) {
    const Emulated emulated;
    const check::Scope scope(check::text(blocks, " blocks"));
    const optnet4j_cuda_mapping mapping{OPTNET4J_CUDA_WARP, 16, 2, blocks, 0};
    same_as_cpu<double>(problems, Cotangent<double>(problems, random), &mapping);
  }
}

TEST(calls_do_not_wait_or_allocate) {
  const Emulated emulated(machine_of(1, 0));
  Random random;
  const Problems problems = make_problems("optnet", 5, 7, 6, 2, "QAGqbh", random);
  const Cotangent<double> cotangent(problems, random);
  DeviceStream stream;
  DeviceRun<double> run(problems, nullptr);
  run.upload(cotangent);
  const auto forbidden = [] {
    using optnet4j::emulated_cuda::calls;
    return calls("cudaMalloc") + calls("cudaFree") + calls("cudaHostAlloc") + calls("cudaMemcpyAsync") +
           calls("cudaStreamSynchronize") + calls("cudaMemGetInfo");
  };
  const std::int64_t before = forbidden();
  run.queue(settings_of<double>(1e-8, 1e-4), true, stream.get());
  CHECK_EQUAL(before, forbidden());
  stream.wait();
}

TEST(a_batch_of_nothing_launches_nothing) {
  const Emulated emulated;
  Random random;
  const Problems problems = make_problems("optnet", 0, 7, 6, 2, "QAGqbh", random);
  const Cotangent<double> cotangent(problems, random);
  same_as_cpu<double>(problems, cotangent, nullptr);
  CHECK_EQUAL(0, optnet4j::emulated_cuda::calls("cudaLaunchKernel"));
}

TEST(memory_and_copies) {
  const Emulated emulated;
  std::int64_t free_before = 0, free_after = 0, total = 0;
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_memory(0, &free_before, &total, &error));
  {
    const std::vector<double> numbers = {1, 2, 3, 4, 5};
    const OnDevice one(numbers), other(40);
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_memory(0, &free_after, &total, &error));
    CHECK_EQUAL(80, free_before - free_after);
    DeviceStream stream;
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_copy(0, other.as(), one.as(), 40, 3, stream.get(), &error));
    std::vector<double> back(5);
    CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_copy(0, back.data(), other.as(), 40, 2, stream.get(), &error));
    CHECK(back == numbers);
  }
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_memory(0, &free_after, &total, &error));
  CHECK_EQUAL(free_before, free_after);
  void* address = &free_before;
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_allocate(0, 0, &address, &error));
  CHECK(address == nullptr);
  optnet4j_cuda_error error;
  CHECK_EQUAL(int(OPTNET4J_CUDA_OUT_OF_MEMORY), optnet4j_cuda_allocate(0, total + 1, &address, &error));
  CHECK_EQUAL(total + 1, error.needed_bytes);
  CHECK_EQUAL(free_before, error.free_bytes);
  CHECK_EQUAL(std::string("cudaErrorMemoryAllocation"), error.cuda_name);
  CHECK_EQUAL(std::string("cudaMalloc"), error.call);
}

TEST(what_a_device_is) {
  Machine machine = machine_of(2);
  machine.devices[1].multiprocessors = 77;
  machine.devices[1].has_code = false;
  const Emulated emulated(machine);
  std::int32_t count = 0;
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_device_count(&count, &error));
  CHECK_EQUAL(2, count);
  CHECK_EQUAL(1, optnet4j_cuda_built());
  optnet4j_cuda_device device{};
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_device_properties(1, &device, &error));
  CHECK_EQUAL(std::string("Emulated GPU 1"), device.name);
  CHECK_EQUAL(77, device.multiprocessors);
  CHECK_EQUAL(9, device.major);
  CHECK_EQUAL(0, device.has_code);
  CHECK_EQUAL(13000, device.driver_version);
  CHECK_EQUAL(machine.devices[1].memory_bytes, device.total_bytes);
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_device_properties(0, &device, &error));
  CHECK_EQUAL(1, device.has_code);
  // Nothing can be opened on a device without code.
  optnet4j_cuda_solver* solver = nullptr;
  CHECK_REFUSED(OPTNET4J_CUDA_UNAVAILABLE, "holds no code for device 1, Emulated GPU 1 of compute capability 9.0",
                optnet4j_cuda_open(1, 0, nullptr, &solver, &error));
}

TEST(without_a_driver_or_a_device) {
  std::int32_t count = 0;
  optnet4j_cuda_solver* solver = nullptr;
  Machine machine = machine_of(0);
  {
    const Emulated emulated(machine);
    CHECK_REFUSED(OPTNET4J_CUDA_UNAVAILABLE, "no NVIDIA GPU is visible to this process (cudaErrorNoDevice)",
                  optnet4j_cuda_device_count(&count, &error));
    CHECK_REFUSED(OPTNET4J_CUDA_UNAVAILABLE, "no NVIDIA GPU", optnet4j_cuda_open(0, 0, nullptr, &solver, &error));
  }
  machine.driver_version = 0;
  {
    const Emulated emulated(machine);
    CHECK_REFUSED(OPTNET4J_CUDA_UNAVAILABLE, "no NVIDIA driver found (cudaErrorInsufficientDriver)",
                  optnet4j_cuda_device_count(&count, &error));
  }
  machine.driver_version = 12020;
  {
    const Emulated emulated(machine);
    CHECK_REFUSED(OPTNET4J_CUDA_UNAVAILABLE,
                  "the NVIDIA driver supports CUDA 12.2, expected 13.0 or newer (cudaErrorInsufficientDriver)",
                  optnet4j_cuda_device_count(&count, &error));
  }
}
