package org.optnet4j.examples.training;

/**
 * What Adam remembers of one array of parameters between steps.
 *
 * @param steps taken so far
 * @param mean running average of the gradient
 * @param square running average of its square
 */
public record AdamState(long steps, double[] mean, double[] square) {
    /**
     * The state before the first step.
     *
     * @param parameters how many numbers are optimised
     * @return zeros
     */
    public static AdamState start(int parameters) {
        return new AdamState(0, new double[parameters], new double[parameters]);
    }

    /**
     * Whether this state belongs to an array of some length; states read from a file may not.
     *
     * @param parameters how many numbers are optimised
     * @return true if it does
     */
    public boolean hasLength(int parameters) {
        return mean.length == parameters && square.length == parameters;
    }
}
