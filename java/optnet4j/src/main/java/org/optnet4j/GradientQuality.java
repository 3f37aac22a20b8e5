package org.optnet4j;

/**
 * How far the gradient of one problem can be relied on.
 *
 * @param margin how far the solution is from a change of its active set: the smallest, over the finite bounds, of the
 *     larger of <i>s / (1 + |bound|)</i> and <i>&lambda; / (1 + largest multiplier)</i>; infinite without bounds and for
 *     smoothed solutions ({@link QpSettings#withSmoothing}), NaN where the problem is not solved
 * @param residual residual of the adjoint system over its right-hand side, infinity norms; NaN where the dual form gave
 *     the gradient, which does not measure it
 * @param unique whether the gradient is the derivative of the solution; false where it is one of several that are as
 *     good (see {@link QpGradients}), where the solution may be at a change of its active set (a bound for which the larger
 *     of the two numbers above is {@link #WEAKLY_ACTIVE} or less, or less than 100 times the smaller), or where the problem
 *     is not solved
 */
public record GradientQuality(double margin, double residual, boolean unique) {
    /** The quality of a gradient that nobody measured, or of a problem that is not solved (whose gradient is zero). */
    public static final GradientQuality UNKNOWN = new GradientQuality(Double.NaN, Double.NaN, false);

    /** A bound nearer than this to a change of sides counts as weakly active. */
    public static final double WEAKLY_ACTIVE = 1e-6;
}
