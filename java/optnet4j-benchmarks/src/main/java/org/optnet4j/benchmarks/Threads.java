package org.optnet4j.benchmarks;

import java.util.concurrent.ForkJoinPool;

/** The parameter {@code threads} of the benchmarks. */
final class Threads {
    private Threads() {}

    /** A pool of that many threads; 0: one for each core. */
    static ForkJoinPool pool(int threads) {
        if (threads < 0 || threads > 1024) {
            throw new IllegalArgumentException("threads: expected a number from 0 to 1024, got " + threads);
        }
        return new ForkJoinPool(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
    }
}
