package org.optnet4j.testing;

import org.optnet4j.Precision;
import org.optnet4j.QpSolution;

/**
 * The optimality conditions of one problem, from the definitions and on the test's own copy of the data.
 *
 * @param primal largest violation of Ax = b and Gx + s = h
 * @param dual largest entry of Qx + q + A'nu + G'lambda
 * @param gap difference of the objectives
 * @param lowest smallest entry of s and lambda
 */
public record Kkt(Residual primal, Residual dual, Residual gap, double lowest) {
    /**
     * A residual.
     *
     * @param value its absolute value
     * @param scale what the relative tolerance refers to
     * @param size sum of the absolute values of all products it is made of: rounding the solution, or evaluating the
     *     residual, to a unit roundoff u changes it by a few u times this
     */
    public record Residual(double value, double scale, double size) {
        boolean passes(double tolerance, double rounding) {
            return value <= tolerance * Math.max(1, scale) + rounding * size;
        }

        Residual max(Residual other) {
            return new Residual(Math.max(value, other.value), Math.max(scale, other.scale), Math.max(size, other.size));
        }
    }

    public static Kkt of(QpData data, QpSolution solution, int problem) {
        int n = data.n();
        int m = data.m();
        int p = data.p();
        double[] x = solution.x().block(problem, n);
        double[] nu = solution.nu().block(problem, p);
        double[] lambda = solution.lambda().block(problem, m);
        double[] s = solution.slack().block(problem, m);
        double[] Q = data.block('Q', problem);
        double[] q = data.block('q', problem);
        double[] A = data.block('A', problem);
        double[] b = data.block('b', problem);
        double[] G = data.block('G', problem);
        double[] h = data.block('h', problem);

        Residual primal = new Residual(0, 0, 0);
        for (int i = 0; i < p; i++) {
            Sum ax = new Sum();
            for (int j = 0; j < n; j++) {
                ax.add(A[i * n + j], x[j]);
            }
            primal = primal.max(residual(ax, Sum.of(-b[i])));
        }
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < m; i++) {
            Sum gx = new Sum();
            for (int j = 0; j < n; j++) {
                gx.add(G[i * n + j], x[j]);
            }
            Residual row = residual(gx, Sum.of(-h[i]), Sum.of(s[i]));
            // The slack is not part of the scale.
            double scale = Math.max(Math.abs(gx.value), Math.abs(h[i]));
            primal = primal.max(new Residual(row.value(), scale, row.size()));
            lowest = Math.min(lowest, Math.min(s[i], lambda[i]));
        }
        Residual dual = new Residual(0, 0, 0);
        Sum curvature = new Sum();
        for (int j = 0; j < n; j++) {
            Sum qx = new Sum();
            for (int k = 0; k < n; k++) {
                double symmetric = (Q[j * n + k] + Q[k * n + j]) / 2;
                qx.add(symmetric, x[k]);
                curvature.add(symmetric * x[k], x[j]);
            }
            Sum pullNu = new Sum();
            for (int i = 0; i < p; i++) {
                pullNu.add(A[i * n + j], nu[i]);
            }
            Sum pullLambda = new Sum();
            for (int i = 0; i < m; i++) {
                pullLambda.add(G[i * n + j], lambda[i]);
            }
            dual = dual.max(residual(qx, Sum.of(q[j]), pullNu, pullLambda));
        }
        Sum linear = Sum.product(q, x);
        Sum multipliers = new Sum();
        multipliers.add(Sum.product(b, nu));
        multipliers.add(Sum.product(h, lambda));
        double primalObjective = curvature.value / 2 + linear.value;
        double dualObjective = curvature.value / 2 + multipliers.value;
        Residual gap = new Residual(
                Math.abs(primalObjective + dualObjective),
                Math.max(Math.abs(primalObjective), Math.abs(dualObjective)),
                // Every term of the curvature has two factors x.
                2 * curvature.size + linear.size + multipliers.size);
        return new Kkt(primal, dual, gap, lowest);
    }

    /**
     * Whether all residuals are within the tolerance, up to what rounding in the precision of the solution makes of
     * them.
     */
    public boolean passes(double tolerance, Precision precision) {
        double rounding = 4 * (precision == Precision.FLOAT64 ? 0x1p-53 : 0x1p-24);
        return primal.passes(tolerance, rounding)
                && dual.passes(tolerance, rounding)
                && gap.passes(tolerance, rounding);
    }

    private static Residual residual(Sum... terms) {
        Sum all = new Sum();
        double scale = 0;
        for (Sum term : terms) {
            all.add(term);
            scale = Math.max(scale, Math.abs(term.value));
        }
        return new Residual(Math.abs(all.value), scale, all.size);
    }

    /** A sum beside the sum of the absolute values. */
    private static final class Sum {
        private double value;
        private double size;

        static Sum of(double value) {
            Sum sum = new Sum();
            sum.add(value, 1);
            return sum;
        }

        static Sum product(double[] u, double[] v) {
            Sum sum = new Sum();
            for (int i = 0; i < u.length; i++) {
                sum.add(u[i], v[i]);
            }
            return sum;
        }

        void add(double u, double v) {
            value += u * v;
            size += Math.abs(u * v);
        }

        void add(Sum other) {
            value += other.value;
            size += other.size;
        }
    }
}
