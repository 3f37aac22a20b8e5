package org.optnet4j.examples.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiFunction;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolver;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.sudoku.Grid;
import org.optnet4j.examples.sudoku.LargeRequest;
import org.optnet4j.examples.sudoku.LargeRun;
import org.optnet4j.examples.sudoku.MiniRequest;
import org.optnet4j.examples.sudoku.RunRequest;
import org.optnet4j.examples.sudoku.SudokuRun;
import org.optnet4j.examples.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optnet4j sudoku}: learns the rules of Sudoku from examples. */
@Command(
        name = "sudoku",
        description = {
            "Learns the rules of 4x4 or 9x9 Sudoku from solved examples, with one QP layer whose constraints are learned "
                    + "(Amos and Kolter, 2017). Same seed and back end: same bits.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class SudokuCommand implements Callable<Integer> {
    /** What learns, as users write it. */
    enum Model {
        optnet,
        conv
    }

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "optnet, or conv, the paper's convolutional network, whose options "
                    + "optnet4j sudoku --model conv --help shows. Default: ${DEFAULT-VALUE}.")
    private Model model = Model.optnet;

    @Mixin
    private SudokuOptions options = new SudokuOptions();

    @Mixin
    private MiniSudokuOptions mini = new MiniSudokuOptions();

    @Mixin
    private LargeSudokuOptions large = new LargeSudokuOptions();

    @Mixin
    private BackendOption backend = new BackendOption();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public Integer call() {
        if (model == Model.conv) {
            options.requireMini("conv");
            mini.refuse("--model optnet");
            throw new InputException("--model: expected optnet, got conv, which needs a deep-learning framework: "
                    + "the launcher has it (./optnet4j sudoku --model conv)");
        }
        Grid grid = options.grid();
        RunRequest request = options.request(backend.name);
        ForkJoinPool pool = threads.pool();
        BiFunction<String, QpSettings, QpSolver> open = (name, settings) ->
                QpSolver.builder().backend(name).settings(settings).pool(pool).build();
        if (grid == Grid.MINI) {
            large.refuse();
            MiniRequest miniRequest = mini.request(request);
            return ExitCodes.solved(new SudokuRun(miniRequest, Version.number(), System.out, Terminal.current())
                    .run(name -> open.apply(name, QpSettings.defaults())));
        }
        mini.refuse("--size 4");
        LargeRequest largeRequest = large.request(request, grid);
        return ExitCodes.solved(new LargeRun(largeRequest, Version.number(), System.out, Terminal.current()).run(open));
    }
}
