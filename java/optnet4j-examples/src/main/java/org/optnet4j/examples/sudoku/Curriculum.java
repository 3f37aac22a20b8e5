package org.optnet4j.examples.sudoku;

import java.util.SplittableRandom;
import org.optnet4j.examples.random.Permutations;

/**
 * Easier puzzles first: over the first epochs, the blanks of a training puzzle grow from few to all of its own, by giving the
 * others back at random.
 *
 * @param epochs how many epochs that takes; 0 for none
 */
record Curriculum(int epochs) {
    /** Of a puzzle's blanks, what is left blank in the first step. */
    private static final double FIRST = 0.1;

    /**
     * Which share of a puzzle's blanks is left blank; it grows evenly.
     *
     * @param epochsDone since the start of the training, steps of the present epoch as a fraction
     */
    double share(double epochsDone) {
        return epochsDone >= epochs ? 1 : FIRST + (1 - FIRST) * epochsDone / epochs;
    }

    /**
     * The puzzle with fewer blanks.
     *
     * @param puzzle to make easier
     * @param share of its blanks that is left, at least one
     * @param random which
     */
    static Puzzle ease(Puzzle puzzle, double share, SplittableRandom random) {
        Board givens = puzzle.givens();
        int blanks = givens.grid().cells() - givens.givens();
        int given = Math.min(blanks - (int) Math.round(share * blanks), blanks - 1);
        for (int cell : Permutations.draw(givens.grid().cells(), random)) {
            if (given > 0 && givens.at(cell) == 0) {
                givens = givens.with(cell, puzzle.solution().at(cell));
                given--;
            }
        }
        return new Puzzle(givens, puzzle.solution());
    }
}
