package org.optnet4j.internal.general;

import org.optnet4j.GradientQuality;

/** Whether a bound holds the solution, as far as the numbers tell. */
public final class Activity {
    /**
     * An interior point leaves the product of a multiplier and its slack at the size of the gap. Where neither is much
     * larger than the other, both are of the size of its square root, and either could be zero.
     */
    private static final double CLEAR = 100;

    private Activity() {}

    /**
     * Whether it is clear, on which side the solution is.
     *
     * @param lambda multiplier over (1 + largest multiplier)
     * @param slack slack over (1 + |bound|)
     * @return false for a weakly active bound, and for one that may be
     */
    public static boolean isClear(double lambda, double slack) {
        double larger = Math.max(lambda, slack);
        return larger > GradientQuality.WEAKLY_ACTIVE && larger > CLEAR * Math.min(lambda, slack);
    }
}
