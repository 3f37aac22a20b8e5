package org.optnet4j.backend;

/** The chosen back end does not exist or cannot work on this machine; the message lists the reasons. */
public final class BackendUnavailableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which back end, and every reason
     */
    public BackendUnavailableException(String message) {
        super(message);
    }
}
