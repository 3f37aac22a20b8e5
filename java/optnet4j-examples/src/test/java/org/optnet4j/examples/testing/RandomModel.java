package org.optnet4j.examples.testing;

import java.util.Arrays;
import java.util.Random;
import org.optnet4j.examples.qps.QpsModel;

/** Random problems with a solution, with all kinds of rows and bounds. */
public final class RandomModel {
    private final Random random;
    private final int n;

    /** The problem has this point, so there is a solution; Q is positive definite, so there is only one. */
    private final double[] inside;

    private RandomModel(Random random) {
        this.random = random;
        n = 1 + random.nextInt(6);
        inside = numbers(n);
    }

    /** A fresh problem. */
    public static QpsModel next(Random random) {
        return new RandomModel(random).model();
    }

    private QpsModel model() {
        boolean diagonal = n == 1 || random.nextBoolean();
        double[] A = numbers(random.nextInt((n + 1) / 2) * n);
        double[] G = numbers(random.nextInt(4) * n);
        int m = G.length / n;
        double[] l = new double[m];
        double[] h = new double[m];
        double[] b = product(A);
        double[] g = product(G);
        for (int i = 0; i < m; i++) {
            // In steps of 1/1024, so that the width of a range is exact.
            double middle = Math.rint(1024 * g[i]) / 1024;
            boolean two = random.nextBoolean();
            boolean upper = random.nextBoolean();
            l[i] = two || !upper ? middle - step() : Double.NEGATIVE_INFINITY;
            h[i] = two || upper ? middle + step() : Double.POSITIVE_INFINITY;
        }
        double[] lb = new double[n];
        double[] ub = new double[n];
        for (int j = 0; j < n; j++) {
            lb[j] = random.nextBoolean() ? inside[j] - random.nextDouble() : Double.NEGATIVE_INFINITY;
            ub[j] = random.nextBoolean() ? inside[j] + random.nextDouble() : Double.POSITIVE_INFINITY;
            if (random.nextInt(8) == 0) {
                lb[j] = ub[j] = inside[j];
            } else if (random.nextInt(4) == 0 && inside[j] > 0) {
                lb[j] = 0;
            }
        }
        double[] Q = diagonal ? diagonal() : matrix();
        return new QpsModel(
                random.nextBoolean(),
                random.nextInt(3) == 0 ? 0 : random.nextGaussian(),
                diagonal,
                Q,
                numbers(n),
                A,
                b,
                G,
                l,
                h,
                lb,
                ub);
    }

    private double step() {
        return (1 + random.nextInt(2048)) / 1024.0;
    }

    private double[] numbers(int count) {
        return random.doubles(count).map(value -> 4 * value - 2).toArray();
    }

    private double[] product(double[] matrix) {
        double[] result = new double[matrix.length / n];
        for (int i = 0; i < matrix.length; i++) {
            result[i / n] += matrix[i] * inside[i % n];
        }
        return result;
    }

    private double[] diagonal() {
        return Arrays.stream(numbers(n)).map(value -> 0.5 + Math.abs(value)).toArray();
    }

    private double[] matrix() {
        double[] factor = numbers(n * n);
        double[] Q = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    Q[i * n + j] += factor[i * n + k] * factor[j * n + k];
                }
            }
            Q[i * n + i] += 0.5;
        }
        return Q;
    }
}
