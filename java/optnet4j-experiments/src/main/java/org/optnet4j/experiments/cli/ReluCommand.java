package org.optnet4j.experiments.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.cli.BackendOption;
import org.optnet4j.examples.cli.ExitCodes;
import org.optnet4j.examples.cli.Numbers;
import org.optnet4j.examples.cli.PrecisionOption;
import org.optnet4j.examples.cli.Version;
import org.optnet4j.experiments.representation.RepresentationRequest;
import org.optnet4j.experiments.representation.RepresentationRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optnet4j relu}: what OptNet layers can represent. */
@Command(
        name = "relu",
        description = {
            "Checks what OptNet layers can represent (Amos and Kolter, 2017): a ReLU layer, piecewise-linear functions and "
                    + "projections, each as a quadratic program, with values and gradients equal to the closed form's. "
                    + "Exit code 3 if one is not.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ReluCommand implements Callable<Integer> {
    private static final int MOST_POINTS = 1_000_000;

    @Option(names = "--points", paramLabel = "N", description = "Points of each function. Default: ${DEFAULT-VALUE}.")
    private int points = 1000;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of functions and points. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Mixin
    private BackendOption backend = new BackendOption();

    @Mixin
    private PrecisionOption precision = new PrecisionOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for metrics.json and a picture. Default: runs/relu-PRECISION-seedSEED.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Numbers.between("--points", points, 1, MOST_POINTS);
        Path folder = out != null
                ? out
                : Path.of("runs", "relu-" + precision.precision().name().toLowerCase(Locale.ROOT) + "-seed" + seed);
        RepresentationRequest request =
                new RepresentationRequest(backend.nameOrAuto(), precision.precision(), seed, points, folder);
        return ExitCodes.solved(new RepresentationRun(request, Version.number(), System.out).run());
    }
}
