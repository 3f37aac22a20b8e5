package org.optnet4j.examples.sudoku;

import java.util.SplittableRandom;
import org.optnet4j.examples.random.Permutations;

/** When a cell of a board may be blanked. */
public enum RemovalRule {
    /**
     * The paper's law: the cell's value can still be deduced from its row, its column or its block alone, because no
     * other blank cell of that group could take it. Undoing the removals one by one therefore solves the puzzle.
     */
    DEDUCIBLE {
        @Override
        boolean mayRemove(Board board, int cell) {
            int value = board.at(cell);
            for (int[] group : board.grid().groupsAround(cell)) {
                boolean onlyPlace = true;
                for (int other : group) {
                    onlyPlace &= other == cell || board.at(other) != 0 || !board.allows(other, value, cell);
                }
                if (onlyPlace) {
                    return true;
                }
            }
            return false;
        }
    },

    /** Harder: the cell may go as long as the puzzle keeps exactly one solution, however hard it is to find. */
    UNIQUE {
        @Override
        boolean mayRemove(Board board, int cell) {
            return Solutions.isUnique(board.with(cell, 0));
        }
    };

    /**
     * Whether blanking {@code cell} obeys the rule.
     *
     * @param board a board whose blanks were made under the same rule
     * @param cell a cell that is not blank
     */
    abstract boolean mayRemove(Board board, int cell);

    /**
     * Visits the cells once, in random order, and blanks each one the rule allows, until few enough givens are left.
     *
     * @param board a board whose blanks were made under the same rule, or a stricter one
     * @param fewestGivens where to end; the rule may end it before that
     * @param random the order
     */
    Board remove(Board board, int fewestGivens, SplittableRandom random) {
        Board left = board;
        int givens = board.givens();
        for (int cell : Permutations.draw(board.grid().cells(), random)) {
            if (givens > fewestGivens && left.at(cell) != 0 && mayRemove(left, cell)) {
                left = left.with(cell, 0);
                givens--;
            }
        }
        return left;
    }
}
