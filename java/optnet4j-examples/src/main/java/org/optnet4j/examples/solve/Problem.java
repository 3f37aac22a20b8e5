package org.optnet4j.examples.solve;

import org.jspecify.annotations.Nullable;

/**
 * One problem of an input file, checked: all sizes agree. Matrices are row-major.
 *
 * @param n number of variables, at least 1
 * @param m number of inequalities
 * @param p number of equalities
 * @param Q n x n
 * @param q n
 * @param A p x n
 * @param b p
 * @param G m x n
 * @param h m
 * @param dLdx n, or null if not given
 * @param dLdnu p, or null if not given
 * @param dLdlambda m, or null if not given
 */
record Problem(
        int n,
        int m,
        int p,
        double[] Q,
        double[] q,
        double[] A,
        double[] b,
        double[] G,
        double[] h,
        double @Nullable [] dLdx,
        double @Nullable [] dLdnu,
        double @Nullable [] dLdlambda) {

    /** What problems must have in common to be solved in one batch. */
    record Shape(int n, int m, int p, boolean hasDLdx, boolean hasDLdnu, boolean hasDLdlambda) {
        /** Whether gradients are wanted. */
        boolean wantsGradients() {
            return hasDLdx || hasDLdnu || hasDLdlambda;
        }
    }

    Shape shape() {
        return new Shape(n, m, p, dLdx != null, dLdnu != null, dLdlambda != null);
    }
}
