package org.optnet4j.examples.sudoku;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.examples.io.InputException;

/**
 * What the user asked for of a large board; null where nothing was said, so that a resumed run can take it from its checkpoint.
 *
 * @param run what every run is asked for
 * @param grid size of the board
 * @param equalities how many rows A has
 * @param start where the training starts
 * @param scaleSteps how many times as many steps the schedule has
 * @param epochSteps steps per epoch
 * @param precision of the quadratic programs
 * @param checkpointSteps after how many steps within an epoch a checkpoint is written
 */
public record LargeRequest(
        RunRequest run,
        Grid grid,
        @Nullable Integer equalities,
        @Nullable Start start,
        @Nullable Double scaleSteps,
        @Nullable Integer epochSteps,
        @Nullable Precision precision,
        @Nullable Integer checkpointSteps) {
    private static final int TRAIN = 32000;
    private static final int TEST = 200;
    private static final int BATCH = 32;
    private static final int EPOCH_STEPS = 50;
    private static final int MOST_SCALE = 1_000_000;
    private static final int MOST_BATCH = 1_000_000;
    /** Puzzles of an epoch, which are counted. */
    private static final int MOST_PUZZLES = 1_000_000_000;

    private static final int CHECKPOINT_STEPS = 20;

    /**
     * The settings of a new run.
     *
     * @throws InputException if there are more equalities than variables, or far too many steps or puzzles
     */
    LargeSettings settings() {
        Start from = Objects.requireNonNullElse(start, Start.random);
        int rows = Objects.requireNonNullElse(
                equalities, from == Start.data ? grid.independentRules() : grid.independentRules() - 1);
        if (rows > grid.oneHot()) {
            throw new InputException(
                    "--equalities: expected at most " + grid.oneHot() + ", the number of variables, got " + rows);
        }
        double scale = Objects.requireNonNullElse(scaleSteps, 1.0);
        if (scale > MOST_SCALE) {
            throw new InputException("--scale-steps: expected at most " + MOST_SCALE + ", got " + scale);
        }
        RunSettings common = run.settings(TRAIN, TEST, BATCH);
        if (common.batch() > MOST_BATCH) {
            throw new InputException("--batch: expected at most " + MOST_BATCH + ", got " + common.batch());
        }
        int steps = Objects.requireNonNullElse(epochSteps, EPOCH_STEPS);
        if (steps > MOST_PUZZLES / common.batch()) {
            throw new InputException("--epoch-steps: expected at most " + MOST_PUZZLES / common.batch() + " steps of "
                    + common.batch() + " puzzles, got " + steps);
        }
        return new LargeSettings(
                grid.side(),
                common,
                rows,
                from,
                scale,
                Schedule.DEFAULT.times(scale),
                steps,
                Objects.requireNonNullElse(precision, Precision.FLOAT64));
    }

    /**
     * The number of epochs of a new run: by default as many as the schedule takes.
     *
     * @param settings of the run
     */
    int epochs(LargeSettings settings) {
        return run.epochsOr((settings.schedule().steps() - 1) / settings.epochSteps() + 1);
    }

    /** After how many steps within an epoch a checkpoint is written; changes no number. */
    int stepsBetweenCheckpoints() {
        return Objects.requireNonNullElse(checkpointSteps, CHECKPOINT_STEPS);
    }

    /** The folder of the run, by the back end. */
    Path folder(String backend) {
        return run.folder("sudoku" + grid.side(), backend);
    }

    /**
     * Compares everything the user said with the run to go on with.
     *
     * @throws InputException if they do not agree; names the option
     */
    void check(ResumeCheck check, LargeSettings settings, int done) {
        check.check(run, settings.run(), done);
        check.same("--equalities", equalities, settings.equalities());
        check.same("--start", start, settings.start());
        check.same("--scale-steps", scaleSteps, settings.scaleSteps());
        check.same("--epoch-steps", epochSteps, settings.epochSteps());
        check.same("--precision", precision, settings.precision());
    }
}
