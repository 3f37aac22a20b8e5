package org.optnet4j.experiments.classify;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;

/**
 * What the user asked for; null where nothing was said, so that a resumed experiment can take it from its plan.
 *
 * @param data folder of the images
 * @param models networks to train
 * @param epochs how many in all
 * @param seeds of the runs of each network
 * @param batch images per step
 * @param learningRate of Adam
 * @param trainLimit how many training images at most
 * @param backend name of a back end, or {@code auto}
 * @param threads of engine and solver
 * @param out the experiment's folder
 * @param resume whether to go on with what is there
 */
public record ClassifyRequest(
        @Nullable Path data,
        @Nullable List<Classifier> models,
        @Nullable Integer epochs,
        @Nullable List<Long> seeds,
        @Nullable Integer batch,
        @Nullable Double learningRate,
        @Nullable Integer trainLimit,
        @Nullable String backend,
        @Nullable Integer threads,
        @Nullable Path out,
        boolean resume) {
    private static final int EPOCHS = 20;
    private static final int BATCH = 64;
    private static final double LEARNING_RATE = 1e-3;

    /**
     * What is to be done.
     *
     * @param before the plan to go on with; null for a new one
     * @throws InputException if what was said contradicts it
     */
    Plan plan(@Nullable Plan before) {
        return new Plan(
                pick(
                        "--data",
                        data == null ? null : data.toString(),
                        before == null ? null : before.data(),
                        DataFolder.DEFAULT),
                models == null ? (before == null ? List.of(Classifier.values()) : before.models()) : models,
                epochs == null ? (before == null ? EPOCHS : before.epochs()) : epochs,
                seeds == null ? (before == null ? List.of(1L) : before.seeds()) : seeds,
                pick("--batch", batch, before == null ? null : before.batch(), BATCH),
                pick("--lr", learningRate, before == null ? null : before.learningRate(), LEARNING_RATE),
                pick("--train-limit", trainLimit, before == null ? null : before.trainLimit(), Integer.MAX_VALUE),
                pick("--backend", backend, before == null ? null : before.backend(), "auto"),
                pick("--threads", threads, before == null ? null : before.threads(), 1));
    }

    /** The folder of the experiment. */
    Path folder(DataFolder folder) {
        return out == null ? Path.of("runs", "classify-" + folder.name()) : out;
    }

    private static <T> T pick(String option, @Nullable T given, @Nullable T before, T otherwise) {
        if (given != null && before != null && !given.equals(before)) {
            throw new InputException(option + ": expected " + before + ", with which the experiment was started, got "
                    + given + " (to start over, leave out --resume)");
        }
        if (given != null) {
            return given;
        }
        return before == null ? otherwise : before;
    }
}
