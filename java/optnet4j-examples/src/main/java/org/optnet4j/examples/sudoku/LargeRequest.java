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
 * @param curriculum over how many epochs the puzzles become as hard as they are
 * @param learningRate of Adam
 * @param precision of the quadratic programs
 * @param checkpointSteps after how many steps within an epoch a checkpoint is written
 */
public record LargeRequest(
        RunRequest run,
        Grid grid,
        @Nullable Integer equalities,
        @Nullable Start start,
        @Nullable Integer curriculum,
        @Nullable Double learningRate,
        @Nullable Precision precision,
        @Nullable Integer checkpointSteps) {
    private static final int EPOCHS = 20;
    private static final int TRAIN = 2000;
    private static final int TEST = 200;
    private static final int BATCH = 48;
    private static final int EQUALITIES = 250;
    private static final double LEARNING_RATE = 1e-3;
    private static final int CHECKPOINT_STEPS = 20;

    /**
     * The settings of a new run.
     *
     * @throws InputException if there are more equalities than variables
     */
    LargeSettings settings() {
        double rate = Objects.requireNonNullElse(learningRate, LEARNING_RATE);
        TrainingSettings defaults = new TrainingSettings(RunRequest.SEED, TRAIN, TEST, BATCH, rate, false, 0);
        Start from = Objects.requireNonNullElse(start, Start.random);
        int rows = Objects.requireNonNullElse(equalities, from == Start.data ? grid.independentRules() : EQUALITIES);
        if (rows > grid.oneHot()) {
            throw new InputException(
                    "--equalities: expected at most " + grid.oneHot() + ", the number of variables, got " + rows);
        }
        return new LargeSettings(
                grid.side(),
                run.settings(defaults),
                rows,
                from,
                Objects.requireNonNullElse(curriculum, 0),
                Objects.requireNonNullElse(precision, Precision.FLOAT64));
    }

    /** The number of epochs of a new run. */
    int epochs() {
        return run.epochsOr(EPOCHS);
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
        check.check(run, settings.training(), done);
        check.same("--equalities", equalities, settings.equalities());
        check.same("--start", start, settings.start());
        check.same("--curriculum", curriculum, settings.curriculum());
        check.same("--learning-rate", learningRate, settings.training().learningRate());
        check.same("--precision", precision, settings.precision());
    }
}
