package org.optnet4j.experiments.denoise;

import java.util.concurrent.ThreadLocalRandom;

/** Seeds of random tests: a fresh one each time, to be named in every failure message; {@code -Doptnet4j.seed} repeats one. */
final class Seed {
    private Seed() {}

    static long next() {
        Long fixed = Long.getLong("optnet4j.seed");
        return fixed != null ? fixed : ThreadLocalRandom.current().nextLong(1L << 32);
    }
}
