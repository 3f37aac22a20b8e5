package org.optnet4j.examples.sudoku;

import java.util.SplittableRandom;

/**
 * What a Sudoku layer learns.
 *
 * @param A the equality rows, p x n, row-major, where n is the length of a board's one-hot form
 * @param logZ0 logarithm of the point z0 that the equalities pass through (b = A z0), n
 */
record Weights(double[] A, double[] logZ0) {
    /** Number of learned equalities of the mini-Sudoku layer: the rank of the true rules of the 4x4 board. */
    static final int EQUALITIES = 40;

    /** The start of the mini-Sudoku training: A uniform in [0, 1), z0 all ones. */
    static Weights start(SplittableRandom random) {
        int n = Grid.MINI.oneHot();
        return new Weights(random.doubles(EQUALITIES * n).toArray(), new double[n]);
    }

    Weights copy() {
        return new Weights(A.clone(), logZ0.clone());
    }

    boolean hasShape(int equalities, Grid grid) {
        return A.length == equalities * grid.oneHot() && logZ0.length == grid.oneHot();
    }
}
