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
        EqualityStep.Point point = form.equalities().step().at(u, form.kg(), lambda, b);
        return new Iterate(point.x(), point.nu(), lambda, s);
    }
}
