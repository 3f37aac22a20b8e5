package org.optnet4j.internal.reference;

/**
 * The equalities, factored in the metric of the quadratic term: <i>MM' = K<sub>A</sub>K<sub>A</sub>' =
 * AQ<sup>-1</sup>A'</i> with <i>K<sub>A</sub> = AL<sup>-T</sup></i>.
 *
 * @param quadratic the factored quadratic term
 * @param a A, p x n
 * @param step L, K_A and M, and what they are for
 * @param positiveDefinite whether Q and M M' both are, numerically
 */
record EqualityFactor(QuadraticFactor quadratic, double[] a, EqualityStep step, boolean positiveDefinite) {
    /** Factors. */
    static EqualityFactor of(QuadraticFactor quadratic, int p, double[] a) {
        int n = quadratic.n();
        double[] ka = a.clone();
        Cholesky.solveRows(quadratic.l(), n, ka, p);
        double[] m = Dense.gram(ka, p, n);
        // More rows than variables depend on each other, whatever rounding leaves of their last pivots.
        boolean independent = Cholesky.factor(m, p, Cholesky.noise(n)) && p <= n;
        return new EqualityFactor(
                quadratic,
                a,
                new EqualityStep(n, p, quadratic.l(), ka, m),
                quadratic.positiveDefinite() && independent);
    }
}
