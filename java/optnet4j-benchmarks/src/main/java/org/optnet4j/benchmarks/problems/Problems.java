package org.optnet4j.benchmarks.problems;

import java.util.Arrays;

/**
 * A batch of problems <i>minimise 1/2 x'Qx + q'x subject to Ax = b, Gx &le; h</i>, every number given for every problem: what
 * any solver can be handed. Arrays are row-major, one block per problem.
 *
 * @param count how many problems
 * @param n variables of each
 * @param m inequalities of each
 * @param p equalities of each
 * @param Q count x n x n
 * @param q count x n
 * @param A count x p x n
 * @param b count x p
 * @param G count x m x n
 * @param h count x m
 */
public record Problems(
        int count, int n, int m, int p, double[] Q, double[] q, double[] A, double[] b, double[] G, double[] h) {
    /**
     * Room for problems, all numbers zero.
     *
     * @param count how many problems
     * @param n variables of each
     * @param m inequalities of each
     * @param p equalities of each
     * @return the problems
     */
    static Problems zeros(int count, int n, int m, int p) {
        return new Problems(
                count,
                n,
                m,
                p,
                new double[Math.multiplyExact(count, n * n)],
                new double[count * n],
                new double[Math.multiplyExact(count, p * n)],
                new double[count * p],
                new double[Math.multiplyExact(count, m * n)],
                new double[count * m]);
    }

    /**
     * The problems at the beginning of the batch.
     *
     * @param some how many, at most count
     * @return copies of them; this if it is all of them
     */
    public Problems first(int some) {
        if (some < 1 || some > count) {
            throw new IllegalArgumentException("some: expected a number from 1 to " + count + ", got " + some);
        }
        return some == count
                ? this
                : new Problems(
                        some,
                        n,
                        m,
                        p,
                        Arrays.copyOf(Q, some * n * n),
                        Arrays.copyOf(q, some * n),
                        Arrays.copyOf(A, some * p * n),
                        Arrays.copyOf(b, some * p),
                        Arrays.copyOf(G, some * m * n),
                        Arrays.copyOf(h, some * m));
    }
}
