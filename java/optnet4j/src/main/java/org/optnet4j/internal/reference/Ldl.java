package org.optnet4j.internal.reference;

/**
 * Factorisation <i>A = LDL'</i> of small dense symmetric matrices without pivoting. Matrices are square, row-major, and only
 * their lower triangle is read or written; D is on the diagonal of L.
 */
final class Ldl {
    private Ldl() {}

    /**
     * Replaces the lower triangle of A by L and D.
     *
     * @return 0, or which element of D, from 1, is the first that is not finite, or whose reciprocal is not
     */
    static int factor(double[] a, int n) {
        double[] scaled = new double[n];
        int first = 0;
        for (int i = 0; i < n; i++) {
            int rowI = i * n;
            for (int j = 0; j <= i; j++) {
                double sum = a[rowI + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[rowI + k] * (j < i ? a[j * n + k] * a[k * n + k] : scaled[k]);
                }
                if (j < i) {
                    scaled[j] = sum;
                    a[rowI + j] = sum / a[j * n + j];
                } else {
                    a[rowI + i] = sum;
                }
            }
            if (first == 0 && !isDivisor(a[rowI + i])) {
                first = i + 1;
            }
        }
        return first;
    }

    /** x &larr; A<sup>-1</sup> x. */
    static void solve(double[] l, int n, double[] x) {
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= l[i * n + k] * x[k];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            x[i] /= l[i * n + i];
            for (int k = i + 1; k < n; k++) {
                x[i] -= l[k * n + i] * x[k];
            }
        }
    }

    /** Whether something can be divided by a number: it and its reciprocal are finite. */
    static boolean isDivisor(double number) {
        return Double.isFinite(number) && Double.isFinite(1 / number);
    }
}
