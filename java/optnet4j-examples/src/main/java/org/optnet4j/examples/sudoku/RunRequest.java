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
    static final long SEED = 1;
    private static final int TRAIN = 9000;
    private static final int TEST = 1000;
    private static final int BATCH = 150;

    /**
     * The settings of a new run.
     *
     * @param learningRate of the model
     * @return what was given, and defaults
     */
    public TrainingSettings settings(double learningRate) {
        return settings(new TrainingSettings(SEED, TRAIN, TEST, BATCH, learningRate, false, 0));
    }

    /**
     * The settings of a new run.
     *
     * @param defaults what holds where nothing was said
     * @return what was given, and defaults
     */
    TrainingSettings settings(TrainingSettings defaults) {
        return new TrainingSettings(
                or(seed, defaults.seed()),
                or(train, defaults.train()),
                or(test, defaults.test()),
                or(batch, defaults.batch()),
                defaults.learningRate(),
                hard,
                defaults.halfLife());
    }

    /**
     * The number of epochs of a new run.
     *
     * @param otherwise the default
     * @return how many in all
     */
    public int epochsOr(int otherwise) {
        return or(epochs, otherwise);
    }

    /**
     * The folder of the run.
     *
     * @param by what learns or computes, as part of the default name
     * @return what was given, or the default
     */
    public Path folder(String by) {
        return folder("sudoku", by);
    }

    /**
     * The folder of the run.
     *
     * @param experiment what is learned, as part of the default name
     * @param by what learns or computes, as another part
     * @return what was given, or the default
     */
    Path folder(String experiment, String by) {
        if (out != null) {
            return out;
        }
        return Path.of("runs", experiment + "-" + by + "-seed" + or(seed, SEED) + (hard ? "-hard" : ""));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
