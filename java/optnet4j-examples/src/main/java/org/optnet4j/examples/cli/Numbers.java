package org.optnet4j.examples.cli;

import org.jspecify.annotations.Nullable;
import org.optnet4j.examples.io.InputException;

/** Checks that numeric options are in range. */
public final class Numbers {
    private Numbers() {}

    /**
     * Checks one number.
     *
     * @param option its name, for the message
     * @param value what was given
     * @param least that is allowed
     * @param most that is allowed
     * @return the value
     * @throws InputException if it is out of range
     */
    public static long between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            String range = most == Long.MAX_VALUE || most == Integer.MAX_VALUE
                    ? "at least " + least
                    : "a number from " + least + " to " + most;
            throw new InputException(option + ": expected " + range + ", got " + value);
        }
        return value;
    }

    /**
     * Checks a number that need not have been given.
     *
     * @param option its name, for the message
     * @param value what was given; null if nothing was
     * @param least that is allowed
     * @param most that is allowed
     * @throws InputException if it is out of range
     */
    public static void betweenIfGiven(String option, @Nullable Integer value, int least, int most) {
        if (value != null) {
            between(option, value, least, most);
        }
    }

    /**
     * Checks a whole number that need not have been given.
     *
     * @param option its name, for the message
     * @param value what was given; null if nothing was
     * @throws InputException if it is less than 1
     */
    public static void atLeastOneIfGiven(String option, @Nullable Integer value) {
        betweenIfGiven(option, value, 1, Integer.MAX_VALUE);
    }

    /**
     * Checks a number that need not have been given.
     *
     * @param option its name, for the message
     * @param value what was given; null if nothing was
     * @throws InputException if it is negative or not finite
     */
    public static void notNegativeIfGiven(String option, @Nullable Double value) {
        if (value != null && !(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InputException(option + ": expected a number that is not negative, got " + value);
        }
    }

    /**
     * Checks a number that need not have been given.
     *
     * @param option its name, for the message
     * @param value what was given; null if nothing was
     * @throws InputException if it is not positive and finite
     */
    public static void positiveIfGiven(String option, @Nullable Double value) {
        if (value != null && !(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InputException(option + ": expected a positive number, got " + value);
        }
    }
}
