package org.optnet4j;

/**
 * How the solution of one problem ended.
 *
 * <p>A status is data: one bad problem raises no exception and does not change a bit of its neighbours' answers.
 */
public enum QpStatus {
    /** The primal residual, the dual residual and the duality gap all meet the stopping rule of {@link QpSettings}. */
    SOLVED(0),

    /** The iteration limit was reached first; the solution arrays hold the last iterate. */
    MAX_ITERATIONS(1),

    /**
     * No point satisfies the constraints. The multipliers hold the proof: <i>A'&nu; + G'(&lambda; - &lambda;<sub>l</sub>) +
     * &lambda;<sub>ub</sub> - &lambda;<sub>lb</sub> = 0</i>, while <i>b'&nu; + h'&lambda; - l'&lambda;<sub>l</sub> +
     * ub'&lambda;<sub>ub</sub> - lb'&lambda;<sub>lb</sub> = -1</i>, for multipliers that are not negative. x is NaN.
     */
    PRIMAL_INFEASIBLE(2),

    /**
     * The objective falls for ever along a direction that no constraint ends. x holds that direction: <i>Qx = 0</i>,
     * <i>Ax = 0</i>, <i>Gx</i> and <i>x</i> do not point towards a finite bound, and <i>q'x = -1</i>. The multipliers are
     * NaN. (The problem need not have a feasible point.)
     */
    DUAL_INFEASIBLE(3),

    /**
     * <i>Q</i> has a negative eigenvalue: the problem is not convex. With {@link Form#DUAL}, also: <i>Q</i> or
     * <i>AQ<sup>-1</sup>A'</i> (dependent equality rows) is not numerically positive definite.
     */
    NOT_POSITIVE_DEFINITE(4),

    /**
     * The accuracy of the arithmetic was exhausted first, or numbers overflowed; the solution arrays hold the last
     * iterate, in the second case not necessarily finite.
     */
    NUMERICAL_ERROR(5),

    /**
     * The data contain NaN, or an infinity that is not an absent bound; where the dual form alone is asked ({@link Form#DUAL},
     * device memory), it knows no absent bounds.
     */
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
     * Whether the solution arrays hold an iterate for a problem with this status; if not they hold NaN or a certificate.
     *
     * @return false for {@link #NOT_POSITIVE_DEFINITE}, {@link #INVALID_INPUT} and the two infeasible ones
     */
    public boolean hasIterate() {
        return this == SOLVED || this == MAX_ITERATIONS || this == NUMERICAL_ERROR;
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
