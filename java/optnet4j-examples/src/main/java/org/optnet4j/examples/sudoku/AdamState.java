package org.optnet4j.examples.sudoku;

/**
 * What Adam remembers of one array of parameters between steps.
 *
 * @param steps taken so far
 * @param mean running average of the gradient
 * @param square running average of its square
 */
record AdamState(long steps, double[] mean, double[] square) {
    /** The state before the first step. */
    static AdamState start(int parameters) {
        return new AdamState(0, new double[parameters], new double[parameters]);
    }

    boolean hasLength(int parameters) {
        return mean.length == parameters && square.length == parameters;
    }
}
