// Copies by several threads: every byte, and no byte beside them.
#include "../../native/src/copy_crew.h"

#include <cstring>
#include <thread>
#include <vector>

#include "check.h"
#include "fenced.h"
#include "seed.h"
#include "threads.h"

namespace {

using namespace test;
using optnet4j::CopyCrew;
using optnet4j::crew_copy;

constexpr std::size_t kMegabyte = std::size_t(1) << 20;

std::vector<char> random_bytes(std::size_t count, Random& random) {
  std::vector<char> bytes(count);
  for (char& each : bytes) each = char(random.below(256));
  return bytes;
}

// Sizes on both sides of those where helpers begin and pieces end.
const std::size_t kSizes[] = {0,
                              1,
                              kMegabyte - 1,
                              kMegabyte,
                              kMegabyte + 1,
                              5 * kMegabyte / 4 - 1,
                              5 * kMegabyte / 4,
                              5 * kMegabyte / 4 + 1,
                              9 * kMegabyte + 12345};

}  // namespace

TEST(every_byte_and_none_beside) {
  Random random;
  for (const int threads : {0, 1, 2, 3, 8, 100}) {
    CopyCrew crew;
    crew.limit(threads);
    for (const std::size_t bytes : kSizes) {
      const check::Scope scope(check::text(bytes, " bytes, ", threads, " threads"));
      const std::vector<char> from = random_bytes(bytes + 1, random);
      const Fenced to(bytes, 1);
      crew.copy(to.as(), from.data(), bytes);
      CHECK_EQUAL(0, std::memcmp(to.as(), from.data(), bytes));
    }
  }
}

// Without a pause, so that helpers of one copy are late for the next.
TEST(one_copy_after_another) {
  Random random;
  CopyCrew crew;
  crew.limit(8);
  const std::size_t most = 2 * kMegabyte;
  const std::vector<char> from = random_bytes(most + 4096, random);
  std::vector<char> to(most);
  for (int turn = 0; turn < 500; ++turn) {
    const std::size_t bytes = kMegabyte + random.below(int(kMegabyte)), shift = random.below(4096);
    crew.copy(to.data(), from.data() + shift, bytes);
    if (std::memcmp(to.data(), from.data() + shift, bytes) != 0) {
      CHECK_EQUAL(-1, turn);
      return;
    }
  }
}

TEST(as_many_threads_as_asked_for) {
  const std::vector<char> from(2 * kMegabyte, 'x');
  std::vector<char> to(from.size());
  CopyCrew crew;
  crew.limit(3);
  crew.copy(to.data(), from.data(), 1000);
  check_other_threads(0);
  crew.copy(to.data(), from.data(), from.size());
  check_other_threads(2);
  crew.limit(1);
  crew.copy(to.data(), from.data(), from.size());
  check_other_threads(0);
  crew.limit(100);
  crew.copy(to.data(), from.data(), from.size());
  check_other_threads(7);
  crew.dismiss();
  check_other_threads(0);
  to.assign(to.size(), 'y');
  crew.copy(to.data(), from.data(), from.size());
  CHECK(to == from);
}

// Each thread has its own crew on duty, or none.
TEST(on_duty_by_thread) {
  const std::vector<char> from(3 * kMegabyte, 'x');
  std::vector<char> here(from.size());
  CopyCrew crew;
  crew.limit(2);
  {
    const CopyCrew::Duty duty(crew);
    std::vector<char> there(from.size());
    std::thread([&] { crew_copy(there.data(), from.data(), from.size()); }).join();
    CHECK(there == from);
    check_other_threads(0);
    crew_copy(here.data(), from.data(), from.size());
    check_other_threads(1);
  }
  CHECK(here == from);
  crew.dismiss();
  crew_copy(here.data(), from.data(), from.size());
  check_other_threads(0);
}
