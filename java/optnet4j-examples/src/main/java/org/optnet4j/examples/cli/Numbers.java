package org.optnet4j.examples.cli;

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
}
