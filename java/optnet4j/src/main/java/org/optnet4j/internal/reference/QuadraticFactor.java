package org.optnet4j.internal.reference;

/**
 * The quadratic term, factored: <i>Q = LL'</i>.
 *
 * @param n number of variables
 * @param q the symmetric part of Q, n x n
 * @param l L, n x n, lower triangle
 * @param positiveDefinite whether Q is numerically positive definite
 */
record QuadraticFactor(int n, double[] q, double[] l, boolean positiveDefinite) {
    /** Factors the symmetric part of a matrix. */
    static QuadraticFactor of(int n, double[] matrix) {
        double[] symmetric = symmetricPart(n, matrix);
        double[] l = symmetric.clone();
        boolean positiveDefinite = Cholesky.factor(l, n, Cholesky.noise(n));
        return new QuadraticFactor(n, symmetric, l, positiveDefinite);
    }

    /** (Q + Q') / 2. */
    static double[] symmetricPart(int n, double[] matrix) {
        double[] symmetric = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                symmetric[i * n + j] = 0.5 * matrix[i * n + j] + 0.5 * matrix[j * n + i];
            }
        }
        return symmetric;
    }
}
