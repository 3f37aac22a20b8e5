package org.optnet4j.examples.sudoku;

import java.util.List;
import java.util.stream.IntStream;
import org.optnet4j.examples.io.InputException;

/**
 * Equalities that all training solutions obey: rows of A are an orthonormal basis of directions in which the solutions do not
 * vary, the null space of their covariance, and pass through their mean. Nothing but the solutions is looked at.
 */
final class DataStart {
    /** The least number in z0, so that problems have a point inside their bounds, whatever the solutions have in common. */
    private static final double TINY = 1e-6;

    private DataStart() {}

    /**
     * @param training full boards
     * @param equalities how many, at most as many as there are such directions
     * @throws InputException if there are fewer
     */
    static Equations of(List<Board> training, int equalities) {
        int n = training.get(0).grid().oneHot();
        double[] counts = new double[n];
        double[][] together = new double[n][n];
        for (Board board : training) {
            int[] ones = ones(board);
            for (int i : ones) {
                counts[i]++;
                for (int j : ones) {
                    together[i][j]++;
                }
            }
        }
        OrthonormalBasis varying = new OrthonormalBasis();
        for (int i = 0; i < n; i++) {
            varying.add(covariances(i, counts, together[i], training.size()));
        }
        List<double[]> constant = varying.complement(n).vectors();
        if (equalities > constant.size()) {
            throw new InputException("--equalities: expected at most " + constant.size()
                    + ", the number of directions in which the training solutions do not vary, got " + equalities);
        }
        double[] z0 = new double[n];
        for (int i = 0; i < n; i++) {
            z0[i] = Math.max(counts[i] / training.size(), TINY);
        }
        return new Equations(TrueRules.stack(constant.subList(0, equalities)), z0);
    }

    /** Where a one-hot board has its ones. */
    private static int[] ones(Board solution) {
        int side = solution.grid().side();
        return IntStream.range(0, solution.grid().cells())
                .map(cell -> side * cell + solution.at(cell) - 1)
                .toArray();
    }

    /** A row of the covariance, times the square of the number of solutions: whole numbers, and exact. */
    private static double[] covariances(int i, double[] counts, double[] together, int solutions) {
        double[] row = new double[counts.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = solutions * together[j] - counts[i] * counts[j];
        }
        return row;
    }
}
