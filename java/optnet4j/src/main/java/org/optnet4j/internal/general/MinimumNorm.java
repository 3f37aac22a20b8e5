package org.optnet4j.internal.general;

import java.util.Arrays;

/**
 * The least-squares solution of smallest norm of <i>M y = r</i>, <i>M = [Q F'; F 0]</i> symmetric and perhaps singular.
 *
 * <p>Iterated Tikhonov regularisation, <i>y &larr; y + (M&sup2; + &epsilon;&sup2; I)<sup>-1</sup> M (r - M y)</i>: what M
 * cannot see never enters y, and what it sees with a singular value well above &epsilon; = 10<sup>-6</sup> |M| is exact
 * after a few steps.
 */
final class MinimumNorm {
    private static final double EPSILON = 1e-6;
    private static final int STEPS = 40;
    private static final double SETTLED = 1e-14;

    private MinimumNorm() {}

    static Point solve(GeneralProblem held, Point given) {
        int n = held.n();
        int p = held.p();
        int size = n + p;
        double[] matrix = new double[size * size];
        double[] q = held.symmetricQ();
        for (int i = 0; i < n; i++) {
            System.arraycopy(q, i * n, matrix, i * size, n);
        }
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < n; j++) {
                double each = held.A()[i * n + j];
                matrix[(n + i) * size + j] = each;
                matrix[j * size + n + i] = each;
            }
        }
        double frobenius = Math.sqrt(Rows.dot(matrix, matrix));
        double shift = Math.max(EPSILON * frobenius, Double.MIN_NORMAL);
        double[] squared = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                squared[i * size + j] = Rows.dot(matrix, i * size, matrix, j * size, size);
            }
            squared[i * size + i] += shift * shift;
        }
        UpperCholesky.factor(squared, size, Math.ulp(1.0));

        double[] right = new double[size];
        System.arraycopy(given.x(), 0, right, 0, n);
        System.arraycopy(given.y(), 0, right, n, p);
        double[] y = new double[size];
        for (int step = 0; step < STEPS; step++) {
            double[] left = right.clone();
            double[] along = new double[size];
            Rows.multiply(matrix, size, size, y, along);
            Rows.addScaled(-1, along, 0, left, 0, size);
            double[] change = new double[size];
            Rows.multiply(matrix, size, size, left, change);
            UpperCholesky.solveTransposed(squared, size, change, 0);
            UpperCholesky.solve(squared, size, change);
            Rows.addScaled(1, change, 0, y, 0, size);
            if (Rows.largest(change) <= SETTLED * Rows.largest(y)) {
                break;
            }
        }
        return new Point(Arrays.copyOf(y, n), Arrays.copyOfRange(y, n, size), given.z());
    }
}
