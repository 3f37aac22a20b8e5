package org.optnet4j.experiments.sudoku;

/**
 * Test errors of the paper (arXiv 1703.00443), which prints a figure and no numbers: these were measured in the figure's
 * vector graphics.
 *
 * @param epochs some of the epochs
 * @param percent of 1000 test boards that break a rule after them
 */
record Published(double[] epochs, double[] percent) {
    /** The convolutional network of 512 filters per layer. */
    static final Published CONV = new Published(new double[] {3, 15, 18}, new double[] {26.9, 5.8, 9.0});
    /** The QP layer. */
    static final Published OPTNET = new Published(new double[] {1, 2, 3}, new double[] {100, 14.7, 0.1});
}
