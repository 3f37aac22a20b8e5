package org.optnet4j.examples.stress;

import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;

/**
 * The data of as many problems as are held in memory at a time, every number given for every problem; its arrays are filled
 * from outside, and may be filled again. Row-major, one block per problem.
 *
 * @param size how many problems
 * @param n variables of each
 * @param m inequalities of each
 * @param p equalities of each
 * @param Q size x n x n
 * @param q size x n
 * @param A size x p x n
 * @param b size x p
 * @param G size x m x n
 * @param h size x m
 */
public record Chunk(
        int size, int n, int m, int p, double[] Q, double[] q, double[] A, double[] b, double[] G, double[] h) {
    private static final long BYTES = 48L << 20;

    /**
     * Room for problems, all numbers zero.
     *
     * @param size how many problems
     * @param n variables of each
     * @param m inequalities of each
     * @param p equalities of each
     * @return the room
     */
    public static Chunk zeros(int size, int n, int m, int p) {
        return new Chunk(
                size,
                n,
                m,
                p,
                numbers(size, n * n),
                numbers(size, n),
                numbers(size, p * n),
                numbers(size, p),
                numbers(size, m * n),
                numbers(size, m));
    }

    /**
     * How many problems to hold in memory at a time.
     *
     * @param numbersPerProblem how much data one problem is
     * @param most that are of use
     * @return as many as stay small beside the heap, at least one
     */
    static int sizeOf(long numbersPerProblem, int most) {
        return (int) Math.max(1, Math.min(most, BYTES / (numbersPerProblem * Double.BYTES)));
    }

    private static double[] numbers(int size, int perProblem) {
        return new double[Math.multiplyExact(size, perProblem)];
    }

    /**
     * The chunk as a batch.
     *
     * @return a batch that wraps the arrays, does not copy them
     */
    public QpBatch batch() {
        QpBatch.Builder builder =
                QpBatch.builder(size, n).Q(BatchArray.perProblem(Q)).q(BatchArray.perProblem(q));
        if (p > 0) {
            builder.A(BatchArray.perProblem(A)).b(BatchArray.perProblem(b));
        }
        if (m > 0) {
            builder.G(BatchArray.perProblem(G)).h(BatchArray.perProblem(h));
        }
        return builder.build();
    }
}
