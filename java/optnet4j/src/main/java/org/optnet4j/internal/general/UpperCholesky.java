package org.optnet4j.internal.general;

/**
 * The factorisation <i>H = U'U</i> of a symmetric matrix of which the upper triangle is stored, row-major, in place.
 * Everything runs along rows, so that the compiler turns it into vector code.
 */
final class UpperCholesky {
    private UpperCholesky() {}

    /**
     * Replaces the upper triangle of H by U.
     *
     * @param least pivots below this fraction of their diagonal element are raised to it
     * @return how many pivots were raised
     */
    static int factor(double[] h, int n, double least) {
        double[] floor = new double[n];
        for (int i = 0; i < n; i++) {
            floor[i] = Math.max(least * h[i * n + i], Double.MIN_NORMAL);
        }
        int raised = 0;
        for (int k = 0; k < n; k++) {
            int row = k * n;
            double pivot = h[row + k];
            if (!(pivot > floor[k])) {
                pivot = floor[k];
                raised++;
            }
            double root = Math.sqrt(pivot);
            double inverse = 1 / root;
            h[row + k] = root;
            for (int j = k + 1; j < n; j++) {
                h[row + j] *= inverse;
            }
            for (int i = k + 1; i < n; i++) {
                double factor = h[row + i];
                if (factor != 0) {
                    Rows.addScaled(-factor, h, row + i, h, i * n + i, n - i);
                }
            }
        }
        return raised;
    }

    /** x &larr; U'<sup>-1</sup> x, for n numbers from start on. */
    static void solveTransposed(double[] u, int n, double[] x, int start) {
        for (int k = 0; k < n; k++) {
            double value = x[start + k] / u[k * n + k];
            x[start + k] = value;
            if (value != 0) {
                Rows.addScaled(-value, u, k * n + k + 1, x, start + k + 1, n - k - 1);
            }
        }
    }

    /** x &larr; U<sup>-1</sup> x. */
    static void solve(double[] u, int n, double[] x) {
        for (int k = n - 1; k >= 0; k--) {
            double left = x[k] - Rows.dot(u, k * n + k + 1, x, k + 1, n - k - 1);
            x[k] = left / u[k * n + k];
        }
    }
}
