// Threads that are kept between passes, as a user's pool is, and that wait without giving up their processors: to wake
// one takes as long as a small batch.
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace peers {

class Crew {
 public:
  explicit Crew(int threads) {
    for (int t = 1; t < threads; ++t) others_.emplace_back([this, t] { serve(t); });
  }
  Crew(const Crew&) = delete;
  ~Crew() {
    work_ = nullptr;
    round_.fetch_add(1);
    for (std::thread& each : others_) each.join();
  }

  // Calls work(thread) on every thread, the caller's being 0, and returns when all have come back.
  void run(const std::function<void(int)>& work) {
    work_ = &work;
    busy_.store(int(others_.size()));
    round_.fetch_add(1);
    work(0);
    while (busy_.load() > 0) continue;
  }

 private:
  void serve(int thread) {
    for (long round = 1;; ++round) {
      while (round_.load() < round) continue;
      if (work_ == nullptr) return;
      (*work_)(thread);
      busy_.fetch_sub(1);
    }
  }

  std::atomic<long> round_{0};
  std::atomic<int> busy_{0};
  const std::function<void(int)>* work_ = nullptr;
  std::vector<std::thread> others_;
};

}  // namespace peers
