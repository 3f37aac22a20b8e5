package org.optnet4j.internal.reference;

/**
 * Factorisation <i>A = LDL'</i> of small dense symmetric matrices without pivoting. Matrices are square, row-major, and only
 * their lower triangle is read or written; D is on the diagonal of L.
 */
final class Ldl {
    private Ldl() {}

    /**
     * Replaces the lower triangle of A by L and D. Next to L the numbers W = LD are kept, as the elimination leaves them:
     * no product is rounded twice.
     */
    static void factor(double[] a, int n) {
        double[] w = new double[n * n];
        double[] reciprocal = new double[n];
        for (int i = 0; i < n; i++) {
            int row = i * n;
            for (int j = 0; j <= i; j++) {
                double sum = a[row + j];
                for (int k = 0; k < j; k++) {
                    sum = Fused.fma(-a[row + k], w[j * n + k], sum);
                }
                w[row + j] = sum;
                a[row + j] = j < i ? sum * reciprocal[j] : sum;
            }
            reciprocal[i] = 1 / w[row + i];
        }
    }

    /** A factor made ready for solves. */
    static final class Solver {
        private final int n;
        private final double[] unitL;
        private final double[] reciprocal;

        Solver(double[] l, int n) {
            this.n = n;
            unitL = l;
            reciprocal = new double[n];
            for (int i = 0; i < n; i++) {
                reciprocal[i] = 1 / l[i * n + i];
                unitL[i * n + i] = 1;
            }
        }

        /** x &larr; A<sup>-1</sup> x. */
        void solve(double[] x) {
            Cholesky.solveLower(unitL, n, x);
            for (int i = 0; i < n; i++) {
                x[i] *= reciprocal[i];
            }
            Cholesky.solveLowerTransposed(unitL, n, x);
        }
    }
}
