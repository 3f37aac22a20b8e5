package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.optnet4j.examples.testing.TestSeed;

class CurriculumTest {
    private final long seed = TestSeed.next();

    @Test
    void theShareGrowsToAll() {
        Curriculum curriculum = new Curriculum(4);
        assertEquals(0.1, curriculum.share(0));
        assertEquals(0.55, curriculum.share(2), 1e-12);
        assertEquals(1, curriculum.share(4));
        assertEquals(1, curriculum.share(7.5));
        assertEquals(1, new Curriculum(0).share(0));
    }

    @Test
    void blanksAreGivenBackAndNothingElse() {
        SplittableRandom random = new SplittableRandom(seed);
        PuzzleGenerator generator = new PuzzleGenerator(PuzzleLaw.SPREAD, RemovalRule.DEDUCIBLE, random);
        for (int i = 0; i < 50; i++) {
            Puzzle puzzle = generator.next();
            int blanks = 81 - puzzle.givens().givens();
            for (double share : new double[] {0, 0.1, 0.5, 1}) {
                Puzzle eased = Curriculum.ease(puzzle, share, random);
                assertEquals(puzzle.solution(), eased.solution(), "seed " + seed);
                assertEquals(
                        Math.max(1, Math.round(share * blanks)),
                        81 - eased.givens().givens(),
                        "seed " + seed);
                for (int cell = 0; cell < 81; cell++) {
                    int given = eased.givens().at(cell);
                    assertTrue(
                            given == puzzle.givens().at(cell)
                                    || given == puzzle.solution().at(cell),
                            "seed " + seed);
                }
            }
            assertEquals(puzzle, Curriculum.ease(puzzle, 1, random), "seed " + seed);
        }
    }

    @Test
    void aFullBoardStaysOne() {
        Board solved = SolvedBoards.byBacktracking(Grid.FULL, new SplittableRandom(seed));
        Puzzle full = new Puzzle(solved, solved);
        assertEquals(full, Curriculum.ease(full, 0.1, new SplittableRandom(seed)), "seed " + seed);
    }
}
