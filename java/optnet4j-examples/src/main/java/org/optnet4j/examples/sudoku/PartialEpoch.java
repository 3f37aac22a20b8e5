package org.optnet4j.examples.sudoku;

/**
 * How far an epoch has come.
 *
 * @param steps taken
 * @param tally of the training puzzles of these steps, before each step
 * @param seconds they took
 */
record PartialEpoch(int steps, Tally tally, double seconds) {
    /** An epoch that has not begun. */
    static final PartialEpoch NONE = new PartialEpoch(0, Tally.NONE, 0);
}
