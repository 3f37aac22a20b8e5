package org.optnet4j.examples.sudoku;

/**
 * What one epoch measured. Losses are mean squared errors over all 64 numbers of a board; errors are fractions of boards
 * that break a row, column or block rule after arg-max.
 *
 * @param epoch number, 1 for the first
 * @param trainLoss over the epoch's steps, each measured before its update
 * @param trainBoardError likewise
 * @param testLoss after the epoch's last step
 * @param testBoardError likewise
 * @param seconds the epoch took, its test included
 */
public record EpochMetrics(
        int epoch, double trainLoss, double trainBoardError, double testLoss, double testBoardError, double seconds) {}
