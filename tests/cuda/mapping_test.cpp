// Who works on a problem: a pure function of sizes, batch, precision, what is shared and the device.
#include <algorithm>
#include <set>
#include <string>

#include "emulated.h"

namespace {

optnet4j_cuda_device h200() {
  optnet4j_cuda_device device{};
  device.major = 9;
  device.multiprocessors = 132;
  device.registers_per_multiprocessor = 65536;
  device.threads_per_multiprocessor = 2048;
  device.shared_bytes_per_block = 227 << 10;
  device.shared_bytes_per_multiprocessor = 228 << 10;
  device.total_bytes = std::int64_t(141) << 30;
  return device;
}

optnet4j_batch batch_of(std::int64_t batch, int n, int m, int p, std::int32_t precision = OPTNET4J_FLOAT64) {
  optnet4j_batch all{};
  all.shape = {batch, n, m, p, precision};
  return all;
}

optnet4j_cuda_mapping choose(const optnet4j_batch& batch, const optnet4j_cuda_device& device = h200()) {
  optnet4j_cuda_mapping mapping{};
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_choose_mapping(&batch, &device, &mapping, &error));
  return mapping;
}

optnet4j_cuda_plan plan_of(const optnet4j_batch& batch, const optnet4j_cuda_mapping* mapping = nullptr,
                           const optnet4j_cuda_device& device = h200()) {
  optnet4j_cuda_plan plan{};
  CHECK_CODE(OPTNET4J_OK, optnet4j_cuda_make_plan(&batch, &device, mapping, &plan, &error));
  return plan;
}

void check_kind(std::int32_t kind, std::int32_t team_threads, const optnet4j_cuda_mapping& mapping) {
  CHECK_EQUAL(kind, mapping.kind);
  CHECK_EQUAL(team_threads, mapping.team_threads);
}

}  // namespace

TEST(rows_begin_and_end_where_the_table_says) {
  check_kind(OPTNET4J_CUDA_THREAD, 1, choose(batch_of(16384, 8, 8, 0)));
  check_kind(OPTNET4J_CUDA_WARP, 8, choose(batch_of(16383, 8, 8, 0)));
  check_kind(OPTNET4J_CUDA_WARP, 8, choose(batch_of(1 << 20, 9, 8, 0)));
  check_kind(OPTNET4J_CUDA_WARP, 8, choose(batch_of(2048, 16, 16, 4)));
  check_kind(OPTNET4J_CUDA_WARP, 16, choose(batch_of(2048, 16, 17, 4)));
  check_kind(OPTNET4J_CUDA_WARP, 16, choose(batch_of(2048, 32, 32, 8)));
  check_kind(OPTNET4J_CUDA_WARP, 32, choose(batch_of(1, 1, 0, 0)));
  check_kind(OPTNET4J_CUDA_WARP, 32, choose(batch_of(2047, 8, 8, 0)));
  check_kind(OPTNET4J_CUDA_WARP, 32, choose(batch_of(100, 8, 8, 16)));
  check_kind(OPTNET4J_CUDA_WARP, 32, choose(batch_of(256, 17, 16, 4)));
  check_kind(OPTNET4J_CUDA_WARP, 32, choose(batch_of(2047, 32, 32, 8)));
  check_kind(OPTNET4J_CUDA_WARP, 32, choose(batch_of(2048, 33, 32, 8)));
  check_kind(OPTNET4J_CUDA_WARP, 32, choose(batch_of(512, 56, 56, 14)));
  check_kind(OPTNET4J_CUDA_BLOCK, 128, choose(batch_of(255, 17, 16, 4)));
  check_kind(OPTNET4J_CUDA_BLOCK, 128, choose(batch_of(511, 33, 32, 8)));
  check_kind(OPTNET4J_CUDA_BLOCK, 128, choose(batch_of(512, 57, 56, 14)));
  check_kind(OPTNET4J_CUDA_BLOCK, 128, choose(batch_of(100, 64, 64, 16)));
  check_kind(OPTNET4J_CUDA_BLOCK, 128, choose(batch_of(256, 100, 100, 25)));
  check_kind(OPTNET4J_CUDA_BLOCK, 256, choose(batch_of(255, 65, 64, 16)));
  check_kind(OPTNET4J_CUDA_BLOCK, 256, choose(batch_of(100, 100, 100, 25)));
  check_kind(OPTNET4J_CUDA_BLOCK, 256, choose(batch_of(256, 111, 111, 0)));
  check_kind(OPTNET4J_CUDA_STREAMED, 256, choose(batch_of(100, 500, 500, 125)));
}

TEST(every_row_is_taken_by_some_problem) {
  std::set<std::string> taken;
  for (const std::int64_t batch : {1, 100000})
    for (int n = 1; n <= 600; n += n < 70 ? 1 : 10) {
      const optnet4j_cuda_mapping mapping = choose(batch_of(batch, n, n, 0));
      taken.insert(check::text(mapping.kind, " ", mapping.team_threads));
    }
  CHECK_EQUAL(7u, taken.size());
  const std::string table = optnet4j_cuda_mapping_table();
  CHECK_EQUAL(10, int(std::count(table.begin(), table.end(), '\n')));
  for (const char* kind :
       {"thread, 1 ", "warp, 8 ", "warp, 16 ", "warp, 32 ", "block, 128 ", "block, 256 ", "streamed"})
    CHECK(table.find(kind) != std::string::npos);
}

// With the size of problems, kinds come in one order: a larger problem never goes back to a smaller team.
TEST(larger_problems_get_larger_teams) {
  for (const std::int32_t precision : {OPTNET4J_FLOAT64, OPTNET4J_FLOAT32}) {
    for (const std::int64_t batch : {1, 100000}) {
      for (const int p : {0, 1, 4}) {
        int rank = 0;
        for (int n = p > 0 ? p : 1; n <= 700; ++n) {
          const optnet4j_cuda_mapping mapping = choose(batch_of(batch, n, n, p == 4 ? n / 4 : p, precision));
          const int now = mapping.kind * 1000 + mapping.team_threads;
          CHECK(now >= rank);
          rank = now;
        }
        CHECK_EQUAL(OPTNET4J_CUDA_STREAMED * 1000 + 256, rank);
      }
    }
  }
}

// The normal form goes by variables, equalities and bounds: eight of these for each member.
TEST(rows_of_the_normal_form) {
  static const double number = 0;
  const auto normal = [](std::int64_t batch, int n, int m, int p, const std::string& bounds) {
    optnet4j_batch all = batch_of(batch, n, m, p);
    all.form = OPTNET4J_FORM_NORMAL;
    if (bounds.find('h') != std::string::npos) all.h.data = &number;
    if (bounds.find('l') != std::string::npos) all.l.data = &number;
    if (bounds.find('d') != std::string::npos) all.lb.data = &number;
    if (bounds.find('u') != std::string::npos) all.ub.data = &number;
    return all;
  };
  check_kind(OPTNET4J_CUDA_THREAD, 1, choose(normal(16384, 8, 8, 0, "hldu")));
  check_kind(OPTNET4J_CUDA_WARP, 8, choose(normal(16384, 8, 12, 2, "hldu")));
  check_kind(OPTNET4J_CUDA_WARP, 8, choose(normal(2048, 8, 128, 0, "h")));
  check_kind(OPTNET4J_CUDA_WARP, 16, choose(normal(2048, 8, 129, 0, "h")));
  check_kind(OPTNET4J_CUDA_WARP, 16, choose(normal(2048, 8, 8, 17, "h")));
  check_kind(OPTNET4J_CUDA_WARP, 32, choose(normal(1000, 32, 20, 4, "hldu")));
  check_kind(OPTNET4J_CUDA_BLOCK, 128, choose(normal(100, 33, 20, 4, "hldu")));
  check_kind(OPTNET4J_CUDA_BLOCK, 128, choose(normal(1000, 100, 20, 4, "hldu")));
  check_kind(OPTNET4J_CUDA_BLOCK, 256, choose(normal(100, 100, 20, 4, "hldu")));
  check_kind(OPTNET4J_CUDA_STREAMED, 256, choose(normal(1000, 300, 100, 40, "hldu")));
  for (const int n : {1, 10, 50, 100, 200, 500, 1000}) choose(normal(4096, n, 0, n / 4, "du"));
  // Where matrices are shared, the workspace of whoever prepares them has to fit, too.
  optnet4j_batch shared = normal(100, 8, 8, 2, "hldu");
  const optnet4j_cuda_plan apart = plan_of(shared);
  CHECK_EQUAL(0, apart.factor_bytes);
  CHECK_EQUAL(0, apart.shared_bytes);
  shared.Q.shared = 1;
  CHECK(plan_of(shared).shared_bytes > 0);
}

// Less shared memory: fewer teams per block first, then the next row, then none.
TEST(rows_give_way_when_shared_memory_is_short) {
  const auto shrink = [](int n, std::int32_t last_kind, int fewest_teams) {
    const check::Scope scope(check::text("n = ", n));
    const optnet4j_batch batch = batch_of(1000, n, n, n / 4);
    int rank = 0, teams = 8;
    for (int kilobytes = 227; kilobytes > 0; --kilobytes) {
      optnet4j_cuda_device device = h200();
      device.shared_bytes_per_block = kilobytes << 10;
      optnet4j_cuda_mapping mapping{};
      optnet4j_cuda_error error;
      const std::int32_t code = optnet4j_cuda_choose_mapping(&batch, &device, &mapping, &error);
      if (code == OPTNET4J_CUDA_TOO_LARGE) break;
      CHECK_EQUAL(int(OPTNET4J_OK), code);
      CHECK(mapping.shared_bytes <= device.shared_bytes_per_block);
      const int now = mapping.kind * 1000 + mapping.team_threads;
      CHECK(now >= rank);
      if (now == rank) CHECK(mapping.teams_per_block <= teams);
      rank = now;
      teams = mapping.teams_per_block;
    }
    CHECK_EQUAL(last_kind, rank / 1000);
    CHECK_EQUAL(fewest_teams, teams);
  };
  shrink(32, OPTNET4J_CUDA_WARP, 1);
  shrink(100, OPTNET4J_CUDA_STREAMED, 1);
}

TEST(single_precision_takes_half_the_shared_memory) {
  for (const int n : {8, 16, 32, 64, 100}) {
    const optnet4j_cuda_mapping wide = choose(batch_of(100, n, n, n / 4));
    const optnet4j_cuda_mapping narrow = choose(batch_of(100, n, n, n / 4, OPTNET4J_FLOAT32));
    CHECK_EQUAL(wide.kind, narrow.kind);
    CHECK(narrow.shared_bytes <= wide.shared_bytes / 2 + 16);
  }
}

TEST(blocks_are_as_many_as_are_of_use) {
  for (const std::int64_t batch : {0, 1, 7, 8, 9, 1000, 1 << 24}) {
    const optnet4j_cuda_mapping mapping = choose(batch_of(batch, 10, 10, 2));
    const std::int64_t enough = (batch + mapping.teams_per_block - 1) / mapping.teams_per_block;
    CHECK(mapping.blocks >= 1);
    CHECK(mapping.blocks <= std::max<std::int64_t>(enough, 1));
    CHECK(mapping.blocks <= 132 * 32);
    if (batch <= 1000) CHECK_EQUAL(std::max<std::int64_t>(enough, 1), std::int64_t(mapping.blocks));
  }
}

TEST(given_fields_take_the_place_of_the_tables) {
  const optnet4j_batch batch = batch_of(100, 10, 10, 2);
  optnet4j_cuda_mapping given{};
  given.kind = OPTNET4J_CUDA_BLOCK;
  check_kind(OPTNET4J_CUDA_BLOCK, 128, plan_of(batch, &given).mapping);
  given.team_threads = 256;
  check_kind(OPTNET4J_CUDA_BLOCK, 256, plan_of(batch, &given).mapping);
  given.team_threads = 128;
  check_kind(OPTNET4J_CUDA_BLOCK, 128, plan_of(batch_of(1, 100, 100, 0), &given).mapping);
  given = {};
  given.blocks = 3;
  CHECK_EQUAL(3, plan_of(batch, &given).mapping.blocks);
  check_kind(OPTNET4J_CUDA_WARP, 32, plan_of(batch, &given).mapping);
  given = {OPTNET4J_CUDA_WARP, 0, 1, 0, 0};
  CHECK_EQUAL(1, plan_of(batch, &given).mapping.teams_per_block);
  check_kind(OPTNET4J_CUDA_WARP, 32, plan_of(batch, &given).mapping);
  // A kind beyond the sizes it is meant for.
  given = {OPTNET4J_CUDA_WARP, 0, 0, 0, 0};
  check_kind(OPTNET4J_CUDA_WARP, 32, plan_of(batch_of(100, 60, 60, 0), &given).mapping);
  // Beyond the batches.
  check_kind(OPTNET4J_CUDA_WARP, 32, plan_of(batch_of(100, 40, 40, 0), &given).mapping);
  check_kind(OPTNET4J_CUDA_WARP, 32, plan_of(batch_of(100, 20, 20, 0), &given).mapping);
  check_kind(OPTNET4J_CUDA_WARP, 8, plan_of(batch_of(4096, 10, 10, 0), &given).mapping);
  given = {OPTNET4J_CUDA_STREAMED, 0, 0, 0, 0};
  check_kind(OPTNET4J_CUDA_STREAMED, 256, plan_of(batch, &given).mapping);
  given = {0, 128, 0, 0, 0};
  check_kind(OPTNET4J_CUDA_BLOCK, 128, plan_of(batch, &given).mapping);
  // More shared memory than is needed is taken.
  given = {OPTNET4J_CUDA_BLOCK, 0, 0, 0, 150000};
  CHECK_EQUAL(150000, plan_of(batch, &given).mapping.shared_bytes);
}

TEST(what_no_kernel_has_is_refused) {
  const optnet4j_cuda_device device = h200();
  const optnet4j_batch batch = batch_of(100, 10, 10, 2);
  optnet4j_cuda_plan plan;
  const struct {
    optnet4j_cuda_mapping given;
    const char* words;
  } refused[] = {
      {{5, 0, 0, 0, 0}, "kind is 5"},
      {{-1, 0, 0, 0, 0}, "kind is -1"},
      {{0, -1, 0, 0, 0}, "team_threads is -1"},
      {{0, 0, 0, -4, 0}, "blocks is -4"},
      {{0, 0, 0, 0, -1}, "shared_bytes is -1"},
      {{0, 12, 0, 0, 0}, "team_threads is 12"},
      {{OPTNET4J_CUDA_THREAD, 2, 0, 0, 0}, "team_threads is 2"},
      {{OPTNET4J_CUDA_WARP, 12, 0, 0, 0}, "team_threads is 12"},
      {{OPTNET4J_CUDA_WARP, 8, 9, 0, 0}, "teams_per_block is 9"},
      {{OPTNET4J_CUDA_THREAD, 1, 65, 0, 0}, "teams_per_block is 65"},
      {{OPTNET4J_CUDA_BLOCK, 64, 0, 0, 0}, "team_threads is 64"},
      {{OPTNET4J_CUDA_BLOCK, 128, 2, 0, 0}, "teams_per_block is 2"},
      {{OPTNET4J_CUDA_STREAMED, 128, 0, 0, 0}, "team_threads is 128"},
  };
  for (const auto& each : refused)
    CHECK_REFUSED(OPTNET4J_BAD_RANGE, each.words, optnet4j_cuda_make_plan(&batch, &device, &each.given, &plan, &error));
}

TEST(too_large_says_what_is_needed_and_what_there_is) {
  const optnet4j_cuda_device device = h200();
  optnet4j_cuda_mapping mapping{};
  const optnet4j_batch huge = batch_of(1, 20000, 20000, 0);
  CHECK_REFUSED(OPTNET4J_CUDA_TOO_LARGE, "n = 20000, m = 20000, p = 0 in float64: kind streamed needs",
                optnet4j_cuda_choose_mapping(&huge, &device, &mapping, &error));
  const optnet4j_cuda_mapping by_thread{OPTNET4J_CUDA_THREAD, 0, 0, 0, 0};
  optnet4j_cuda_plan plan;
  const optnet4j_batch middle = batch_of(1, 60, 60, 0);
  CHECK_REFUSED(OPTNET4J_CUDA_TOO_LARGE, "a thread's own memory",
                optnet4j_cuda_make_plan(&middle, &device, &by_thread, &plan, &error));
  optnet4j_cuda_mapping cramped{OPTNET4J_CUDA_BLOCK, 0, 0, 0, 1024};
  CHECK_REFUSED(OPTNET4J_CUDA_TOO_LARGE, "there are 1024",
                optnet4j_cuda_make_plan(&middle, &device, &cramped, &plan, &error));
}

TEST(at_least_the_sizes_that_were_promised) {
  for (const std::int32_t precision : {OPTNET4J_FLOAT64, OPTNET4J_FLOAT32})
    for (const int n : {1, 10, 50, 100, 200, 500, 1000})
      CHECK(choose(batch_of(4096, n, n, n / 4, precision)).shared_bytes <= h200().shared_bytes_per_block);
}

TEST(plans_have_room_for_everything) {
  for (const int n : {1, 8, 20, 50, 150, 400}) {
    optnet4j_batch batch = batch_of(1000, n, n, n / 4);
    const optnet4j_cuda_plan none = plan_of(batch);
    CHECK_EQUAL(0, none.shared_bytes);
    CHECK(none.factor_bytes > 0);
    CHECK_EQUAL(0, none.factor_bytes % 32);
    CHECK_EQUAL(0, none.workspace_bytes % 256);
    std::int64_t shared = 0, factor = none.factor_bytes;
    for (optnet4j_operand* each : {&batch.Q, &batch.A, &batch.G}) {
      each->shared = 1;
      const optnet4j_cuda_plan plan = plan_of(batch);
      CHECK_EQUAL(0, plan.shared_bytes % 256);
      CHECK(plan.shared_bytes >= shared && plan.shared_bytes > 0);
      CHECK(plan.factor_bytes <= factor);
      shared = plan.shared_bytes;
      factor = plan.factor_bytes;
    }
  }
  // The workspace grows with the blocks, not with the batch.
  CHECK_EQUAL(plan_of(batch_of(1 << 20, 20, 20, 0)).workspace_bytes,
              plan_of(batch_of(1 << 22, 20, 20, 0)).workspace_bytes);
}

TEST(malformed_arguments) {
  const optnet4j_cuda_device device = h200();
  optnet4j_cuda_mapping mapping;
  optnet4j_cuda_plan plan;
  const optnet4j_batch good = batch_of(10, 5, 5, 0);
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "batch is null",
                optnet4j_cuda_choose_mapping(nullptr, &device, &mapping, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "device is null",
                optnet4j_cuda_choose_mapping(&good, nullptr, &mapping, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "mapping is null",
                optnet4j_cuda_choose_mapping(&good, &device, nullptr, &error));
  CHECK_REFUSED(OPTNET4J_NULL_ARGUMENT, "plan is null",
                optnet4j_cuda_make_plan(&good, &device, nullptr, nullptr, &error));
  const struct {
    optnet4j_shape shape;
    const char* words;
  } shapes[] = {
      {{10, 0, 5, 0, OPTNET4J_FLOAT64}, "n is 0, expected at least 1"},
      {{10, 5, -1, 0, OPTNET4J_FLOAT64}, "m is -1"},
      {{10, 5, 5, -2, OPTNET4J_FLOAT64}, "p is -2"},
      {{-1, 5, 5, 0, OPTNET4J_FLOAT64}, "batch is -1"},
      {{10, 5, 5, 0, 2}, "precision is 2"},
      {{10, 50000, 5, 0, OPTNET4J_FLOAT64}, "Q takes 50000 x 50001 numbers"},
      {{10, 10, 300000000, 0, OPTNET4J_FLOAT64}, "G takes 300000000 x 10 numbers"},
      {{INT64_MAX / 2, 5, 5, 0, OPTNET4J_FLOAT64}, "more than can be addressed"},
  };
  for (const auto& each : shapes) {
    optnet4j_batch batch{};
    batch.shape = each.shape;
    CHECK_REFUSED(OPTNET4J_BAD_SHAPE, each.words, optnet4j_cuda_make_plan(&batch, &device, nullptr, &plan, &error));
  }
  optnet4j_cuda_device empty{};
  CHECK_REFUSED(OPTNET4J_BAD_RANGE, "device: multiprocessors is 0",
                optnet4j_cuda_make_plan(&good, &empty, nullptr, &plan, &error));
  // The record may be left out.
  CHECK_EQUAL(int(OPTNET4J_NULL_ARGUMENT), optnet4j_cuda_make_plan(nullptr, &device, nullptr, &plan, nullptr));
}
