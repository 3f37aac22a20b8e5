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
    private static final long SEED = 1;
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
        RunSettings run = settings(TRAIN, TEST, BATCH);
        return new TrainingSettings(run.seed(), run.train(), run.test(), run.batch(), learningRate, run.hard(), 0);
    }

    /**
     * What the settings of every new run have in common.
     *
     * @param trainOr number of training puzzles where nothing was said
     * @param testOr the same of test puzzles
     * @param batchOr the same of puzzles per step
     * @return what was given, and defaults
     */
    RunSettings settings(int trainOr, int testOr, int batchOr) {
        return new RunSettings(or(seed, SEED), or(train, trainOr), or(test, testOr), or(batch, batchOr), hard);
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
