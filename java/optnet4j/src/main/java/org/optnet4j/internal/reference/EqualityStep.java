package org.optnet4j.internal.reference;

/**
 * The step that puts <i>x = -L<sup>-T</sup>y</i> on the equalities <i>Ax = b</i>: <i>y + K<sub>A</sub>'&nu;</i> in place of
 * y, in the letters of {@link DualForm}.
 *
 * @param n variables
 * @param p equalities
 * @param l L, n x n, lower triangle
 * @param ka K_A, p x n
 * @param m M, p x p, lower triangle
 */
record EqualityStep(int n, int p, double[] l, double[] ka, double[] m) {
    /**
     * A point on the equalities.
     *
     * @param x n
     * @param nu p
     */
    record Point(double[] x, double[] nu) {}

    /** The point of given multipliers of the inequalities: <i>y = u + K<sub>G</sub>'&lambda;</i>. */
    Point at(double[] u, double[] kg, double[] lambda, double[] b) {
        double[] y = Dense.multiplyTransposed(kg, lambda.length, n, lambda);
        for (int i = 0; i < n; i++) {
            y[i] += u[i];
        }
        double[] nu = multipliers(reduced(y, b));
        double[] x = onEqualities(y, nu);
        for (int i = 0; i < n; i++) {
            x[i] = -x[i];
        }
        Cholesky.solveLowerTransposed(l, n, x);
        return new Point(x, nu);
    }

    /** <i>&gamma; = M<sup>-1</sup>(K<sub>A</sub>y + b)</i>. */
    double[] reduced(double[] y, double[] b) {
        double[] gamma = Dense.multiply(ka, p, n, y);
        for (int i = 0; i < p; i++) {
            gamma[i] += b[i];
        }
        Cholesky.solveLower(m, p, gamma);
        return gamma;
    }

    /** <i>&nu; = -M<sup>-T</sup>&gamma;</i>. */
    double[] multipliers(double[] gamma) {
        double[] nu = new double[p];
        for (int i = 0; i < p; i++) {
            nu[i] = -gamma[i];
        }
        Cholesky.solveLowerTransposed(m, p, nu);
        return nu;
    }

    /** <i>y + K<sub>A</sub>'&nu;</i>. */
    double[] onEqualities(double[] y, double[] nu) {
        if (p == 0) {
            return y.clone();
        }
        double[] moved = Dense.multiplyTransposed(ka, p, n, nu);
        for (int i = 0; i < moved.length; i++) {
            moved[i] += y[i];
        }
        return moved;
    }
}
