package org.optnet4j.internal.reference;

/**
 * How far the interior-point iterations step, and how they compare numbers.
 *
 * <p>Source: S. Mehrotra, <i>On the implementation of a primal-dual interior point method</i>, SIAM J. Optim. 2 (1992).
 * Plain, it cycles on some tens of random problems in a million: the corrector raises <i>&mu;</i> every few steps. Two
 * rules keep it from that. The fraction of the way to the boundary that a step takes is <i>1 - &sigma;</i> within bounds,
 * bold only where the predictor itself got through; and the step after one that raised <i>&mu;</i> only centres
 * (<i>&sigma;</i> = 1, no second-order term).
 */
final class StepRule {
    /** Complementarity from here on is no number to go on with. */
    static final double BEYOND = 1e37;

    private static final double CAUTIOUS = 0.9;
    private static final double BOLD = 0.9999;

    private StepRule() {}

    /** The fraction of the way to the boundary that a step takes. */
    static double fraction(double sigma) {
        double fraction = larger(1 - sigma, CAUTIOUS);
        return fraction < BOLD ? fraction : BOLD;
    }

    /** The second number where the first is none: where a slack is zero, 0 / 0 must not hide what other numbers say. */
    static double larger(double first, double second) {
        return first > second ? first : second;
    }
}
