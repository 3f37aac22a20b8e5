package org.optnet4j.examples.sudoku;

import java.util.Objects;
import org.optnet4j.Precision;

/**
 * What, with what computes it, fixes every number of a run on a large board.
 *
 * @param size side length of the board
 * @param training seed, puzzles, batch and learning rate
 * @param equalities how many rows A has
 * @param start where the training starts
 * @param curriculum over how many epochs the puzzles become as hard as they are; 0 for none
 * @param precision of the quadratic programs; weights and optimiser have double precision in any case
 */
record LargeSettings(
        int size, TrainingSettings training, int equalities, Start start, int curriculum, Precision precision) {
    Grid grid() {
        return Objects.requireNonNull(Grid.ofSide(size), "size");
    }

    /** The puzzles of the run. */
    PuzzleSet puzzles() {
        return training.puzzles(PuzzleLaw.of(grid()));
    }

    /** The weights before the first step. */
    Weights startWeights(PuzzleSet puzzles) {
        return start.weights(puzzles.train(), equalities, training.start());
    }
}
