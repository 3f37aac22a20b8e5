package org.optnet4j.internal.reference;

/**
 * A factored KKT matrix, [Q A' G'; A 0 0; G 0 -W], in the letters of {@link DualForm}.
 *
 * @param n variables
 * @param m inequalities
 * @param p equalities
 * @param l L, n x n, lower triangle
 * @param ka K_A, p x n
 * @param equalities M, p x p, lower triangle
 * @param kg K_G, m x n
 * @param v V, m x p
 * @param t the Cholesky factor of S + W, m x m, lower triangle
 */
record KktFactors(
        int n, int m, int p, double[] l, double[] ka, double[] equalities, double[] kg, double[] v, double[] t) {
    /**
     * A solution.
     *
     * @param x n
     * @param nu p
     * @param lambda m
     */
    record Direction(double[] x, double[] nu, double[] lambda) {}

    /** Solves for right-hand sides (-q, -b, -h), of which q has n numbers, b p and h m. */
    Direction solve(double[] q, double[] b, double[] h) {
        double[] u = q.clone();
        Cholesky.solveLower(l, n, u);

        // M^-1 (b - K_A u)
        double[] kaU = Dense.multiply(ka, p, n, u);
        double[] reducedNu = new double[p];
        for (int i = 0; i < p; i++) {
            reducedNu[i] = b[i] - kaU[i];
        }
        Cholesky.solveLower(equalities, p, reducedNu);

        // (S + W) lambda = h - K_G u - V M^-1 (b - K_A u)
        double[] kgU = Dense.multiply(kg, m, n, u);
        double[] vReduced = Dense.multiply(v, m, p, reducedNu);
        double[] lambda = new double[m];
        for (int i = 0; i < m; i++) {
            lambda[i] = h[i] - kgU[i] - vReduced[i];
        }
        Cholesky.solveLower(t, m, lambda);
        Cholesky.solveLowerTransposed(t, m, lambda);

        double[] nu = Dense.multiplyTransposed(v, m, p, lambda);
        for (int i = 0; i < p; i++) {
            nu[i] = reducedNu[i] - nu[i];
        }
        Cholesky.solveLowerTransposed(equalities, p, nu);

        double[] pullNu = Dense.multiplyTransposed(ka, p, n, nu);
        double[] pullLambda = Dense.multiplyTransposed(kg, m, n, lambda);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = -(u[i] + pullNu[i] + pullLambda[i]);
        }
        Cholesky.solveLowerTransposed(l, n, x);
        return new Direction(x, nu, lambda);
    }
}
