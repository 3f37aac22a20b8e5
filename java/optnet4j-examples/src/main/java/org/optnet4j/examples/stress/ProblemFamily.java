package org.optnet4j.examples.stress;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.optnet4j.examples.random.RandomStreams;

/**
 * The random problems of the stress test: Q = LL' + 1e-3 I with standard normal L (n x n); G, A, q and z0 standard
 * normal; h = G z0 + s0 with s0 uniform in [0, 1); b = A z0. So every problem is strictly convex and feasible, if often
 * badly scaled. A problem depends on the seed, the sizes and its index only and can be made again alone.
 *
 * @param n number of variables
 * @param m number of inequalities
 * @param p number of equalities
 * @param seed of the family
 */
public record ProblemFamily(int n, int m, int p, long seed) {
    private static final double REGULARISATION = 1e-3;

    /**
     * How much data one problem is.
     *
     * @return count of its numbers
     */
    public long numbersPerProblem() {
        return (long) n * n + n + ((long) m + p) * n + m + p;
    }

    /** Room for problems of this family. */
    Chunk chunk(int size) {
        return Chunk.zeros(size, n, m, p);
    }

    /**
     * Makes one problem.
     *
     * @param index of the problem in the family
     * @param chunk where to put it
     * @param position of the problem in the chunk
     * @param scratch reused between calls of one thread
     */
    void generate(long index, Chunk chunk, int position, Scratch scratch) {
        SplittableRandom random = RandomStreams.at(seed, index);
        normals(random, scratch.L, 0, n * n);
        product(scratch, chunk.Q(), position * n * n);
        normals(random, chunk.q(), position * n, n);
        normals(random, scratch.z0, 0, n);
        normals(random, chunk.G(), position * m * n, m * n);
        through(scratch.z0, chunk.G(), position * m * n, m, chunk.h(), position * m);
        for (int i = 0; i < m; i++) {
            chunk.h()[position * m + i] += random.nextDouble();
        }
        normals(random, chunk.A(), position * p * n, p * n);
        through(scratch.z0, chunk.A(), position * p * n, p, chunk.b(), position * p);
    }

    /**
     * Q = LL' + 1e-3 I, as a sum of outer products of L's columns: the inner loop runs along arrays of their own, so
     * that the JVM vectorises it, and takes four columns at a time, so that it computes more than it loads and stores.
     */
    private void product(Scratch scratch, double[] Q, int at) {
        double[] L = scratch.L;
        double[][] columns = scratch.columns;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                columns[k][i] = L[i * n + k];
            }
        }
        for (int i = 0; i < n; i++) {
            double[] row = scratch.row;
            Arrays.fill(row, 0, i + 1, 0.0);
            int k = 0;
            for (; k + 3 < n; k += 4) {
                int l = i * n + k;
                addFour(
                        row,
                        i + 1,
                        L[l],
                        columns[k],
                        L[l + 1],
                        columns[k + 1],
                        L[l + 2],
                        columns[k + 2],
                        L[l + 3],
                        columns[k + 3]);
            }
            for (; k < n; k++) {
                for (int j = 0; j <= i; j++) {
                    row[j] += L[i * n + k] * columns[k][j];
                }
            }
            row[i] += REGULARISATION;
            for (int j = 0; j <= i; j++) {
                Q[at + i * n + j] = row[j];
                Q[at + j * n + i] = row[j];
            }
        }
    }

    private static void addFour(
            double[] sum,
            int length,
            double a0,
            double[] v0,
            double a1,
            double[] v1,
            double a2,
            double[] v2,
            double a3,
            double[] v3) {
        for (int j = 0; j < length; j++) {
            sum[j] += a0 * v0[j] + a1 * v1[j] + a2 * v2[j] + a3 * v3[j];
        }
    }

    private void through(double[] z0, double[] matrix, int at, int rows, double[] result, int resultAt) {
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += matrix[at + i * n + j] * z0[j];
            }
            result[resultAt + i] = sum;
        }
    }

    private static void normals(SplittableRandom random, double[] target, int at, int count) {
        for (int i = at; i < at + count; i++) {
            target[i] = random.nextGaussian();
        }
    }

    /** Room for what one problem is made of. */
    static final class Scratch {
        private final double[] L;
        private final double[][] columns;
        private final double[] row;
        private final double[] z0;

        Scratch(int n) {
            L = new double[n * n];
            columns = new double[n][n];
            row = new double[n];
            z0 = new double[n];
        }
    }
}
