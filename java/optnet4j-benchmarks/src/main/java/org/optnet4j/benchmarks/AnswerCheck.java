package org.optnet4j.benchmarks;

import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;

/** Whether answers are worth a time: solved, and optimal by a computation that shares nothing with the solver. */
final class AnswerCheck {
    private AnswerCheck() {}

    /**
     * Checks every problem of a batch.
     *
     * @param batch the problems; all parameters per problem
     * @param solution what is claimed to solve them
     * @param tolerance on the scaled residuals
     * @throws IllegalStateException if a problem is not solved, or a residual is above the tolerance
     */
    static void require(QpBatch batch, QpSolution solution, double tolerance) {
        double worst = 0;
        for (int i = 0; i < batch.batchSize(); i++) {
            double residual = residual(batch, solution, i);
            if (!(residual <= tolerance)) {
                throw new IllegalStateException("problem " + i + " of " + batch + ": " + solution.status(i)
                        + ", scaled KKT residual " + residual + ", expected at most " + tolerance);
            }
            worst = Math.max(worst, residual);
        }
        if (!solution.allSolved()) {
            throw new IllegalStateException("not all problems of " + batch + " are solved");
        }
    }

    /** The largest of the residuals, each relative to the largest of its terms where that exceeds 1. */
    private static double residual(QpBatch batch, QpSolution solution, int i) {
        int n = batch.n();
        double[] x = solution.x().block(i, n);
        double[] stationarity = batch.q().block(i, n);
        double scale = largest(stationarity, 1);
        double quadratic = 0;
        double linear = 0;
        double[] Qx = product(batch.Q().block(i, n * n), n, x);
        scale = largest(Qx, scale);
        for (int j = 0; j < n; j++) {
            quadratic += x[j] * Qx[j];
            linear += x[j] * stationarity[j];
            stationarity[j] += Qx[j];
        }
        double gap = quadratic + linear;
        double worst = 0;
        for (boolean equalities : new boolean[] {true, false}) {
            int rows = equalities ? batch.p() : batch.m();
            double[] matrix = (equalities ? batch.A() : batch.G()).block(i, rows * n);
            double[] right = (equalities ? batch.b() : batch.h()).block(i, rows);
            double[] multipliers = (equalities ? solution.nu() : solution.lambda()).block(i, rows);
            double[] values = product(matrix, rows, x);
            double rowScale = largest(values, largest(right, 1));
            for (int k = 0; k < rows; k++) {
                double excess = values[k] - right[k];
                worst = Math.max(worst, (equalities ? Math.abs(excess) : Math.max(excess, 0)) / rowScale);
                worst = Math.max(worst, equalities ? 0 : -multipliers[k]);
                gap += right[k] * multipliers[k];
            }
            double[] pull = new double[n];
            for (int k = 0; k < rows; k++) {
                for (int j = 0; j < n; j++) {
                    pull[j] += matrix[k * n + j] * multipliers[k];
                }
            }
            scale = largest(pull, scale);
            for (int j = 0; j < n; j++) {
                stationarity[j] += pull[j];
            }
        }
        worst = Math.max(worst, largest(stationarity, 0) / scale);
        return Math.max(worst, Math.abs(gap) / Math.max(1, Math.abs(quadratic / 2 + linear)));
    }

    private static double[] product(double[] matrix, int rows, double[] x) {
        double[] result = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < x.length; j++) {
                result[i] += matrix[i * x.length + j] * x[j];
            }
        }
        return result;
    }

    /** NaN if one of the values is. */
    private static double largest(double[] values, double atLeast) {
        double largest = atLeast;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
