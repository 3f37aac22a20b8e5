package org.optnet4j.experiments.timing;

import java.util.Arrays;

/**
 * Runs something again and again, as the paper did: trials of which the first does not count. Here it is more than the first
 * where that is over soon, because the JVM compiles what has run for a while; and there are fewer where they take long.
 *
 * @param trials at least 2, the first included
 * @param warmUpSeconds that do not count either
 * @param mostSeconds after which no other trial begins, once one has counted
 */
record Stopwatch(int trials, double warmUpSeconds, double mostSeconds) {
    /** The medians of the parts of the trials that count. */
    Median median(Trial trial) {
        double begin = now();
        do {
            trial.run();
        } while (now() - begin < warmUpSeconds);
        begin = now();
        double[][] seconds = new double[trials - 1][];
        int count = 0;
        do {
            seconds[count++] = trial.run();
        } while (count < seconds.length && now() - begin < mostSeconds);
        double[] medians = new double[seconds[0].length];
        for (int part = 0; part < medians.length; part++) {
            medians[part] = median(seconds, count, part);
        }
        return new Median(medians, count);
    }

    private static double median(double[][] seconds, int count, int part) {
        double[] sorted = Arrays.stream(seconds, 0, count)
                .mapToDouble(each -> each[part])
                .sorted()
                .toArray();
        int half = count / 2;
        return count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    static double now() {
        return System.nanoTime() * 1e-9;
    }

    /** What is timed. */
    @FunctionalInterface
    interface Trial {
        /** Runs once, and returns the seconds of each of its parts. */
        double[] run();
    }

    /**
     * What came of it.
     *
     * @param seconds of each part
     * @param trials that counted
     */
    record Median(double[] seconds, int trials) {}
}
