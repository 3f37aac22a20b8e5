package org.optnet4j.experiments.classify;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.sudoku.ResumeCheck;

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
                    dataOrDefault(),
                    requireNonNullElse(models, List.of(Classifier.values())),
                    requireNonNullElse(start, OptNetStart.identity),
                    requireNonNullElse(epochs, EPOCHS),
                    requireNonNullElse(seeds, List.of(1L)),
                    requireNonNullElse(batch, BATCH),
                    requireNonNullElse(learningRate, LEARNING_RATE),
                    requireNonNullElse(trainLimit, Integer.MAX_VALUE),
                    requireNonNullElse(backend, "auto"),
                    requireNonNullElse(threads, 1));
        }
        ResumeCheck check = new ResumeCheck(folder());
        check.same("--data", data == null ? null : data.toString(), before.data());
        check.same("--start", start, before.start());
        check.same("--batch", batch, before.batch());
        check.same("--lr", learningRate, before.learningRate());
        check.same("--train-limit", trainLimit, before.trainLimit());
        check.same("--backend", backend, before.backend());
        check.same("--threads", threads, before.threads());
        return new Plan(
                before.data(),
                union(before.models(), models),
                before.start(),
                requireNonNullElse(epochs, before.epochs()),
                union(before.seeds(), seeds),
                before.batch(),
                before.learningRate(),
                before.trainLimit(),
                before.backend(),
                before.threads());
    }

    /** The folder of the experiment. */
    Path folder() {
        return out == null ? Path.of("runs", "classify-" + new DataFolder(Path.of(dataOrDefault())).name()) : out;
    }

    private String dataOrDefault() {
        return data == null ? DataFolder.DEFAULT : data.toString();
    }

    private static <T> List<T> union(List<T> before, @Nullable List<T> given) {
        return given == null
                ? before
                : Stream.concat(before.stream(), given.stream()).distinct().toList();
    }
}
