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
 * <p>It is solved with the factors of the forward pass (<i>L</i>, <i>K<sub>A</sub></i>, <i>M</i>, <i>K<sub>G</sub></i> of
 * {@link DualForm}) and that of <i>S + diag(s/&lambda;)</i> at the solution. Source: Amos and Kolter, arXiv 1703.00443, section 3.
 */
final class KktGradient {
    private final Iterate at;
    private final KktFactors factors;

    KktGradient(DualForm form, Iterate at) {
        this.at = at;
        int m = form.m();
        double[] d = new double[m];
        for (int i = 0; i < m; i++) {
            d[i] = at.s()[i] / at.lambda()[i];
        }
        factors = form.kkt(form.factorReduced(d, new double[m * m]));
    }

    /** The solution that the gradients belong to. */
    Iterate at() {
        return at;
    }

    /** Solves the transposed KKT system for one right-hand side: (dx, dnu, mu), of which mu is dlambda times lambda. */
    KktFactors.Direction solve(double[] dLdx, double[] minusDLdnu, double[] minusDLdlambda) {
        return factors.solve(dLdx, minusDLdnu, minusDLdlambda);
    }
}
