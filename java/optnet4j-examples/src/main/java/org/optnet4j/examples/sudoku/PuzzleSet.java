package org.optnet4j.examples.sudoku;

import java.util.List;
import org.optnet4j.examples.io.InputException;

/**
 * The puzzles of one experiment. All are distinct, so no test puzzle was ever trained on.
 *
 * @param train puzzles to learn from
 * @param test puzzles to measure on
 */
public record PuzzleSet(List<Puzzle> train, List<Puzzle> test) {
    /**
     * Draws distinct puzzles.
     *
     * @param generator where they come from
     * @param train number of training puzzles
     * @param test number of test puzzles
     * @return the puzzles
     * @throws InputException if there are not so many distinct puzzles
     */
    public static PuzzleSet generate(PuzzleGenerator generator, int train, int test) {
        return generate(generator, train, test, Distinct.PATIENCE);
    }

    static PuzzleSet generate(PuzzleGenerator generator, int train, int test, int patience) {
        List<Puzzle> puzzles = Distinct.draw(generator::next, Puzzle::givens, "puzzles", (long) train + test, patience);
        return new PuzzleSet(puzzles.subList(0, train), puzzles.subList(train, puzzles.size()));
    }
}
