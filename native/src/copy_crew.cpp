#include "copy_crew.h"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <cstring>
#include <system_error>

namespace optnet4j {
namespace {

constexpr std::size_t kPiece = std::size_t(256) << 10;
// Less than this is copied before a thread has woken up.
constexpr std::size_t kLeast = 4 * kPiece;
// More do not fill the bus any faster (docs/performance-notes.md).
constexpr int kMostThreads = 8;

thread_local CopyCrew* on_duty = nullptr;

// For threads that are made meanwhile: signals are for the threads of the process that uses the library.
class NoSignals {
 public:
  NoSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~NoSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

}  // namespace

CopyCrew::Duty::Duty(CopyCrew& crew) { on_duty = &crew; }
CopyCrew::Duty::~Duty() { on_duty = nullptr; }

void crew_copy(void* to, const void* from, std::size_t bytes) {
  if (on_duty != nullptr)
    on_duty->copy(to, from, bytes);
  else
    std::memcpy(to, from, bytes);
}

void CopyCrew::limit(int threads) {
  dismiss();
  limit_ = threads;
}

void CopyCrew::copy(void* to, const void* from, std::size_t bytes) {
  if (bytes >= kLeast) hire();
  if (bytes < kLeast || helpers_.empty()) {
    std::memcpy(to, from, bytes);
    return;
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    to_ = static_cast<char*>(to);
    from_ = static_cast<const char*>(from);
    bytes_ = bytes;
    next_ = 0;
    ++number_;
    open_ = true;
  }
  begun_.notify_all();
  take_pieces();
  std::unique_lock<std::mutex> lock(mutex_);
  open_ = false;
  left_.wait(lock, [&] { return inside_ == 0; });
}

void CopyCrew::hire() {
  if (!helpers_.empty()) return;
  const int threads = std::min(kMostThreads, limit_ > 0 ? limit_ : int(std::thread::hardware_concurrency()));
  const NoSignals signals;
  try {
    while (int(helpers_.size()) < threads - 1) helpers_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    // Fewer do, too.
  }
}

void CopyCrew::dismiss() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
  }
  begun_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
  helpers_.clear();
  ended_ = false;
}

void CopyCrew::work() {
  unsigned long seen = 0;
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    begun_.wait(lock, [&] { return ended_ || (open_ && number_ != seen); });
    if (ended_) return;
    seen = number_;
    ++inside_;
    lock.unlock();
    take_pieces();
    lock.lock();
    if (--inside_ == 0) left_.notify_one();
  }
}

void CopyCrew::take_pieces() {
  for (;;) {
    const std::size_t at = next_.fetch_add(kPiece);
    if (at >= bytes_) return;
    std::memcpy(to_ + at, from_ + at, std::min(kPiece, bytes_ - at));
  }
}

}  // namespace optnet4j
