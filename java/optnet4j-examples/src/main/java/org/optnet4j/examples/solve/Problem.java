package org.optnet4j.examples.solve;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpProblem;

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

    /**
     * The problem as the solver takes it.
     *
     * @return a problem around the same arrays
     */
    public QpProblem toQpProblem() {
        QpProblem.Builder builder = QpProblem.builder(n).q(q);
        builder = diagonal ? builder.Qdiag(Q) : builder.Q(Q);
        if (p > 0) {
            builder.A(A).b(b);
        }
        if (m > 0) {
            builder.G(G);
            given(h, builder::h);
            given(l, builder::l);
        }
        given(lb, builder::lb);
        given(ub, builder::ub);
        return builder.build();
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

    /** Whether gradients are wanted. */
    boolean wantsGradients() {
        return dLdx != null || dLdnu != null || dLdlambda != null;
    }

    private static void given(double @Nullable [] values, Consumer<double[]> set) {
        if (values != null) {
            set.accept(values);
        }
    }
}
