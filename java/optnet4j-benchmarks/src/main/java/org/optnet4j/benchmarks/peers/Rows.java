package org.optnet4j.benchmarks.peers;

import java.util.Arrays;

/** Matrices as arrays of rows. */
final class Rows {
    private Rows() {}

    /** The rows of the i-th of many matrices that lie one after the other. */
    static double[][] of(double[] values, int i, int rows, int columns) {
        double[][] result = new double[rows][];
        Arrays.setAll(result, row -> {
            int at = (i * rows + row) * columns;
            return Arrays.copyOfRange(values, at, at + columns);
        });
        return result;
    }

    /** The same with every sign changed. */
    static double[][] negated(double[] values, int i, int rows, int columns) {
        double[][] result = of(values, i, rows, columns);
        for (double[] row : result) {
            for (int j = 0; j < columns; j++) {
                row[j] = -row[j];
            }
        }
        return result;
    }
}
