package org.optnet4j.examples.sudoku;

import java.util.SplittableRandom;

/**
 * What the mini-Sudoku layer learns.
 *
 * @param A the equality rows, 40 x 64, row-major
 * @param logZ0 logarithm of the point z0 that the equalities pass through (b = A z0), 64
 */
record Weights(double[] A, double[] logZ0) {
    /** Number of learned equalities: the rank of the true rules of the 4x4 board. */
    static final int EQUALITIES = 40;

    /** The start of the training: A uniform in [0, 1), z0 all ones. */
    static Weights start(SplittableRandom random) {
        return new Weights(random.doubles(EQUALITIES * Board.ONE_HOT).toArray(), new double[Board.ONE_HOT]);
    }

    Weights copy() {
        return new Weights(A.clone(), logZ0.clone());
    }

    boolean hasShape() {
        return A.length == EQUALITIES * Board.ONE_HOT && logZ0.length == Board.ONE_HOT;
    }
}
