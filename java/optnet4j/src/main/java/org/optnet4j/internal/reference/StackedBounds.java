package org.optnet4j.internal.reference;

import java.util.Arrays;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpStatus;

/**
 * Bounds on rows and on variables as the normal form sees them: every bound is one inequality
 *
 * <pre>
 *   c'x + s = d,  s >= 0,  with a multiplier z >= 0
 * </pre>
 *
 * where c is plus or minus a row of G or a unit vector, so that products with all of <i>C</i> cost one product with G.
 * Stacked are the upper and the lower bounds of the rows, then those of the variables; a kind of bound that the batch has is
 * there for every row or variable. Where it is infinite, z = 0 and s = 1 throughout and it counts as absent. Where both
 * bounds of a row or variable are equal, the lower one counts as absent and the upper one as held: c'x = d, s = 0
 * throughout, and z of either sign.
 */
final class StackedBounds {
    private final int m;
    private final int n;
    private final double[] g;

    /** Where the lower bounds of rows begin, the upper and the lower ones of variables, and where all end. */
    private final int[] begins = new int[4];

    /** The limits; 0 where there is none. */
    final double[] d;

    /** 1 or 0. */
    final double[] present;

    /** Slacks to begin with: 1, or 0 where a bound is held. */
    private final double[] firstSlack;

    private int flaw;

    StackedBounds(QpBatch batch, int problem, double[] g) {
        m = batch.m();
        n = batch.n();
        this.g = g;
        BatchArray[] kinds = {batch.h(), batch.l(), batch.ub(), batch.lb()};
        int end = 0;
        for (int kind = 0; kind < 4; kind++) {
            end += kinds[kind].length() == 0 ? 0 : kind < 2 ? m : n;
            begins[kind] = end;
        }
        d = new double[end];
        present = new double[end];
        firstSlack = new double[end];
        Arrays.fill(firstSlack, 1);
        for (int kind = 0; kind < 4; kind++) {
            int first = first(kind);
            for (int i = 0; i < size(kind); i++) {
                double bound = kinds[kind].get(kinds[kind].blockStart(problem, size(kind)) + i);
                double value = kind % 2 == 0 ? bound : -bound;
                boolean finite = Double.isFinite(value);
                d[first + i] = finite ? value : 0;
                present[first + i] = finite ? 1 : 0;
                if (!(value >= -Double.MAX_VALUE)) {
                    flaw = QpStatus.INVALID_INPUT.code();
                }
            }
        }
        forPairs(this::settle);
    }

    private void settle(int above, int below) {
        boolean both = present[above] * present[below] > 0;
        if (both && d[above] < -d[below]) {
            // Nothing is feasible.
            flaw = Math.max(flaw, QpStatus.NUMERICAL_ERROR.code());
        }
        boolean held = both && d[above] == -d[below];
        if (held) {
            present[below] = 0;
            d[below] = 0;
            firstSlack[above] = 0;
            firstSlack[below] = 0;
        }
    }

    int count() {
        return d.length;
    }

    /** Whether rows of G have bounds. */
    boolean onRows() {
        return begins[1] > 0;
    }

    /** The code of the status that the bounds condemn the problem to, 0 where they are usable. */
    int flaw() {
        return flaw;
    }

    double[] firstSlack() {
        return firstSlack.clone();
    }

    /** Gives the multiplier of a bound that is held to the side that holds the point back. */
    void splitHeld(double[] s, double[] z) {
        forPairs((above, below) -> {
            if (s[above] == 0) {
                double free = z[above];
                z[below] = StepRule.larger(-free, 0);
                z[above] = StepRule.larger(free, 0);
            }
        });
    }

    /** Cx. */
    double[] along(double[] x) {
        double[] gx = onRows() ? Dense.multiply(g, m, n, x) : x;
        double[] to = new double[count()];
        for (int kind = 0; kind < 4; kind++) {
            double[] of = kind < 2 ? gx : x;
            int first = first(kind);
            for (int i = 0; i < size(kind); i++) {
                to[first + i] = kind % 2 == 0 ? of[i] : -of[i];
            }
        }
        return to;
    }

    /** C'z. */
    double[] pull(double[] z) {
        double[] onVariables = sums(z, 2, -1);
        if (!onRows()) {
            return onVariables;
        }
        double[] to = Dense.multiplyTransposed(g, m, n, sums(z, 0, -1));
        for (int i = 0; i < n; i++) {
            to[i] += onVariables[i];
        }
        return to;
    }

    /** What weights amount to on each row of G: those of its upper bound and of its lower one together. */
    double[] weightsOfRows(double[] w) {
        return sums(w, 0, 1);
    }

    /** The same for the variables. */
    double[] weightsOfVariables(double[] w) {
        return sums(w, 2, 1);
    }

    /** What callers see of slacks: none where there is no bound, and zero where the bound is held. */
    double[] visible(double[] s) {
        double[] visible = s.clone();
        for (int i = 0; i < visible.length; i++) {
            if (!(present[i] > 0) && s[i] != 0) {
                visible[i] = Double.POSITIVE_INFINITY;
            }
        }
        return visible;
    }

    /** Numbers of one kind of bound, empty if the batch has none of it: 0 to 3 in the order in which they are stacked. */
    double[] part(double[] stacked, int kind) {
        return Arrays.copyOfRange(stacked, first(kind), begins[kind]);
    }

    private double[] sums(double[] stacked, int kind, int signOfLower) {
        double[] sums = new double[kind == 0 ? m : n];
        if (size(kind) > 0) {
            System.arraycopy(stacked, first(kind), sums, 0, sums.length);
        }
        int lower = first(kind + 1);
        for (int i = 0; i < size(kind + 1); i++) {
            sums[i] = signOfLower > 0 ? sums[i] + stacked[lower + i] : sums[i] - stacked[lower + i];
        }
        return sums;
    }

    private int first(int kind) {
        return kind == 0 ? 0 : begins[kind - 1];
    }

    private int size(int kind) {
        return begins[kind] - first(kind);
    }

    private void forPairs(PairTask task) {
        for (int kind = 0; kind < 4; kind += 2) {
            for (int i = 0; size(kind) > 0 && i < size(kind + 1); i++) {
                task.run(first(kind) + i, first(kind + 1) + i);
            }
        }
    }

    /** What is done with the two bounds of a row or variable that may have both. */
    @FunctionalInterface
    private interface PairTask {
        void run(int above, int below);
    }
}
