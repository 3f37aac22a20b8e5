package org.optnet4j.experiments.denoise;

import static java.util.Objects.requireNonNullElse;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.sudoku.ResumeCheck;

/**
 * What the user asked for; null where nothing was said, so that a resumed run can take it from its folder.
 *
 * @param models names of models, {@code tv} or {@code all}
 * @param epochs of each model
 * @param learningRate of each model at its first step
 * @param batch signals per step
 * @param train number of training signals
 * @param test number of test signals
 * @param length of a signal
 * @param noise standard deviation of the noise
 * @param seed of signals, starts and orders
 * @param backend name of a back end, or {@code auto}
 * @param out the run's folder
 * @param resume whether to go on from the folder's checkpoints
 */
public record DenoiseRequest(
        @Nullable List<String> models,
        @Nullable Integer epochs,
        @Nullable Double learningRate,
        @Nullable Integer batch,
        @Nullable Integer train,
        @Nullable Integer test,
        @Nullable Integer length,
        @Nullable Double noise,
        @Nullable Long seed,
        @Nullable String backend,
        @Nullable Path out,
        boolean resume) {
    /** The shortest signals that the law allows. */
    public static final int MIN_LENGTH = SignalLaw.MIN_LENGTH;

    private static final int BATCH = 50;
    private static final int TRAIN = 9000;
    private static final int TEST = 1000;
    private static final int LENGTH = 100;
    private static final double NOISE = 10;
    private static final long SEED = 1;

    /**
     * The settings of a new run.
     *
     * @param backendName what solves its quadratic programs
     * @throws InputException if there is no such model
     */
    RunSettings settings(String backendName) {
        return new RunSettings(
                RunSettings.FORMAT,
                backendName,
                requireNonNullElse(seed, SEED),
                new SignalLaw(requireNonNullElse(length, LENGTH), requireNonNullElse(noise, NOISE)),
                requireNonNullElse(train, TRAIN),
                requireNonNullElse(test, TEST),
                requireNonNullElse(batch, BATCH),
                kinds().stream()
                        .map(kind -> new TrainingSettings(
                                kind,
                                requireNonNullElse(epochs, kind.epochs()),
                                requireNonNullElse(learningRate, kind.learningRate())))
                        .toList());
    }

    /** The folder of a new run. */
    Path folder(String backendName) {
        return out != null ? out : Path.of("runs", "denoise-" + backendName + "-seed" + requireNonNullElse(seed, SEED));
    }

    /**
     * Makes sure that a resumed run is the one that the folder belongs to.
     *
     * @param folder of the run
     * @param backendName what would go on
     * @param settings of the run
     * @throws InputException if the user said something else; names the option
     */
    void check(Path folder, String backendName, RunSettings settings) {
        ResumeCheck check = new ResumeCheck(folder);
        check.same("--backend", backendName, settings.backend());
        check.same("--seed", seed, settings.seed());
        check.same("--length", length, settings.law().length());
        check.same("--noise", noise, settings.law().noise());
        check.same("--train", train, settings.train());
        check.same("--test", test, settings.test());
        check.same("--batch", batch, settings.batch());
        List<String> trained = settings.models().stream()
                .map(training -> training.model().option())
                .toList();
        check.same(
                "--model",
                models == null ? null : kinds().stream().map(ModelKind::option).toList(),
                trained);
        for (TrainingSettings training : settings.models()) {
            check.same("--epochs", epochs, training.epochs());
            check.same("--lr", learningRate, training.learningRate());
        }
    }

    private Set<ModelKind> kinds() {
        if (models == null) {
            return EnumSet.of(ModelKind.OPTNET_TV);
        }
        Set<ModelKind> kinds = EnumSet.noneOf(ModelKind.class);
        for (String name : models) {
            if (name.equals("all")) {
                kinds.addAll(EnumSet.allOf(ModelKind.class));
            } else if (!name.equals("tv")) {
                kinds.add(ModelKind.of(name));
            }
        }
        return kinds;
    }
}
