package org.optnet4j.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.cli.ExitCodes;
import org.optnet4j.examples.cli.Numbers;
import org.optnet4j.examples.cli.Version;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.experiments.classify.Classifier;
import org.optnet4j.experiments.classify.ClassifyRequest;
import org.optnet4j.experiments.classify.ClassifyRun;
import org.optnet4j.experiments.classify.DataFolder;
import org.optnet4j.experiments.classify.OptNetStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code optnet4j classify}: images by a network with a quadratic program as its last layer, and one without. */
@Command(
        name = "classify",
        description = {
            "Classifies images (MNIST, Fashion-MNIST) by FC600-FC10-OptNet10-softmax and by FC600-FC10-FC10-softmax "
                    + "(Amos and Kolter, 2017, section 4.2). Same seed, machine and threads: same bits.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ClassifyCommand implements Callable<Integer> {
    /** Which networks are trained. */
    enum Model {
        optnet(List.of(Classifier.optnet)),
        fc(List.of(Classifier.fc)),
        both(List.of(Classifier.values()));

        private final List<Classifier> classifiers;

        Model(List<Classifier> classifiers) {
            this.classifiers = classifiers;
        }
    }

    private static final int MOST_THREADS = 1024;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with the four IDX files, compressed or not. Default: " + DataFolder.DEFAULT
                    + ", Debian's package dataset-fashion-mnist.")
    private @Nullable Path data;

    @Option(names = "--model", paramLabel = "MODEL", description = "optnet, fc or both. Default: both.")
    private @Nullable Model model;

    @Option(
            names = "--start",
            paramLabel = "START",
            description = "Of the quadratic program. identity: L = I and s0 = 10, no inequality is active; authors: L "
                    + "uniform in [0, 1) and s0 = 1, as in the authors' code. Default: identity.")
    private @Nullable OptNetStart start;

    @Option(names = "--epochs", paramLabel = "E", description = "Epochs in all. Default: 20.")
    private @Nullable Integer epochs;

    @Option(
            names = {"--seed", "--seeds"},
            paramLabel = "S",
            split = ",",
            description =
                    "Seeds of start and order, with commas between: one run of each network with each. Default: 1.")
    private @Nullable List<Long> seeds;

    @Option(names = "--batch", paramLabel = "B", description = "Images per training step. Default: 64.")
    private @Nullable Integer batch;

    @Option(names = "--lr", paramLabel = "R", description = "Learning rate of Adam. Default: 1e-3.")
    private @Nullable Double learningRate;

    @Option(names = "--train-limit", paramLabel = "N", description = "Only the first N training images. Default: all.")
    private @Nullable Integer trainLimit;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Of the quadratic programs: auto (the best one available), java, cpu or cuda. Default: auto.")
    private @Nullable String backend;

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Threads of the engine and of the solver. Another number, other last bits. Default: 1.")
    private @Nullable Integer threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the experiment. Default: runs/classify-DATA, DATA being the data folder's name.")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            description = "Go on with what is in the folder. What is not said is taken from there; models, seeds and "
                    + "epochs may be added.")
    private boolean resume;

    @Override
    public Integer call() {
        Numbers.atLeastOneIfGiven("--epochs", epochs);
        Numbers.atLeastOneIfGiven("--batch", batch);
        Numbers.atLeastOneIfGiven("--train-limit", trainLimit);
        Numbers.betweenIfGiven("--threads", threads, 1, MOST_THREADS);
        Numbers.positiveIfGiven("--lr", learningRate);
        ClassifyRequest request = new ClassifyRequest(
                data,
                model == null ? null : model.classifiers,
                start,
                epochs,
                seeds,
                batch,
                learningRate,
                trainLimit,
                backend,
                threads,
                out,
                resume);
        return ExitCodes.solved(new ClassifyRun(request, Version.number(), System.out, Terminal.current()).run());
    }
}
