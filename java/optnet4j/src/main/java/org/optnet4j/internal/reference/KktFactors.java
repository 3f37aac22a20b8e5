package org.optnet4j.internal.reference;

/**
 * A factored KKT matrix, [Q A' G'; A 0 0; G 0 -W], in the letters of {@link DualForm}.
 *
 * @param equalities L, K_A and M
 * @param m inequalities
 * @param kg K_G, m x n
 * @param t the Cholesky factor of S + W, m x m, lower triangle
 */
record KktFactors(EqualityStep equalities, int m, double[] kg, double[] t) {
    /**
     * A solution.
     *
     * @param x n
     * @param nu p
     * @param lambda m
     */
    record Direction(double[] x, double[] nu, double[] lambda) {}

    /** Solves for right-hand sides (-q, b, h), of which q has n numbers, b p and h m. */
    Direction solve(double[] q, double[] b, double[] h) {
        int n = equalities.n();
        double[] u = q.clone();
        Cholesky.solveLower(equalities.l(), n, u);

        // (S + W) lambda = -(h - G x), x at lambda = 0
        double[] nu = equalities.multipliers(equalities.reduced(u, b));
        double[] lambda = Dense.multiply(kg, m, n, equalities.onEqualities(u, nu));
        for (int i = 0; i < m; i++) {
            lambda[i] = -(lambda[i] + h[i]);
        }
        Cholesky.solveLower(t, m, lambda);
        Cholesky.solveLowerTransposed(t, m, lambda);

        EqualityStep.Point point = equalities.at(u, kg, lambda, b);
        return new Direction(point.x(), point.nu(), lambda);
    }
}
