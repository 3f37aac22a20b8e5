package org.optnet4j.examples.cli;

import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.sudoku.Grid;
import org.optnet4j.examples.sudoku.LargeRequest;
import org.optnet4j.examples.sudoku.RunRequest;
import org.optnet4j.examples.sudoku.Start;
import picocli.CommandLine.Option;

/** The options of {@code optnet4j sudoku} that only large boards have. */
final class LargeSudokuOptions {
    @Option(
            names = "--equalities",
            paramLabel = "P",
            description =
                    "With --size 9: rows of A. Default: one less than there are independent rules, 248, and 249 with "
                            + "--start data.")
    private @Nullable Integer equalities;

    @Option(
            names = "--start",
            paramLabel = "START",
            description =
                    "With --size 9: random or data, which begins with directions in which the training solutions do "
                            + "not vary. Default: random.")
    private @Nullable Start start;

    @Option(
            names = "--scale-steps",
            paramLabel = "F",
            description =
                    "With --size 9: every phase of the schedule of learning rate, smoothing and holes has F times as "
                            + "many steps. Default: 1.")
    private @Nullable Double scaleSteps;

    @Option(
            names = "--epoch-steps",
            paramLabel = "K",
            description = "With --size 9: steps per epoch, after which the test puzzles are measured. Default: 50.")
    private @Nullable Integer epochSteps;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            description = "With --size 9: float64 or float32, of the quadratic programs. Default: float64.")
    private PrecisionOption.@Nullable Name precision;

    @Option(
            names = "--checkpoint-steps",
            paramLabel = "K",
            description =
                    "With --size 9: a checkpoint after every K steps of an epoch too. Changes no number. Default: 20.")
    private @Nullable Integer checkpointSteps;

    /**
     * What was asked for.
     *
     * @throws InputException if a number is out of range
     */
    LargeRequest request(RunRequest run, Grid grid) {
        Numbers.atLeastOneIfGiven("--equalities", equalities);
        Numbers.positiveIfGiven("--scale-steps", scaleSteps);
        Numbers.atLeastOneIfGiven("--epoch-steps", epochSteps);
        Numbers.atLeastOneIfGiven("--checkpoint-steps", checkpointSteps);
        Precision wanted = precision == null ? null : precision.precision;
        return new LargeRequest(run, grid, equalities, start, scaleSteps, epochSteps, wanted, checkpointSteps);
    }

    /**
     * Makes sure that none of these options was given.
     *
     * @throws InputException if one was
     */
    void refuse() {
        refuse("--equalities", equalities);
        refuse("--start", start);
        refuse("--scale-steps", scaleSteps);
        refuse("--epoch-steps", epochSteps);
        refuse("--precision", precision);
        refuse("--checkpoint-steps", checkpointSteps);
    }

    private static void refuse(String option, @Nullable Object given) {
        if (given != null) {
            throw new InputException(option + ": expected only with --size 9, got " + given);
        }
    }
}
