package org.optnet4j.internal.general;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Every finite bound as one inequality <i>c'x + s = d, s &ge; 0</i>, where c is plus or minus a row of G or a unit
 * vector. Rows and variables whose two bounds are equal are left out: they are equalities.
 *
 * <p>The order is that of the four kinds: u, l, ub, lb. Products cost one product with G, whatever the number of bounds.
 */
final class Bounds {
    /** Of which kind a bound is. */
    enum Kind {
        U(1, true),
        L(-1, true),
        UB(1, false),
        LB(-1, false);

        final int sign;
        final boolean onRow;

        Kind(int sign, boolean onRow) {
            this.sign = sign;
            this.onRow = onRow;
        }
    }

    final int count;
    final Kind[] kind;

    /** The row of G or the variable. */
    final int[] index;

    /** d, in the user's units. */
    final double[] limit;

    private Bounds(Kind[] kind, int[] index, double[] limit) {
        this.count = kind.length;
        this.kind = kind;
        this.index = index;
        this.limit = limit;
    }

    static Bounds of(GeneralProblem problem) {
        int capacity = 2 * (problem.m() + problem.n());
        Kind[] kind = new Kind[capacity];
        int[] index = new int[capacity];
        double[] limit = new double[capacity];
        int count = 0;
        for (Kind each : Kind.values()) {
            int size = each.onRow ? problem.m() : problem.n();
            double[] own = values(problem, each);
            for (int i = 0; own != null && i < size; i++) {
                if (Double.isFinite(own[i]) && !isFixed(problem, each.onRow, i)) {
                    kind[count] = each;
                    index[count] = i;
                    limit[count++] = each.sign * own[i];
                }
            }
        }
        return new Bounds(Arrays.copyOf(kind, count), Arrays.copyOf(index, count), Arrays.copyOf(limit, count));
    }

    static double @Nullable [] values(GeneralProblem problem, Kind kind) {
        return switch (kind) {
            case U -> problem.u();
            case L -> problem.l();
            case UB -> problem.ub();
            case LB -> problem.lb();
        };
    }

    /** Whether a row of G, or a variable, has equal bounds. */
    static boolean isFixed(GeneralProblem problem, boolean row, int i) {
        double[] upper = row ? problem.u() : problem.ub();
        double[] lower = row ? problem.l() : problem.lb();
        return upper != null && lower != null && upper[i] == lower[i];
    }

    /** Cx, from Gx and x. */
    void multiply(double[] gx, double[] x, double[] to) {
        for (int k = 0; k < count; k++) {
            to[k] = kind[k].sign * (kind[k].onRow ? gx[index[k]] : x[index[k]]);
        }
    }

    /** Adds C'z to its two halves: what G' still has to be multiplied with, and what goes to the variables. */
    void pull(double[] z, double[] onRows, double[] onVariables) {
        for (int k = 0; k < count; k++) {
            double[] target = kind[k].onRow ? onRows : onVariables;
            target[index[k]] += kind[k].sign * z[k];
        }
    }

    /** Adds weights to those of their row or variable: C' diag(weight) C = G' diag(onRows) G + diag(onVariables). */
    void weigh(double[] weight, double[] onRows, double[] onVariables) {
        for (int k = 0; k < count; k++) {
            double[] target = kind[k].onRow ? onRows : onVariables;
            target[index[k]] += weight[k];
        }
    }
}
