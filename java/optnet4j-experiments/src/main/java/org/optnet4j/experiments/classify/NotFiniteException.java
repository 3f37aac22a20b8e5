package org.optnet4j.experiments.classify;

/** A training whose loss is no finite number any more; the message says where. */
final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFiniteException(String message) {
        super(message);
    }
}
