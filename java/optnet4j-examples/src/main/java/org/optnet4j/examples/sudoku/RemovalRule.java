package org.optnet4j.examples.sudoku;

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
}
