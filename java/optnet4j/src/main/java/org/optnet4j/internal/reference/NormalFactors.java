package org.optnet4j.internal.reference;

import java.util.Arrays;

/**
 * The linear systems of the normal form,
 *
 * <pre>
 *   [ H A' ] [dx]   [rx]
 *   [ A 0  ] [dy] = [ry],   H = Q + C' diag(w) C,   w = z / s
 * </pre>
 *
 * with C of {@link StackedBounds}: rows of G make a product of order n m n, bounds on variables only touch the diagonal. With
 * <i>H = TT'</i> and <i>K<sub>A</sub> = AT<sup>-T</sup></i>, what is left to the equalities is <i>MM' =
 * K<sub>A</sub>K<sub>A</sub>'</i>. Where Q is diagonal and G has no rows, H is diagonal too and no matrix of order n is formed.
 */
final class NormalFactors {
    /**
     * A pivot this small against its diagonal element is rounding noise. Far less than in the dual form: the weights span
     * many orders of magnitude, and what is left beside a large one still counts.
     */
    private static final double LEAST_PIVOT = 0.01 * Math.ulp(1.0);

    /**
     * At least this much of the largest weight is added to the diagonal of H: what is smaller is lost beside it anyway.
     * Without it the pivots of directions that only the equalities hold, at a vertex say, are noise.
     */
    private static final double WEIGHT = 4 * Math.ulp(1.0);

    /** What is added to the diagonal of A H<sup>-1</sup>A', of its largest element: enough for rows that depend on others. */
    private static final double EQUALITY = 1000 * Math.ulp(1.0);

    private final ConvexQuadratic quadratic;
    private final int n;
    private final int p;
    private final int m;
    private final double[] a;
    private final double[] g;
    private final StackedBounds bounds;
    private final boolean diagonal;

    /** T, n x n with reciprocals on its diagonal, or where H is diagonal the reciprocal roots of it. */
    private final double[] t;

    /** C' diag(w)<sup>1/2</sup> of the rows of G, n x m. */
    private final double[] weighted;

    private final double[] ka;
    private final double[] equalities;

    NormalFactors(NormalProblem problem) {
        quadratic = problem.quadratic();
        n = quadratic.n();
        a = problem.a();
        p = a.length / n;
        g = problem.g();
        m = g.length / n;
        bounds = problem.bounds();
        diagonal = quadratic.diagonal() && !bounds.onRows();
        t = new double[diagonal ? n : n * n];
        weighted = new double[bounds.onRows() ? n * m : 0];
        ka = new double[p * n];
        equalities = new double[p * p];
    }

    /** Factors the system for new weights. */
    void factor(double[] w) {
        double proximal = diagonal ? quadratic.proximal() : Math.max(WEIGHT * Dense.norm(w), quadratic.proximal());
        double[] onDiagonal = bounds.weightsOfVariables(w);
        for (int i = 0; i < n; i++) {
            onDiagonal[i] += proximal;
            // Where Q counts as semi-definite its diagonal may be negative, that of H is not.
            double curvature = quadratic.onDiagonal(i);
            onDiagonal[i] += StepRule.larger(quadratic.diagonal() ? curvature : -curvature, 0);
        }
        if (diagonal) {
            for (int i = 0; i < n; i++) {
                t[i] = 1 / Math.sqrt(onDiagonal[i]);
            }
        } else {
            if (bounds.onRows()) {
                sumWeightedGram(w);
            } else {
                System.arraycopy(quadratic.q(), 0, t, 0, t.length);
            }
            for (int i = 0; i < n; i++) {
                t[i * n + i] += onDiagonal[i];
            }
            Cholesky.factor(t, n, LEAST_PIVOT);
        }
        factorEqualities();
    }

    /** Makes t the sum of C' diag(w) C, of the rows of G, and of Q where that is a matrix. */
    private void sumWeightedGram(double[] w) {
        double[] weight = bounds.weightsOfRows(w);
        for (int i = 0; i < m; i++) {
            double root = Math.sqrt(weight[i]);
            for (int j = 0; j < n; j++) {
                weighted[j * m + i] = g[i * n + j] * root;
            }
        }
        Arrays.fill(t, 0);
        Dense.addLowerProduct(t, n, weighted, weighted, m);
        for (int e = 0; e < t.length && !quadratic.diagonal(); e++) {
            t[e] += quadratic.q()[e];
        }
    }

    private void factorEqualities() {
        if (p == 0) {
            return;
        }
        System.arraycopy(a, 0, ka, 0, ka.length);
        if (diagonal) {
            for (int e = 0; e < ka.length; e++) {
                ka[e] *= t[e % n];
            }
        } else {
            Cholesky.solveRows(t, n, ka, p);
        }
        Arrays.fill(equalities, 0);
        Dense.addLowerProduct(equalities, p, ka, ka, n);
        double size = 0;
        for (int i = 0; i < p; i++) {
            size = Math.max(size, equalities[i * p + i]);
        }
        // Without any number in A, its multipliers are zero.
        double more = size > 0 ? EQUALITY * size : 1;
        for (int i = 0; i < p; i++) {
            equalities[i * p + i] += more;
        }
        Cholesky.factor(equalities, p, LEAST_PIVOT);
    }

    /**
     * Solves for one right-hand side.
     *
     * @param rx n, becomes dx
     * @param ry p
     * @return dy
     */
    double[] solve(double[] rx, double[] ry) {
        solveHalf(rx, false);
        double[] dy = {};
        if (p > 0) {
            dy = Dense.multiply(ka, p, n, rx);
            for (int i = 0; i < p; i++) {
                dy[i] -= ry[i];
            }
            Cholesky.solveLower(equalities, p, dy);
            Cholesky.solveLowerTransposed(equalities, p, dy);
            double[] pulled = Dense.multiplyTransposed(ka, p, n, dy);
            for (int i = 0; i < n; i++) {
                rx[i] -= pulled[i];
            }
        }
        solveHalf(rx, true);
        return dy;
    }

    private void solveHalf(double[] v, boolean transposed) {
        if (diagonal) {
            for (int i = 0; i < n; i++) {
                v[i] *= t[i];
            }
        } else if (transposed) {
            Cholesky.solveLowerTransposed(t, n, v);
        } else {
            Cholesky.solveLower(t, n, v);
        }
    }
}
