package org.optnet4j.examples.sudoku;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random equalities: rows of A are Gaussian with norm {@value #NORM}, on average, and pass through the point where all values of
 * a cell are equally likely.
 */
final class RandomStart {
    /** Of a row, on average. */
    static final double NORM = 1;

    private RandomStart() {}

    static Weights draw(Grid grid, int equalities, SplittableRandom random) {
        int n = grid.oneHot();
        double scale = NORM / Math.sqrt(n);
        double[] A = new double[equalities * n];
        for (int i = 0; i < A.length; i++) {
            A[i] = scale * random.nextGaussian();
        }
        double[] logZ0 = new double[n];
        Arrays.fill(logZ0, Math.log(1.0 / grid.side()));
        return new Weights(A, logZ0);
    }
}
