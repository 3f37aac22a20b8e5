package org.optnet4j.internal.reference;

/** Factorisation <i>PA = LU</i> of small dense row-major matrices with partial pivoting; L has ones on its diagonal. */
final class Lu {
    private Lu() {}

    /**
     * Replaces A by L below the diagonal and U from it on.
     *
     * @param pivots n numbers from {@code at} on become the row that each row was exchanged with
     * @return 0, or which pivot, from 1, is the first that is not finite, or whose reciprocal is not
     */
    static int factor(double[] a, int n, int[] pivots, int at) {
        int first = 0;
        for (int j = 0; j < n; j++) {
            int pivot = j;
            for (int i = j + 1; i < n; i++) {
                if (Math.abs(a[i * n + j]) > Math.abs(a[pivot * n + j])) {
                    pivot = i;
                }
            }
            pivots[at + j] = pivot;
            for (int k = 0; k < n && pivot != j; k++) {
                double kept = a[j * n + k];
                a[j * n + k] = a[pivot * n + k];
                a[pivot * n + k] = kept;
            }
            if (first == 0 && !Ldl.isDivisor(a[j * n + j])) {
                first = j + 1;
            }
            for (int i = j + 1; i < n; i++) {
                double factor = a[i * n + j] / a[j * n + j];
                a[i * n + j] = factor;
                for (int k = j + 1; k < n; k++) {
                    a[i * n + k] -= factor * a[j * n + k];
                }
            }
        }
        return first;
    }

    /** x &larr; A<sup>-1</sup> x. */
    static void solve(double[] lu, int n, int[] pivots, int at, double[] x) {
        for (int i = 0; i < n; i++) {
            exchange(x, i, pivots[at + i]);
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lu[i * n + k] * x[k];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= lu[i * n + k] * x[k];
            }
            x[i] /= lu[i * n + i];
        }
    }

    /** x &larr; A<sup>-T</sup> x. */
    static void solveTransposed(double[] lu, int n, int[] pivots, int at, double[] x) {
        for (int i = 0; i < n; i++) {
            x[i] /= lu[i * n + i];
            for (int k = i + 1; k < n; k++) {
                x[k] -= lu[i * n + k] * x[i];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = 0; k < i; k++) {
                x[k] -= lu[i * n + k] * x[i];
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            exchange(x, i, pivots[at + i]);
        }
    }

    private static void exchange(double[] x, int i, int j) {
        double kept = x[i];
        x[i] = x[j];
        x[j] = kept;
    }
}
