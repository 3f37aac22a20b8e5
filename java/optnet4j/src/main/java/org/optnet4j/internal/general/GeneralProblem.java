package org.optnet4j.internal.general;

import org.jspecify.annotations.Nullable;

/**
 * One problem: minimise <i>&frac12; x'Qx + q'x</i> subject to <i>Ax = b</i>, <i>l &le; Gx &le; u</i>, <i>lb &le; x &le;
 * ub</i>. Matrices are row-major; bounds that are null or infinite are absent.
 *
 * @param n variables
 * @param m rows of G
 * @param p equalities
 * @param Q n x n, its symmetric part counts; null where qDiag is given
 * @param qDiag n, the diagonal of Q where it has nothing else; null where Q is given
 * @param q n
 * @param A p x n
 * @param b p
 * @param G m x n
 * @param l m, or null
 * @param u m, or null
 * @param lb n, or null
 * @param ub n, or null
 */
public record GeneralProblem(
        int n,
        int m,
        int p,
        double @Nullable [] Q,
        double @Nullable [] qDiag,
        double[] q,
        double[] A,
        double[] b,
        double[] G,
        double @Nullable [] l,
        double @Nullable [] u,
        double @Nullable [] lb,
        double @Nullable [] ub) {

    /** The same with q = 0, of which derivatives know nothing. */
    GeneralProblem withoutLinearTerm() {
        return new GeneralProblem(n, m, p, Q, qDiag, new double[n], A, b, G, l, u, lb, ub);
    }

    /** The symmetric part of Q, whichever way it was given. */
    double[] symmetricQ() {
        double[] symmetric = new double[n * n];
        if (qDiag != null) {
            for (int i = 0; i < n; i++) {
                symmetric[i * n + i] = qDiag[i];
            }
        } else if (Q != null) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    symmetric[i * n + j] = 0.5 * Q[i * n + j] + 0.5 * Q[j * n + i];
                }
            }
        }
        return symmetric;
    }

    /** No NaN, and no infinity but that of an absent bound. */
    boolean isValid() {
        return (Q == null || isFinite(Q))
                && (qDiag == null || isFinite(qDiag))
                && isFinite(q)
                && isFinite(A)
                && isFinite(b)
                && isFinite(G)
                && isBound(l, Double.NEGATIVE_INFINITY)
                && isBound(u, Double.POSITIVE_INFINITY)
                && isBound(lb, Double.NEGATIVE_INFINITY)
                && isBound(ub, Double.POSITIVE_INFINITY);
    }

    private static boolean isFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBound(double @Nullable [] values, double absent) {
        if (values != null) {
            for (double value : values) {
                if (!Double.isFinite(value) && value != absent) {
                    return false;
                }
            }
        }
        return true;
    }
}
