package org.optnet4j.internal.reference;

/**
 * Cholesky factorisation <i>A = LL'</i> of small dense matrices, and the triangular solves with it.
 *
 * <p>Matrices are square, row-major, and only their lower triangle is read or written. The diagonal of a factor holds the
 * reciprocals 1 / L<sub>ii</sub>, by which every solve multiplies. Every number is one chain of fused multiply-adds in index
 * order ({@link #solveLowerTransposed} says what its order is): the bits are those of the other back ends.
 */
final class Cholesky {
    private static final double UNIT_ROUNDOFF = Math.ulp(1.0);

    /** How many rows are worked on side by side, so that chains do not wait for themselves. */
    private static final int ROWS = 4;

    private Cholesky() {}

    /**
     * A pivot that is not greater than this times its diagonal element is rounding noise: a matrix that was computed by
     * sums of n terms is not numerically positive definite.
     */
    static double noise(int n) {
        return n * UNIT_ROUNDOFF;
    }

    /**
     * Replaces the lower triangle of A by L. A pivot that is not greater than {@code relative} times its diagonal element
     * of A is raised to that bound, so that the factor is still one of a matrix close to A.
     *
     * @return whether no pivot had to be raised
     */
    static boolean factor(double[] a, int n, double relative) {
        boolean definite = true;
        int top = 0;
        for (; top + ROWS <= n; top += ROWS) {
            solveFourRows(a, n, top, a, top * n);
            definite &= factorTile(a, n, top, relative);
        }
        for (; top < n; top++) {
            int row = top * n;
            double bound = relative * a[row + top];
            solveRow(a, n, top, a, row);
            double pivot = minusProducts(a[row + top], a, row, a, row, top);
            definite &= pivot > bound;
            a[row + top] = reciprocalRoot(pivot, bound);
        }
        return definite;
    }

    private static double reciprocalRoot(double pivot, double bound) {
        return 1 / Math.sqrt(pivot > bound ? pivot : bound);
    }

    /** From a diagonal to its reciprocals, or back. */
    static void invertDiagonal(double[] l, int n) {
        for (int i = 0; i < n; i++) {
            l[i * n + i] = 1 / l[i * n + i];
        }
    }

    /** x &larr; L<sup>-1</sup> x. */
    static void solveLower(double[] l, int n, double[] x) {
        int i = 0;
        for (; i + ROWS <= n; i += ROWS) {
            int first = i * n;
            int second = first + n;
            int third = second + n;
            int fourth = third + n;
            double sum1 = x[i];
            double sum2 = x[i + 1];
            double sum3 = x[i + 2];
            double sum4 = x[i + 3];
            for (int j = 0; j < i; j++) {
                double known = -x[j];
                sum1 = Fused.fma(l[first + j], known, sum1);
                sum2 = Fused.fma(l[second + j], known, sum2);
                sum3 = Fused.fma(l[third + j], known, sum3);
                sum4 = Fused.fma(l[fourth + j], known, sum4);
            }
            sum1 *= l[first + i];
            sum2 = Fused.fma(-l[second + i], sum1, sum2) * l[second + i + 1];
            sum3 = Fused.fma(-l[third + i + 1], sum2, Fused.fma(-l[third + i], sum1, sum3)) * l[third + i + 2];
            sum4 = Fused.fma(-l[fourth + i + 1], sum2, Fused.fma(-l[fourth + i], sum1, sum4));
            sum4 = Fused.fma(-l[fourth + i + 2], sum3, sum4) * l[fourth + i + 3];
            x[i] = sum1;
            x[i + 1] = sum2;
            x[i + 2] = sum3;
            x[i + 3] = sum4;
        }
        for (; i < n; i++) {
            double sum = x[i];
            for (int j = 0; j < i; j++) {
                sum = Fused.fma(-l[i * n + j], x[j], sum);
            }
            x[i] = sum * l[i * n + i];
        }
    }

    /** Each row of the count x n matrix K &larr; L<sup>-1</sup> applied to it: K &larr; K L<sup>-T</sup>. */
    static void solveRows(double[] l, int n, double[] k, int count) {
        int row = 0;
        for (; row + ROWS <= count; row += ROWS) {
            solveFourRows(l, n, n, k, row * n);
        }
        for (; row < count; row++) {
            solveRow(l, n, n, k, row * n);
        }
    }

    /**
     * x &larr; L<sup>-T</sup> x. From the end on in groups of four, the first one with what is more than a multiple of four:
     * what a group has found is subtracted from the numbers before it in index order.
     */
    static void solveLowerTransposed(double[] l, int n, double[] x) {
        int end = n - n % ROWS;
        for (int i = n - 1; i >= end; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum = Fused.fma(-l[k * n + i], x[k], sum);
            }
            x[i] = sum * l[i * n + i];
        }
        for (int j = 0; j < end; j++) {
            for (int i = end; i < n; i++) {
                x[j] = Fused.fma(-l[i * n + j], x[i], x[j]);
            }
        }
        for (int top = end - ROWS; top >= 0; top -= ROWS) {
            int first = top * n;
            int second = first + n;
            int third = second + n;
            int fourth = third + n;
            double known4 = -x[top + 3] * l[fourth + top + 3];
            double known3 = Fused.fma(l[fourth + top + 2], known4, x[top + 2]) * -l[third + top + 2];
            double known2 = Fused.fma(l[third + top + 1], known3, x[top + 1]);
            known2 = Fused.fma(l[fourth + top + 1], known4, known2) * -l[second + top + 1];
            double known1 = Fused.fma(l[third + top], known3, Fused.fma(l[second + top], known2, x[top]));
            known1 = Fused.fma(l[fourth + top], known4, known1) * -l[first + top];
            x[top] = -known1;
            x[top + 1] = -known2;
            x[top + 2] = -known3;
            x[top + 3] = -known4;
            for (int j = 0; j < top; j++) {
                double left = Fused.fma(l[second + j], known2, Fused.fma(l[first + j], known1, x[j]));
                x[j] = Fused.fma(l[fourth + j], known4, Fused.fma(l[third + j], known3, left));
            }
        }
    }

    /** The first {@code columns} elements of four rows of K L<sup>-T</sup>. */
    private static void solveFourRows(double[] l, int n, int columns, double[] k, int at) {
        int second = at + n;
        int third = second + n;
        int fourth = third + n;
        int j = 0;
        for (; j + 2 <= columns; j += 2) {
            int rowJ = j * n;
            int next = rowJ + n;
            double left1 = k[at + j];
            double left2 = k[second + j];
            double left3 = k[third + j];
            double left4 = k[fourth + j];
            double right1 = k[at + j + 1];
            double right2 = k[second + j + 1];
            double right3 = k[third + j + 1];
            double right4 = k[fourth + j + 1];
            for (int e = 0; e < j; e++) {
                double forLeft = -l[rowJ + e];
                double forRight = -l[next + e];
                left1 = Fused.fma(k[at + e], forLeft, left1);
                right1 = Fused.fma(k[at + e], forRight, right1);
                left2 = Fused.fma(k[second + e], forLeft, left2);
                right2 = Fused.fma(k[second + e], forRight, right2);
                left3 = Fused.fma(k[third + e], forLeft, left3);
                right3 = Fused.fma(k[third + e], forRight, right3);
                left4 = Fused.fma(k[fourth + e], forLeft, left4);
                right4 = Fused.fma(k[fourth + e], forRight, right4);
            }
            double pivot = l[rowJ + j];
            left1 *= pivot;
            left2 *= pivot;
            left3 *= pivot;
            left4 *= pivot;
            double beside = -l[next + j];
            double nextPivot = l[next + j + 1];
            k[at + j] = left1;
            k[second + j] = left2;
            k[third + j] = left3;
            k[fourth + j] = left4;
            k[at + j + 1] = Fused.fma(left1, beside, right1) * nextPivot;
            k[second + j + 1] = Fused.fma(left2, beside, right2) * nextPivot;
            k[third + j + 1] = Fused.fma(left3, beside, right3) * nextPivot;
            k[fourth + j + 1] = Fused.fma(left4, beside, right4) * nextPivot;
        }
        if (j < columns) {
            for (int row = at; row <= fourth; row += n) {
                k[row + j] = minusProducts(k[row + j], k, row, l, j * n, j) * l[j * n + j];
            }
        }
    }

    /** The first {@code columns} elements of one row of K L<sup>-T</sup>. */
    private static void solveRow(double[] l, int n, int columns, double[] k, int at) {
        for (int j = 0; j < columns; j++) {
            k[at + j] = minusProducts(k[at + j], k, at, l, j * n, j) * l[j * n + j];
        }
    }

    /** The diagonal tile of four rows, of which what lies beside it is factored; whether no pivot had to be raised. */
    private static boolean factorTile(double[] a, int n, int top, double relative) {
        int first = top * n;
        int second = first + n;
        int third = second + n;
        int fourth = third + n;
        double sum11 = a[first + top];
        double sum21 = a[second + top];
        double sum22 = a[second + top + 1];
        double sum31 = a[third + top];
        double sum32 = a[third + top + 1];
        double sum33 = a[third + top + 2];
        double sum41 = a[fourth + top];
        double sum42 = a[fourth + top + 1];
        double sum43 = a[fourth + top + 2];
        double sum44 = a[fourth + top + 3];
        double bound1 = relative * sum11;
        double bound2 = relative * sum22;
        double bound3 = relative * sum33;
        double bound4 = relative * sum44;
        for (int k = 0; k < top; k++) {
            double known1 = a[first + k];
            double known2 = a[second + k];
            double known3 = a[third + k];
            double known4 = a[fourth + k];
            sum11 = Fused.fma(-known1, known1, sum11);
            sum21 = Fused.fma(-known2, known1, sum21);
            sum22 = Fused.fma(-known2, known2, sum22);
            sum31 = Fused.fma(-known3, known1, sum31);
            sum32 = Fused.fma(-known3, known2, sum32);
            sum33 = Fused.fma(-known3, known3, sum33);
            sum41 = Fused.fma(-known4, known1, sum41);
            sum42 = Fused.fma(-known4, known2, sum42);
            sum43 = Fused.fma(-known4, known3, sum43);
            sum44 = Fused.fma(-known4, known4, sum44);
        }
        double reciprocal1 = reciprocalRoot(sum11, bound1);
        sum21 *= reciprocal1;
        sum31 *= reciprocal1;
        sum41 *= reciprocal1;
        sum22 = Fused.fma(-sum21, sum21, sum22);
        sum32 = Fused.fma(-sum31, sum21, sum32);
        sum42 = Fused.fma(-sum41, sum21, sum42);
        sum33 = Fused.fma(-sum31, sum31, sum33);
        sum43 = Fused.fma(-sum41, sum31, sum43);
        sum44 = Fused.fma(-sum41, sum41, sum44);
        double reciprocal2 = reciprocalRoot(sum22, bound2);
        sum32 *= reciprocal2;
        sum42 *= reciprocal2;
        sum33 = Fused.fma(-sum32, sum32, sum33);
        sum43 = Fused.fma(-sum42, sum32, sum43);
        sum44 = Fused.fma(-sum42, sum42, sum44);
        double reciprocal3 = reciprocalRoot(sum33, bound3);
        sum43 *= reciprocal3;
        sum44 = Fused.fma(-sum43, sum43, sum44);
        a[first + top] = reciprocal1;
        a[second + top] = sum21;
        a[second + top + 1] = reciprocal2;
        a[third + top] = sum31;
        a[third + top + 1] = sum32;
        a[third + top + 2] = reciprocal3;
        a[fourth + top] = sum41;
        a[fourth + top + 1] = sum42;
        a[fourth + top + 2] = sum43;
        a[fourth + top + 3] = reciprocalRoot(sum44, bound4);
        return sum11 > bound1 && sum22 > bound2 && sum33 > bound3 && sum44 > bound4;
    }

    private static double minusProducts(double from, double[] a, int atA, double[] b, int atB, int count) {
        double sum = from;
        for (int k = 0; k < count; k++) {
            sum = Fused.fma(-a[atA + k], b[atB + k], sum);
        }
        return sum;
    }
}
