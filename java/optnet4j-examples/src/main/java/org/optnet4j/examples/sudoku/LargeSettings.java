package org.optnet4j.examples.sudoku;

import java.util.Objects;
import org.optnet4j.Precision;
import org.optnet4j.examples.random.RandomStreams;

/**
 * What, with what computes it, fixes every number of a run on a large board. The number of epochs is not among them.
 *
 * @param size side length of the board
 * @param run seed, boards and batch
 * @param equalities how many rows A has
 * @param start where the training starts
 * @param scaleSteps how many times as many steps the schedule has as {@link Schedule#DEFAULT} had when the run began
 * @param schedule of the run; kept here, because a later version may have another default
 * @param epochSteps steps per epoch
 * @param precision of the quadratic programs; weights and optimiser have double precision in any case
 */
record LargeSettings(
        int size,
        RunSettings run,
        int equalities,
        Start start,
        double scaleSteps,
        Schedule schedule,
        int epochSteps,
        Precision precision) {
    private static final int PUZZLES = 1;
    private static final int START = 2;

    Grid grid() {
        return Objects.requireNonNull(Grid.ofSide(size), "size");
    }

    /** The boards and puzzles of the run. */
    LargePuzzleSet puzzles() {
        return LargePuzzleSet.draw(
                PuzzleLaw.of(grid()), run.rule(), run.train(), run.test(), RandomStreams.at(run.seed(), PUZZLES));
    }

    /** Training puzzles made of the run's boards. */
    FreshPuzzles fresh(LargePuzzleSet puzzles) {
        return new FreshPuzzles(puzzles.train(), run.rule(), run.seed());
    }

    /** The equations before the first step. */
    Equations startEquations(LargePuzzleSet puzzles) {
        return start.equations(puzzles.train(), equalities, RandomStreams.at(run.seed(), START));
    }
}
