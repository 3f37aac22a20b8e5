package org.optnet4j.examples.sudoku;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of Sudoku as equations A x = 1 of one-hot boards: a value in each cell, and each value once in each row, column and
 * block. What a layer with these cannot fill in, no layer that has learned nothing but rules can: the ceiling.
 */
final class TrueRules {
    private TrueRules() {}

    /** A largest set of independent rules, and a point that obeys them, where all values are equal. */
    static Equations equations(Grid grid) {
        OrthonormalBasis basis = new OrthonormalBasis();
        List<double[]> independent = rows(grid).stream().filter(basis::add).toList();
        return new Equations(stack(independent), RandomStart.evenly(grid));
    }

    /** All of the rules, one row of A for each; they depend on each other. */
    static List<double[]> rows(Grid grid) {
        List<double[]> rows = new ArrayList<>();
        for (int cell = 0; cell < grid.cells(); cell++) {
            double[] row = new double[grid.oneHot()];
            Arrays.fill(row, cell * grid.side(), (cell + 1) * grid.side(), 1);
            rows.add(row);
        }
        for (int[] group : grid.groups()) {
            for (int value = 0; value < grid.side(); value++) {
                double[] row = new double[grid.oneHot()];
                for (int cell : group) {
                    row[cell * grid.side() + value] = 1;
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Rows one after the other, as a row-major matrix. */
    static double[] stack(List<double[]> rows) {
        return rows.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
