package org.optnet4j.backend;

/** How an operation differs from its plain form; in the order of the native interface, {@code optnet4j_linalg_flag}. */
public enum LinalgFlag {
    /** The triangle is the upper one. */
    UPPER,

    /** The matrix takes part as its transpose. */
    TRANSPOSED,

    /** The diagonal is taken for ones. */
    UNIT,

    /** The result is added to what is there. */
    ADD,

    /** There are weights. */
    WEIGHTED
}
