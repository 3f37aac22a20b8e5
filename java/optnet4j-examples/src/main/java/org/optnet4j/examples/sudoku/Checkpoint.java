package org.optnet4j.examples.sudoku;

import java.nio.file.Path;
import java.util.List;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.training.AdamState;

/**
 * Everything a run needs to go on after an epoch as if it had never stopped. The state of the random numbers is the
 * number of finished epochs: the order of each epoch's puzzles depends on the seed and the epoch only.
 *
 * @param format version of this layout
 * @param backend what computed it
 * @param settings of the run
 * @param plannedEpochs how many epochs the run was asked for
 * @param weights after the last epoch
 * @param adamA state of the optimiser of A
 * @param adamLogZ0 state of the optimiser of log z0
 * @param kept weights after the epoch with the lowest training loss so far (the start values before the first)
 * @param keptEpoch that epoch's number, 0 before the first
 * @param unsolved how many of the QPs so far were not solved
 * @param epochs what the finished epochs measured
 * @param stepLosses training loss of every step so far, before its update
 */
record Checkpoint(
        int format,
        String backend,
        TrainingSettings settings,
        int plannedEpochs,
        Weights weights,
        AdamState adamA,
        AdamState adamLogZ0,
        Weights kept,
        int keptEpoch,
        long unsolved,
        List<EpochMetrics> epochs,
        double[] stepLosses) {
    /** The layout written by this version. */
    static final int FORMAT = 1;

    /**
     * Reads a checkpoint and makes sure that its parts fit together.
     *
     * @throws InputException if the file is not a checkpoint of this layout
     */
    static Checkpoint read(Path file) {
        Checkpoint checkpoint = JsonFiles.read(file, Checkpoint.class, "a checkpoint");
        int lengthA = Weights.EQUALITIES * Grid.MINI.oneHot();
        boolean fits = checkpoint.format == FORMAT
                && checkpoint.weights.hasShape(Weights.EQUALITIES, Grid.MINI)
                && checkpoint.kept.hasShape(Weights.EQUALITIES, Grid.MINI)
                && checkpoint.adamA.hasLength(lengthA)
                && checkpoint.adamLogZ0.hasLength(Grid.MINI.oneHot());
        if (!fits) {
            throw new InputException(file + ": expected a checkpoint of format " + FORMAT
                    + " of a 4x4 board, got format " + checkpoint.format + " or parts of other sizes");
        }
        int done = checkpoint.epochs.size();
        int least = Math.min(done, 1);
        if (checkpoint.keptEpoch < least || checkpoint.keptEpoch > done) {
            throw new InputException(file + ": keptEpoch: expected a number from " + least + " to " + done
                    + ", the epochs that were finished, got " + checkpoint.keptEpoch);
        }
        return checkpoint;
    }

    /** The same with another number of epochs to reach. */
    Checkpoint withPlannedEpochs(int planned) {
        return new Checkpoint(
                format,
                backend,
                settings,
                planned,
                weights,
                adamA,
                adamLogZ0,
                kept,
                keptEpoch,
                unsolved,
                epochs,
                stepLosses);
    }
}
