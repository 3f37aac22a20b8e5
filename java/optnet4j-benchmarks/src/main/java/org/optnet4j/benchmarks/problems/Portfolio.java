package org.optnet4j.benchmarks.problems;

import java.util.SplittableRandom;
import org.optnet4j.examples.random.RandomStreams;

/**
 * Family F4, portfolios of 100 assets: Q = 2 (FF' + D) with 10 factors, F standard normal over sqrt(10), D uniform in
 * [0, 0.1 sqrt(10)); q = -0.1 times standard normal returns; x &ge; 0, sum x = 1.
 */
final class Portfolio {
    private static final long SEED = 20260104;
    private static final int N = 100;
    private static final int FACTORS = 10;

    private Portfolio() {}

    static Problems make(int count) {
        Problems problems = Problems.zeros(count, N, N, 1);
        for (int i = 0; i < count; i++) {
            SplittableRandom random = RandomStreams.at(SEED, i);
            double[] F = Numbers.normals(random, N * FACTORS);
            for (int k = 0; k < F.length; k++) {
                F[k] *= Math.sqrt(2.0 / FACTORS);
            }
            Numbers.square(F, N, FACTORS, 0, problems.Q(), i * N * N);
            for (int j = 0; j < N; j++) {
                problems.Q()[(i * N + j) * N + j] += 0.2 * Math.sqrt(FACTORS) * random.nextDouble();
                problems.q()[i * N + j] = -0.1 * random.nextGaussian();
                problems.A()[i * N + j] = 1;
                problems.G()[(i * N + j) * N + j] = -1;
            }
            problems.b()[i] = 1;
        }
        return problems;
    }
}
