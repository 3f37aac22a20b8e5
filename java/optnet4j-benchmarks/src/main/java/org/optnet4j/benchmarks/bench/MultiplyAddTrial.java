package org.optnet4j.benchmarks.bench;

import java.util.Arrays;

/**
 * The peak of a core's arithmetic, by a loop that the JVM turns into vector instructions: chains of multiply-adds, the chain
 * of each element independent of the others, in an array that stays in the first-level cache.
 */
final class MultiplyAddTrial implements Trial {
    private static final int ELEMENTS = 512;
    private static final int CHAIN = 6; // long enough to hide loads and stores, short enough for many at a time
    private static final int REPEATS = 500;
    /** Long enough for the JVM's optimising compiler, whatever the budget: half-compiled, the loop is no peak of anything. */
    private static final double WARM_UP_SECONDS = 0.5;

    /** Multiply-adds of one pass. */
    static final int COUNT = ELEMENTS * CHAIN * REPEATS;

    private final double[] from = new double[ELEMENTS];
    private final double[] to = new double[ELEMENTS];

    MultiplyAddTrial() {
        Arrays.setAll(from, i -> 1 + i / (double) ELEMENTS);
        long begin = System.nanoTime();
        do {
            run();
        } while ((System.nanoTime() - begin) * 1e-9 < WARM_UP_SECONDS);
    }

    /** Every step halves the distance of an element from the fixed point, 2. */
    @Override
    public double residual() {
        run();
        double worst = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            worst = Math.max(worst, Math.abs(to[i] - (2 - (2 - from[i]) / (1 << CHAIN))));
        }
        return worst;
    }

    @Override
    public void run() {
        for (int pass = 0; pass < REPEATS; pass++) {
            chains(from, to, 0.5, 1);
        }
    }

    private static void chains(double[] from, double[] to, double a, double b) {
        for (int i = 0; i < ELEMENTS; i++) {
            double v = from[i];
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            v = Math.fma(v, a, b);
            to[i] = v;
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
