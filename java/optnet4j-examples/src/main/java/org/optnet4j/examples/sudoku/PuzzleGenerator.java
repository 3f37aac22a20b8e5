package org.optnet4j.examples.sudoku;

import java.util.SplittableRandom;
import org.optnet4j.examples.random.Permutations;

/**
 * Draws puzzles by the law of the OptNet paper's experiment (Amos and Kolter, 2017): fill a board cell by cell with
 * random allowed values, starting over at a dead end; then visit the cells once, in random order, and blank each one the
 * rule allows, until a random number of givens (0 to 3) is reached. On a 4x4 board no rule leaves fewer than four
 * givens, so that floor never stops the removal; it is kept because it is part of the law.
 */
public final class PuzzleGenerator {
    private final SplittableRandom random;
    private final RemovalRule rule;

    /**
     * @param random where the randomness comes from
     * @param rule when a cell may be blanked
     */
    public PuzzleGenerator(SplittableRandom random, RemovalRule rule) {
        this.random = random;
        this.rule = rule;
    }

    /**
     * The next random puzzle; the same one may come again later.
     *
     * @return a puzzle with exactly one solution
     */
    public Puzzle next() {
        Board solution = fullBoard();
        int fewestGivens = random.nextInt(Board.SIDE);
        Board board = solution;
        int givens = Board.CELLS;
        for (int cell : Permutations.draw(Board.CELLS, random)) {
            if (givens > fewestGivens && rule.mayRemove(board, cell)) {
                board = board.with(cell, 0);
                givens--;
            }
        }
        return new Puzzle(board, solution);
    }

    private Board fullBoard() {
        Board empty = Board.of(new int[Board.CELLS]);
        while (true) {
            Board board = empty;
            int cell = 0;
            while (cell < Board.CELLS) {
                int value = randomAllowed(board, cell);
                if (value == 0) {
                    break;
                }
                board = board.with(cell++, value);
            }
            if (cell == Board.CELLS) {
                return board;
            }
        }
    }

    /** One of the values that may stand in the cell, each equally likely; 0 if there is none. */
    private int randomAllowed(Board board, int cell) {
        int chosen = 0;
        int allowed = 0;
        for (int value = 1; value <= Board.SIDE; value++) {
            if (board.allows(cell, value, cell) && random.nextInt(++allowed) == 0) {
                chosen = value;
            }
        }
        return chosen;
    }
}
