package org.optnet4j.examples.sudoku;

/**
 * Some steps of a {@link Schedule}, over which learning rate and smoothing go from one value to another, geometrically.
 *
 * @param steps how many
 * @param rateFrom the learning rate in the first step
 * @param rateTo the learning rate after the last one
 * @param smoothingFrom the smoothing in the first step
 * @param smoothingTo the smoothing after the last one
 * @param fewestHoles of a training puzzle
 * @param mostHoles of a training puzzle
 */
record Phase(
        int steps,
        double rateFrom,
        double rateTo,
        double smoothingFrom,
        double smoothingTo,
        int fewestHoles,
        int mostHoles) {
    /**
     * What holds somewhere in the phase. The smoothing is the nearest power of the fourth root of ten: a solver has one value,
     * and so there are few.
     *
     * @param share of the phase that is over, 0 to 1
     */
    StepPlan at(double share) {
        double exponent = between(StrictMath.log10(smoothingFrom), StrictMath.log10(smoothingTo), share);
        return new StepPlan(
                rateFrom * StrictMath.pow(rateTo / rateFrom, share),
                StrictMath.pow(10, Math.round(4 * exponent) / 4.0),
                fewestHoles,
                mostHoles);
    }

    /** The same over so many times as many steps, at least one. */
    Phase times(double factor) {
        int longer = (int) Math.max(1, Math.round(factor * steps));
        return new Phase(longer, rateFrom, rateTo, smoothingFrom, smoothingTo, fewestHoles, mostHoles);
    }

    private static double between(double from, double to, double share) {
        return from + share * (to - from);
    }
}
