package org.optnet4j.benchmarks.problems;

import java.util.SplittableRandom;
import org.optnet4j.examples.random.RandomStreams;

/**
 * Family F5, the paper's layer for denoising: 100 samples and 99 slacks, n = 199, m = 198; Q = diag(I, 1e-8 I),
 * q = [-y; 13 1], G = [D -I; -D -I], h = 0, D first differences plus 0.05 times standard normal numbers, y a noisy signal of
 * five steps. The problems differ in q only.
 */
final class Denoising {
    private static final long SEED = 20260105;
    private static final int SAMPLES = 100;
    private static final int SLACKS = SAMPLES - 1;
    private static final int N = SAMPLES + SLACKS;
    private static final int M = 2 * SLACKS;

    private Denoising() {}

    static Problems make(int count) {
        Problems problems = Problems.zeros(count, N, M, 0);
        double[] G = constraints(RandomStreams.at(SEED, 0));
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < N; j++) {
                problems.Q()[(i * N + j) * N + j] = j < SAMPLES ? 1 : 1e-8;
            }
            Numbers.put(G, problems.G(), i * M * N);
            signal(RandomStreams.at(SEED, 1, i), problems.q(), i * N);
        }
        return problems;
    }

    private static double[] constraints(SplittableRandom random) {
        double[] G = new double[M * N];
        for (int k = 0; k < SLACKS; k++) {
            for (int j = 0; j < SAMPLES; j++) {
                double difference = (j == k ? -1 : j == k + 1 ? 1 : 0) + 0.05 * random.nextGaussian();
                G[k * N + j] = difference;
                G[(SLACKS + k) * N + j] = -difference;
            }
            G[k * N + SAMPLES + k] = -1;
            G[(SLACKS + k) * N + SAMPLES + k] = -1;
        }
        return G;
    }

    private static void signal(SplittableRandom random, double[] q, int at) {
        int[] steps = random.ints(5, 95).distinct().limit(4).sorted().toArray();
        int step = 0;
        double level = 30 * random.nextGaussian();
        for (int j = 0; j < SAMPLES; j++) {
            if (step < steps.length && j == steps[step]) {
                level = 30 * random.nextGaussian();
                step++;
            }
            q[at + j] = -(level + 3 * random.nextGaussian());
        }
        for (int j = SAMPLES; j < N; j++) {
            q[at + j] = 13;
        }
    }
}
