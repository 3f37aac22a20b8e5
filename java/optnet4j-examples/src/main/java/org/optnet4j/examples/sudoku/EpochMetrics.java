package org.optnet4j.examples.sudoku;

import java.util.Locale;

/**
 * What one epoch reached, measured on all puzzles after its last step. Losses are mean squared errors over all 64 numbers
 * of a board; errors are fractions of boards that break a row, column or block rule after arg-max.
 *
 * @param epoch number, 1 for the first
 * @param trainLoss on the training puzzles
 * @param trainBoardError on the training puzzles
 * @param testLoss on the test puzzles
 * @param testBoardError on the test puzzles
 * @param seconds the epoch took, measuring included
 */
public record EpochMetrics(
        int epoch, double trainLoss, double trainBoardError, double testLoss, double testBoardError, double seconds) {
    /**
     * All of it for people.
     *
     * @return one line
     */
    public String line() {
        return String.format(
                Locale.ROOT,
                "epoch %3d   training loss %.5f, board error %6.2f %%   test loss %.5f, board error %6.2f %%   %.1f s",
                epoch,
                trainLoss,
                100 * trainBoardError,
                testLoss,
                100 * testBoardError,
                seconds);
    }
}
