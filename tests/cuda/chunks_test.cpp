// How a batch is cut: within the budget, large enough to keep the device busy, factors kept where that leaves room.
#include "chunks.h"

#include <algorithm>

#include "check.h"
#include "seed.h"

namespace {

using optnet4j::cuda::ChunkDemand;
using optnet4j::cuda::Chunks;
using optnet4j::cuda::fitting_chunks;
using optnet4j::cuda::ideal_chunks;

ChunkDemand demand_of(std::int64_t batch, std::int64_t wave, std::int64_t copied, std::int64_t each, std::int64_t once,
                      std::int64_t kept) {
  ChunkDemand demand{};
  demand.batch = batch;
  demand.wave = wave;
  demand.copied = copied;
  demand.once = once;
  demand.kept_bytes = kept;
  demand.lane = [=](std::int64_t count) { return count * each + std::min(count, wave) * 100; };
  return demand;
}

std::int64_t total(const ChunkDemand& demand, const Chunks& chunks) {
  return demand.once + chunks.lanes * demand.lane(chunks.size) + (chunks.keep ? demand.kept_bytes : 0);
}

}  // namespace

TEST(a_small_batch_is_not_cut) {
  const Chunks chunks = ideal_chunks(demand_of(100, 264, 1000, 1000, 0, 5000));
  CHECK_EQUAL(100, chunks.size);
  CHECK_EQUAL(1, chunks.lanes);
  CHECK(chunks.keep);
}

TEST(a_large_batch_is_cut_evenly) {
  const Chunks chunks = ideal_chunks(demand_of(10000, 264, 160000, 160000, 0, 0));
  CHECK_EQUAL(2, chunks.lanes);
  CHECK(!chunks.keep);
  CHECK(chunks.size <= 264);
  CHECK(chunks.size > 250);
  CHECK_EQUAL((10000 + 263) / 264, (10000 + chunks.size - 1) / chunks.size);
}

TEST(a_limit_is_kept) {
  ChunkDemand demand = demand_of(10000, 264, 1000, 1000, 0, 0);
  demand.limit = 7;
  CHECK_EQUAL(7, ideal_chunks(demand).size);
  demand.limit = 20000;
  CHECK_EQUAL(10000, ideal_chunks(demand).size);
}

TEST(everything_within_any_budget) {
  test::Random random;
  for (int round = 0; round < 20000; ++round) {
    const auto draw = [&](int bound) { return std::int64_t(1 + random.below(bound)); };
    ChunkDemand demand =
        demand_of(draw(3000), draw(500), draw(1 << 20), draw(10000), draw(100000), random.below(2) * draw(30000000));
    demand.limit = random.below(2) * draw(1000);
    const std::int64_t budget = draw(1 << 25);
    Chunks chunks{};
    const bool fits = fitting_chunks(demand, budget, chunks);
    CHECK_EQUAL(demand.once + demand.lane(1) <= budget, fits);
    CHECK_EQUAL(chunks.working_bytes, demand.once + chunks.lanes * demand.lane(chunks.size));
    if (!fits) continue;
    CHECK(total(demand, chunks) <= budget);
    CHECK(chunks.size >= 1 && chunks.size <= demand.batch);
    CHECK(demand.limit == 0 || chunks.size <= demand.limit);
    CHECK(chunks.size < demand.batch || chunks.lanes == 1);
    const Chunks ideal = ideal_chunks(demand);
    CHECK(chunks.size <= ideal.size);
    if (total(demand, ideal) <= budget) CHECK(chunks.size == ideal.size && chunks.keep == ideal.keep);
    if (chunks.keep) CHECK(chunks.size >= std::min(ideal.size, demand.wave));
    // No larger chunk would have fitted.
    if (chunks.size < ideal.size) {
      Chunks larger = chunks;
      ++larger.size;
      if (larger.size >= demand.batch) larger.lanes = 1;
      CHECK(total(demand, larger) > budget || larger.lanes != chunks.lanes);
    }
  }
}

TEST(factors_give_way_before_the_device_idles) {
  // Room for the factors and a chunk of ten, where the device works on a hundred at a time.
  const ChunkDemand demand = demand_of(1000, 100, 1, 1000, 0, 1000000);
  Chunks chunks{};
  CHECK(fitting_chunks(demand, 1000000 + 2 * demand.lane(10), chunks));
  CHECK(!chunks.keep);
  CHECK(fitting_chunks(demand, 1000000 + 2 * demand.lane(100), chunks));
  CHECK(chunks.keep);
}
