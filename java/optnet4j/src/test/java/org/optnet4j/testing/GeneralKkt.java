package org.optnet4j.testing;

import java.util.Arrays;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSolution;

/** What a solution says of one problem, computed from nothing but the data: residuals and certificates. */
public final class GeneralKkt {
    private final int n;
    private final int m;
    private final int p;
    private final double[] Q;
    private final double[] q;
    private final double[] A;
    private final double[] b;
    private final double[] G;
    private final double[] l;
    private final double[] u;
    private final double[] lb;
    private final double[] ub;
    private final double[] x;
    private final double[] nu;
    private final double[] lambda;
    private final double[] lambdaL;
    private final double[] lambdaLb;
    private final double[] lambdaUb;

    /**
     * What is claimed to solve a problem; zeros for multipliers of what it does not have.
     *
     * @param x minimiser
     * @param nu multipliers of the equalities
     * @param lambda multipliers of the upper bounds of the rows
     * @param lambdaL multipliers of their lower bounds
     * @param lambdaLb multipliers of the lower bounds of the variables
     * @param lambdaUb multipliers of their upper bounds
     */
    public record Point(
            double[] x, double[] nu, double[] lambda, double[] lambdaL, double[] lambdaLb, double[] lambdaUb) {
        public static Point of(QpBatch batch, QpSolution solution, int problem) {
            return new Point(
                    solution.x().block(problem, batch.n()),
                    solution.nu().block(problem, batch.p()),
                    GeneralKkt.of(solution.lambda(), problem, batch.m(), 0),
                    GeneralKkt.of(solution.lambdaL(), problem, batch.m(), 0),
                    GeneralKkt.of(solution.lambdaLb(), problem, batch.n(), 0),
                    GeneralKkt.of(solution.lambdaUb(), problem, batch.n(), 0));
        }
    }

    public GeneralKkt(QpBatch batch, QpSolution solution, int problem) {
        this(batch, Point.of(batch, solution, problem), problem);
    }

    public GeneralKkt(QpBatch batch, Point point, int problem) {
        n = batch.n();
        m = batch.m();
        p = batch.p();
        Q = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                Q[i * n + j] = batch.isDiagonal()
                        ? (i == j ? batch.Q().block(problem, n)[i] : 0)
                        : 0.5
                                * (batch.Q().block(problem, n * n)[i * n + j]
                                        + batch.Q().block(problem, n * n)[j * n + i]);
            }
        }
        q = batch.q().block(problem, n);
        A = batch.A().block(problem, p * n);
        b = batch.b().block(problem, p);
        G = batch.G().block(problem, m * n);
        l = of(batch.l(), problem, m, Double.NEGATIVE_INFINITY);
        u = of(batch.h(), problem, m, Double.POSITIVE_INFINITY);
        lb = of(batch.lb(), problem, n, Double.NEGATIVE_INFINITY);
        ub = of(batch.ub(), problem, n, Double.POSITIVE_INFINITY);
        x = point.x();
        nu = point.nu();
        lambda = point.lambda();
        lambdaL = point.lambdaL();
        lambdaLb = point.lambdaLb();
        lambdaUb = point.lambdaUb();
    }

    /** The largest violation of a constraint, of stationarity, of complementarity and of a sign, each over its scale. */
    public double residual() {
        double[] curvature = multiply(Q, n, x);
        double[] pulled = pulled();
        double worst = 0;
        for (int i = 0; i < n; i++) {
            double scale = 1 + Math.abs(curvature[i]) + Math.abs(q[i]) + Math.abs(pulled[i]);
            worst = Math.max(worst, Math.abs(curvature[i] + q[i] + pulled[i]) / scale);
            worst = Math.max(worst, side(x[i], lb[i], ub[i], lambdaLb[i], lambdaUb[i]));
        }
        double[] ax = multiply(A, p, x);
        for (int i = 0; i < p; i++) {
            worst = Math.max(worst, Math.abs(ax[i] - b[i]) / (1 + Math.abs(b[i])));
        }
        double[] gx = multiply(G, m, x);
        for (int i = 0; i < m; i++) {
            worst = Math.max(worst, side(gx[i], l[i], u[i], lambdaL[i], lambda[i]));
        }
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    /** How far the multipliers are from a proof that no point is feasible. */
    public double infeasibilityResidual() {
        double worst = Math.abs(1 + value());
        for (double each : pulled()) {
            worst = Math.max(worst, Math.abs(each));
        }
        for (double[] signed : new double[][] {lambda, lambdaL, lambdaLb, lambdaUb}) {
            for (double each : signed) {
                worst = Math.max(worst, -each);
            }
        }
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    /** How far x is from a direction along which the objective falls for ever. */
    public double unboundednessResidual() {
        double worst = 0;
        double along = 0;
        double[] curvature = multiply(Q, n, x);
        for (int i = 0; i < n; i++) {
            along += q[i] * x[i];
            worst = Math.max(worst, Math.abs(curvature[i]));
            worst = Math.max(worst, outward(x[i], lb[i], ub[i]));
        }
        for (double each : multiply(A, p, x)) {
            worst = Math.max(worst, Math.abs(each));
        }
        double[] gx = multiply(G, m, x);
        for (int i = 0; i < m; i++) {
            worst = Math.max(worst, outward(gx[i], l[i], u[i]));
        }
        worst = Math.max(worst, Math.abs(along + 1));
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    private static double outward(double value, double lower, double upper) {
        return Math.max(Double.isFinite(upper) ? value : 0, Double.isFinite(lower) ? -value : 0);
    }

    private static double side(double value, double lower, double upper, double below, double above) {
        double worst = Math.max(-below, -above);
        if (Double.isFinite(upper)) {
            worst = Math.max(worst, (value - upper) / (1 + Math.abs(upper)));
            worst = Math.max(worst, Math.abs(above * (upper - value)) / (1 + Math.abs(upper) + Math.abs(above)));
        } else {
            worst = Math.max(worst, above);
        }
        if (Double.isFinite(lower)) {
            worst = Math.max(worst, (lower - value) / (1 + Math.abs(lower)));
            worst = Math.max(worst, Math.abs(below * (value - lower)) / (1 + Math.abs(lower) + Math.abs(below)));
        } else {
            worst = Math.max(worst, below);
        }
        return worst;
    }

    private double value() {
        double sum = 0;
        for (int i = 0; i < p; i++) {
            sum += b[i] * nu[i];
        }
        for (int i = 0; i < m; i++) {
            sum += (lambda[i] == 0 ? 0 : u[i] * lambda[i]) - (lambdaL[i] == 0 ? 0 : l[i] * lambdaL[i]);
        }
        for (int i = 0; i < n; i++) {
            sum += (lambdaUb[i] == 0 ? 0 : ub[i] * lambdaUb[i]) - (lambdaLb[i] == 0 ? 0 : lb[i] * lambdaLb[i]);
        }
        return sum;
    }

    private double[] pulled() {
        double[] pulled = new double[n];
        for (int j = 0; j < n; j++) {
            pulled[j] = lambdaUb[j] - lambdaLb[j];
            for (int i = 0; i < p; i++) {
                pulled[j] += A[i * n + j] * nu[i];
            }
            for (int i = 0; i < m; i++) {
                pulled[j] += G[i * n + j] * (lambda[i] - lambdaL[i]);
            }
        }
        return pulled;
    }

    private double[] multiply(double[] matrix, int rows, double[] vector) {
        double[] product = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
                product[i] += matrix[i * n + j] * vector[j];
            }
        }
        return product;
    }

    private static double[] of(BatchArray values, int problem, int count, double absent) {
        if (values.length() > 0) {
            return values.block(problem, count);
        }
        double[] block = new double[count];
        Arrays.fill(block, absent);
        return block;
    }
}
