package org.optnet4j.internal.forms;

import org.optnet4j.Form;
import org.optnet4j.QpBatch;

/**
 * Which form a batch is tried in first: a function of sizes and structure alone. What it cannot see, such as the condition
 * of Q, is left to the second attempt of the problems that fail.
 */
final class FormChoice {
    /** Up to this many inequalities per variable, the dual form's factorisation of order m is the cheaper one. */
    private static final double DUAL_ROWS_PER_VARIABLE = 1.7;

    /** Below this order, what counts is the cost per call. */
    private static final int SMALL = 64;

    private FormChoice() {}

    static Form choose(Form wanted, boolean oneSided, int n, int m, int p) {
        if (wanted == Form.DUAL && !oneSided) {
            throw new IllegalArgumentException(
                    "form: DUAL takes Q as a matrix and rows Gx <= h only, got a batch with" + " Qdiag, l, lb or ub");
        }
        if (wanted != Form.AUTO) {
            return wanted;
        }
        boolean few = m + p <= DUAL_ROWS_PER_VARIABLE * n || m <= SMALL;
        return oneSided && p <= n && few ? Form.DUAL : Form.NORMAL;
    }

    static Form choose(Form wanted, QpBatch batch) {
        return choose(wanted, batch.isOneSided(), batch.n(), batch.m(), batch.p());
    }
}
