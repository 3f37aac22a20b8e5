package org.optnet4j.internal.reference;

/** Factorisation <i>PA = LU</i> of small dense row-major matrices with partial pivoting; L has ones on its diagonal. */
final class Lu {
    private Lu() {}

    /**
     * Replaces A by L below the diagonal and U from it on.
     *
     * @param pivots n numbers from {@code at} on become the row that each row was exchanged with
     */
    static void factor(double[] a, int n, int[] pivots, int at) {
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
            double reciprocal = 1 / a[j * n + j];
            for (int i = j + 1; i < n; i++) {
                double factor = a[i * n + j] * reciprocal;
                a[i * n + j] = factor;
                for (int k = j + 1; k < n; k++) {
                    a[i * n + k] = Fused.fma(-factor, a[j * n + k], a[i * n + k]);
                }
            }
        }
    }

    /** A factor made ready for solves: U is the transpose of a lower triangle. */
    static final class Solver {
        private final int n;
        private final double[] unitL;
        private final double[] transposedU;
        private final int[] pivots;
        private final int at;

        Solver(double[] lu, int n, int[] pivots, int at) {
            this.n = n;
            this.pivots = pivots;
            this.at = at;
            transposedU = MatrixNumbers.transposed(lu, n, n);
            Cholesky.invertDiagonal(transposedU, n);
            unitL = lu;
            for (int i = 0; i < n; i++) {
                unitL[i * n + i] = 1;
            }
        }

        /** x &larr; A<sup>-1</sup> x. */
        void solve(double[] x) {
            for (int i = 0; i < n; i++) {
                exchange(x, i, pivots[at + i]);
            }
            Cholesky.solveLower(unitL, n, x);
            Cholesky.solveLowerTransposed(transposedU, n, x);
        }

        /** x &larr; A<sup>-T</sup> x. */
        void solveTransposed(double[] x) {
            Cholesky.solveLower(transposedU, n, x);
            Cholesky.solveLowerTransposed(unitL, n, x);
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
}
