package org.optnet4j;

/**
 * How the solution of one problem ended.
 *
 * <p>A status is data: one bad problem raises no exception and does not change a bit of its neighbours' answers. Codes 2
 * and 3 are reserved for primal and dual infeasibility, which are not detected yet (such problems end as
 * {@link #MAX_ITERATIONS} or {@link #NUMERICAL_ERROR}).
 */
public enum QpStatus {
    /** The primal residual, the dual residual and the duality gap all meet the stopping rule of {@link QpSettings}. */
    SOLVED(0),

    /** The iteration limit was reached first; the solution arrays hold the last iterate. */
    MAX_ITERATIONS(1),

    /** <i>Q</i>, or <i>AQ<sup>-1</sup>A'</i> (dependent equality rows), is not numerically positive definite. */
    NOT_POSITIVE_DEFINITE(4),

    /**
     * The accuracy of the arithmetic was exhausted first, or numbers overflowed; the solution arrays hold the last
     * iterate, in the second case not necessarily finite.
     */
    NUMERICAL_ERROR(5),

    /** The data contain NaN or an infinity. */
    INVALID_INPUT(6);

    private final int code;

    QpStatus(int code) {
        this.code = code;
    }

    /**
     * The number of this status where it leaves Java (the native interface, files).
     *
     * @return the code
     */
    public int code() {
        return code;
    }

    /**
     * Whether the solution arrays hold an iterate for a problem with this status; if not they hold NaN.
     *
     * @return false for {@link #NOT_POSITIVE_DEFINITE} and {@link #INVALID_INPUT}
     */
    public boolean hasIterate() {
        return this != NOT_POSITIVE_DEFINITE && this != INVALID_INPUT;
    }

    /**
     * The status with a code.
     *
     * @param code a number that {@link #code()} returned
     * @return the status
     * @throws IllegalArgumentException if no status has this code
     */
    public static QpStatus ofCode(int code) {
        for (QpStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw new IllegalArgumentException("code: no QpStatus has the code " + code);
    }
}
