package org.optnet4j.internal.ragged;

import java.util.Arrays;

/**
 * To how many variables problems with the same rows are padded, so that solving all of them takes the least time by a rough
 * model. Only speed depends on the model: variables that are added change no answer.
 *
 * <p>In the dual form variables are cheap: they are eliminated once, and the iteration works on the rows. What padding
 * costs is reading and eliminating the added ones; what it saves is calls, and lanes that would be empty.
 */
final class Widths {
    /** What a call costs, in multiplications. */
    private static final double CALL = 40_000;

    /** What it costs to bring a number to its lane, likewise. */
    private static final double LOAD = 25;

    /** How many iterations a problem takes. */
    private static final double ITERATIONS = 7;

    private final int m;
    private final int p;
    private final int lanes;

    /**
     * @param m rows of inequalities of each problem
     * @param p equalities of each problem
     * @param lanes how many problems take about as long as one
     */
    Widths(int m, int p, int lanes) {
        this.m = m;
        this.p = p;
        this.lanes = lanes;
    }

    /**
     * The best widths. Sizes that go together are neighbours, so the best way to cut the list into ranges is found from the
     * best ways to cut its beginnings.
     *
     * @param sizes the numbers of variables there are, ascending
     * @param counts how many problems there are of each size
     * @return for each size the width to pad to, one of the sizes, at least as large
     */
    int[] choose(int[] sizes, int[] counts) {
        double[] best = new double[sizes.length + 1];
        int[] rangeStart = new int[sizes.length + 1];
        for (int end = 1; end <= sizes.length; end++) {
            best[end] = Double.POSITIVE_INFINITY;
            long problems = 0;
            for (int start = end - 1; start >= 0; start--) {
                problems += counts[start];
                double cost = best[start] + cost(sizes[end - 1], problems);
                if (cost < best[end]) {
                    best[end] = cost;
                    rangeStart[end] = start;
                }
            }
        }
        int[] widths = new int[sizes.length];
        for (int end = sizes.length; end > 0; end = rangeStart[end]) {
            Arrays.fill(widths, rangeStart[end], end, sizes[end - 1]);
        }
        return widths;
    }

    private double cost(double n, long problems) {
        double rows = m + p;
        double packs = Math.ceil((double) problems / lanes);
        double eliminate = n * n * n / 3 + rows * n * n + rows * rows * n;
        double iterate = (double) m * m * m / 3 + 4.0 * m * m;
        return CALL + packs * (eliminate + ITERATIONS * iterate) + problems * LOAD * n * (n + rows);
    }
}
