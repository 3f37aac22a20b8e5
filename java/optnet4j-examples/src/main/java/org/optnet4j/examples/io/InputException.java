package org.optnet4j.examples.io;

/**
 * Something the user gave (an option, a file, a folder) cannot be used. The message is one line that names what it is,
 * what was got and what was expected; the command line prints it and ends with exit code 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one complete line for the user */
    public InputException(String message) {
        super(message);
    }

    /**
     * @param message one complete line for the user
     * @param cause where the trouble was seen
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
