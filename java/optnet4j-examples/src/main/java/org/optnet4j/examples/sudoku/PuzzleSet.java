package org.optnet4j.examples.sudoku;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.optnet4j.examples.io.InputException;

/**
 * The puzzles of one experiment. All are distinct, so no test puzzle was ever trained on.
 *
 * @param train puzzles to learn from
 * @param test puzzles to measure on
 */
public record PuzzleSet(List<Puzzle> train, List<Puzzle> test) {
    /** So many draws in a row without a new puzzle mean that there are hardly any left. */
    private static final int PATIENCE = 20_000;

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
        return generate(generator, train, test, PATIENCE);
    }

    static PuzzleSet generate(PuzzleGenerator generator, int train, int test, int patience) {
        long wanted = (long) train + test;
        Set<Board> seen = new HashSet<>();
        List<Puzzle> puzzles = new ArrayList<>();
        int draws = 0;
        while (puzzles.size() < wanted) {
            Puzzle puzzle = generator.next();
            if (seen.add(puzzle.givens())) {
                puzzles.add(puzzle);
                draws = 0;
            } else if (++draws == patience) {
                throw new InputException("--train plus --test: expected at most about " + puzzles.size()
                        + " (there are few more distinct puzzles of this kind), got " + wanted);
            }
        }
        return new PuzzleSet(
                List.copyOf(puzzles.subList(0, train)), List.copyOf(puzzles.subList(train, puzzles.size())));
    }
}
