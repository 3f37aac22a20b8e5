package org.optnet4j.examples.sudoku;

import java.util.List;

/**
 * The content of {@code metrics.json} of a run on a large board.
 *
 * @param version of OptNet4J
 * @param backend what computed it
 * @param seed of the run
 * @param settings of the run
 * @param unsolved how many of the QPs were not solved
 * @param ceiling the test puzzles with the true rules instead of learned ones
 * @param start the test puzzles before the first step
 * @param epochs what each epoch measured
 */
record LargeMetrics(
        String version,
        String backend,
        long seed,
        LargeSettings settings,
        long unsolved,
        HeldOutScore ceiling,
        HeldOutScore start,
        List<LargeEpoch> epochs) {}
