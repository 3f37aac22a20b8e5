package org.optnet4j.examples.stress;

import java.util.Arrays;

/**
 * How far an answer is from satisfying the optimality conditions, computed from the data and (x, nu, lambda) alone and
 * not by the solver. In infinity norms, the largest of
 *
 * <ul>
 *   <li>{@link Condition#STATIONARITY}: |Qx + q + A'nu + G'lambda| / max(1, |Qx|, |q|, |A'nu|, |G'lambda|)
 *   <li>{@link Condition#EQUALITIES}: |Ax - b| / max(1, |Ax|, |b|)
 *   <li>{@link Condition#INEQUALITIES}: |max(Gx - h, 0)| / max(1, |Gx|, |h|)
 *   <li>{@link Condition#SIGNS}: |min(lambda, 0)| / max(1, |lambda|)
 *   <li>{@link Condition#COMPLEMENTARITY}: max |lambda_i (h - Gx)_i| / max(1, |x'Qx / 2| + |q'x|)
 * </ul>
 */
public final class KktResidual {
    private final int n;
    private final double[] Qx;
    private final double[] dualA;
    private final double[] dualG;
    private double residual;
    private Condition worst = Condition.STATIONARITY;

    /**
     * Makes room for problems of some size.
     *
     * @param n number of variables
     */
    public KktResidual(int n) {
        this.n = n;
        Qx = new double[n];
        dualA = new double[n];
        dualG = new double[n];
    }

    /**
     * The residual of one problem of a chunk.
     *
     * @param chunk the data
     * @param i the problem
     * @param x of the whole chunk, likewise
     * @param nu multipliers of the equalities
     * @param lambda multipliers of the inequalities
     * @return the residual; infinity if the answer is not made of numbers
     */
    public double of(Chunk chunk, int i, double[] x, double[] nu, double[] lambda) {
        int m = chunk.m();
        int p = chunk.p();
        times(chunk.Q(), i * n * n, n, x, i * n, Qx);
        Rows equalities = new Rows(chunk.A(), chunk.b(), nu, i, p, x, dualA);
        Rows inequalities = new Rows(chunk.G(), chunk.h(), lambda, i, m, x, dualG);

        double stationarity = 0;
        double scale = 1;
        double quadratic = 0;
        double linear = 0;
        for (int j = 0; j < n; j++) {
            double q = chunk.q()[i * n + j];
            stationarity = larger(stationarity, Qx[j] + q + dualA[j] + dualG[j]);
            scale = larger(larger(larger(larger(scale, Qx[j]), q), dualA[j]), dualG[j]);
            quadratic += 0.5 * x[i * n + j] * Qx[j];
            linear += x[i * n + j] * q;
        }
        residual = 0;
        worst = Condition.STATIONARITY;
        weigh(Condition.STATIONARITY, stationarity / scale);
        weigh(Condition.EQUALITIES, equalities.worstDifference / equalities.scale);
        weigh(Condition.INEQUALITIES, inequalities.worstExcess / inequalities.scale);
        weigh(Condition.SIGNS, inequalities.worstNegative / inequalities.dualScale);
        weigh(
                Condition.COMPLEMENTARITY,
                inequalities.worstProduct / Math.max(1, Math.abs(quadratic) + Math.abs(linear)));
        return residual;
    }

    /**
     * The condition that the last residual comes from.
     *
     * @return the condition
     */
    public Condition worst() {
        return worst;
    }

    private void weigh(Condition condition, double value) {
        double comparable = Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
        if (comparable > residual) {
            residual = comparable;
            worst = condition;
        }
    }

    private static void times(double[] matrix, int at, int rows, double[] x, int xAt, double[] result) {
        int columns = result.length;
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += matrix[at + r * columns + j] * x[xAt + j];
            }
            result[r] = sum;
        }
    }

    /** The larger absolute value; NaN if either is NaN. */
    private static double larger(double norm, double value) {
        return Math.max(norm, Math.abs(value));
    }

    /** One pass over the rows of A or G. */
    private final class Rows {
        private double worstDifference;
        private double worstExcess;
        private double worstNegative;
        private double worstProduct;
        private double scale = 1;
        private double dualScale = 1;

        Rows(double[] matrix, double[] right, double[] dual, int i, int rows, double[] x, double[] transposedDual) {
            Arrays.fill(transposedDual, 0);
            for (int r = 0; r < rows; r++) {
                int row = (i * rows + r) * n;
                double y = dual[i * rows + r];
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += matrix[row + j] * x[i * n + j];
                    transposedDual[j] += matrix[row + j] * y;
                }
                double b = right[i * rows + r];
                scale = larger(larger(scale, sum), b);
                dualScale = larger(dualScale, y);
                worstDifference = larger(worstDifference, sum - b);
                worstExcess = larger(worstExcess, Math.max(sum - b, 0));
                worstNegative = larger(worstNegative, Math.min(y, 0));
                worstProduct = larger(worstProduct, y * (b - sum));
            }
        }
    }
}
