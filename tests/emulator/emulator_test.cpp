// The emulator on small kernels: it has to find every mistake, whatever the schedule, and none where there is none.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "../native/check.h"
#include "../../kernels/team/hardware.h"
#include "array.h"
#include "fiber.h"
#include "launch.h"
#include "memory.h"
#include "sites.h"
#include "watched.h"

namespace {

using optnet4j::Watched;
using optnet4j::emulator::DeviceArray;
using optnet4j::emulator::Failure;
using optnet4j::emulator::Fault;
using optnet4j::emulator::Launch;
using optnet4j::emulator::Meeting;
using optnet4j::emulator::MeetingSite;
using optnet4j::emulator::Schedule;
namespace emulator = optnet4j::emulator;
namespace hardware = optnet4j::hardware;

using Number = Watched<double>;
using Kernel = std::function<void()>;

constexpr unsigned kAll = 0xffffffffu;

void sync(hardware::Site at = OPTNET4J_SITE) { hardware::meet_block(at); }
void sync_lanes(unsigned mask, hardware::Site at = OPTNET4J_SITE) { hardware::meet_lanes(mask, at); }
template <class T>
T from_lane(unsigned mask, T value, int lane, hardware::Site at = OPTNET4J_SITE) {
  return hardware::shuffle(mask, value, lane, at);
}
template <class T>
T across(unsigned mask, T value, int distance, hardware::Site at = OPTNET4J_SITE) {
  return hardware::shuffle_xor(mask, value, distance, at);
}
template <int Inner, class T>
void multiply_add(T (&c)[4], const T (&a)[Inner / 2], const T (&b)[Inner / 4], hardware::Site at = OPTNET4J_SITE) {
  hardware::multiply_add<Inner>(c, a, b, at);
}
Number* shared() { return reinterpret_cast<Number*>(hardware::shared_memory()); }

Launch grid(int blocks, int threads, int shared_numbers = 0) {
  Launch launch;
  launch.blocks = blocks;
  launch.threads = threads;
  launch.shared_bytes = shared_numbers * sizeof(double);
  return launch;
}

// Calls `body` with the launch under every schedule, and under several seeds.
template <class Body>
void for_schedules(Launch launch, const Body& body) {
  for (Schedule schedule : emulator::kSchedules) {
    launch.schedule = schedule;
    for (launch.seed = 0; launch.seed < (schedule == Schedule::random ? 10 : 1); ++launch.seed) {
      const check::Scope scope(check::text(name(schedule), " schedule, seed ", launch.seed));
      body(launch);
    }
  }
}

// Whether the kernel fails in the way expected, and how.
template <class Look>
void expect(Fault fault, const Launch& launch, const Kernel& kernel, const Look& look) {
  for_schedules(launch, [&](const Launch& scheduled) {
    try {
      emulate(scheduled, kernel);
    } catch (const Failure& failure) {
      const check::Scope scope(failure.text);
      CHECK_EQUAL(std::string(name(fault)), std::string(name(failure.fault)));
      look(failure);
      return;
    }
    check::fail(__FILE__, __LINE__, "the kernel is wrong, and nothing was found");
  });
}
void expect(Fault fault, const Launch& launch, const Kernel& kernel) {
  expect(fault, launch, kernel, [](const Failure&) {});
}

template <class Error>
void expect_throw(const std::function<void()>& action, const std::string& part) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find(part) != std::string::npos);
    return;
  }
  check::fail(__FILE__, __LINE__, "expected an exception with \"" + part + "\"");
}

// Correct kernels.

// The sum of 256 numbers by halving, in shared memory.
void block_sum(const Number* in, Number* out) {
  const int i = hardware::thread();
  shared()[i] = in[hardware::block() * 256 + i];
  sync();
  for (int half = 128; half > 0; half /= 2) {
    if (i < half) shared()[i] = shared()[i] + shared()[i + half];
    sync();
  }
  if (i == 0) out[hardware::block()] = shared()[0];
}

std::vector<double> samples(int count) {
  std::vector<double> numbers(count);
  for (int i = 0; i < count; ++i) numbers[i] = std::sin(i * 0.7) * 3;
  return numbers;
}

double halving_sum(std::vector<double> numbers) {
  for (std::size_t half = numbers.size() / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) numbers[i] = numbers[i] + numbers[i + half];
  }
  return numbers[0];
}

TEST(block_reduction_is_right) {
  const std::vector<double> numbers = samples(3 * 256);
  for_schedules(grid(3, 256, 256), [&](const Launch& launch) {
    const DeviceArray<double> in("in", numbers), out("out", 3);
    emulate(launch, [&] { block_sum(in.watched(), out.watched()); });
    const std::vector<double> sums = out.numbers();
    for (int block = 0; block < 3; ++block)
      CHECK_EQUAL(halving_sum({&numbers[block * 256], &numbers[block * 256] + 256}), sums[block]);
  });
}

TEST(warp_reduction_is_right) {
  const std::vector<double> numbers = samples(64);
  for_schedules(grid(1, 64), [&](const Launch& launch) {
    const DeviceArray<double> in("in", numbers), out("out", 64);
    emulate(launch, [&] {
      Number sum = in.watched()[hardware::thread()];
      for (int distance = 16; distance > 0; distance /= 2) sum = sum + across(kAll, sum, distance);
      out.watched()[hardware::thread()] = from_lane(kAll, sum, 7);
    });
    const std::vector<double> sums = out.numbers();
    for (int i = 0; i < 64; ++i) CHECK_EQUAL(halving_sum({&numbers[i / 32 * 32], &numbers[i / 32 * 32] + 32}), sums[i]);
  });
}

TEST(shuffles_of_integers_and_of_parts_of_a_warp) {
  for_schedules(grid(1, 48), [&](const Launch& launch) {
    const DeviceArray<double> out("out", 48);
    emulate(launch, [&] {
      const int i = hardware::thread(), first = i % 32 / 8 * 8;
      const unsigned mask = 0xffu << first;
      const int neighbour = across(mask, i * 10, 1);
      // Each lane may ask another one.
      out.watched()[i] = Number(from_lane(mask, float(neighbour), first + (i + 3) % 8));
    });
    const std::vector<double> numbers = out.numbers();
    for (int i = 0; i < 48; ++i) CHECK_EQUAL(10.0 * ((i / 8 * 8 + (i + 3) % 8) ^ 1), numbers[i]);
  });
}

// Every element of a product of tiles is one chain, in order: here each of its steps rounds.
template <int Inner>
void check_product_of_tiles() {
  const auto a = [](int row, int k) { return 1 / (3.0 + row * Inner + k); };
  const auto b = [](int k, int column) { return 1 / (7.0 + k * 8 + column) - 0.01; };
  const auto c = [](int row, int column) { return column == 0 ? -0.0 : 1 / (5.0 - row * 8 - column); };
  for_schedules(grid(1, 64), [&](const Launch& launch) {
    const DeviceArray<double> out("out", 2 * 16 * 8);
    emulate(launch, [&] {
      const int lane = hardware::thread() % 32, g = lane / 4, t = lane % 4;
      Number* const to = out.watched() + hardware::thread() / 32 * 16 * 8;
      Number tile[4], left[Inner / 2], right[Inner / 4];
      for (int e = 0; e < 4; ++e) tile[e] = Number(c(g + e / 2 * 8, 2 * t + e % 2));
      for (int e = 0; e < Inner / 2; ++e) left[e] = Number(a(g + e % 2 * 8, e / 2 * 4 + t));
      for (int e = 0; e < Inner / 4; ++e) right[e] = Number(b(e * 4 + t, g));
      multiply_add<Inner>(tile, left, right);
      for (int e = 0; e < 4; ++e) to[(g + e / 2 * 8) * 8 + 2 * t + e % 2] = tile[e];
    });
    const std::vector<double> numbers = out.numbers();
    for (int i = 0; i < int(numbers.size()); ++i) {
      const int row = i / 8 % 16, column = i % 8;
      double expected = c(row, column);
      for (int k = 0; k < Inner; ++k) expected = std::fma(a(row, k), b(k, column), expected);
      CHECK_EQUAL(expected, numbers[i]);
    }
  });
}

TEST(products_of_tiles) {
  check_product_of_tiles<8>();
  check_product_of_tiles<16>();
}

// Teams of eight lanes that meet on their own, each another number of times, and then with their whole warp.
int rounds_of(int team) { return team * 3 % 8 + 1; }
void rotate_in_teams(Number* out) {
  const int i = hardware::thread(), rank = i % 8, team = i / 8;
  const unsigned mask = 0xffu << (i % 32 / 8 * 8);
  Number* const mine = shared() + team * 8;
  mine[rank] = Number(i);
  sync_lanes(mask);
  for (int round = 0; round < rounds_of(team); ++round) {
    const Number next = mine[(rank + 1) % 8];
    sync_lanes(mask);
    mine[rank] = next;
    sync_lanes(mask);
  }
  sync_lanes(kAll);
  const Number theirs = shared()[(i / 32 * 32) + (i + 8) % 32];
  sync_lanes(kAll);
  shared()[i] = theirs + theirs;
  sync();
  out[i] = shared()[63 - i];
}

TEST(teams_within_a_warp_are_right) {
  for_schedules(grid(1, 64, 64), [&](const Launch& launch) {
    const DeviceArray<double> out("out", 64);
    emulate(launch, [&] { rotate_in_teams(out.watched()); });
    const std::vector<double> numbers = out.numbers();
    for (int i = 0; i < 64; ++i) {
      const int asked = 63 - i, j = (asked / 32 * 32) + (asked + 8) % 32, team = j / 8;
      CHECK_EQUAL(2.0 * (team * 8 + (j + rounds_of(team)) % 8), numbers[i]);
    }
  });
}

// Blocks that take one piece of work after another.
void take_tickets(unsigned* ticket, int count, Number* out, Number* by) {
  while (true) {
    if (hardware::thread() == 0) shared()[32] = Number(hardware::fetch_add(ticket, 1));
    sync();
    const int work = int(shared()[32]);
    if (work >= count) return;
    shared()[hardware::thread()] = Number(work * 100 + hardware::thread());
    sync();
    out[work * 32 + hardware::thread()] = shared()[31 - hardware::thread()];
    if (hardware::thread() == 0) by[work] = Number(hardware::block());
    sync();
  }
}

TEST(ticket_loop_is_right_and_tickets_go_to_different_blocks) {
  std::vector<std::vector<double>> takers;
  for_schedules(grid(6, 32, 33), [&](const Launch& launch) {
    const DeviceArray<unsigned> ticket("ticket", std::vector<unsigned>{0});
    const DeviceArray<double> out("out", 20 * 32), by("by", 20);
    emulate(launch, [&] { take_tickets(ticket.plain(), 20, out.watched(), by.watched()); });
    const std::vector<double> numbers = out.numbers();
    for (int i = 0; i < 20 * 32; ++i) CHECK_EQUAL(i / 32 * 100.0 + 31 - i % 32, numbers[i]);
    CHECK_EQUAL(26u, ticket.numbers()[0]);
    takers.push_back(by.numbers());
  });
  // Ascending and descending one after another, random side by side and by seed.
  CHECK_EQUAL(0.0, takers[0][19]);
  CHECK_EQUAL(5.0, takers[1][19]);
  CHECK(takers[3] != takers[4]);
  CHECK(takers[3][0] != takers[3][1] || takers[3][0] != takers[3][2] || takers[3][0] != takers[3][3]);
}

TEST(a_chain_of_meetings_orders_its_ends) {
  for_schedules(grid(1, 32, 1), [&](const Launch& launch) {
    const DeviceArray<double> out("out", 1);
    emulate(launch, [&] {
      const int i = hardware::thread();
      if (i == 0) shared()[0] = Number(5);
      if (i == 0 || i == 1) sync_lanes(3);
      if (i == 1 || i == 2) sync_lanes(6);
      if (i == 2) shared()[0] = shared()[0] + Number(1);
      sync();
      if (i == 9) out.watched()[0] = shared()[0];
    });
    CHECK_EQUAL(6.0, out.numbers()[0]);
  });
}

TEST(what_is_known_through_others_is_no_race) {
  // Lane 2 has not met lane 0, but lane 1, which had.
  for_schedules(grid(1, 32, 1), [](const Launch& launch) {
    emulate(launch, [] {
      const int i = hardware::thread();
      if (i == 0) shared()[0] = Number(1);
      sync_lanes(kAll);
      if (i == 0) shared()[0] + Number(1);
      if (i == 0 || i == 1) sync_lanes(3);
      if (i == 1) shared()[0] + Number(1);
      if (i == 1 || i == 2) sync_lanes(6);
      if (i == 2) shared()[0] = Number(2);
    });
  });
  // Lane 1 has met lane 5 with all of the block, before lane 0 read too.
  for_schedules(grid(1, 32, 1), [](const Launch& launch) {
    emulate(launch, [] {
      const int i = hardware::thread();
      if (i == 5) shared()[0] = Number(1);
      if (i == 5) shared()[0] + Number(1);
      sync();
      if (i == 0) shared()[0] + Number(1);
      if (i == 0 || i == 1) sync_lanes(3);
      if (i == 1) shared()[0] = Number(2);
    });
  });
}

TEST(launches_follow_each_other) {
  for_schedules(grid(4, 64), [&](const Launch& launch) {
    const DeviceArray<double> data("data", samples(256));
    for (int repeat = 0; repeat < 3; ++repeat) {
      emulate(launch, [&] {
        const int i = hardware::block() * 64 + hardware::thread();
        data.watched()[i] = data.watched()[i] + Number(1);
      });
      emulate(launch, [&] {
        const int i = 255 - hardware::block() * 64 - hardware::thread();
        data.watched()[i] = data.watched()[i] * Number(2);
      });
    }
    const std::vector<double> numbers = data.numbers(), start = samples(256);
    for (int i = 0; i < 256; ++i) CHECK_EQUAL((((start[i] + 1) * 2 + 1) * 2 + 1) * 2, numbers[i]);
  });
}

// Broken kernels.

TEST(read_after_write_without_a_meeting) {
  expect(
      Fault::race, grid(1, 64, 64),
      [] {
        const int i = hardware::thread();
        shared()[i] = Number(0);
        sync();
        shared()[i] = Number(i);
        shared()[i] = shared()[(i + 32) % 64];
      },
      [](const Failure& failure) {
        CHECK_EQUAL(std::string("shared memory of block 0"), failure.memory);
        CHECK_EQUAL(failure.first.thread % 32, failure.second.thread % 32);
        CHECK(failure.first.thread != failure.second.thread);
        CHECK(failure.index == failure.first.thread || failure.index == failure.second.thread);
        CHECK(failure.first.site.line > 0 && std::strstr(failure.first.site.file, "emulator_test.cpp") != nullptr);
        CHECK_EQUAL(failure.first.site.line, failure.second.site.line);
      });
}

TEST(write_after_read_without_a_meeting) {
  expect(Fault::race, grid(1, 64, 64), [] {
    const int i = hardware::thread();
    shared()[i] = Number(i);
    sync();
    const Number theirs = shared()[63 - i];
    shared()[i] = theirs;
  });
}

TEST(write_after_broadcast_without_a_meeting) {
  for (int writer : {0, 17, 63}) {
    expect(Fault::race, grid(1, 64, 1), [writer] {
      const int i = hardware::thread();
      if (i == 0) shared()[0] = Number(i);
      sync();
      const Number found = shared()[0];
      if (i == writer) shared()[0] = found + Number(1);
    });
  }
}

TEST(write_after_reads_of_two_warps_without_a_meeting) {
  for (int writer : {5, 40}) {
    expect(Fault::race, grid(1, 64, 1), [writer] {
      const int i = hardware::thread();
      if (i == 20) shared()[0] = Number(i);
      sync();
      if (i == 5 || i == 40) shared()[0] + Number(1);
      if (i == writer) shared()[0] = Number(1);
    });
  }
}

TEST(write_after_write_without_a_meeting) {
  expect(Fault::race, grid(1, 64, 1), [] {
    if (hardware::thread() == 3 || hardware::thread() == 60) shared()[0] = Number(hardware::thread());
  });
}

TEST(races_within_a_warp) {
  expect(Fault::race, grid(1, 32, 32), [] {
    const int i = hardware::thread();
    shared()[i] = Number(i);
    sync_lanes(kAll);
    shared()[i] = shared()[i ^ 1] + Number(1);
  });
  // A shuffle orders nothing.
  expect(Fault::race, grid(1, 32, 1), [] {
    const int i = hardware::thread();
    if (i == 0) shared()[0] = Number(1);
    sync_lanes(kAll);
    if (i == 0) shared()[0] = Number(2);
    from_lane(kAll, i, 0);
    if (i == 1) shared()[0] + Number(1);
  });
  // Nor does a product.
  expect(Fault::race, grid(1, 32, 1), [] {
    const int i = hardware::thread();
    if (i == 0) shared()[0] = Number(2);
    double c[4] = {}, a[4] = {}, b[2] = {};
    multiply_add<8>(c, a, b);
    if (i == 1) shared()[0] = Number(1);
  });
  // All lanes read, then one of them writes.
  expect(Fault::race, grid(1, 32, 1), [] {
    if (hardware::thread() == 0) shared()[0] = Number(1);
    sync_lanes(kAll);
    const Number found = shared()[0];
    if (hardware::thread() == 31) shared()[0] = found;
  });
}

TEST(races_between_teams_of_a_warp) {
  for (int lanes : {8, 16}) {
    const check::Scope scope(check::text("teams of ", lanes, " lanes"));
    expect(
        Fault::race, grid(1, 32, 32),
        [lanes] {
          const int i = hardware::thread(), first = i / lanes * lanes;
          const unsigned mask = ((1u << lanes) - 1) << first;
          shared()[i] = Number(i);
          sync_lanes(kAll);
          shared()[i] = Number(-i);
          sync_lanes(mask);
          // Fine within the team, but the last lane looks at the next team's.
          shared()[(i + 1) % 32] + Number(1);
        },
        [lanes](const Failure& failure) {
          CHECK(failure.first.thread / lanes != failure.second.thread / lanes);
          CHECK_EQUAL(0L, failure.index % lanes);
        });
  }
}

TEST(a_meeting_of_lanes_does_not_order_warps) {
  expect(
      Fault::race, grid(1, 64, 64),
      [] {
        const int i = hardware::thread();
        shared()[i] = Number(i);
        sync();
        const Number theirs = shared()[63 - i];
        sync_lanes(kAll);
        shared()[i] = theirs;
      },
      [](const Failure& failure) { CHECK(failure.first.thread / 32 != failure.second.thread / 32); });
  expect(Fault::race, grid(1, 64, 64), [] {
    const int i = hardware::thread();
    shared()[i] = Number(0);
    sync();
    shared()[i] = Number(i);
    sync_lanes(kAll);
    shared()[63 - i] + Number(1);
  });
}

TEST(races_between_blocks) {
  const DeviceArray<double> data("data", samples(4));
  const auto of_blocks = [](const Failure& failure) {
    CHECK_EQUAL(std::string("data"), failure.memory);
    CHECK(failure.first.block != failure.second.block);
  };
  expect(
      Fault::race, grid(2, 32),
      [&] {
        if (hardware::thread() == hardware::block()) data.watched()[1] = Number(hardware::block());
      },
      of_blocks);
  // One block writes what the other reads.
  expect(
      Fault::race, grid(2, 32),
      [&] {
        if (hardware::thread() != 0) return;
        if (hardware::block() == 0) data.watched()[2] = Number(1);
        if (hardware::block() == 1) data.watched()[2] + Number(1);
      },
      of_blocks);
  // All blocks read what one writes.
  for (int writer : {0, 3, 4}) {
    expect(
        Fault::race, grid(5, 1),
        [&data, writer] {
          const Number found = data.watched()[3];
          if (hardware::block() == writer) data.watched()[3] = found;
        },
        [](const Failure& failure) { CHECK_EQUAL(std::string("data"), failure.memory); });
  }
  // Meetings of one block tell nothing about another, however many there are.
  for (int late : {0, 1}) {
    const auto meet_if_late = [late] {
      for (int i = 0; i < 3 && hardware::block() == late; ++i) sync();
    };
    expect(
        Fault::race, grid(2, 1),
        [&] {
          meet_if_late();
          if (hardware::block() == late) data.watched()[0] + Number(1);
          if (hardware::block() != late) data.watched()[0] = Number(1);
        },
        of_blocks);
    expect(
        Fault::race, grid(2, 1),
        [&] {
          meet_if_late();
          if (hardware::block() == late) data.watched()[0] = Number(1);
          if (hardware::block() != late) data.watched()[0] + Number(1);
        },
        of_blocks);
  }
}

TEST(atomic_and_plain_use_race) {
  const DeviceArray<unsigned> counter("counter", std::vector<unsigned>{0});
  const auto plain = [&] { return counter.watched()[0]; };
  expect(Fault::race, grid(1, 64), [&] {
    if (hardware::thread() == 40) plain();
    if (hardware::thread() != 40) hardware::fetch_add(counter.plain(), 1);
  });
  expect(Fault::race, grid(1, 64), [&] {
    if (hardware::thread() == 40) counter.watched()[0] = Watched<unsigned>(7);
    if (hardware::thread() != 40) hardware::fetch_add(counter.plain(), 1);
  });
  // Adding to it oneself tells nothing about others who did.
  for (int threads : {1, 64}) {
    expect(Fault::race, grid(64 / threads, threads), [&plain, &counter, threads] {
      hardware::fetch_add(counter.plain(), 1);
      if (hardware::block() == hardware::blocks() - 1 && hardware::thread() == threads - 1) plain();
    });
  }
  for_schedules(grid(1, 64), [&](const Launch& launch) {
    const unsigned before = counter.numbers()[0];
    emulate(launch, [&] {
      hardware::fetch_add(counter.plain(), 2);
      sync();
      CHECK_EQUAL(before + 128, plain().value());
    });
  });
}

TEST(plain_numbers_are_watched_where_kernels_say_so) {
  for_schedules(grid(1, 64), [](const Launch& launch) {
    const DeviceArray<int> status("status", 64);
    emulate(launch, [&] {
      const int i = hardware::thread();
      hardware::put(status.plain() + i, i);
      sync();
      const int next = hardware::get(status.plain() + (i + 1) % 64);
      sync();
      hardware::put(status.plain() + i, next);
    });
    CHECK_EQUAL(0, status.numbers()[63]);
    CHECK_EQUAL(63, status.numbers()[62]);
  });
  const DeviceArray<int> status("status", std::vector<int>(64));
  expect(Fault::race, grid(1, 64), [&] {
    const int i = hardware::thread();
    hardware::put(status.plain() + i, hardware::get(status.plain() + (i + 1) % 64));
  });
  expect(Fault::bounds, grid(1, 1), [&] { hardware::put(status.plain() + 64, 1); });
  expect(Fault::bounds, grid(1, 1), [&] { hardware::get(status.plain() - 1); });
}

TEST(divergent_block_meetings) {
  expect(
      Fault::divergence, grid(1, 64),
      [] {
        if (hardware::thread() < 40) {
          sync();
        } else {
          sync();
        }
      },
      [](const Failure& failure) {
        CHECK(failure.first.site.line != failure.second.site.line);
        CHECK((failure.first.thread < 40) != (failure.second.thread < 40));
      });
}

TEST(a_block_meeting_against_one_of_lanes) {
  expect(
      Fault::divergence, grid(1, 64),
      [] {
        if (hardware::thread() == 40) {
          sync();
        } else {
          sync_lanes(kAll);
          sync();
        }
      },
      [](const Failure& failure) { CHECK(failure.first.site.line != failure.second.site.line); });
}

TEST(divergent_lanes) {
  expect(Fault::divergence, grid(1, 32), [] {
    if (hardware::thread() % 2 == 0) {
      sync_lanes(kAll);
    } else {
      sync_lanes(kAll);
    }
  });
  // The same line, but another kind of meeting.
  expect(Fault::divergence, grid(1, 32), [] {
    const hardware::Site here{"here", 1};
    if (hardware::thread() == 4) {
      hardware::shuffle(kAll, 1, 0, here);
    } else {
      hardware::shuffle_xor(kAll, 1, 1, here);
    }
  });
  // Masks that differ.
  expect(Fault::divergence, grid(1, 32), [] {
    const hardware::Site here{"here", 2};
    hardware::meet_lanes(hardware::thread() == 9 ? kAll & ~1u : kAll, here);
  });
}

TEST(early_exit) {
  expect(
      Fault::deadlock, grid(1, 64),
      [] {
        if (hardware::thread() == 11) return;
        sync();
      },
      [](const Failure& failure) {
        CHECK_EQUAL(11, failure.second.thread);
        CHECK(failure.text.find("1 of 64 threads have ended, 63 wait at") != std::string::npos);
      });
  expect(Fault::deadlock, grid(1, 64), [] {
    if (hardware::thread() == 50) return;
    sync_lanes(kAll);
  });
}

TEST(a_lane_missing_from_a_product) {
  const auto multiply = [] {
    double c[4] = {}, a[4] = {}, b[2] = {};
    multiply_add<8>(c, a, b);
  };
  expect(Fault::deadlock, grid(1, 64), [&] {
    if (hardware::thread() != 37) multiply();
  });
  // A warp that has not all lanes.
  expect(Fault::divergence, grid(1, 48), multiply);
}

TEST(a_lane_missing_from_a_shuffle) {
  expect(
      Fault::deadlock, grid(1, 64),
      [] {
        if (hardware::thread() != 37) across(kAll, 1.0, 4);
      },
      [](const Failure& failure) {
        CHECK_EQUAL(37, failure.second.thread);
        CHECK_EQUAL(1, failure.first.thread / 32);
      });
  // It is elsewhere.
  expect(Fault::divergence, grid(1, 64), [] {
    if (hardware::thread() != 37) across(kAll, 1.0, 4);
    sync();
  });
}

TEST(masks_that_cannot_be) {
  // Without the caller, with lanes that do not exist, and asking outside of it.
  expect(Fault::divergence, grid(1, 32), [] { sync_lanes(0xff); });
  expect(
      Fault::divergence, grid(1, 40), [] { sync_lanes(kAll); },
      [](const Failure& failure) {
        CHECK(failure.text.find("has 8 lanes, meets lanes 0xffffffff") != std::string::npos);
      });
  expect(Fault::divergence, grid(1, 32), [] {
    const int first = hardware::thread() / 8 * 8;
    across(0xffu << first, 1, 8);
  });
  expect(Fault::divergence, grid(1, 32), [] { from_lane(kAll, 1, 32); });
}

TEST(out_of_bounds) {
  const DeviceArray<double> data("data", samples(5));
  const auto in_data = [](long index) {
    return [index](const Failure& failure) {
      CHECK_EQUAL(std::string("data"), failure.memory);
      CHECK_EQUAL(index, failure.index);
      CHECK_EQUAL(2, failure.first.thread);
    };
  };
  expect(
      Fault::bounds, grid(1, 3, 3),
      [&] {
        if (hardware::thread() == 2) data.watched()[5] + Number(1);
      },
      in_data(5));
  expect(
      Fault::bounds, grid(1, 3, 3),
      [&] {
        if (hardware::thread() == 2) data.watched()[700] = Number(1);
      },
      in_data(700));
  expect(Fault::bounds, grid(1, 3), [&] {
    if (hardware::thread() == 2) data.watched()[-1] = Number(1);
  });
  expect(
      Fault::bounds, grid(1, 3, 3), [] { shared()[hardware::thread() + 1] = Number(1); },
      [](const Failure& failure) {
        CHECK_EQUAL(3L, failure.index);
        CHECK_EQUAL(std::string("shared memory of block 0"), failure.memory);
      });
  // Half of it is inside.
  const DeviceArray<float> odd("odd", std::vector<float>(3));
  expect(Fault::bounds, grid(1, 1), [&] { reinterpret_cast<Number*>(odd.plain())[1] = Number(1); });
  unsigned counter = 0;
  expect(Fault::bounds, grid(1, 1), [&] { hardware::fetch_add(&counter, 1); });
}

TEST(pointers_into_shared_memory_lead_there) {
  const DeviceArray<double> data("data", samples(5));
  emulate(grid(1, 3, 3), [] {
    for (const int at : {0, 2, 3}) CHECK(hardware::in_shared(shared() + at) == shared() + at);
  });
  expect(Fault::bounds, grid(1, 3, 3), [] { hardware::in_shared(shared() + 4); });
  expect(Fault::bounds, grid(1, 3, 3), [&] { hardware::in_shared(data.watched()); });
}

TEST(addresses_without_memory) {
  // Thread 5 makes a pointer for all, in shared memory. Before that it is poison, and leads nowhere.
  const auto kernel = [](bool met) {
    unsigned char** const pointer = reinterpret_cast<unsigned char**>(hardware::shared_memory());
    if (hardware::thread() == 5) *pointer = hardware::shared_memory() + 8;
    if (met) sync();
    **pointer = 1;
  };
  Launch launch = grid(2, 32, 40);
  for (int i = 0; i < 50; ++i) {
    launch.schedule = Schedule::ascending;
    expect_throw<Failure>([&] { emulate(launch, [&] { kernel(false); }); }, "bounds: thread 0 of block 0 uses address");
    launch.schedule = Schedule::descending;
    expect_throw<Failure>([&] { emulate(launch, [&] { kernel(false); }); },
                          "bounds: thread 31 of block 1 uses address");
    emulate(launch, [&] { kernel(true); });
  }
}

TEST(misaligned) {
  const DeviceArray<float> data("data", std::vector<float>(4));
  expect(Fault::bounds, grid(1, 1), [&] { emulator::on_read(data.plain() + 1, sizeof(double)); });
  expect(Fault::bounds, grid(1, 1), [&] { emulator::on_write(data.plain() + 1, sizeof(double)); });
}

TEST(uninitialised) {
  expect(
      Fault::uninitialised, grid(2, 32, 32),
      [] {
        if (hardware::thread() != 7) shared()[hardware::thread()] = Number(1);
        sync();
        shared()[(hardware::thread() + 1) % 32] + Number(1);
      },
      [](const Failure& failure) {
        CHECK_EQUAL(7L, failure.index);
        CHECK_EQUAL(6, failure.first.thread);
      });
  const DeviceArray<double> fresh("fresh", 3);
  expect(
      Fault::uninitialised, grid(1, 1), [&] { fresh.watched()[1] + Number(1); },
      [](const Failure& failure) { CHECK_EQUAL(std::string("fresh"), failure.memory); });
  const DeviceArray<unsigned> counter("counter", 1);
  expect(Fault::uninitialised, grid(1, 1), [&] { hardware::fetch_add(counter.plain(), 1); });
  // What one block leaves in shared memory is not there for the next, and it begins as NaN.
  expect(Fault::uninitialised, grid(9, 1, 1), [] {
    CHECK(std::isnan(*reinterpret_cast<const double*>(hardware::shared_memory())));
    if (hardware::block() != 5) shared()[0] = Number(1);
    shared()[0] + Number(1);
  });
}

TEST(released_memory_is_out_of_bounds) {
  void* const gone = emulator::allocate("gone", 64);
  emulator::mark_written(gone, 64);
  emulator::release(gone);
  expect(Fault::bounds, grid(1, 1), [&] { static_cast<Number*>(gone)[0] + Number(1); });
  const DeviceArray<double> again("again", 8);
  CHECK_EQUAL(gone, static_cast<void*>(again.plain()));
  expect(Fault::uninitialised, grid(1, 1), [&] { again.watched()[0] + Number(1); });
}

TEST(copies_of_the_host_are_checked) {
  const DeviceArray<double> data("data", 4);
  expect_throw<Failure>([&] { data.numbers(); }, "uninitialised: the host copies a number never written, data[0]");
  emulator::mark_written(data.plain(), 3 * sizeof(double));
  expect_throw<Failure>([&] { data.numbers(); }, "data[6]");
  emulate(grid(1, 1), [&] { data.watched()[3] = Number(1); });
  data.numbers();
  expect_throw<Failure>([&] { emulator::mark_written(data.plain() + 1, 4 * sizeof(double)); }, "bounds: the host");
  expect_throw<Failure>([&] { emulator::require_written(data.plain() - 1, sizeof(double)); }, "bounds: the host");
  double here = 0;
  expect_throw<std::invalid_argument>([&] { emulator::mark_written(&here, 8); }, "memory: not an address");
  expect_throw<std::invalid_argument>([&] { emulator::release(data.plain() + 1); }, "memory: not what allocate()");
}

TEST(wrong_calls_say_what_is_wrong) {
  expect_throw<std::invalid_argument>([] { emulate(grid(0, 32), [] {}); }, "blocks: 0, expected 1 to");
  expect_throw<std::invalid_argument>([] { emulate(grid(1, 1025), [] {}); }, "threads: 1025, expected 1 to 1024");
  expect_throw<std::invalid_argument>([] { emulate(grid(1, 32, 30000), [] {}); }, "shared_bytes: 240000, expected");
  expect_throw<std::logic_error>([] { hardware::thread(); }, "outside of a launch");
  expect_throw<std::logic_error>([] { emulate(grid(1, 1), [] { emulate(grid(1, 1), [] {}); }); }, "under way");
}

TEST(exceptions_of_a_kernel_reach_the_caller) {
  for_schedules(grid(3, 64), [](const Launch& launch) {
    expect_throw<std::runtime_error>(
        [&] {
          emulate(launch, [] {
            sync();
            if (hardware::thread() == 33) throw std::runtime_error("of thread 33");
            sync();
          });
        },
        "of thread 33");
  });
}

// Schedules.

// The threads of two blocks of two warps, in the order in which they come to each of three places.
std::vector<int> order_of(Schedule schedule, std::uint64_t seed = 0) {
  std::vector<int> order;
  Launch launch = grid(2, 64);
  launch.schedule = schedule;
  launch.seed = seed;
  emulate(launch, [&] {
    const auto note = [&](int place) { order.push_back(place * 1000 + hardware::block() * 100 + hardware::thread()); };
    note(0);
    sync_lanes(kAll);
    note(1);
    sync();
    note(2);
  });
  return order;
}

TEST(schedules_are_what_they_are_called) {
  std::vector<int> ascending, descending, one_warp;
  for (int block : {0, 1}) {
    for (int place : {0, 1, 2}) {
      for (int i = 0; i < 64; ++i) ascending.push_back(place * 1000 + block * 100 + i);
      for (int i = 63; i >= 0; --i) descending.push_back(place * 1000 + (1 - block) * 100 + i);
    }
    for (int warp : {0, 1}) {
      for (int place : {0, 1}) {
        for (int i = 0; i < 32; ++i) one_warp.push_back(place * 1000 + block * 100 + warp * 32 + i);
      }
    }
  }
  CHECK(order_of(Schedule::ascending) == ascending);
  CHECK(order_of(Schedule::descending) == descending);
  // Who begins after the meeting of the block is not said.
  std::vector<int> warps = order_of(Schedule::one_warp);
  warps.erase(std::remove_if(warps.begin(), warps.end(), [](int at) { return at >= 2000; }), warps.end());
  CHECK(warps == one_warp);
  const std::vector<int> random = order_of(Schedule::random, 1);
  CHECK(random == order_of(Schedule::random, 1));
  CHECK(random != order_of(Schedule::random, 2));
  // Blocks take turns, and no direction is kept.
  int changes = 0, steps_up = 0;
  for (std::size_t i = 1; i < random.size(); ++i) {
    changes += random[i] / 100 % 10 != random[i - 1] / 100 % 10;
    steps_up += random[i] > random[i - 1];
  }
  CHECK(changes > 100 && steps_up > 100 && steps_up < 284);
}

TEST(random_schedules_share_out_what_threads_count) {
  const DeviceArray<unsigned> counter("counter", std::vector<unsigned>{0});
  std::vector<int> counts(8);
  Launch launch = grid(1, 8);
  launch.schedule = Schedule::random;
  emulate(launch, [&] {
    while (hardware::fetch_add(counter.plain(), 1) < 400) ++counts[hardware::thread()];
  });
  for (int count : counts) CHECK(count > 10 && count < 150);
}

// Mutations.

TEST(a_failure_leaves_nothing_behind) {
  const DeviceArray<double> in("in", samples(256)), out("out", 1);
  for (int i = 0; i < 300; ++i) {
    expect_throw<Failure>(
        [&] {
          emulate(grid(1, 256, 256), [&] {
            block_sum(in.watched(), out.watched());
            out.watched()[0] = Number(hardware::thread());
          });
        },
        "race");
    emulate(grid(1, 256, 256), [&] { block_sum(in.watched(), out.watched()); });
  }
  CHECK_EQUAL(halving_sum(samples(256)), out.numbers()[0]);
}

TEST(every_meeting_of_a_kernel_is_missed) {
  const DeviceArray<double> in("in", samples(256)), out("out", 256);
  const std::pair<Kernel, int> kernels[] = {{[&] { block_sum(in.watched(), out.watched()); }, 2},
                                            {[&] { rotate_in_teams(out.watched()); }, 6}};
  for (const auto& [kernel, sites] : kernels) {
    const Launch launch = grid(1, sites == 2 ? 256 : 64, 256);
    emulator::forget_meeting_sites();
    CHECK_EQUAL(std::size_t(0), emulator::meeting_sites().size());
    emulate(launch, kernel);
    const std::vector<MeetingSite> met = emulator::meeting_sites();
    CHECK_EQUAL(std::size_t(sites), met.size());
    for_schedules(launch, [&, &kernel = kernel](const Launch& scheduled) {
      for (const MeetingSite& site : met) {
        const check::Scope scope(check::text("without ", site.file, ":", site.line, " (", name(site.kind), ")"));
        const emulator::SwitchedOff off(site);
        expect_throw<Failure>([&] { emulate(scheduled, kernel); }, "");
      }
    });
    emulate(launch, kernel);
  }
}

TEST(sites_are_told_apart_by_kind_and_line) {
  emulator::forget_meeting_sites();
  emulate(grid(1, 1), [] {
    const hardware::Site first{"many", 1};
    for (int line = 1; line <= 1000; ++line) hardware::meet_block({first.file, line});
  });
  CHECK_EQUAL(std::size_t(1000), emulator::meeting_sites().size());
  emulator::forget_meeting_sites();
  const auto kernel = [] {
    const hardware::Site here{"here", 3};
    hardware::meet_block(here);
    hardware::meet_lanes(kAll, here);
    hardware::meet_block({"here", 4});
    hardware::shuffle(kAll, 1, 0, here);
  };
  emulate(grid(1, 32), kernel);
  const std::vector<MeetingSite> met = emulator::meeting_sites();
  CHECK_EQUAL(std::size_t(3), met.size());
  for (const MeetingSite& site : met) CHECK_EQUAL(std::string("here"), site.file);
  expect_throw<std::invalid_argument>(
      [] {
        emulator::SwitchedOff({"nowhere", 3, Meeting::block});
      },
      "site: nowhere:3 (block), expected one of meeting_sites()");
  expect_throw<std::invalid_argument>([] { emulator::SwitchedOff({"here", 3, Meeting::shuffle}); }, "here:3 (shuffle)");
}

// Numbers.

template <class T>
void check_numbers() {
  const T infinity = std::numeric_limits<T>::infinity(), nan = std::numeric_limits<T>::quiet_NaN();
  std::vector<T> numbers{0,
                         T(-0.0),
                         1,
                         -1,
                         T(0.1),
                         infinity,
                         -infinity,
                         nan,
                         std::numeric_limits<T>::denorm_min(),
                         std::numeric_limits<T>::max(),
                         std::numeric_limits<T>::min()};
  for (int i = 0; i < 20; ++i) numbers.push_back(T(std::sin(i * 1.3) * std::exp2(i - 10)));
  // Which of several NaNs an operation returns is the compiler's choice.
  const auto same = [](T expected, Watched<T> actual) {
    const T got = actual.value();
    return std::memcmp(&expected, &got, sizeof(T)) == 0 || (std::isnan(expected) && std::isnan(got));
  };
  // On the device, where uses are reported, and on the stack.
  const DeviceArray<T> data("data", numbers);
  emulate(grid(1, 1), [&] {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      for (std::size_t j = 0; j < numbers.size(); ++j) {
        const T a = numbers[i], b = numbers[j], c = numbers[(i + j) % numbers.size()];
        const Watched<T>&x = data.watched()[i], &y = data.watched()[j];
        const Watched<T> z(c);
        CHECK(same(a + b, x + y) && same(a - b, x - y) && same(a * b, x * y) && same(a / b, x / y) && same(-a, -x));
        CHECK((a < b) == (x < y) && (a <= b) == (x <= y) && (a > b) == (x > y) && (a >= b) == (x >= y));
        CHECK((a == b) == (x == y) && (a != b) == (x != y));
        CHECK(same(std::fma(a, b, c), fma(x, y, z)) && same(std::fma(-a, b, c), fnma(x, y, z)));
        CHECK(same(optnet4j::max(a, b), max(x, y)) && same(optnet4j::min(a, b), min(x, y)));
        CHECK(same(std::sqrt(a), sqrt(x)) && same(std::fabs(a), abs(x)));
        CHECK(same(a, select(true, x, y)) && same(b, select(false, x, y)));
      }
    }
    CHECK(same(T(3), Watched<T>(3)) && same(T(0.5), Watched<T>(0.5)) && same(T(0.1f), Watched<T>(0.1f)));
    CHECK_EQUAL(-1, int(data.watched()[3]));
    CHECK_EQUAL(double(T(0.1)), double(data.watched()[4]));
  });
  static_assert(sizeof(Watched<T>) == sizeof(T) && std::is_standard_layout_v<Watched<T>>);
  static_assert(std::is_same_v<optnet4j::ScalarOf<Watched<T>>, T>);
  static_assert(std::is_same_v<optnet4j::MaskOf<Watched<T>>, bool>);
}

TEST(watched_numbers_compute_what_numbers_compute) {
  check_numbers<double>();
  check_numbers<float>();
}

TEST(neighbours_of_four_bytes_are_told_apart) {
  for_schedules(grid(1, 64), [](const Launch& launch) {
    const DeviceArray<float> data("data", 64);
    emulate(launch, [&] { data.watched()[hardware::thread()] = Watched<float>(hardware::thread()); });
    CHECK_EQUAL(63.0f, data.numbers()[63]);
  });
}

// Fibers.

struct Steps {
  emulator::Fiber fiber;
  std::string log;
};

TEST(fibers_pause_go_on_and_start_again) {
  Steps a, b;
  const auto body = [](void* argument) {
    Steps& self = *static_cast<Steps*>(argument);
    for (int i = 0;; ++i) {
      const std::string text = check::text(i, " ", i * 0.5, ";");
      self.log += text;
      self.fiber.pause();
    }
  };
  a.fiber.start(body, &a);
  b.fiber.start(body, &b);
  for (int i = 0; i < 3; ++i) {
    a.fiber.resume();
    if (i < 2) b.fiber.resume();
  }
  CHECK_EQUAL(std::string("0 0;1 0.5;2 1;"), a.log);
  CHECK_EQUAL(std::string("0 0;1 0.5;"), b.log);
  a.fiber.start(body, &a);
  a.fiber.resume();
  CHECK_EQUAL(std::string("0 0;1 0.5;2 1;0 0;"), a.log);
}

}  // namespace
