// Captured in a CUDA graph, a batch is solved and differentiated again with the numbers of the day.
#include "outcome.h"

namespace {

using namespace test;

struct Graph {
  cudaGraph_t graph = nullptr;
  cudaGraphExec_t exec = nullptr;
  ~Graph() {
    if (exec != nullptr) CHECK_EQUAL(int(cudaSuccess), int(cudaGraphExecDestroy(exec)));
    if (graph != nullptr) CHECK_EQUAL(int(cudaSuccess), int(cudaGraphDestroy(graph)));
  }
};

}  // namespace

TEST(captured_once_and_replayed) {
  for (const char* shared : {"", "QAGqbh", "Gq"}) {
    for (const bool keep : {true, false}) {
      const check::Scope scope(check::text("shared: ", shared, keep ? ", factors kept" : ", factors made again"));
      const Emulated emulated;
      Random random;
      const Problems problems = make_problems("optnet", 9, 7, 6, 2, shared, random);
      const Cotangent<double> cotangent(problems, random);
      const optnet4j_settings settings = settings_of<double>(1e-8, 1e-4);
      DeviceStream stream;
      DeviceRun<double> run(problems, nullptr);
      run.upload(cotangent);
      Graph graph;
      const auto raw = static_cast<cudaStream_t>(stream.get());
      CHECK_EQUAL(int(cudaSuccess), int(cudaStreamBeginCapture(raw, cudaStreamCaptureModeGlobal)));
      run.queue(settings, keep, stream.get());
      CHECK_EQUAL(int(cudaSuccess), int(cudaStreamEndCapture(raw, &graph.graph)));
      CHECK_EQUAL(int(cudaSuccess), int(cudaGraphInstantiate(&graph.exec, graph.graph, 0)));
      for (int round = 0; round < 3; ++round) {
        Problems now = problems;
        for (double& each : now['q'].data) each = random.normal();
        run.replace(1, now['q'].data);
        CHECK_EQUAL(int(cudaSuccess), int(cudaGraphLaunch(graph.exec, raw)));
        stream.wait();
        check_same(on_cpu<double>(now, settings, cotangent), run.download());
      }
    }
  }
}
