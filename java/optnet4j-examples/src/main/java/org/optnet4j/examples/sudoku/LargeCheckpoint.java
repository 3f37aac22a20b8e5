package org.optnet4j.examples.sudoku;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;
import java.util.List;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.io.JsonFiles;
import org.optnet4j.examples.training.AdamState;

/**
 * Everything a run on a large board needs to go on after a step as if it had never stopped. A step's
 * puzzles depend on the seed and the step only.
 *
 * @param format version of this layout
 * @param backend what computed it
 * @param settings of the run
 * @param plannedEpochs how many epochs the run was asked for
 * @param equations after the last step
 * @param adam state of the optimiser
 * @param ceiling the test puzzles with the true rules instead of learned ones
 * @param start the test puzzles before the first step
 * @param unsolved how many of the QPs were not solved, in finished epochs, with the true rules and before the first step
 * @param epochs what the finished epochs measured
 * @param present the epoch after them
 * @param stepLosses training loss of every step so far, before its update
 */
record LargeCheckpoint(
        int format,
        String backend,
        LargeSettings settings,
        int plannedEpochs,
        Equations equations,
        AdamState adam,
        HeldOutScore ceiling,
        HeldOutScore start,
        long unsolved,
        List<LargeEpoch> epochs,
        PartialEpoch present,
        double[] stepLosses) {
    /** The layout written by this version. */
    static final int FORMAT = 2;

    private static final String WHAT = "a checkpoint of a run on a large board";

    /** What every layout has, so that a checkpoint of another version is told from a file that is none. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Layout(int format) {}

    /**
     * Reads a checkpoint and makes sure that its parts fit together.
     *
     * @param file to read
     * @param grid size of the board
     * @throws InputException if the file is not a checkpoint of this layout and of such boards
     */
    static LargeCheckpoint read(Path file, Grid grid) {
        int format = JsonFiles.read(file, Layout.class, WHAT).format;
        if (format != FORMAT) {
            throw new InputException(file + ": expected a checkpoint of format " + FORMAT + ", got format " + format
                    + ", of another version of OptNet4J (to start over, leave out --resume)");
        }
        LargeCheckpoint checkpoint = JsonFiles.read(file, LargeCheckpoint.class, WHAT);
        int equalities = checkpoint.settings.equalities();
        boolean fits = checkpoint.settings.size() == grid.side()
                && checkpoint.equations.hasShape(equalities, grid)
                && checkpoint.adam.hasLength(equalities * grid.oneHot());
        if (!fits) {
            String side = grid.side() + "x" + grid.side();
            throw new InputException(
                    file + ": expected a checkpoint of a " + side + " board, got another one or parts of other sizes");
        }
        long steps = (long) checkpoint.epochs.size() * checkpoint.settings.epochSteps() + checkpoint.present.steps();
        if (checkpoint.stepLosses.length != steps) {
            throw new InputException(file + ": stepLosses: expected the losses of " + steps + " steps, got "
                    + checkpoint.stepLosses.length);
        }
        return checkpoint;
    }

    /** The same with another number of epochs to reach. */
    LargeCheckpoint withPlannedEpochs(int planned) {
        return new LargeCheckpoint(
                format,
                backend,
                settings,
                planned,
                equations,
                adam,
                ceiling,
                start,
                unsolved,
                epochs,
                present,
                stepLosses);
    }
}
