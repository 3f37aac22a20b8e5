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
    static Iterate recover(Problem problem, double[] gamma, double[] lambda, double[] s) {
        DualForm form = problem.form();
        int n = form.n();
        int p = form.p();
        double[] nu = Dense.multiplyTransposed(form.v(), form.m(), p, lambda);
        for (int i = 0; i < p; i++) {
            nu[i] = -(gamma[i] + nu[i]);
        }
        Cholesky.solveLowerTransposed(form.equalities().m(), p, nu);
        double[] pullNu = Dense.multiplyTransposed(form.a(), p, n, nu);
        double[] pullLambda = Dense.multiplyTransposed(form.g(), form.m(), n, lambda);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = -(problem.q()[i] + pullNu[i] + pullLambda[i]);
        }
        form.quadratic().solve(x);
        return new Iterate(x, nu, lambda, s);
    }
}
