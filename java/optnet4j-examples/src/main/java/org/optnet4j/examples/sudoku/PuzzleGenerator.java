package org.optnet4j.examples.sudoku;

import java.util.SplittableRandom;

/**
 * Draws puzzles as the OptNet paper's experiment does (Amos and Kolter, 2017): take a random full board; then visit the cells
 * once, in random order, and blank each one the rule allows, until a random number of givens is reached.
 */
public final class PuzzleGenerator {
    private final PuzzleLaw law;
    private final RemovalRule rule;
    private final SplittableRandom random;

    /**
     * @param law which boards, and how many givens
     * @param rule when a cell may be blanked
     * @param random where the randomness comes from
     */
    public PuzzleGenerator(PuzzleLaw law, RemovalRule rule, SplittableRandom random) {
        this.law = law;
        this.rule = rule;
        this.random = random;
    }

    /**
     * The next random puzzle; the same one may come again later.
     *
     * @return a puzzle with exactly one solution
     */
    public Puzzle next() {
        Board solution = law.solvedBoard(random);
        int fewestGivens = law.floor(random);
        return new Puzzle(rule.remove(solution, fewestGivens, random), solution);
    }
}
