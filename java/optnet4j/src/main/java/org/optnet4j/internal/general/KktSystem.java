package org.optnet4j.internal.general;

import java.util.Arrays;

/**
 * The linear systems of an interior-point step,
 *
 * <pre>
 *   [ Q  E'  C' ] [x]   [rx]
 *   [ E  0   0  ] [y] = [ry]        w = s / z > 0
 *   [ C  0  -w  ] [z]   [rz]
 * </pre>
 *
 * <p>solved in the normal form: with proximal terms, <i>H = Q + &rho;I + C'(w + &delta;)<sup>-1</sup>C</i> is positive
 * definite, and <i>E H<sup>-1</sup>E' + &rho;I</i> is what it leaves to the equalities. Bounds on variables only touch
 * the diagonal of H. Refinement on the system as it stands takes the proximal terms out again.
 */
final class KktSystem {
    /** What the regularisation may be: the next one is tried when the iteration gets stuck with the one before. */
    record Regularisation(double primal, double slack) {}

    private static final int REFINEMENTS = 6;
    private static final double ACCURATE = 1e-13;
    private static final double LEAST_PIVOT = 1e-15;

    private final ScaledProblem problem;
    private final Regularisation regularisation;
    private final int n;
    private final int p;
    private final int count;
    private final double[] h;
    private final double[] y;
    private final double[] schur;
    private final double[] onRows;
    private final double[] onVariables;
    private final double[] gx;
    private final double[] along;
    private double[] w;
    private double[] inverse;

    KktSystem(ScaledProblem problem, Regularisation regularisation) {
        this.problem = problem;
        this.regularisation = regularisation;
        n = problem.n;
        p = problem.p;
        count = problem.bounds.count;
        h = new double[n * n];
        y = new double[p * n];
        schur = new double[p * p];
        onRows = new double[problem.m];
        onVariables = new double[n];
        gx = new double[problem.m];
        along = new double[Math.max(p, count)];
        w = new double[count];
        inverse = new double[count];
    }

    /** Factors the system for new weights. */
    void factor(double[] weights) {
        w = weights;
        for (int k = 0; k < count; k++) {
            inverse[k] = 1 / (w[k] + regularisation.slack());
        }
        Arrays.fill(onRows, 0);
        Arrays.fill(onVariables, 0);
        problem.bounds.weigh(inverse, onRows, onVariables);
        System.arraycopy(problem.Q, 0, h, 0, n * n);
        for (int i = 0; i < n; i++) {
            h[i * n + i] += regularisation.primal() + onVariables[i];
        }
        for (int row = 0; row < problem.m; row++) {
            if (onRows[row] != 0) {
                addOuter(onRows[row], row * n);
            }
        }
        UpperCholesky.factor(h, n, LEAST_PIVOT);
        if (p == 0) {
            return;
        }
        System.arraycopy(problem.E, 0, y, 0, p * n);
        for (int i = 0; i < p; i++) {
            UpperCholesky.solveTransposed(h, n, y, i * n);
        }
        for (int i = 0; i < p; i++) {
            for (int j = i; j < p; j++) {
                schur[i * p + j] = Rows.dot(y, i * n, y, j * n, n);
            }
            schur[i * p + i] += regularisation.primal();
        }
        UpperCholesky.factor(schur, p, LEAST_PIVOT);
    }

    private void addOuter(double weight, int start) {
        double[] g = problem.G;
        for (int i = 0; i < n; i++) {
            double factor = weight * g[start + i];
            if (factor != 0) {
                Rows.addScaled(factor, g, start + i, h, i * n + i, n - i);
            }
        }
    }

    /** Solves for one right-hand side, refining until the residual is at rounding level or stops shrinking. */
    Point solve(Point right) {
        Point found = solveRegularised(right);
        double accurate = ACCURATE * (1 + right.largest());
        double last = Double.POSITIVE_INFINITY;
        Point before = found;
        for (int step = 0; ; step++) {
            Point left = residual(right, found);
            double size = left.largest();
            if (!(size < last)) {
                return before;
            }
            if (size <= accurate || step == REFINEMENTS || size > 0.5 * last) {
                return found;
            }
            last = size;
            before = found;
            found = found.plus(1, solveRegularised(left));
        }
    }

    private Point residual(Point right, Point at) {
        Point left = right.copy();
        Arrays.fill(onRows, 0);
        double[] pulled = pull(at.z());
        Rows.addTransposed(problem.E, p, n, at.y(), pulled);
        for (int i = 0; i < n; i++) {
            left.x()[i] -= Rows.dot(problem.Q, i * n, at.x(), 0, n) + pulled[i];
        }
        Rows.multiply(problem.E, p, n, at.x(), along);
        for (int i = 0; i < p; i++) {
            left.y()[i] -= along[i];
        }
        Rows.multiply(problem.G, problem.m, n, at.x(), gx);
        problem.bounds.multiply(gx, at.x(), along);
        for (int k = 0; k < count; k++) {
            left.z()[k] -= along[k] - w[k] * at.z()[k];
        }
        return left;
    }

    /** C'z. */
    private double[] pull(double[] z) {
        double[] pulled = new double[n];
        Arrays.fill(onRows, 0);
        problem.bounds.pull(z, onRows, pulled);
        Rows.addTransposed(problem.G, problem.m, n, onRows, pulled);
        return pulled;
    }

    /** One solve with the proximal terms in, which cannot fail. */
    Point solveRegularised(Point right) {
        double[] weighted = new double[count];
        for (int k = 0; k < count; k++) {
            weighted[k] = right.z()[k] * inverse[k];
        }
        double[] x = pull(weighted);
        for (int i = 0; i < n; i++) {
            x[i] += right.x()[i];
        }
        UpperCholesky.solveTransposed(h, n, x, 0);
        double[] multipliers = new double[p];
        if (p > 0) {
            Rows.multiply(y, p, n, x, multipliers);
            for (int i = 0; i < p; i++) {
                multipliers[i] -= right.y()[i];
            }
            UpperCholesky.solveTransposed(schur, p, multipliers, 0);
            UpperCholesky.solve(schur, p, multipliers);
            for (int i = 0; i < p; i++) {
                Rows.addScaled(-multipliers[i], y, i * n, x, 0, n);
            }
        }
        UpperCholesky.solve(h, n, x);
        Rows.multiply(problem.G, problem.m, n, x, gx);
        double[] z = new double[count];
        problem.bounds.multiply(gx, x, z);
        for (int k = 0; k < count; k++) {
            z[k] = (z[k] - right.z()[k]) * inverse[k];
        }
        return new Point(x, multipliers, z);
    }
}
