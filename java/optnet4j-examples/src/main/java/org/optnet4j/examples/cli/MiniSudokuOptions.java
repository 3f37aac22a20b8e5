package org.optnet4j.examples.cli;

import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.sudoku.MiniRequest;
import org.optnet4j.examples.sudoku.RunRequest;
import picocli.CommandLine.Option;

/** The options of {@code optnet4j sudoku} that only the layer for mini-Sudoku has. */
final class MiniSudokuOptions {
    @Option(
            names = "--half-life",
            paramLabel = "E",
            description =
                    "With --size 4: the learning rate halves every E epochs, step by step; 0: never. Default: 0, and "
                            + "1 with --hard.")
    private @Nullable Double halfLife;

    /**
     * What was asked for.
     *
     * @throws InputException if a number is out of range
     */
    MiniRequest request(RunRequest run) {
        Numbers.notNegativeIfGiven("--half-life", halfLife);
        return new MiniRequest(run, halfLife);
    }

    /**
     * Makes sure that none of these options was given.
     *
     * @param expected with what they may be
     * @throws InputException if one was
     */
    void refuse(String expected) {
        if (halfLife != null) {
            throw new InputException("--half-life: expected only with " + expected + ", got " + halfLife);
        }
    }
}
