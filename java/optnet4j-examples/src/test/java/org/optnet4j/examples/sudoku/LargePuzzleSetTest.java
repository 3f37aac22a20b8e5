package org.optnet4j.examples.sudoku;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.optnet4j.examples.io.InputException;
import org.optnet4j.examples.testing.TestSeed;

/** What a run on a large board learns from and is measured on. */
class LargePuzzleSetTest {
    private static final StepPlan PLAN = new StepPlan(0.1, 0.1, 5, 12);

    private final long seed = TestSeed.next();

    private LargePuzzleSet draw(RemovalRule rule, int train, int test) {
        return LargePuzzleSet.draw(PuzzleLaw.SPREAD, rule, train, test, new SplittableRandom(seed));
    }

    private void assertValid(Puzzle puzzle) {
        Board givens = puzzle.givens();
        assertTrue(puzzle.solution().isSolved(), "seed " + seed);
        for (int cell = 0; cell < 81; cell++) {
            assertTrue(
                    givens.at(cell) == 0 || givens.at(cell) == puzzle.solution().at(cell), "seed " + seed);
        }
        assertTrue(Solutions.isUnique(givens), "seed " + seed + "\n" + givens);
    }

    @ParameterizedTest
    @EnumSource(RemovalRule.class)
    void boardsAreDistinctAndTestPuzzlesSpreadEvenly(RemovalRule rule) {
        LargePuzzleSet set = draw(rule, 100, 600);
        Set<Board> boards = new HashSet<>(set.train());
        int[] bands = new int[6];
        for (Puzzle puzzle : set.test()) {
            assertValid(puzzle);
            assertTrue(boards.add(puzzle.solution()), "seed " + seed);
            bands[(puzzle.givens().givens() - 28) / 5]++;
        }
        assertEquals(700, boards.size(), "seed " + seed);
        for (int band : bands) {
            // Seven standard deviations from the 100 expected.
            assertEquals(100, band, 65, "seed " + seed);
        }
        assertEquals(set, draw(rule, 100, 600), "seed " + seed);
    }

    @Test
    void tooManyBoardsAreAnError() {
        InputException e = assertThrows(
                InputException.class,
                () -> LargePuzzleSet.draw(PuzzleLaw.PAPER, RemovalRule.DEDUCIBLE, 280, 20, new SplittableRandom(seed)));
        assertEquals(
                "--train plus --test: expected at most about 288 (there are few more distinct boards of this kind), got"
                        + " 300",
                e.getMessage());
    }

    @ParameterizedTest
    @EnumSource(RemovalRule.class)
    void freshPuzzlesAreValidAndHaveTheHolesOfTheirStep(RemovalRule rule) {
        LargePuzzleSet set = draw(rule, 20, 1);
        FreshPuzzles fresh = new FreshPuzzles(set.train(), rule, seed);
        Set<Integer> holes = new HashSet<>();
        for (int step = 0; step < 10; step++) {
            for (Puzzle puzzle : fresh.draw(step, 20, PLAN)) {
                assertValid(puzzle);
                assertTrue(set.train().contains(puzzle.solution()), "seed " + seed);
                holes.add(81 - puzzle.givens().givens());
            }
        }
        assertEquals(Set.of(5, 6, 7, 8, 9, 10, 11, 12), holes, "seed " + seed);
    }

    @Test
    void freshPuzzlesDependOnSeedAndStepAlone() {
        List<Board> boards = draw(RemovalRule.DEDUCIBLE, 20, 1).train();
        FreshPuzzles fresh = new FreshPuzzles(boards, RemovalRule.DEDUCIBLE, seed);
        List<Puzzle> fifth = fresh.draw(5, 8, PLAN);
        assertEquals(fifth, new FreshPuzzles(boards, RemovalRule.DEDUCIBLE, seed).draw(5, 8, PLAN), "seed " + seed);
        assertEquals(fifth.subList(0, 3), fresh.draw(5, 3, PLAN), "seed " + seed);
        assertNotEquals(fifth, fresh.draw(6, 8, PLAN), "seed " + seed);
        assertNotEquals(
                fifth, new FreshPuzzles(boards, RemovalRule.DEDUCIBLE, seed + 1).draw(5, 8, PLAN), "seed " + seed);
    }

    @Test
    void aRuleThatLetsNoFurtherCellGoEndsTheRemoval() {
        List<Board> boards = draw(RemovalRule.DEDUCIBLE, 1, 1).train();
        Puzzle hardest = new FreshPuzzles(boards, RemovalRule.DEDUCIBLE, seed)
                .draw(0, 1, new StepPlan(0.1, 0.1, 70, 70))
                .get(0);
        assertValid(hardest);
        for (int cell = 0; cell < 81; cell++) {
            assertFalse(
                    hardest.givens().at(cell) != 0 && RemovalRule.DEDUCIBLE.mayRemove(hardest.givens(), cell),
                    "seed " + seed);
        }
    }
}
