package org.optnet4j.examples.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.sudoku.RunRequest;
import org.optnet4j.examples.sudoku.SudokuRun;
import org.optnet4j.examples.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optnet4j sudoku}: learns the rules of mini-Sudoku from examples. */
@Command(
        name = "sudoku",
        description = {
            "Learns the rules of 4x4 Sudoku from solved examples, with one QP layer whose constraints are learned "
                    + "(Amos and Kolter, 2017). Same seed and back end: same bits.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SudokuCommand implements Callable<Integer> {
    @Option(names = "--epochs", paramLabel = "E", description = "Epochs in all. Default: 5.")
    private @Nullable Integer epochs;

    @Option(names = "--batch", paramLabel = "B", description = "Puzzles per training step. Default: 150.")
    private @Nullable Integer batch;

    @Option(names = "--train", paramLabel = "N", description = "Number of training puzzles. Default: 9000.")
    private @Nullable Integer train;

    @Option(names = "--test", paramLabel = "N", description = "Number of test puzzles. Default: 1000.")
    private @Nullable Integer test;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of puzzles, start and order. Default: 1.")
    private @Nullable Long seed;

    @Option(
            names = "--hard",
            description = "Harder puzzles: cells are removed as long as the solution stays unique, not only as long as "
                    + "each can be deduced from its row, column or block.")
    private boolean hard;

    @Mixin
    private BackendOption backend = new BackendOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the run. Default: runs/sudoku-BACKEND-seedSEED, with -hard after it if so.")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            description = "Go on from the folder's last checkpoint. What is not said is taken from there.")
    private boolean resume;

    @Override
    public Integer call() {
        positive("--epochs", epochs);
        positive("--batch", batch);
        positive("--train", train);
        positive("--test", test);
        RunRequest request = new RunRequest(epochs, seed, train, test, batch, hard, backend.name, out, resume);
        ForkJoinPool pool = threads.pool();
        SudokuRun run = new SudokuRun(request, Version.number(), System.out, Terminal.current());
        return ExitCodes.solved(
                run.run(name -> QpSolver.builder().backend(name).pool(pool).build()));
    }

    private static void positive(String option, @Nullable Integer value) {
        if (value != null) {
            Numbers.between(option, value, 1, Integer.MAX_VALUE);
        }
    }
}
