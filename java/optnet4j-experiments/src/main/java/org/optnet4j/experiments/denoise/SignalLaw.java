package org.optnet4j.experiments.denoise;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The law of the paper's signals: piecewise constant, with normal noise on top. The number of segments is uniform in 1 to
 * 9, the places where one segment ends and the next begins are distinct and uniform in 1 to length - 2, the heights are
 * whole numbers, uniform in 10 to 99.
 *
 * @param length of a signal, at least {@link #MIN_LENGTH}
 * @param noise standard deviation of the noise
 */
record SignalLaw(int length, double noise) {
    /** The shortest signal that nine segments fit into. */
    static final int MIN_LENGTH = 10;

    private static final int MAX_SEGMENTS = 9;
    private static final int MIN_HEIGHT = 10;
    private static final int END_OF_HEIGHTS = 100;

    /** Of the heights. */
    static final double MEAN = (MIN_HEIGHT + END_OF_HEIGHTS - 1) / 2.0;

    /** Draws a signal without noise. */
    double[] clean(SplittableRandom random) {
        int segments = random.nextInt(1, MAX_SEGMENTS + 1);
        int[] starts = random.ints(1, length - 1)
                .distinct()
                .limit(segments - 1)
                .sorted()
                .toArray();
        double[] signal = new double[length];
        int from = 0;
        for (int segment = 0; segment < segments; segment++) {
            int to = segment < starts.length ? starts[segment] : length;
            Arrays.fill(signal, from, to, random.nextInt(MIN_HEIGHT, END_OF_HEIGHTS));
            from = to;
        }
        return signal;
    }

    /** Draws noise and adds it. */
    double[] noisy(double[] clean, SplittableRandom random) {
        double[] signal = new double[length];
        for (int i = 0; i < length; i++) {
            signal[i] = clean[i] + noise * random.nextGaussian();
        }
        return signal;
    }
}
