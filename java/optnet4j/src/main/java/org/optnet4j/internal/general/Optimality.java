package org.optnet4j.internal.general;

/**
 * How far a point is from optimality, on the user's own data and in the user's units (definitions: {@link
 * org.optnet4j.QpSettings}).
 *
 * @param primal absolute residual of the constraints
 * @param primalScale what it is relative to
 * @param dual absolute residual of stationarity
 * @param dualScale what it is relative to
 * @param gap absolute duality gap
 * @param gapScale what it is relative to
 * @param objective primal objective
 */
record Optimality(
        double primal,
        double primalScale,
        double dual,
        double dualScale,
        double gap,
        double gapScale,
        double objective) {

    /**
     * @param at x, multipliers of the equalities, multipliers of the bounds
     * @param s slacks of the bounds
     */
    static Optimality of(UserProblem problem, Point at, double[] s) {
        int n = problem.n;
        double[] x = at.x();
        double[] curvature = new double[n];
        Rows.multiply(problem.Q, n, n, x, curvature);
        double[] pullY = new double[n];
        Rows.addTransposed(problem.equalities.matrix, problem.equalities.count, n, at.y(), pullY);
        double[] pullZ = problem.pull(at.z());
        double[] ex = new double[problem.equalities.count];
        Rows.multiply(problem.equalities.matrix, problem.equalities.count, n, x, ex);
        double[] cx = problem.along(x);

        double dual = 0;
        double dualScale = 0;
        for (int i = 0; i < n; i++) {
            dual = Math.max(dual, Math.abs(curvature[i] + problem.q[i] + pullY[i] + pullZ[i]));
            dualScale = Math.max(dualScale, Math.max(Math.abs(curvature[i]), Math.abs(problem.q[i])));
            dualScale = Math.max(dualScale, Math.max(Math.abs(pullY[i]), Math.abs(pullZ[i])));
        }
        double primal = 0;
        double primalScale = 0;
        double multipliers = 0;
        double[] e = problem.equalities.rightHandSide;
        for (int i = 0; i < e.length; i++) {
            primal = Math.max(primal, Math.abs(ex[i] - e[i]));
            primalScale = Math.max(primalScale, Math.max(Math.abs(ex[i]), Math.abs(e[i])));
            multipliers += e[i] * at.y()[i];
        }
        double[] d = problem.bounds.limit;
        for (int k = 0; k < d.length; k++) {
            primal = Math.max(primal, Math.abs(cx[k] + s[k] - d[k]));
            primalScale = Math.max(primalScale, Math.max(Math.abs(cx[k]), Math.abs(d[k])));
            multipliers += d[k] * at.z()[k];
        }
        double quadratic = Rows.dot(x, curvature);
        double linear = Rows.dot(problem.q, x);
        double objective = 0.5 * quadratic + linear;
        return new Optimality(
                primal,
                primalScale,
                dual,
                dualScale,
                Math.abs(quadratic + linear + multipliers),
                Math.max(Math.abs(objective), Math.abs(0.5 * quadratic + multipliers)),
                objective);
    }

    boolean passes(double epsAbs, double epsRel) {
        return primal <= Math.max(epsAbs, epsRel * primalScale)
                && dual <= Math.max(epsAbs, epsRel * dualScale)
                && gap <= Math.max(epsAbs, epsRel * gapScale);
    }

    /** One number to compare points by; NaN never compares as better. */
    double score() {
        double worst = Math.max(
                primal / Math.max(1, primalScale),
                Math.max(dual / Math.max(1, dualScale), gap / Math.max(1, gapScale)));
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }
}
