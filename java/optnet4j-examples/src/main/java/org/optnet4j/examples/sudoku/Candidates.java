package org.optnet4j.examples.sudoku;

/**
 * A board being filled in, with the values that its rows, columns and blocks have already as bits: value {@code v} is bit
 * {@code 1 << v}. For searches that place and take back many values.
 */
final class Candidates {
    private final Grid grid;
    private final int[] cells;
    private final int[] rows;
    private final int[] columns;
    private final int[] blocks;

    /** @param puzzle whose givens do not contradict each other */
    Candidates(Board puzzle) {
        grid = puzzle.grid();
        cells = new int[grid.cells()];
        rows = new int[grid.side()];
        columns = new int[grid.side()];
        blocks = new int[grid.side()];
        for (int cell = 0; cell < cells.length; cell++) {
            if (puzzle.at(cell) != 0) {
                flip(cell, 1 << puzzle.at(cell));
            }
        }
    }

    /** The bits of all values. */
    static int allOf(Grid grid) {
        return (1 << grid.side() + 1) - 2;
    }

    /** The values that a blank may take, as bits. */
    int of(int cell) {
        return allOf(grid) & ~(rows[grid.row(cell)] | columns[grid.column(cell)] | blocks[grid.block(cell)]);
    }

    /** The first of the blanks that have the fewest candidates; -1 if there is no blank. */
    int narrowest() {
        int narrowest = -1;
        int fewest = Integer.MAX_VALUE;
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] == 0 && Integer.bitCount(of(cell)) < fewest) {
                narrowest = cell;
                fewest = Integer.bitCount(of(cell));
            }
        }
        return narrowest;
    }

    /** Places one of its candidates in a blank, or takes it back. */
    void flip(int cell, int bit) {
        cells[cell] ^= bit;
        rows[grid.row(cell)] ^= bit;
        columns[grid.column(cell)] ^= bit;
        blocks[grid.block(cell)] ^= bit;
    }

    /** What has been filled in so far. */
    Board toBoard() {
        int[] values = new int[cells.length];
        for (int cell = 0; cell < cells.length; cell++) {
            values[cell] = cells[cell] == 0 ? 0 : Integer.numberOfTrailingZeros(cells[cell]);
        }
        return Board.of(values);
    }
}
