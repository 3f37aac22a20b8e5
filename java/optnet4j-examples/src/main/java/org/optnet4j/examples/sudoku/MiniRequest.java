package org.optnet4j.examples.sudoku;

import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;

/**
 * What the user asked for of the mini-Sudoku layer; null where nothing was said, so that a resumed run can take it from its
 * checkpoint.
 *
 * @param run what every run is asked for
 * @param halfLife over how many epochs the learning rate halves; 0 if it stays
 */
public record MiniRequest(RunRequest run, @Nullable Double halfLife) {
    private static final int EPOCHS = 5;
    private static final double LEARNING_RATE = 0.1;

    /** The settings of a new run: the paper's law has a learning rate that stays, and harder puzzles need a falling one. */
    TrainingSettings settings() {
        double otherwise = run.hard() ? 1 : 0;
        return run.settings(LEARNING_RATE).withHalfLife(halfLife == null ? otherwise : halfLife);
    }

    /** The number of epochs of a new run. */
    int epochs() {
        return run.epochsOr(EPOCHS);
    }

    /**
     * Compares everything the user said with the run to go on with.
     *
     * @throws InputException if they do not agree; names the option
     */
    void check(ResumeCheck check, TrainingSettings settings, int done) {
        check.check(run, settings, done);
        check.same("--half-life", halfLife, settings.halfLife());
    }
}
