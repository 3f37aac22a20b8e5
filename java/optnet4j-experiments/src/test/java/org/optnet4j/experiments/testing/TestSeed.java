package org.optnet4j.experiments.testing;

import java.util.concurrent.ThreadLocalRandom;

/** Seeds of random tests: a fresh one each time, to be named in every failure message; {@code -Doptnet4j.seed} repeats one. */
public final class TestSeed {
    private TestSeed() {}

    /** The seed to use. */
    public static long next() {
        Long fixed = Long.getLong("optnet4j.seed");
        return fixed != null ? fixed : ThreadLocalRandom.current().nextLong(1L << 32);
    }
}
