package org.optnet4j.examples.sudoku;

import java.util.Arrays;

/**
 * A Sudoku board, full or with blanks. Cells are numbered row by row from 0; a cell holds 1 to the side length of the grid, or 0
 * for a blank. The one-hot form has a number for each cell and value, index {@code side * cell + value - 1}, and zeros for a
 * blank. Immutable.
 */
public final class Board {
    private final Grid grid;
    private final byte[] cells;

    private Board(Grid grid, byte[] cells) {
        this.grid = grid;
        this.cells = cells;
    }

    /**
     * A board of the grid that has so many cells.
     *
     * @param cells 16 or 81 values, row by row, each 0 (blank) to the side length
     * @return the board
     * @throws IllegalArgumentException on another number of cells or another value
     */
    public static Board of(int... cells) {
        for (Grid grid : Grid.values()) {
            if (grid.cells() == cells.length) {
                return of(grid, cells);
            }
        }
        throw new IllegalArgumentException("cells: expected 16 or 81 values, got " + cells.length);
    }

    private static Board of(Grid grid, int[] cells) {
        byte[] copy = new byte[cells.length];
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] < 0 || cells[i] > grid.side()) {
                throw new IllegalArgumentException(
                        "cells[" + i + "]: expected 0 to " + grid.side() + ", got " + cells[i]);
            }
            copy[i] = (byte) cells[i];
        }
        return new Board(grid, copy);
    }

    /**
     * A board of blanks.
     *
     * @param grid its size
     * @return the board
     */
    static Board empty(Grid grid) {
        return new Board(grid, new byte[grid.cells()]);
    }

    /**
     * Reads a board out of a relaxed one-hot form: in each cell the largest of the numbers wins, the first one on a tie.
     *
     * @param grid size of the board
     * @param values numbers with this board's from {@code offset} on
     * @param offset where this board starts
     * @return a full board, not necessarily a valid one
     */
    public static Board fromOneHot(Grid grid, double[] values, int offset) {
        int side = grid.side();
        byte[] cells = new byte[grid.cells()];
        for (int cell = 0; cell < cells.length; cell++) {
            int best = 0;
            for (int v = 1; v < side; v++) {
                if (values[offset + side * cell + v] > values[offset + side * cell + best]) {
                    best = v;
                }
            }
            cells[cell] = (byte) (best + 1);
        }
        return new Board(grid, cells);
    }

    /**
     * Writes the one-hot form.
     *
     * @param target array to write the grid's {@link Grid#oneHot()} numbers into
     * @param offset where to start
     * @param one what stands for "this value" (the rest is zero)
     */
    public void toOneHot(double[] target, int offset, double one) {
        Arrays.fill(target, offset, offset + grid.oneHot(), 0.0);
        for (int cell = 0; cell < cells.length; cell++) {
            if (cells[cell] != 0) {
                target[offset + grid.side() * cell + cells[cell] - 1] = one;
            }
        }
    }

    /**
     * The size of this board.
     *
     * @return its grid
     */
    public Grid grid() {
        return grid;
    }

    /**
     * The value in a cell.
     *
     * @param cell 0 to the number of cells less one
     * @return 1 to the side length, or 0 for a blank
     */
    public int at(int cell) {
        return cells[cell];
    }

    /**
     * This board with another value in one cell.
     *
     * @param cell 0 to the number of cells less one
     * @param value 1 to the side length, or 0 for a blank
     * @return the other board
     */
    public Board with(int cell, int value) {
        byte[] copy = cells.clone();
        copy[cell] = (byte) value;
        return new Board(grid, copy);
    }

    /**
     * Counts the cells that are not blank.
     *
     * @return 0 to the number of cells
     */
    public int givens() {
        int count = 0;
        for (byte value : cells) {
            count += value == 0 ? 0 : 1;
        }
        return count;
    }

    /**
     * Whether every row, column and block holds each value exactly once.
     *
     * @return true if so; false for a board with a blank
     */
    public boolean isSolved() {
        for (int[] group : grid.groups()) {
            int seen = 0;
            for (int cell : group) {
                seen |= 1 << cells[cell];
            }
            if (seen != Candidates.allOf(grid)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a value may stand in a cell as far as its row, column and block can tell.
     *
     * @param cell the cell; its own content does not count
     * @param value 1 to the side length
     * @param ignored a cell whose content does not count either ({@code cell} itself for none)
     */
    boolean allows(int cell, int value, int ignored) {
        for (int[] group : grid.groupsAround(cell)) {
            for (int other : group) {
                if (other != cell && other != ignored && cells[other] == value) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Board && Arrays.equals(cells, ((Board) other).cells);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells);
    }

    /** A line for each row, blanks as dots. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int cell = 0; cell < cells.length; cell++) {
            text.append(cells[cell] == 0 ? "." : String.valueOf(cells[cell]));
            if (cell % grid.side() == grid.side() - 1 && cell < cells.length - 1) {
                text.append('\n');
            }
        }
        return text.toString();
    }
}
