package org.optnet4j.examples.sudoku;

import java.util.Locale;

/**
 * What one epoch of a run on a large board reached. Training puzzles are scored as they come, before the step on them; test
 * puzzles after the last step. A cell is wrong if it was blank and is not filled in as in the solution; a board is wrong if it
 * breaks a rule.
 *
 * @param epoch number, 1 for the first
 * @param plan what the schedule had for the last step
 * @param trainLoss mean squared error on the training puzzles
 * @param trainCellError fraction of their blanks that were filled in wrongly
 * @param trainBoardError fraction of their boards that broke a rule
 * @param test the test puzzles
 * @param seconds the epoch took, measuring included
 */
record LargeEpoch(
        int epoch,
        StepPlan plan,
        double trainLoss,
        double trainCellError,
        double trainBoardError,
        HeldOutScore test,
        double seconds) {
    /** All of it for people, in one line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "epoch %3d   rate %.4f, smoothing %.3f, %d to %d holes   training loss %.5f, cells wrong %6.2f %%, boards"
                        + " %6.2f %%   test loss %.5f, cells wrong %6.2f %%, boards %6.2f %%   %.1f s",
                epoch,
                plan.rate(),
                plan.smoothing(),
                plan.fewestHoles(),
                plan.mostHoles(),
                trainLoss,
                100 * trainCellError,
                100 * trainBoardError,
                test.loss(),
                100 * test.cellError(),
                100 * test.boardError(),
                seconds);
    }
}
