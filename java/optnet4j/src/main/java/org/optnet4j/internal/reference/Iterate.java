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
    static Iterate recover(DualForm form, double[] u, double[] b, double[] lambda, double[] s) {
        int n = form.n();
        double[] y = Dense.multiplyTransposed(form.kg(), form.m(), n, lambda);
        for (int i = 0; i < n; i++) {
            y[i] += u[i];
        }
        EqualityStep.Point point = form.equalities().step().at(y, b);
        return new Iterate(point.x(), point.nu(), lambda, s);
    }
}
