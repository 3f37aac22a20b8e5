package org.optnet4j.examples.sudoku;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user asked for; null where nothing was said, so that a resumed run can take it from its checkpoint.
 *
 * @param epochs how many in all
 * @param seed of puzzles, start values and order
 * @param train number of training puzzles
 * @param test number of test puzzles
 * @param batch puzzles per step
 * @param hard whether the harder puzzles were asked for
 * @param backend name of a back end, or {@code auto}
 * @param out the run's folder
 * @param resume whether to go on from the folder's checkpoint
 */
public record RunRequest(
        @Nullable Integer epochs,
        @Nullable Long seed,
        @Nullable Integer train,
        @Nullable Integer test,
        @Nullable Integer batch,
        boolean hard,
        @Nullable String backend,
        @Nullable Path out,
        boolean resume) {
    private static final int EPOCHS = 5;
    private static final long SEED = 1;
    private static final int TRAIN = 9000;
    private static final int TEST = 1000;
    private static final int BATCH = 150;
    private static final double LEARNING_RATE = 0.1;

    /** The settings of a new run. */
    TrainingSettings settings() {
        return new TrainingSettings(
                or(seed, SEED), or(train, TRAIN), or(test, TEST), or(batch, BATCH), LEARNING_RATE, hard);
    }

    /** The number of epochs of a new run. */
    int epochsOrDefault() {
        return or(epochs, EPOCHS);
    }

    /** The folder of the run. */
    Path folder(String backendName) {
        if (out != null) {
            return out;
        }
        return Path.of("runs", "sudoku-" + backendName + "-seed" + or(seed, SEED) + (hard ? "-hard" : ""));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
