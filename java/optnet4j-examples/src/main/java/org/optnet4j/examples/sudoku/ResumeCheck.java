package org.optnet4j.examples.sudoku;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;

/** Makes sure that a resumed run is the run that the checkpoint belongs to. */
public final class ResumeCheck {
    private final Path folder;

    /**
     * Makes a check.
     *
     * @param folder of the run
     */
    public ResumeCheck(Path folder) {
        this.folder = folder;
    }

    /**
     * Compares everything the user said with the checkpoint. More epochs than before are fine: they do not change the
     * ones that are done.
     *
     * @param request what the user said
     * @param settings of the run
     * @param done how many epochs the run has finished, or begun where it cannot end before
     * @throws InputException if they do not agree; names the option
     */
    public void check(RunRequest request, TrainingSettings settings, int done) {
        check(request, settings.run(), done);
    }

    void check(RunRequest request, RunSettings settings, int done) {
        same("--seed", request.seed(), settings.seed());
        same("--train", request.train(), settings.train());
        same("--test", request.test(), settings.test());
        same("--batch", request.batch(), settings.batch());
        if (request.hard()) {
            same("--hard", true, settings.hard());
        }
        atLeast(request.epochs(), done);
    }

    /**
     * Compares the number of epochs.
     *
     * @param epochs what the user said, null for nothing
     * @param done how many are done, or begun where a run cannot end before
     * @throws InputException if they are fewer
     */
    public void atLeast(@Nullable Integer epochs, int done) {
        if (epochs != null && epochs < done) {
            throw new InputException("--epochs: expected at least " + done + ", which a run in " + folder
                    + " has done or begun already, got " + epochs);
        }
    }

    /**
     * Compares one option.
     *
     * @param option its name
     * @param given what the user said, null for nothing
     * @param before what the run was started with
     * @param <T> its type
     * @throws InputException if they differ
     */
    public <T> void same(String option, @Nullable T given, T before) {
        if (given != null && !Objects.equals(given, before)) {
            throw new InputException(option + ": expected " + before + ", with which the run in " + folder
                    + " was started, got " + given + " (to start over, leave out --resume)");
        }
    }
}
