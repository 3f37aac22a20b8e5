package org.optnet4j.internal.reference;

/**
 * A residual beside the size of the numbers it is a difference of.
 *
 * @param residual infinity norm of the residual
 * @param scale infinity norm of the largest term
 */
record Measure(double residual, double scale) {
    /** An infinite residual does not, however large its scale. */
    boolean passes(Tolerance tolerance) {
        return residual <= limit(tolerance) && Double.isFinite(residual);
    }

    Measure plus(double more) {
        return new Measure(residual + more, scale);
    }

    /** What the residual may be. */
    double limit(Tolerance tolerance) {
        return Math.max(tolerance.absolute(), tolerance.relative() * scale);
    }
}
