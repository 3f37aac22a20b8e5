package org.optnet4j.experiments.classify;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;

/**
 * What the user asked for; null where nothing was said, so that a resumed experiment can take it from its plan.
 *
 * @param data folder of the images
 * @param models networks to train
 * @param start of quadratic programs
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
        @Nullable OptNetStart start,
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
     * @throws InputException if what was said contradicts it, or itself
     */
    Plan plan(@Nullable Plan before) {
        if (seeds != null && Set.copyOf(seeds).size() < seeds.size()) {
            throw new InputException("--seeds: expected each seed once, got " + seeds);
        }
        if (before == null) {
            return new Plan(
                    data == null ? DataFolder.DEFAULT : data.toString(),
                    or(models, List.of(Classifier.values())),
                    or(start, OptNetStart.identity),
                    or(epochs, EPOCHS),
                    or(seeds, List.of(1L)),
                    or(batch, BATCH),
                    or(learningRate, LEARNING_RATE),
                    or(trainLimit, Integer.MAX_VALUE),
                    or(backend, "auto"),
                    or(threads, 1));
        }
        return new Plan(
                same("--data", data == null ? null : data.toString(), before.data()),
                union(before.models(), models),
                same("--start", start, before.start()),
                or(epochs, before.epochs()),
                union(before.seeds(), seeds),
                same("--batch", batch, before.batch()),
                same("--lr", learningRate, before.learningRate()),
                same("--train-limit", trainLimit, before.trainLimit()),
                same("--backend", backend, before.backend()),
                same("--threads", threads, before.threads()));
    }

    /** The folder of the experiment. */
    Path folder(DataFolder folder) {
        return out == null ? Path.of("runs", "classify-" + folder.name()) : out;
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private static <T> List<T> union(List<T> before, @Nullable List<T> given) {
        return given == null
                ? before
                : Stream.concat(before.stream(), given.stream()).distinct().toList();
    }

    private static <T> T same(String option, @Nullable T given, T before) {
        if (given != null && !given.equals(before)) {
            throw new InputException(option + ": expected " + before + ", with which the experiment was started, got "
                    + given + " (to start over, leave out --resume)");
        }
        return before;
    }
}
