package org.optnet4j.internal.reference;

/**
 * The gradients at a solution, from the transposed KKT system
 *
 * <pre>
 *   Q dx + A' dnu + G' mu       = -dLdx
 *   A dx                        = -dLdnu
 *   G dx - diag(s / lambda) mu  = -dLdlambda
 * </pre>
 *
 * <p>It is solved with the factors of the forward pass (<i>L</i>, <i>M</i>, <i>V</i> of {@link DualForm}) and that of
 * <i>S + diag(s/&lambda;)</i> at the solution. Source: Amos and Kolter, arXiv 1703.00443, section 3.
 */
final class KktGradient {
    private final DualForm form;
    private final Iterate at;

    /** The Cholesky factor of <i>S + diag(s/&lambda;)</i>. */
    private final double[] t;

    KktGradient(DualForm form, Iterate at) {
        this.form = form;
        this.at = at;
        int m = form.m();
        double[] d = new double[m];
        for (int i = 0; i < m; i++) {
            d[i] = at.s()[i] / at.lambda()[i];
        }
        t = form.factorReduced(d);
    }

    /** The solution that the gradients belong to. */
    Iterate at() {
        return at;
    }

    /** Solves the transposed KKT system for one right-hand side. */
    Direction solve(double[] dLdx, double[] dLdnu, double[] dLdlambda) {
        int n = form.n();
        int m = form.m();
        int p = form.p();
        double[] u = dLdx.clone();
        Cholesky.solveLower(form.quadratic().l(), n, u);

        // M^-1 (dLdnu - K_A u)
        double[] kaU = Dense.multiply(form.ka(), p, n, u);
        double[] reducedNu = new double[p];
        for (int i = 0; i < p; i++) {
            reducedNu[i] = dLdnu[i] - kaU[i];
        }
        Cholesky.solveLower(form.equalities().m(), p, reducedNu);

        // (S + diag(s / lambda)) mu = dLdlambda - K_G u - V M^-1 (dLdnu - K_A u)
        double[] kgU = Dense.multiply(form.kg(), m, n, u);
        double[] vReduced = Dense.multiply(form.v(), m, p, reducedNu);
        double[] mu = new double[m];
        for (int i = 0; i < m; i++) {
            mu[i] = dLdlambda[i] - kgU[i] - vReduced[i];
        }
        Cholesky.solveLower(t, m, mu);
        Cholesky.solveLowerTransposed(t, m, mu);

        double[] dnu = Dense.multiplyTransposed(form.v(), m, p, mu);
        for (int i = 0; i < p; i++) {
            dnu[i] = reducedNu[i] - dnu[i];
        }
        Cholesky.solveLowerTransposed(form.equalities().m(), p, dnu);

        double[] pullNu = Dense.multiplyTransposed(form.ka(), p, n, dnu);
        double[] pullMu = Dense.multiplyTransposed(form.kg(), m, n, mu);
        double[] dx = new double[n];
        for (int i = 0; i < n; i++) {
            dx[i] = -(u[i] + pullNu[i] + pullMu[i]);
        }
        Cholesky.solveLowerTransposed(form.quadratic().l(), n, dx);
        return new Direction(dx, dnu, mu);
    }

    /**
     * The solution of the transposed KKT system.
     *
     * @param dx n
     * @param dnu p
     * @param mu m, the multiplier direction times lambda
     */
    record Direction(double[] dx, double[] dnu, double[] mu) {}
}
