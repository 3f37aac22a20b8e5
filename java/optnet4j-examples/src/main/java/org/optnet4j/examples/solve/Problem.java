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
 * @param maximise whether the objective is to be as large as possible; Q and q are then those of its negative
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
        boolean maximise,
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

    /**
     * The objective as the file means it.
     *
     * @param minimised 1/2 x'Qx + q'x
     * @return the objective at x
     */
    public double objective(double minimised) {
        return (maximise ? -minimised : minimised) + constant;
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
