package org.optnet4j.examples.sudoku;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;

/** Makes sure that a resumed run is the run that the checkpoint belongs to. */
final class ResumeCheck {
    private final RunFolder folder;

    ResumeCheck(RunFolder folder) {
        this.folder = folder;
    }

    /**
     * Compares everything the user said with the checkpoint. More epochs than before are fine: they do not change the
     * ones that are done.
     *
     * @param request what the user said
     * @param backend what would go on
     * @param checkpoint where to go on
     * @throws InputException if they do not agree; names the option
     */
    void check(RunRequest request, String backend, Checkpoint checkpoint) {
        TrainingSettings settings = checkpoint.settings();
        same("--backend", backend, checkpoint.backend());
        same("--seed", request.seed(), settings.seed());
        same("--train", request.train(), settings.train());
        same("--test", request.test(), settings.test());
        same("--batch", request.batch(), settings.batch());
        if (request.hard()) {
            same("--hard", true, settings.hard());
        }
        int done = checkpoint.epochs().size();
        if (request.epochs() != null && request.epochs() < done) {
            throw new InputException("--epochs: expected at least " + done + ", which the run in " + folder.path()
                    + " has done already, got " + request.epochs());
        }
    }

    private <T> void same(String option, @Nullable T given, T before) {
        if (given != null && !Objects.equals(given, before)) {
            throw new InputException(option + ": expected " + before + ", with which the run in " + folder.path()
                    + " was started, got " + given + " (to start over, leave out --resume)");
        }
    }
}
