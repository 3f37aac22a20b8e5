package org.optnet4j.internal.reference;

/**
 * Cholesky factorisation <i>A = LL'</i> of small dense matrices, and the triangular solves with it.
 *
 * <p>Matrices are square, row-major, and only their lower triangle is read or written. All inner loops run along rows.
 */
final class Cholesky {
    private static final double UNIT_ROUNDOFF = Math.ulp(1.0);

    /** How many rows are worked on side by side. */
    private static final int ROWS = 4;

    private Cholesky() {}

    /**
     * Replaces the lower triangle of A by L.
     *
     * <p>A pivot that is not greater than <i>n &epsilon;</i> times its diagonal element of A is rounding noise: A is not
     * numerically positive definite. The pivot is raised to that bound, so that the factor is still one of a matrix
     * close to A.
     *
     * @return whether A is numerically positive definite: no pivot had to be raised
     */
    static boolean factor(double[] a, int n) {
        return factor(a, n, n * UNIT_ROUNDOFF) == 0;
    }

    /**
     * Replaces the lower triangle of A by L, where a pivot that is not greater than {@code relative} times its diagonal
     * element of A is raised to that bound.
     *
     * @return the order, from 1, of the first leading minor whose pivot had to be raised; 0 if none had to
     */
    static int factor(double[] a, int n, double relative) {
        int firstRaised = 0;
        for (int top = 0; top < n; top += ROWS) {
            int done = 0;
            if (top + ROWS <= n) {
                solveFourRows(a, n, top, a, top * n);
                done = top;
            }
            for (int i = top; i < Math.min(top + ROWS, n); i++) {
                if (!factorRow(a, n, i, done, relative)) {
                    firstRaised = firstRaised == 0 ? i + 1 : firstRaised;
                }
            }
        }
        return firstRaised;
    }

    /** Row i of L, of which the first {@code done} elements are there already; whether its pivot did not have to be raised. */
    private static boolean factorRow(double[] a, int n, int i, int done, double relative) {
        int rowI = i * n;
        double bound = relative * a[rowI + i];
        for (int j = done; j < i; j++) {
            int rowJ = j * n;
            double sum = a[rowI + j];
            for (int k = 0; k < j; k++) {
                sum -= a[rowI + k] * a[rowJ + k];
            }
            a[rowI + j] = sum / a[rowJ + j];
        }
        double pivot = a[rowI + i];
        for (int k = 0; k < i; k++) {
            pivot -= a[rowI + k] * a[rowI + k];
        }
        boolean exceeds = pivot > bound;
        a[rowI + i] = Math.sqrt(exceeds ? pivot : bound);
        return exceeds;
    }

    /** x &larr; L<sup>-1</sup> x. */
    static void solveLower(double[] l, int n, double[] x) {
        solveLower(l, n, x, 0);
    }

    /** Each row of the count x n matrix K &larr; L<sup>-1</sup> applied to it: K &larr; K L<sup>-T</sup>. */
    static void solveRows(double[] l, int n, double[] k, int count) {
        int row = 0;
        for (; row + ROWS <= count; row += ROWS) {
            solveFourRows(l, n, n, k, row * n);
        }
        for (; row < count; row++) {
            solveLower(l, n, k, row * n);
        }
    }

    /** The first {@code columns} elements of four rows of K L<sup>-T</sup>, side by side: sums do not wait for themselves. */
    private static void solveFourRows(double[] l, int n, int columns, double[] k, int at) {
        int second = at + n;
        int third = second + n;
        int fourth = third + n;
        for (int j = 0; j < columns; j++) {
            int rowJ = j * n;
            double sum1 = k[at + j];
            double sum2 = k[second + j];
            double sum3 = k[third + j];
            double sum4 = k[fourth + j];
            for (int e = 0; e < j; e++) {
                double factor = l[rowJ + e];
                sum1 -= k[at + e] * factor;
                sum2 -= k[second + e] * factor;
                sum3 -= k[third + e] * factor;
                sum4 -= k[fourth + e] * factor;
            }
            double pivot = l[rowJ + j];
            k[at + j] = sum1 / pivot;
            k[second + j] = sum2 / pivot;
            k[third + j] = sum3 / pivot;
            k[fourth + j] = sum4 / pivot;
        }
    }

    /** x &larr; L<sup>-T</sup> x. */
    static void solveLowerTransposed(double[] l, int n, double[] x) {
        for (int i = n - 1; i >= 0; i--) {
            int row = i * n;
            double xi = x[i] / l[row + i];
            x[i] = xi;
            for (int j = 0; j < i; j++) {
                x[j] -= l[row + j] * xi;
            }
        }
    }

    private static void solveLower(double[] l, int n, double[] x, int at) {
        for (int i = 0; i < n; i++) {
            int row = i * n;
            double sum = x[at + i];
            for (int j = 0; j < i; j++) {
                sum -= l[row + j] * x[at + j];
            }
            x[at + i] = sum / l[row + i];
        }
    }
}
