package org.optnet4j.examples.sudoku;

/** Counts the solutions of a puzzle by trying every value in every blank (288 full boards exist, so this is quick). */
final class Solutions {
    private Solutions() {}

    /** Whether the puzzle has exactly one solution. */
    static boolean isUnique(Board puzzle) {
        return count(puzzle, 0, 2) == 1;
    }

    /** Number of solutions, counted up to {@code limit} and no further; blanks before {@code from} are filled. */
    private static int count(Board board, int from, int limit) {
        int cell = from;
        while (cell < Board.CELLS && board.at(cell) != 0) {
            cell++;
        }
        if (cell == Board.CELLS) {
            return 1;
        }
        int found = 0;
        for (int value = 1; value <= Board.SIDE && found < limit; value++) {
            if (board.allows(cell, value, cell)) {
                found += count(board.with(cell, value), cell + 1, limit - found);
            }
        }
        return found;
    }
}
