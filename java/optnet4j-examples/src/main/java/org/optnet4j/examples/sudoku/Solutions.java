package org.optnet4j.examples.sudoku;

/**
 * Counts the solutions of a puzzle by trying every value in every blank. Which values a row, column or block has already
 * is kept as bits, because the harder puzzles ask this question many times.
 */
final class Solutions {
    private static final int ALL_VALUES = 0b11110;

    private final int[] cells = new int[Board.CELLS];
    private final int[] rows = new int[Board.SIDE];
    private final int[] columns = new int[Board.SIDE];
    private final int[] blocks = new int[Board.SIDE];

    private Solutions(Board puzzle) {
        for (int cell = 0; cell < Board.CELLS; cell++) {
            cells[cell] = puzzle.at(cell);
            if (cells[cell] != 0) {
                flip(cell, 1 << cells[cell]);
            }
        }
    }

    /**
     * Whether the puzzle has exactly one solution.
     *
     * @param puzzle whose givens do not contradict each other
     */
    static boolean isUnique(Board puzzle) {
        return new Solutions(puzzle).count(0, 2) == 1;
    }

    /** Number of ways to fill the blanks from a cell on, counted up to {@code limit} and no further. */
    private int count(int from, int limit) {
        int cell = from;
        while (cell < Board.CELLS && cells[cell] != 0) {
            cell++;
        }
        if (cell == Board.CELLS) {
            return 1;
        }
        int taken = rows[Board.row(cell)] | columns[Board.column(cell)] | blocks[Board.block(cell)];
        int found = 0;
        for (int left = ALL_VALUES & ~taken; left != 0 && found < limit; left &= left - 1) {
            int bit = Integer.lowestOneBit(left);
            flip(cell, bit);
            found += count(cell + 1, limit - found);
            flip(cell, bit);
        }
        return found;
    }

    private void flip(int cell, int bit) {
        rows[Board.row(cell)] ^= bit;
        columns[Board.column(cell)] ^= bit;
        blocks[Board.block(cell)] ^= bit;
    }
}
