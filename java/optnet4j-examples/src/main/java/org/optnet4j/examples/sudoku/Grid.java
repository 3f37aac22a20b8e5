package org.optnet4j.examples.sudoku;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The size of a board, and with it what its rows, columns and blocks are. Cells are numbered row by row from 0; a group is a
 * row, a column or a block.
 */
public enum Grid {
    /** 4x4, the paper's mini-Sudoku. */
    MINI(2),
    /** 9x9. */
    FULL(3);

    private final int blockSide;
    private final int[][] groups;
    private final int[][] groupsOfCell;

    Grid(int blockSide) {
        this.blockSide = blockSide;
        groupsOfCell = IntStream.range(0, cells()).mapToObj(this::groupsOf).toArray(int[][]::new);
        groups = new int[3 * side()][side()];
        int[] filled = new int[groups.length];
        for (int cell = 0; cell < cells(); cell++) {
            for (int group : groupsOfCell[cell]) {
                groups[group][filled[group]++] = cell;
            }
        }
    }

    /**
     * The grid of some side length.
     *
     * @param side cells along one side
     * @return the grid; null if there is none
     */
    public static @Nullable Grid ofSide(int side) {
        return Arrays.stream(values())
                .filter(grid -> grid.side() == side)
                .findFirst()
                .orElse(null);
    }

    /**
     * Cells along one side of a block.
     *
     * @return 2 or 3
     */
    public int blockSide() {
        return blockSide;
    }

    /**
     * Cells along one side, and the largest value.
     *
     * @return 4 or 9
     */
    public int side() {
        return blockSide * blockSide;
    }

    /**
     * Number of cells.
     *
     * @return 16 or 81
     */
    public int cells() {
        return side() * side();
    }

    /**
     * Length of the one-hot form of a board.
     *
     * @return 64 or 729
     */
    public int oneHot() {
        return cells() * side();
    }

    /**
     * How many of the rules, as equations of one-hot boards, are independent of each other.
     *
     * @return 40 or 249
     */
    int independentRules() {
        return oneHot() - (side() - 1) * (cells() - 3 * side() + 2 * blockSide);
    }

    int row(int cell) {
        return cell / side();
    }

    int column(int cell) {
        return cell % side();
    }

    int block(int cell) {
        return row(cell) / blockSide * blockSide + column(cell) / blockSide;
    }

    /** Rows, then columns, then blocks, each as its cells; not to be changed. */
    int[][] groups() {
        return groups;
    }

    /** The row, column and block of a cell, each as its cells; not to be changed. */
    int[][] groupsAround(int cell) {
        int[][] found = new int[3][];
        for (int i = 0; i < 3; i++) {
            found[i] = groups[groupsOfCell[cell][i]];
        }
        return found;
    }

    private int[] groupsOf(int cell) {
        return new int[] {row(cell), side() + column(cell), 2 * side() + block(cell)};
    }
}
