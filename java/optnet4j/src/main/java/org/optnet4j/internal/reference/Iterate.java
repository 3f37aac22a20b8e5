package org.optnet4j.internal.reference;

/**
 * A point of the iteration in the user's variables.
 *
 * @param x n
 * @param nu p
 * @param lambda m
 * @param s m
 */
record Iterate(double[] x, double[] nu, double[] lambda, double[] s) {
    /** The point with multipliers and slack of the inequalities as given, stationary and on the equalities. */
    static Iterate recover(DualForm form, double[] u, double[] gamma, double[] lambda, double[] s) {
        int n = form.n();
        int m = form.m();
        int p = form.p();
        double[] nu = Dense.multiplyTransposed(form.v(), m, p, lambda);
        for (int i = 0; i < p; i++) {
            nu[i] = -(gamma[i] + nu[i]);
        }
        Cholesky.solveLowerTransposed(form.equalities().m(), p, nu);
        double[] pullNu = Dense.multiplyTransposed(form.ka(), p, n, nu);
        double[] pullLambda = Dense.multiplyTransposed(form.kg(), m, n, lambda);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = -(u[i] + pullNu[i] + pullLambda[i]);
        }
        Cholesky.solveLowerTransposed(form.quadratic().l(), n, x);
        return new Iterate(x, nu, lambda, s);
    }
}
