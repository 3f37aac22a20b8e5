package org.optnet4j.examples.solve;

import org.jspecify.annotations.Nullable;

/**
 * One problem of an input file, checked: all sizes agree. Matrices are row-major; infinities are absent bounds.
 *
 * @param n number of variables, at least 1
 * @param m number of rows of G
 * @param p number of equalities
 * @param diagonal whether Q is given as its diagonal
 * @param Q n x n, or n
 * @param q n
 * @param A p x n
 * @param b p
 * @param G m x n
 * @param l m, or null if not given
 * @param h m, or null if not given
 * @param lb n, or null if not given
 * @param ub n, or null if not given
 * @param constant what the objective has besides Q and q
 * @param dLdx n, or null if not given
 * @param dLdnu p, or null if not given
 * @param dLdlambda m, or null if not given
 */
public record Problem(
        int n,
        int m,
        int p,
        boolean diagonal,
        double[] Q,
        double[] q,
        double[] A,
        double[] b,
        double[] G,
        double @Nullable [] l,
        double @Nullable [] h,
        double @Nullable [] lb,
        double @Nullable [] ub,
        double constant,
        double @Nullable [] dLdx,
        double @Nullable [] dLdnu,
        double @Nullable [] dLdlambda) {

    /** What problems must have in common to be solved in one batch. */
    record Shape(
            int n,
            int m,
            int p,
            boolean diagonal,
            boolean hasL,
            boolean hasH,
            boolean hasLb,
            boolean hasUb,
            boolean hasDLdx,
            boolean hasDLdnu,
            boolean hasDLdlambda) {
        /** Whether gradients are wanted. */
        boolean wantsGradients() {
            return hasDLdx || hasDLdnu || hasDLdlambda;
        }
    }

    Shape shape() {
        return new Shape(
                n,
                m,
                p,
                diagonal,
                l != null,
                h != null,
                lb != null,
                ub != null,
                dLdx != null,
                dLdnu != null,
                dLdlambda != null);
    }
}
