package org.optnet4j.examples.sudoku;

import java.util.SplittableRandom;

/** By which law puzzles are drawn: the grid, how full boards come about, and at how many givens the removal of cells ends. */
public enum PuzzleLaw {
    /**
     * That of the OptNet paper's experiment, 4x4: boards by starting over at dead ends, and 0 to 3 givens. No rule leaves
     * fewer than four, so that this floor never stops the removal; it is kept because it is part of the law.
     */
    PAPER(0, 3) {
        @Override
        Board solvedBoard(SplittableRandom random) {
            return SolvedBoards.byStartingOver(Grid.MINI, random);
        }
    },

    /**
     * 9x9, from hard to easy: boards by backtracking, and 28 to 57 givens, each number equally likely. A rule that lets no
     * further cell go ends the removal before that: {@link RemovalRule#DEDUCIBLE} mostly between 33 and 38 givens, {@link
     * RemovalRule#UNIQUE} hardly ever.
     */
    SPREAD(28, 57) {
        @Override
        Board solvedBoard(SplittableRandom random) {
            return SolvedBoards.byBacktracking(Grid.FULL, random);
        }
    };

    private final int leastFloor;
    private final int mostFloor;

    PuzzleLaw(int leastFloor, int mostFloor) {
        this.leastFloor = leastFloor;
        this.mostFloor = mostFloor;
    }

    /**
     * The law of a size of boards.
     *
     * @param grid the size
     * @return its law
     */
    public static PuzzleLaw of(Grid grid) {
        return grid == Grid.MINI ? PAPER : SPREAD;
    }

    abstract Board solvedBoard(SplittableRandom random);

    /** The number of givens at which the removal of cells ends. */
    int floor(SplittableRandom random) {
        return random.nextInt(leastFloor, mostFloor + 1);
    }
}
