package org.optnet4j.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.cli.BackendOption;
import org.optnet4j.examples.cli.ExitCodes;
import org.optnet4j.examples.cli.Numbers;
import org.optnet4j.examples.cli.ThreadsOption;
import org.optnet4j.examples.cli.Version;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.experiments.denoise.DenoiseRequest;
import org.optnet4j.experiments.denoise.DenoiseRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optnet4j denoise}: total variation, and layers that learn to do better. */
@Command(
        name = "denoise",
        description = {
            "Removes noise from piecewise constant signals by total variation, and trains QP layers to do better "
                    + "(Amos and Kolter, 2017). Same seed and back end: same bits.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DenoiseCommand implements Callable<Integer> {
    private static final int MAX_LENGTH = 1000;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            split = ",",
            description =
                    "What to train beside the baseline tv (total variation): optnet (a QP layer from a random start), "
                            + "optnet-tv (from total variation), learn-d (total variation whose differences are learned), fc "
                            + "(a fully connected network), or all; several with commas. Default: optnet-tv.")
    private @Nullable List<String> models;

    @Option(
            names = "--epochs",
            paramLabel = "E",
            description = "Epochs of each model. Default: 12 (optnet-tv), 8 (learn-d), 5 (optnet), 60 (fc).")
    private @Nullable Integer epochs;

    @Option(
            names = "--lr",
            paramLabel = "R",
            description =
                    "Learning rate of Adam at the first step, from where it falls to 0 in a line. Default: 5e-4 (optnet-tv), 1e-2 (learn-d), 1e-3 (optnet, fc).")
    private @Nullable Double learningRate;

    @Option(names = "--batch", paramLabel = "B", description = "Signals per training step. Default: 50.")
    private @Nullable Integer batch;

    @Option(names = "--train", paramLabel = "N", description = "Number of training signals. Default: 9000.")
    private @Nullable Integer train;

    @Option(names = "--test", paramLabel = "N", description = "Number of test signals. Default: 1000.")
    private @Nullable Integer test;

    @Option(names = "--length", paramLabel = "N", description = "Length of a signal. Default: 100.")
    private @Nullable Integer length;

    @Option(names = "--noise", paramLabel = "SIGMA", description = "Standard deviation of the noise. Default: 10.")
    private @Nullable Double noise;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of signals, starts and orders. Default: 1.")
    private @Nullable Long seed;

    @Mixin
    private BackendOption backend = new BackendOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the run. Default: runs/denoise-BACKEND-seedSEED.")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            description = "Go on from the folder's last checkpoints. What is not said is taken from there.")
    private boolean resume;

    @Override
    public Integer call() {
        Numbers.atLeastOneIfGiven("--epochs", epochs);
        Numbers.atLeastOneIfGiven("--batch", batch);
        Numbers.atLeastOneIfGiven("--train", train);
        Numbers.atLeastOneIfGiven("--test", test);
        Numbers.betweenIfGiven("--length", length, DenoiseRequest.MIN_LENGTH, MAX_LENGTH);
        Numbers.positiveIfGiven("--lr", learningRate);
        Numbers.positiveIfGiven("--noise", noise);
        DenoiseRequest request = new DenoiseRequest(
                models, epochs, learningRate, batch, train, test, length, noise, seed, backend.name, out, resume);
        ForkJoinPool pool = threads.pool();
        DenoiseRun run = new DenoiseRun(request, Version.number(), System.out, Terminal.current());
        return ExitCodes.solved(
                run.run(name -> QpSolver.builder().backend(name).pool(pool).build()));
    }
}
