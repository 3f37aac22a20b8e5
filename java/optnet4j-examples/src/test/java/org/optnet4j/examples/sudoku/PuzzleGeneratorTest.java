package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.testing.TestSeed;

class PuzzleGeneratorTest {
    private static final int DRAWS = 2000;

    private final long seed = TestSeed.next();

    private PuzzleGenerator generator(RemovalRule rule) {
        return new PuzzleGenerator(PuzzleLaw.PAPER, rule, new SplittableRandom(seed));
    }

    /** Fills in values that have only one place left in a row, column or block, until nothing changes. */
    private static Board deduce(Board puzzle) {
        Board board = puzzle;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int cell = 0; cell < board.grid().cells(); cell++) {
                for (int value = 1; value <= board.grid().side() && board.at(cell) == 0; value++) {
                    if (isOnlyPlace(board, cell, value)) {
                        board = board.with(cell, value);
                        changed = true;
                    }
                }
            }
        }
        return board;
    }

    private static boolean isOnlyPlace(Board board, int cell, int value) {
        if (!canHold(board, cell, value)) {
            return false;
        }
        boolean inRow = true;
        boolean inColumn = true;
        boolean inBlock = true;
        int side = board.grid().side();
        for (int other = 0; other < side * side; other++) {
            if (other != cell && board.at(other) == 0 && canHold(board, other, value)) {
                inRow &= other / side != cell / side;
                inColumn &= other % side != cell % side;
                inBlock &= !inOneBlock(side, other, cell);
            }
        }
        return inRow || inColumn || inBlock;
    }

    private static boolean canHold(Board board, int cell, int value) {
        int side = board.grid().side();
        for (int other = 0; other < side * side; other++) {
            boolean sees = other / side == cell / side || other % side == cell % side || inOneBlock(side, other, cell);
            if (sees && board.at(other) == value) {
                return false;
            }
        }
        return true;
    }

    private static boolean inOneBlock(int side, int cell, int other) {
        int block = side == 4 ? 2 : 3;
        return cell / (side * block) == other / (side * block) && cell % side / block == other % side / block;
    }

    @ParameterizedTest
    @EnumSource(RemovalRule.class)
    void everyPuzzleHasItsSolutionAndNoOther(RemovalRule rule) {
        PuzzleGenerator generator = generator(rule);
        Set<Board> solutions = new HashSet<>();
        for (int i = 0; i < DRAWS; i++) {
            Puzzle puzzle = generator.next();
            assertTrue(puzzle.solution().isSolved(), "seed " + seed);
            for (int cell = 0; cell < Grid.MINI.cells(); cell++) {
                int given = puzzle.givens().at(cell);
                assertTrue(given == 0 || given == puzzle.solution().at(cell), "seed " + seed);
            }
            assertTrue(Solutions.isUnique(puzzle.givens()), "seed " + seed + "\n" + puzzle.givens());
            assertTrue(puzzle.givens().givens() >= 4, "seed " + seed + "\n" + puzzle.givens());
            solutions.add(puzzle.solution());
        }
        assertTrue(solutions.size() > 250 && solutions.size() <= 288, "seed " + seed + ": " + solutions.size());
    }

    @Test
    void puzzlesOfThePaperCanBeDeducedGroupByGroupAndNoFurtherCellCanGo() {
        PuzzleGenerator generator = generator(RemovalRule.DEDUCIBLE);
        for (int i = 0; i < DRAWS; i++) {
            Puzzle puzzle = generator.next();
            assertEquals(puzzle.solution(), deduce(puzzle.givens()), "seed " + seed + "\n" + puzzle.givens());
            for (int cell = 0; cell < Grid.MINI.cells(); cell++) {
                if (puzzle.givens().at(cell) != 0) {
                    assertFalse(RemovalRule.DEDUCIBLE.mayRemove(puzzle.givens(), cell), "seed " + seed);
                    Board without = puzzle.givens().with(cell, 0);
                    assertFalse(isOnlyPlace(without, cell, puzzle.solution().at(cell)), "seed " + seed);
                }
            }
        }
    }

    @Test
    void hardPuzzlesLoseTheirOnlySolutionWithAnyFurtherCell() {
        PuzzleGenerator generator = generator(RemovalRule.UNIQUE);
        double givens = 0;
        for (int i = 0; i < DRAWS; i++) {
            Board puzzle = generator.next().givens();
            givens += puzzle.givens();
            for (int cell = 0; cell < Grid.MINI.cells(); cell++) {
                assertTrue(
                        puzzle.at(cell) == 0 || !Solutions.isUnique(puzzle.with(cell, 0)),
                        "seed " + seed + "\n" + puzzle);
            }
        }
        PuzzleGenerator easy = generator(RemovalRule.DEDUCIBLE);
        double easyGivens = 0;
        for (int i = 0; i < DRAWS; i++) {
            easyGivens += easy.next().givens().givens();
        }
        assertTrue(givens < easyGivens, "seed " + seed);
    }

    @ParameterizedTest
    @EnumSource(RemovalRule.class)
    void puzzlesOfASetAreDistinctAndTheSameForTheSameSeed(RemovalRule rule) {
        PuzzleSet set = PuzzleSet.generate(generator(rule), 1500, 500);
        Set<Board> all = new HashSet<>();
        set.train().forEach(puzzle -> all.add(puzzle.givens()));
        assertEquals(1500, all.size(), "seed " + seed);
        set.test().forEach(puzzle -> all.add(puzzle.givens()));
        assertEquals(2000, all.size(), "seed " + seed);
        assertEquals(set, PuzzleSet.generate(generator(rule), 1500, 500), "seed " + seed);
    }

    @Test
    void tooManyPuzzlesIsAnErrorAndNotAnEndlessLoop() {
        InputException e = assertThrows(
                InputException.class,
                () -> PuzzleSet.generate(generator(RemovalRule.UNIQUE), Integer.MAX_VALUE, Integer.MAX_VALUE, 20));
        assertTrue(e.getMessage().endsWith("got 4294967294"), e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(RemovalRule.class)
    void largePuzzlesAreValidAndSpanEasyToHard(RemovalRule rule) {
        PuzzleGenerator generator = new PuzzleGenerator(PuzzleLaw.SPREAD, rule, new SplittableRandom(seed));
        int easy = 0;
        int medium = 0;
        for (int i = 0; i < 300; i++) {
            Puzzle puzzle = generator.next();
            Board givens = puzzle.givens();
            assertTrue(puzzle.solution().isSolved(), "seed " + seed);
            for (int cell = 0; cell < 81; cell++) {
                if (givens.at(cell) != 0) {
                    assertEquals(puzzle.solution().at(cell), givens.at(cell), "seed " + seed);
                }
            }
            assertTrue(Solutions.isUnique(givens), "seed " + seed + "\n" + givens);
            if (rule == RemovalRule.DEDUCIBLE) {
                assertEquals(puzzle.solution(), deduce(givens), "seed " + seed + "\n" + givens);
            }
            assertTrue(givens.givens() >= 28 && givens.givens() <= 57, "seed " + seed + "\n" + givens);
            easy += givens.givens() > 50 ? 1 : 0;
            medium += givens.givens() > 43 && givens.givens() <= 50 ? 1 : 0;
        }
        // Expected: 70 each.
        assertTrue(easy > 35 && easy < 130, "seed " + seed + ": " + easy);
        assertTrue(medium > 35 && medium < 130, "seed " + seed + ": " + medium);
    }

    @Test
    void largeBoardsHaveEveryValueEverywhere() {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] count = new int[81][10];
        for (int i = 0; i < 2000; i++) {
            Board board = SolvedBoards.byBacktracking(Grid.FULL, random);
            for (int cell = 0; cell < 81; cell++) {
                count[cell][board.at(cell)]++;
            }
        }
        for (int cell = 0; cell < 81; cell++) {
            for (int value = 1; value <= 9; value++) {
                // Six standard deviations of a fair die: 222 and 14.
                assertEquals(2000 / 9.0, count[cell][value], 84, "seed " + seed);
            }
        }
    }
}
