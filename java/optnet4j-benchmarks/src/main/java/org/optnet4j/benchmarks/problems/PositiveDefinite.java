package org.optnet4j.benchmarks.problems;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.optnet4j.examples.random.RandomStreams;

/**
 * Systems Ax = b with symmetric positive definite matrices LL'/n + 0.1 I, L and b standard normal.
 *
 * @param batch how many
 * @param n rows and columns of each matrix
 * @param A batch x n x n, row-major
 * @param b batch x n
 */
public record PositiveDefinite(int batch, int n, double[] A, double[] b) {
    private static final long SEED = 20260106;

    /**
     * Makes systems.
     *
     * @param batch how many
     * @param n rows and columns of each matrix
     * @return the systems; the same for the same sizes
     */
    public static PositiveDefinite make(int batch, int n) {
        double[] A = new double[Math.multiplyExact(batch, n * n)];
        double[] b = new double[batch * n];
        for (int k = 0; k < batch; k++) {
            SplittableRandom random = RandomStreams.at(SEED, n, k);
            double[] L = Numbers.normals(random, n * n);
            Arrays.setAll(L, i -> L[i] / Math.sqrt(n));
            Numbers.square(L, n, n, 0.1, A, k * n * n);
            Numbers.put(Numbers.normals(random, n), b, k * n);
        }
        return new PositiveDefinite(batch, n, A, b);
    }

    /**
     * How far solutions are from solving the systems: |(Ax - b)_i| over the sum of the magnitudes of its terms, at worst.
     *
     * @param x batch x n
     * @return the residual; infinite if a solution is not made of numbers
     */
    public double residual(double[] x) {
        double worst = 0;
        for (int row = 0; row < batch * n; row++) {
            double residual = -b[row];
            double size = Math.abs(residual);
            for (int j = 0; j < n; j++) {
                double term = A[row * n + j] * x[row / n * n + j];
                residual += term;
                size += Math.abs(term);
            }
            worst = Math.max(worst, Math.abs(residual) / size);
        }
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }
}
