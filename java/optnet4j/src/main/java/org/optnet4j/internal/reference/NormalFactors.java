package org.optnet4j.internal.reference;

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
    private double[] t = {};

    private double[] ka = {};
    private double[] equalities = {};

    NormalFactors(NormalProblem problem) {
        quadratic = problem.quadratic();
        n = quadratic.n();
        a = problem.a();
        p = a.length / n;
        g = problem.g();
        m = g.length / n;
        bounds = problem.bounds();
        diagonal = quadratic.diagonal() && !bounds.onRows();
    }

    /** Factors the system for new weights. */
    void factor(double[] w) {
        double proximal = diagonal ? quadratic.proximal() : Math.max(WEIGHT * Dense.norm(w), quadratic.proximal());
        double[] onDiagonal = bounds.weightsOfVariables(w);
        for (int i = 0; i < n; i++) {
            onDiagonal[i] += proximal;
            if (quadratic.diagonal()) {
                onDiagonal[i] += quadratic.q()[i];
            }
        }
        if (diagonal) {
            t = new double[n];
            for (int i = 0; i < n; i++) {
                t[i] = 1 / Math.sqrt(onDiagonal[i]);
            }
        } else {
            t = bounds.onRows() ? weightedGram(w) : quadratic.q().clone();
            if (bounds.onRows() && !quadratic.diagonal()) {
                for (int e = 0; e < t.length; e++) {
                    t[e] += quadratic.q()[e];
                }
            }
            for (int i = 0; i < n; i++) {
                t[i * n + i] += onDiagonal[i];
            }
            Cholesky.factor(t, n, LEAST_PIVOT);
        }
        factorEqualities();
    }

    /** C' diag(w) C of the rows of G. */
    private double[] weightedGram(double[] w) {
        double[] weight = bounds.weightsOfRows(w);
        double[] scaled = new double[n * m];
        for (int i = 0; i < m; i++) {
            double root = Math.sqrt(weight[i]);
            for (int j = 0; j < n; j++) {
                scaled[j * m + i] = g[i * n + j] * root;
            }
        }
        return Dense.gram(scaled, n, m);
    }

    private void factorEqualities() {
        if (p == 0) {
            return;
        }
        ka = a.clone();
        if (diagonal) {
            for (int e = 0; e < ka.length; e++) {
                ka[e] *= t[e % n];
            }
        } else {
            Cholesky.solveRows(t, n, ka, p);
        }
        equalities = Dense.gram(ka, p, n);
        double size = 0;
        for (int i = 0; i < p; i++) {
            size = Math.max(size, equalities[i * p + i]);
        }
        for (int i = 0; i < p; i++) {
            equalities[i * p + i] += EQUALITY * size;
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
