package org.optnet4j.examples.sudoku;

/**
 * What came of an epoch.
 *
 * @param metrics after its last step
 * @param stepLosses training loss of each of its steps, before the update
 * @param unsolved how many boards the model could not answer
 */
public record FinishedEpoch(EpochMetrics metrics, double[] stepLosses, long unsolved) {}
