package org.optnet4j.internal.reference;

/**
 * The matrices of a problem with x and nu eliminated, so that the interior-point iteration lives on (lambda, s) alone.
 *
 * <p>With <i>Q = LL'</i>, <i>K<sub>A</sub> = AL<sup>-T</sup></i>, <i>K<sub>G</sub> = GL<sup>-T</sup></i> and <i>MM' =
 * K<sub>A</sub>K<sub>A</sub>'</i>, stationarity <i>L'x = -(u + K<sub>G</sub>'&lambda; + K<sub>A</sub>'&nu;)</i>, <i>u =
 * L<sup>-1</sup>q</i>, and <i>Ax = b</i> give for any <i>&lambda;</i>
 *
 * <pre>
 *   nu = -M^-T gamma,   gamma = M^-1 (K_A y + b),   y = u + K_G' lambda
 *   x  = -L^-T (y + K_A' nu)
 * </pre>
 *
 * and <i>Gx + s = h</i> becomes the linear complementarity problem
 *
 * <pre>
 *   s = S lambda + c,   S = K_G K_G' - V V',   V = K_G K_A' M^-T,   s, lambda >= 0,   s' lambda = 0
 * </pre>
 *
 * with <i>c = h - Gx</i> at <i>&lambda; = 0</i>.
 *
 * <p><i>S</i> is positive semi-definite. Matrices that a batch shares are factored once: the parts of this record are
 * then the same objects for all its problems.
 *
 * @param equalities the factored equalities and quadratic term
 * @param m number of inequalities
 * @param g G, m x n
 * @param kg K_G, m x n
 * @param s S, m x m, lower triangle
 */
record DualForm(EqualityFactor equalities, int m, double[] g, double[] kg, double[] s) {
    /** Eliminates. */
    static DualForm of(EqualityFactor equalities, int m, double[] g) {
        int n = equalities.quadratic().n();
        EqualityStep step = equalities.step();
        double[] kg = g.clone();
        Cholesky.solveRows(equalities.quadratic().l(), n, kg, m);
        double[] v = Dense.multiplyByTransposed(kg, m, step.ka(), step.p(), n);
        Cholesky.solveRows(step.m(), step.p(), v, m);
        double[] s = Dense.gram(kg, m, n);
        double[] minusV = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            minusV[i] = -v[i];
        }
        Dense.addLowerProduct(s, m, minusV, v, step.p());
        return new DualForm(equalities, m, g, kg, s);
    }

    int n() {
        return equalities.quadratic().n();
    }

    int p() {
        return equalities.step().p();
    }

    double[] a() {
        return equalities.a();
    }

    double[] ka() {
        return equalities.step().ka();
    }

    QuadraticFactor quadratic() {
        return equalities.quadratic();
    }

    boolean positiveDefinite() {
        return equalities.positiveDefinite();
    }

    /**
     * The Cholesky factor of <i>S + diag(d)</i>.
     *
     * @param t what becomes it, m x m
     */
    double[] factorReduced(double[] d, double[] t) {
        System.arraycopy(s, 0, t, 0, s.length);
        for (int i = 0; i < m; i++) {
            t[i * m + i] += d[i];
        }
        Cholesky.factor(t, m, Cholesky.noise(m));
        return t;
    }

    /** The factored KKT matrix, for the Cholesky factor of <i>S + W</i>. */
    KktFactors kkt(double[] t) {
        return new KktFactors(equalities.step(), m, kg, t);
    }
}
