package org.optnet4j.examples.stress;

import org.optnet4j.BatchArray;
import org.optnet4j.QpSolution;

/**
 * What an answer to a {@link HardProblem} is worth, from the data alone: how far a solution is from optimality, a
 * certificate from proof. Infinity norms, relative to the largest of 1 and the terms that are added up; rounding of the
 * sums themselves is allowed for.
 */
final class HardCheck {
    /** What one addition may lose. */
    private static final double ROUNDING = 16 * Math.ulp(1.0);

    private final HardProblem of;
    private final double[] x;
    private final double[] nu;
    private final double[] z;
    private final double[] zx;
    private final double[] below;
    private final double[] above;
    private final double[] belowX;
    private final double[] aboveX;

    HardCheck(HardProblem problem, QpSolution solution, int i) {
        of = problem;
        x = solution.x().block(i, of.n);
        nu = solution.nu().block(i, of.p);
        above = block(solution.lambda(), i, of.m);
        below = block(solution.lambdaL(), i, of.m);
        aboveX = block(solution.lambdaUb(), i, of.n);
        belowX = block(solution.lambdaLb(), i, of.n);
        z = difference(above, below);
        zx = difference(aboveX, belowX);
    }

    private static double[] block(BatchArray values, int i, int count) {
        return values.length() == 0 ? new double[count] : values.block(i, count);
    }

    private static double[] difference(double[] a, double[] c) {
        double[] result = new double[a.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - c[i];
        }
        return result;
    }

    /** The largest of the residuals that the stopping rule looks at, and of wrong signs. */
    double optimality() {
        Worst worst = new Worst();
        double[] curvature = new double[of.n];
        double[] stationarity = new double[of.n];
        double[] size = new double[of.n];
        double gap = 0;
        double gapSize = 0;
        double objective = 0;
        for (int j = 0; j < of.n; j++) {
            for (int k = 0; k < of.n; k++) {
                double each = of.Q[j * of.n + k] * x[k];
                curvature[j] += each;
                size[j] += Math.abs(each);
            }
            stationarity[j] = curvature[j] + of.q[j] + zx[j];
            gap += x[j] * (curvature[j] + of.q[j]);
            gapSize += Math.abs(x[j]) * (size[j] + Math.abs(of.q[j]));
            objective += x[j] * (0.5 * curvature[j] + of.q[j]);
            size[j] += Math.abs(of.q[j]) + aboveX[j] + belowX[j];
        }
        double scale = 1;
        pull(stationarity, size);
        for (int j = 0; j < of.n; j++) {
            scale = Math.max(scale, size[j]);
        }
        for (int j = 0; j < of.n; j++) {
            worst.see(Math.abs(stationarity[j]) / scale);
        }
        Side equalities = new Side(of.A, of.p);
        Side rows = new Side(of.G, of.m);
        double primal = 1;
        for (int i = 0; i < of.p; i++) {
            primal = Math.max(primal, Math.max(equalities.size[i], Math.abs(of.b[i])));
        }
        for (int i = 0; i < of.m; i++) {
            primal = Math.max(primal, rows.size[i]);
        }
        for (int i = 0; i < of.p; i++) {
            worst.see(Math.abs(equalities.value[i] - of.b[i]) / primal);
            gap += of.b[i] * nu[i];
            gapSize += Math.abs(of.b[i] * nu[i]);
        }
        double[] sums = {gap, gapSize};
        sides(worst, rows.value, of.l, of.u, below, above, primal, sums);
        sides(worst, x, of.lb, of.ub, belowX, aboveX, Math.max(primal, size(x)), sums);
        double allowed = ROUNDING * (of.n + of.m + of.p) * sums[1];
        worst.see(Math.max(0, Math.abs(sums[0]) - allowed) / Math.max(1, Math.abs(objective)));
        return worst.value;
    }

    private static void sides(
            Worst worst,
            double[] at,
            double[] lower,
            double[] upper,
            double[] below,
            double[] above,
            double scale,
            double[] sums) {
        for (int i = 0; i < at.length; i++) {
            worst.see(Math.max(-below[i], -above[i]));
            if (Double.isFinite(upper[i])) {
                worst.see((at[i] - upper[i]) / Math.max(scale, Math.abs(upper[i])));
                sums[0] += upper[i] * above[i];
                sums[1] += Math.abs(upper[i] * above[i]);
            } else {
                worst.see(above[i]);
            }
            if (Double.isFinite(lower[i])) {
                worst.see((lower[i] - at[i]) / Math.max(scale, Math.abs(lower[i])));
                sums[0] -= lower[i] * below[i];
                sums[1] += Math.abs(lower[i] * below[i]);
            } else {
                worst.see(below[i]);
            }
        }
    }

    /** How far the multipliers are from A'nu + G'z + z_x = 0 with value -1 and the right signs. */
    double infeasibility() {
        Worst worst = new Worst();
        double[] pulled = zx.clone();
        pull(pulled, new double[of.n]);
        worst.see(size(pulled));
        double[] sums = new double[2];
        for (int i = 0; i < of.p; i++) {
            sums[0] += of.b[i] * nu[i];
        }
        Worst signs = new Worst();
        sides(signs, new double[of.m], of.l, of.u, below, above, Double.POSITIVE_INFINITY, sums);
        sides(signs, new double[of.n], of.lb, of.ub, belowX, aboveX, Double.POSITIVE_INFINITY, sums);
        worst.see(signs.value);
        worst.see(Math.abs(sums[0] + 1));
        return worst.value;
    }

    /** How far x is from a direction without curvature or end, along which q falls by 1. */
    double unboundedness() {
        Worst worst = new Worst();
        worst.see(size(new Side(of.Q, of.n).value));
        worst.see(size(new Side(of.A, of.p).value));
        outward(worst, new Side(of.G, of.m).value, of.l, of.u);
        outward(worst, x, of.lb, of.ub);
        double fall = 0;
        for (int j = 0; j < of.n; j++) {
            fall += of.q[j] * x[j];
        }
        worst.see(Math.abs(fall + 1));
        return worst.value;
    }

    private static void outward(Worst worst, double[] along, double[] lower, double[] upper) {
        for (int i = 0; i < along.length; i++) {
            worst.see(Double.isFinite(upper[i]) ? along[i] : 0);
            worst.see(Double.isFinite(lower[i]) ? -along[i] : 0);
        }
    }

    private void pull(double[] to, double[] size) {
        for (int j = 0; j < of.n; j++) {
            for (int i = 0; i < of.p; i++) {
                double each = of.A[i * of.n + j] * nu[i];
                to[j] += each;
                size[j] += Math.abs(each);
            }
            for (int i = 0; i < of.m; i++) {
                double each = of.G[i * of.n + j] * z[i];
                to[j] += each;
                size[j] += Math.abs(each);
            }
        }
    }

    private static double size(double[] values) {
        double largest = 0;
        for (double each : values) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }

    /** A matrix times x, with the sizes of what was added up. */
    private final class Side {
        private final double[] value;
        private final double[] size;

        Side(double[] matrix, int rows) {
            value = new double[rows];
            size = new double[rows];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < of.n; j++) {
                    double each = matrix[i * of.n + j] * x[j];
                    value[i] += each;
                    size[i] += Math.abs(each);
                }
            }
        }
    }

    /** The largest value seen; what is not a number counts as infinite. */
    private static final class Worst {
        private double value;

        void see(double each) {
            value = Math.max(value, Double.isNaN(each) ? Double.POSITIVE_INFINITY : each);
        }
    }
}
