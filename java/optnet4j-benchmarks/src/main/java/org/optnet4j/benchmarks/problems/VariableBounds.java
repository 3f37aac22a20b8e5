package org.optnet4j.benchmarks.problems;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.optnet4j.QpSolution;

/**
 * Problems whose rows of G that bound one variable, x_j &le; h or -x_j &le; h, are given as bounds of that variable instead: lb
 * &le; x &le; ub.
 */
public final class VariableBounds {
    private final Problems problems;
    private final @Nullable Bound[] bounds;
    private final int[] rows;

    /** Of the variable in a column; from above, or from below. */
    private record Bound(int column, boolean above) {}

    /**
     * Finds the rows that bound the same variable in all problems.
     *
     * @param problems the batch
     */
    public VariableBounds(Problems problems) {
        this.problems = problems;
        bounds = new Bound[problems.m()];
        List<Bound> taken = new ArrayList<>();
        for (int row = 0; row < bounds.length; row++) {
            Bound bound = bound(row);
            if (bound != null && !taken.contains(bound)) {
                bounds[row] = bound;
                taken.add(bound);
            }
        }
        rows = IntStream.range(0, bounds.length)
                .filter(row -> bounds[row] == null)
                .toArray();
    }

    private @Nullable Bound bound(int row) {
        Bound found = null;
        for (int i = 0; i < problems.count(); i++) {
            Bound here = bound(i, row);
            if (here == null || (found != null && !found.equals(here))) {
                return null;
            }
            found = here;
        }
        return found;
    }

    private @Nullable Bound bound(int i, int row) {
        Bound found = null;
        for (int j = 0; j < problems.n(); j++) {
            double value = problems.G()[(i * problems.m() + row) * problems.n() + j];
            if (value != 0) {
                if (found != null || Math.abs(value) != 1) {
                    return null;
                }
                found = new Bound(j, value == 1);
            }
        }
        return found;
    }

    /**
     * How many rows became bounds.
     *
     * @return from 0 to m
     */
    public int count() {
        return bounds.length - rows.length;
    }

    /**
     * The problems without those rows.
     *
     * @return the same Q, q, A and b, and what is left of G and h
     */
    public Problems others() {
        return new Problems(
                problems.count(),
                problems.n(),
                rows.length,
                problems.p(),
                problems.Q(),
                problems.q(),
                problems.A(),
                problems.b(),
                left(problems.G(), problems.n()),
                left(problems.h(), 1));
    }

    /**
     * The lower bounds.
     *
     * @return count x n, minus infinity where there is none
     */
    public double[] lb() {
        return values(false);
    }

    /**
     * The upper bounds.
     *
     * @return count x n, infinity where there is none
     */
    public double[] ub() {
        return values(true);
    }

    private double[] values(boolean above) {
        int n = problems.n();
        double sign = above ? 1 : -1;
        double[] values = new double[problems.count() * n];
        Arrays.fill(values, sign * Double.POSITIVE_INFINITY);
        for (int row = 0; row < bounds.length; row++) {
            Bound bound = bounds[row];
            if (bound != null && bound.above() == above) {
                for (int i = 0; i < problems.count(); i++) {
                    values[i * n + bound.column()] = sign * problems.h()[i * problems.m() + row];
                }
            }
        }
        return values;
    }

    /** The rows that are no bounds, of numbers of which each row of each problem has as many. */
    private double[] left(double[] values, int width) {
        double[] left = new double[problems.count() * rows.length * width];
        for (int i = 0; i < problems.count(); i++) {
            for (int k = 0; k < rows.length; k++) {
                System.arraycopy(
                        values, (i * problems.m() + rows[k]) * width, left, (i * rows.length + k) * width, width);
            }
        }
        return left;
    }

    /**
     * Answers to the problems as they were, with a multiplier for every row of G.
     *
     * @param solution of the others with these bounds
     * @return the answers
     */
    public Answers answers(QpSolution solution) {
        int n = problems.n();
        int m = problems.m();
        double[] lambda = new double[problems.count() * m];
        double[] ofRows = solution.lambda().toDoubles();
        double[] below = solution.lambdaLb().toDoubles();
        double[] above = solution.lambdaUb().toDoubles();
        for (int i = 0; i < problems.count(); i++) {
            for (int k = 0; k < rows.length; k++) {
                lambda[i * m + rows[k]] = ofRows[i * rows.length + k];
            }
            for (int row = 0; row < m; row++) {
                Bound bound = bounds[row];
                if (bound != null) {
                    lambda[i * m + row] = (bound.above() ? above : below)[i * n + bound.column()];
                }
            }
        }
        return new Answers(solution.x().toDoubles(), solution.nu().toDoubles(), lambda);
    }
}
