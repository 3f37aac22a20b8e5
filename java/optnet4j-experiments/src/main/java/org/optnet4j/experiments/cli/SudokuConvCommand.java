package org.optnet4j.experiments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.cli.ExitCodes;
import org.optnet4j.examples.cli.Numbers;
import org.optnet4j.examples.cli.SudokuOptions;
import org.optnet4j.examples.cli.Version;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.terminal.Terminal;
import org.optnet4j.experiments.sudoku.ConvRequest;
import org.optnet4j.experiments.sudoku.ConvRun;
import org.optnet4j.experiments.sudoku.Planes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optnet4j sudoku --model conv}: the paper's convolutional network on the puzzles of the QP layer. */
@Command(
        name = "sudoku",
        description = {
            "Learns mini-Sudoku with the paper's convolutional network, ten layers of 3x3 filters and one for the output, "
                    + "on the puzzles that optnet4j sudoku has with the same seed (Amos and Kolter, 2017). Same seed, "
                    + "machine and threads: same bits.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SudokuConvCommand implements Callable<Integer> {
    private static final int MOST_CHANNELS = 4096;
    private static final int MOST_THREADS = 1024;

    @Option(names = "--model", paramLabel = "MODEL", required = true, description = "conv.")
    private String model = "";

    @Mixin
    private SudokuOptions options = new SudokuOptions();

    @Option(
            names = "--channels",
            paramLabel = "C",
            description = "Filters of each layer. Default: 64; the paper has 512, which takes some 60 times as long.")
    private @Nullable Integer channels;

    @Option(
            names = "--planes",
            paramLabel = "AXIS",
            description =
                    "rows or values: the axis of a board that is the network's channels. Default: rows, as in the "
                            + "authors' code.")
    private @Nullable Planes planes;

    @Option(
            names = "--compare",
            paramLabel = "DIR",
            description = "Folder of an optnet4j sudoku run on the same puzzles, to draw both models' curves in "
                    + "models.png. Default: the folder that run has by default, if it is there.")
    private @Nullable Path compare;

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Threads of the engine. Another number, other last bits. Default: all cores.")
    private @Nullable Integer threads;

    @Override
    public Integer call() {
        if (!model.equals("conv")) {
            throw new InputException("--model: expected conv, got '" + model + "'");
        }
        options.requireMini(model);
        Numbers.betweenIfGiven("--channels", channels, 1, MOST_CHANNELS);
        Numbers.betweenIfGiven("--threads", threads, 1, MOST_THREADS);
        ConvRequest request = new ConvRequest(options.request(null), channels, planes, threads, compare);
        new ConvRun(request, Version.number(), System.out, Terminal.current()).run();
        return ExitCodes.OK;
    }
}
