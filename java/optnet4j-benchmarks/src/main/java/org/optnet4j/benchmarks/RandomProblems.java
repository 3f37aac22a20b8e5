package org.optnet4j.benchmarks;

import java.util.Random;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;

/**
 * Random problems of the case table's family "wellposed": Q = LL'/n + I with standard normal L; q, A, G and z standard
 * normal; h = G z + s with s uniform in [0, 1); b = A z. Each problem has its own numbers. Both precisions can solve them.
 */
final class RandomProblems {
    private RandomProblems() {}

    /**
     * Makes a batch.
     *
     * @param sizes of each problem
     * @param count how many problems
     * @param precision of the numbers
     * @param seed of the random numbers; the same seed gives the same problems
     * @return the batch
     */
    static QpBatch make(Sizes sizes, int count, Precision precision, long seed) {
        Random random = new Random(seed);
        int n = sizes.n();
        double[] Q = new double[Math.multiplyExact(count, n * n)];
        double[] q = normals(random, count * n);
        double[] A = normals(random, count * sizes.p() * n);
        double[] G = normals(random, count * sizes.m() * n);
        double[] b = new double[count * sizes.p()];
        double[] h = new double[count * sizes.m()];
        for (int i = 0; i < count; i++) {
            quadratic(normals(random, n * n), n, Q, i * n * n);
            double[] z = normals(random, n);
            multiply(A, i, sizes.p(), z, b);
            multiply(G, i, sizes.m(), z, h);
            for (int k = 0; k < sizes.m(); k++) {
                h[i * sizes.m() + k] += random.nextDouble();
            }
        }
        QpBatch.Builder builder = QpBatch.builder(count, n).Q(in(precision, Q)).q(in(precision, q));
        if (sizes.p() > 0) {
            builder.A(in(precision, A)).b(in(precision, b));
        }
        if (sizes.m() > 0) {
            builder.G(in(precision, G)).h(in(precision, h));
        }
        return builder.build();
    }

    /**
     * Standard normal numbers.
     *
     * @param random where they come from
     * @param count how many
     * @return the numbers
     */
    static double[] normals(Random random, int count) {
        return random.doubles(count).map(ignored -> random.nextGaussian()).toArray();
    }

    private static BatchArray in(Precision precision, double[] values) {
        return BatchArray.perProblem(values).to(precision);
    }

    private static void quadratic(double[] L, int n, double[] Q, int at) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += L[i * n + k] * L[j * n + k];
                }
                Q[at + i * n + j] = sum / n + (i == j ? 1 : 0);
                Q[at + j * n + i] = Q[at + i * n + j];
            }
        }
    }

    private static void multiply(double[] matrices, int problem, int rows, double[] z, double[] result) {
        int n = z.length;
        for (int i = problem * rows; i < (problem + 1) * rows; i++) {
            for (int j = 0; j < n; j++) {
                result[i] += matrices[i * n + j] * z[j];
            }
        }
    }
}
