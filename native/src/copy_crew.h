// Copies of many megabytes, shared by several threads: one alone reaches a fraction of what memory can carry.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

namespace optnet4j {

// Threads that help one other with its copies. They start with the first copy that is worth it.
class CopyCrew {
 public:
  CopyCrew() = default;
  ~CopyCrew() { dismiss(); }
  CopyCrew(const CopyCrew&) = delete;
  CopyCrew& operator=(const CopyCrew&) = delete;

  // The most threads that copy, the caller among them; 0: as many as are of use.
  void limit(int threads);
  // As memcpy. One call at a time.
  void copy(void* to, const void* from, std::size_t bytes);
  // Ends the threads. The next large copy starts new ones.
  void dismiss();

  // While it lives, crew_copy calls of its thread are copies of the crew.
  class Duty {
   public:
    explicit Duty(CopyCrew& crew);
    ~Duty();
    Duty(const Duty&) = delete;
    Duty& operator=(const Duty&) = delete;
  };

 private:
  void hire();
  void work();
  void take_pieces();

  int limit_ = 0;
  std::vector<std::thread> helpers_;
  std::mutex mutex_;
  std::condition_variable begun_, left_;
  // What follows changes under the mutex, the copy's own data only while nobody works on it.
  bool open_ = false, ended_ = false;
  unsigned long number_ = 0;
  int inside_ = 0;
  char* to_ = nullptr;
  const char* from_ = nullptr;
  std::size_t bytes_ = 0;
  std::atomic<std::size_t> next_{0};
};

// As memcpy, by the crew on duty on this thread if there is one.
void crew_copy(void* to, const void* from, std::size_t bytes);

}  // namespace optnet4j
