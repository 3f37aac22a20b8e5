package org.optnet4j.examples.sudoku;

import java.util.List;

/**
 * The content of {@code metrics.json}.
 *
 * @param version of OptNet4J
 * @param backend what computed it
 * @param seed of the run
 * @param settings of the run
 * @param keptEpoch the epoch with the lowest training loss, whose model is kept; 0 before the first
 * @param unsolved how many of the QPs were not solved
 * @param epochs what each epoch measured
 */
record Metrics(
        String version,
        String backend,
        long seed,
        TrainingSettings settings,
        int keptEpoch,
        long unsolved,
        List<EpochMetrics> epochs) {}
