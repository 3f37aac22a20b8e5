package org.optnet4j.experiments.denoise;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The paper's two starts of an {@link OptNetDenoiser}. */
final class OptNetStart {
    /** Of the entries of W that total variation has no use for, so that they differ. */
    private static final double SPREAD = 1e-3;

    private final DenoisingSize size;

    OptNetStart(DenoisingSize size) {
        this.size = size;
    }

    /** At random: L uniform in [0, 1), G in [-1, 1), z0 = 0, s0 = 1, W and c as linear layers usually start. */
    SortedMap<String, double[]> random(SplittableRandom random) {
        int n = size.n();
        int m = size.m();
        double[] L = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                L[i * n + j] = random.nextDouble();
            }
        }
        double[] s0 = new double[m];
        Arrays.fill(s0, 1);
        double bound = 1 / Math.sqrt(size.length());
        return named(
                random.doubles((long) n * size.length(), -bound, bound).toArray(),
                random.doubles(n, -bound, bound).toArray(),
                L,
                random.doubles((long) m * n, -1, 1).toArray(),
                new double[n],
                s0);
    }

    /**
     * At total variation, written with a variable t for the absolute value of each difference: minimise &frac12; |z|&sup2;
     * - y'z + &lambda; 1't subject to Dz &le; t, -Dz &le; t.
     *
     * @param lambda weight of the variation
     * @param random of small numbers that let the unused entries of W differ
     */
    SortedMap<String, double[]> totalVariation(double lambda, SplittableRandom random) {
        int length = size.length();
        int n = size.n();
        double[] W = new double[n * length];
        for (int i = 0; i < W.length; i++) {
            W[i] = SPREAD * random.nextGaussian();
        }
        double[] c = new double[n];
        Arrays.fill(c, length, n, lambda);
        double[] L = new double[n * n];
        for (int i = 0; i < n; i++) {
            L[i * n + i] = i < length ? 1 : 1e-4;
        }
        for (int i = 0; i < length; i++) {
            W[i * length + i] -= 1;
        }
        // h = G z0 + s0 = 0 with a slack of 1 at z0.
        double[] s0 = new double[size.m()];
        Arrays.fill(s0, 1);
        double[] z0 = new double[n];
        Arrays.fill(z0, length, n, 1);
        return named(W, c, L, new Rows(size).of(Rows.differences(length)), z0, s0);
    }

    private static SortedMap<String, double[]> named(
            double[] W, double[] c, double[] L, double[] G, double[] z0, double[] s0) {
        SortedMap<String, double[]> named = new TreeMap<>();
        named.put("W", W);
        named.put("c", c);
        named.put("L", L);
        named.put("G", G);
        named.put("z0", z0);
        named.put("s0", s0);
        return named;
    }
}
