package org.optnet4j.examples.cli;

/** What the commands end with. */
public final class ExitCodes {
    /** Everything was solved. */
    public static final int OK = 0;
    /** A mistake of this program itself. */
    public static final int INTERNAL_ERROR = 1;
    /** A bad option, a bad file, an output that cannot be written, or a back end that is not available. */
    public static final int BAD_INPUT = 2;
    /** Some problem was not solved. */
    public static final int NOT_SOLVED = 3;

    private ExitCodes() {}

    /**
     * The code of a command that solves problems.
     *
     * @param all whether all were solved
     * @return {@link #OK} or {@link #NOT_SOLVED}
     */
    public static int solved(boolean all) {
        return all ? OK : NOT_SOLVED;
    }
}
