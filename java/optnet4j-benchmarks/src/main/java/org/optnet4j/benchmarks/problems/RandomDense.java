package org.optnet4j.benchmarks.problems;

import java.util.SplittableRandom;
import org.optnet4j.examples.random.RandomStreams;

/**
 * Family F1, the random problems of the OptNet paper: Q = LL' + 1e-3 I with standard normal L (n x n); G, A, q and z0
 * standard normal; h = G z0 + s0 with s0 uniform in [0, 1); b = A z0.
 */
public final class RandomDense {
    private static final long SEED = 20260101;
    private static final double REGULARISATION = 1e-3;

    private RandomDense() {}

    /**
     * Makes problems; the first of them are the same however many are made.
     *
     * @param count how many
     * @param n variables of each
     * @param m inequalities of each
     * @param p equalities of each
     * @return the problems
     */
    public static Problems make(int count, int n, int m, int p) {
        Problems problems = Problems.zeros(count, n, m, p);
        for (int i = 0; i < count; i++) {
            SplittableRandom random = RandomStreams.at(SEED, n, m, p, i);
            Numbers.square(Numbers.normals(random, n * n), n, n, REGULARISATION, problems.Q(), i * n * n);
            Numbers.put(Numbers.normals(random, n), problems.q(), i * n);
            double[] z0 = Numbers.normals(random, n);
            double[] G = Numbers.normals(random, m * n);
            double[] A = Numbers.normals(random, p * n);
            Numbers.put(G, problems.G(), i * m * n);
            Numbers.put(A, problems.A(), i * p * n);
            Numbers.put(Numbers.product(A, z0), problems.b(), i * p);
            double[] h = Numbers.product(G, z0);
            for (int k = 0; k < m; k++) {
                h[k] += random.nextDouble();
            }
            Numbers.put(h, problems.h(), i * m);
        }
        return problems;
    }
}
