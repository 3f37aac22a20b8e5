package org.optnet4j.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.examples.cli.BackendOption;
import org.optnet4j.examples.cli.ExitCodes;
import org.optnet4j.examples.cli.Numbers;
import org.optnet4j.examples.cli.ThreadsOption;
import org.optnet4j.examples.cli.Version;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.experiments.timing.TimingRequest;
import org.optnet4j.experiments.timing.TimingRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optnet4j timing}: the paper's figures 1 and 2 on this machine. */
@Command(
        name = "timing",
        description = {
            "Measures the paper's figures 1 and 2 on this machine (Amos and Kolter, 2017): a QP layer beside a linear layer by "
                    + "size, batch of 128, and QPs of 100 variables solved one after the other beside a batch. Every time "
                    + "stands beside the KKT residual that was reached, computed apart from the solver. Leave the machine "
                    + "alone meanwhile.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TimingCommand implements Callable<Integer> {
    private static final int MOST_TRIALS = 10_000;

    @Option(
            names = "--trials",
            paramLabel = "T",
            description =
                    "Trials of each time, the first of which does not count; fewer where they take more than half a minute "
                            + "together. Default: 10; 3 with --quick.")
    private @Nullable Integer trials;

    @Option(names = "--quick", description = "Fewer sizes and trials: a minute, to see that all works.")
    private boolean quick;

    @Option(names = "--large", description = "Layers of 500 variables too, which takes minutes and 2 GiB.")
    private boolean large;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the problems. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Mixin
    private BackendOption backend = new BackendOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for metrics.json, tables.md and pictures. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("runs", "timing");

    @Override
    public Integer call() {
        if (quick && large) {
            throw new InputException("--large: expected none with --quick, got one");
        }
        int count = trials == null ? (quick ? 3 : 10) : trials;
        Numbers.between("--trials", count, 2, MOST_TRIALS);
        List<Integer> sizes = quick ? List.of(10, 50) : large ? List.of(10, 50, 100, 500) : List.of(10, 50, 100);
        TimingRequest request = new TimingRequest(
                backend.nameOrAuto(),
                threads.count(),
                seed,
                count,
                quick ? 0.1 : 1,
                quick ? 1 : 30,
                List.of(Precision.FLOAT64, Precision.FLOAT32),
                sizes,
                128,
                quick ? List.of(1, 16) : List.of(1, 64, 128),
                100,
                out);
        return ExitCodes.solved(new TimingRun(request, Version.number(), System.out).run());
    }
}
