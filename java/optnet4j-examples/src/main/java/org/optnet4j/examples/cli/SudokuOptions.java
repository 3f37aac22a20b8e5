package org.optnet4j.examples.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.sudoku.Grid;
import org.optnet4j.examples.sudoku.RunRequest;
import picocli.CommandLine.Option;

/** The options of {@code optnet4j sudoku} that every model has. */
public final class SudokuOptions {
    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Side length of the board, 4 or 9; 9 is for optnet only. Default: ${DEFAULT-VALUE}.")
    private int size = 4;

    @Option(
            names = "--epochs",
            paramLabel = "E",
            description = "Epochs in all. Default: 5; 20 with --model conv; 19 with --size 9, the whole schedule.")
    private @Nullable Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "B",
            description = "Puzzles per training step. Default: 150; 32 with --size 9.")
    private @Nullable Integer batch;

    @Option(
            names = "--train",
            paramLabel = "N",
            description = "Number of training puzzles. Default: 9000; with --size 9, of full boards that they are "
                    + "made of, 32000.")
    private @Nullable Integer train;

    @Option(
            names = "--test",
            paramLabel = "N",
            description = "Number of test puzzles. Default: 1000; 200 with --size 9.")
    private @Nullable Integer test;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of puzzles, start and order. Default: 1.")
    private @Nullable Long seed;

    @Option(
            names = "--hard",
            description = "Harder puzzles: cells are removed as long as the solution stays unique, not only as long as "
                    + "each can be deduced from its row, column or block.")
    private boolean hard;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the run. Default: runs/sudoku-BY-seedSEED, with -hard after it if so; BY is the "
                    + "back end, or conv. runs/sudoku9-... with --size 9.")
    private @Nullable Path out;

    @Option(
            names = "--resume",
            description = "Go on from the folder's last checkpoint. What is not said is taken from there.")
    private boolean resume;

    /**
     * The size of the board.
     *
     * @return the grid
     * @throws InputException if there is none of that size
     */
    Grid grid() {
        Grid grid = Grid.ofSide(size);
        if (grid == null) {
            throw new InputException("--size: expected 4 or 9, got " + size);
        }
        return grid;
    }

    /**
     * Makes sure that the board is one that every model knows.
     *
     * @param model its name
     * @throws InputException if it is not
     */
    public void requireMini(String model) {
        if (grid() != Grid.MINI) {
            throw new InputException("--size: expected 4 with --model " + model + ", got " + size);
        }
    }

    /**
     * What was asked for.
     *
     * @param backend the back end that was given, if one was
     * @return the request
     * @throws InputException if a number is out of range
     */
    public RunRequest request(@Nullable String backend) {
        Numbers.atLeastOneIfGiven("--epochs", epochs);
        Numbers.atLeastOneIfGiven("--batch", batch);
        Numbers.atLeastOneIfGiven("--train", train);
        Numbers.atLeastOneIfGiven("--test", test);
        return new RunRequest(epochs, seed, train, test, batch, hard, backend, out, resume);
    }
}
