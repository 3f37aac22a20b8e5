package org.optnet4j.examples.cli;

/** What the commands end with. */
final class ExitCodes {
    /** Everything was solved. */
    static final int OK = 0;
    /** A mistake of this program itself. */
    static final int INTERNAL_ERROR = 1;
    /** A bad option, a bad file, or a back end that is not available. */
    static final int BAD_INPUT = 2;
    /** Some problem was not solved. */
    static final int NOT_SOLVED = 3;

    private ExitCodes() {}

    static int solved(boolean all) {
        return all ? OK : NOT_SOLVED;
    }
}
