package org.optnet4j.examples.sudoku;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A 4x4 mini-Sudoku board, full or with blanks. Cells are numbered row by row, 0 to 15; a cell holds 1 to 4, or 0 for a
 * blank. The one-hot form has 64 numbers, index {@code 4 * cell + value - 1}, and zeros for a blank. Immutable.
 */
public final class Board {
    /** Cells along one side, and the largest value. */
    public static final int SIDE = 4;
    /** Number of cells. */
    public static final int CELLS = SIDE * SIDE;
    /** Length of the one-hot form. */
    public static final int ONE_HOT = CELLS * SIDE;

    private static final int[][] GROUPS = groups();
    private static final int[][] GROUPS_OF_CELL = groupsOfCell();

    private final byte[] cells;

    private Board(byte[] cells) {
        this.cells = cells;
    }

    /**
     * @param cells 16 values, row by row, each 0 (blank) to 4
     * @return the board
     * @throws IllegalArgumentException on another number of cells or another value
     */
    public static Board of(int... cells) {
        if (cells.length != CELLS) {
            throw new IllegalArgumentException("cells: expected " + CELLS + " values, got " + cells.length);
        }
        byte[] copy = new byte[CELLS];
        for (int i = 0; i < CELLS; i++) {
            if (cells[i] < 0 || cells[i] > SIDE) {
                throw new IllegalArgumentException("cells[" + i + "]: expected 0 to " + SIDE + ", got " + cells[i]);
            }
            copy[i] = (byte) cells[i];
        }
        return new Board(copy);
    }

    /**
     * Reads a board out of a relaxed one-hot form: in each cell the largest of the four numbers wins, the first one on
     * a tie.
     *
     * @param values numbers with 64 of this board's from {@code offset} on
     * @param offset where this board starts
     * @return a full board, not necessarily a valid one
     */
    public static Board fromOneHot(double[] values, int offset) {
        byte[] cells = new byte[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            int best = 0;
            for (int v = 1; v < SIDE; v++) {
                if (values[offset + SIDE * cell + v] > values[offset + SIDE * cell + best]) {
                    best = v;
                }
            }
            cells[cell] = (byte) (best + 1);
        }
        return new Board(cells);
    }

    /**
     * Writes the one-hot form.
     *
     * @param target array to write 64 numbers into
     * @param offset where to start
     * @param one what stands for "this value" (the rest is zero)
     */
    public void toOneHot(double[] target, int offset, double one) {
        Arrays.fill(target, offset, offset + ONE_HOT, 0.0);
        for (int cell = 0; cell < CELLS; cell++) {
            if (cells[cell] != 0) {
                target[offset + SIDE * cell + cells[cell] - 1] = one;
            }
        }
    }

    /**
     * The value in a cell.
     *
     * @param cell 0 to 15
     * @return 1 to 4, or 0 for a blank
     */
    public int at(int cell) {
        return cells[cell];
    }

    /**
     * This board with another value in one cell.
     *
     * @param cell 0 to 15
     * @param value 1 to 4, or 0 for a blank
     * @return the other board
     */
    public Board with(int cell, int value) {
        byte[] copy = cells.clone();
        copy[cell] = (byte) value;
        return new Board(copy);
    }

    /**
     * Counts the cells that are not blank.
     *
     * @return 0 to 16
     */
    public int givens() {
        int count = 0;
        for (byte value : cells) {
            count += value == 0 ? 0 : 1;
        }
        return count;
    }

    /**
     * Whether every row, column and block holds each of 1 to 4 exactly once.
     *
     * @return true if so; false for a board with a blank
     */
    public boolean isSolved() {
        for (int[] group : GROUPS) {
            int seen = 0;
            for (int cell : group) {
                seen |= 1 << cells[cell];
            }
            if (seen != 0b11110) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a value may stand in a cell as far as its row, column and block can tell.
     *
     * @param cell the cell; its own content does not count
     * @param value 1 to 4
     * @param ignored a cell whose content does not count either ({@code cell} itself for none)
     */
    boolean allows(int cell, int value, int ignored) {
        for (int group : GROUPS_OF_CELL[cell]) {
            for (int other : GROUPS[group]) {
                if (other != cell && other != ignored && cells[other] == value) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The three groups (row, column, block) a cell belongs to, each as its four cells. */
    static int[][] groupsAround(int cell) {
        int[][] found = new int[3][];
        for (int i = 0; i < 3; i++) {
            found[i] = GROUPS[GROUPS_OF_CELL[cell][i]].clone();
        }
        return found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Board && Arrays.equals(cells, ((Board) other).cells);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells);
    }

    /** Four lines of four characters, blanks as dots. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int cell = 0; cell < CELLS; cell++) {
            text.append(cells[cell] == 0 ? "." : String.valueOf(cells[cell]));
            if (cell % SIDE == SIDE - 1 && cell < CELLS - 1) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    static int row(int cell) {
        return cell / SIDE;
    }

    static int column(int cell) {
        return cell % SIDE;
    }

    static int block(int cell) {
        return row(cell) / 2 * 2 + column(cell) / 2;
    }

    /** Rows, then columns, then blocks, each as its cells. */
    private static int[][] groups() {
        int[][] groups = new int[3 * SIDE][SIDE];
        int[] filled = new int[3 * SIDE];
        for (int cell = 0; cell < CELLS; cell++) {
            for (int group : groupsOf(cell)) {
                groups[group][filled[group]++] = cell;
            }
        }
        return groups;
    }

    private static int[][] groupsOfCell() {
        return IntStream.range(0, CELLS).mapToObj(Board::groupsOf).toArray(int[][]::new);
    }

    private static int[] groupsOf(int cell) {
        return new int[] {row(cell), SIDE + column(cell), 2 * SIDE + block(cell)};
    }
}
