package org.optnet4j.experiments.denoise;

/**
 * The sizes of the quadratic programs that denoise a signal: a variable for each of its numbers and each of its
 * differences, and two inequalities for each difference.
 *
 * @param length N of a signal
 */
record DenoisingSize(int length) {
    /** How many differences of neighbours there are, N - 1. */
    int differences() {
        return length - 1;
    }

    /** Number of variables, 2N - 1. */
    int n() {
        return length + differences();
    }

    /** Number of inequalities, 2N - 2. */
    int m() {
        return 2 * differences();
    }
}
