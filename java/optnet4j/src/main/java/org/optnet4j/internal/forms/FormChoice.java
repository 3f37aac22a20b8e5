package org.optnet4j.internal.forms;

import org.optnet4j.Form;
import org.optnet4j.FormInfo;
import org.optnet4j.FormReason;
import org.optnet4j.QpBatch;

/**
 * Which form a batch is tried in first, and why: a function of sizes and structure alone. What it cannot see, such as the
 * condition of Q, is left to the second attempt of the problems that fail.
 */
public final class FormChoice {
    /** Up to this many inequalities per variable, the dual form's factorisation of order m is the cheaper one. */
    private static final double DUAL_ROWS_PER_VARIABLE = 1.7;

    /** Below this order, what counts is the cost per call. */
    private static final int SMALL = 64;

    private FormChoice() {}

    static FormInfo choose(Form wanted, boolean oneSided, int n, int m, int p) {
        if (wanted == Form.DUAL && !oneSided) {
            throw new IllegalArgumentException(
                    "form: DUAL takes Q as a matrix and rows Gx <= h only, got a batch with" + " Qdiag, l, lb or ub");
        }
        if (wanted != Form.AUTO) {
            return new FormInfo(wanted, FormReason.REQUESTED);
        }
        if (!oneSided) {
            return new FormInfo(Form.NORMAL, FormReason.STRUCTURE);
        }
        if (p > n) {
            return new FormInfo(Form.NORMAL, FormReason.MANY_EQUALITIES);
        }
        boolean few = m + p <= DUAL_ROWS_PER_VARIABLE * n || m <= SMALL;
        return few ? new FormInfo(Form.DUAL, FormReason.FITS_DUAL) : new FormInfo(Form.NORMAL, FormReason.MANY_ROWS);
    }

    /**
     * The choice for a batch.
     *
     * @param wanted what the settings say
     * @param batch the problems
     * @return the form, never {@link Form#AUTO}, and the reason
     * @throws IllegalArgumentException if the settings want a form that does not take such problems
     */
    public static FormInfo choose(Form wanted, QpBatch batch) {
        return choose(wanted, batch.isOneSided(), batch.n(), batch.m(), batch.p());
    }
}
