package org.optnet4j.internal.reference;

/**
 * Products with small dense row-major matrices. Every number is one chain of fused multiply-adds in index order, whatever is
 * worked on beside it: the bits are those of the other back ends.
 */
final class Dense {
    /** How many rows are worked on side by side, so that chains do not wait for themselves. */
    private static final int ROWS = 4;

    private Dense() {}

    /** A x, for a rows x columns matrix A. */
    static double[] multiply(double[] a, int rows, int columns, double[] x) {
        double[] product = new double[rows];
        int i = 0;
        for (; i + ROWS <= rows; i += ROWS) {
            int first = i * columns;
            int second = first + columns;
            int third = second + columns;
            int fourth = third + columns;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            double sum4 = 0;
            for (int j = 0; j < columns; j++) {
                double known = x[j];
                sum1 = Fused.fma(a[first + j], known, sum1);
                sum2 = Fused.fma(a[second + j], known, sum2);
                sum3 = Fused.fma(a[third + j], known, sum3);
                sum4 = Fused.fma(a[fourth + j], known, sum4);
            }
            product[i] = sum1;
            product[i + 1] = sum2;
            product[i + 2] = sum3;
            product[i + 3] = sum4;
        }
        for (; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum = Fused.fma(a[i * columns + j], x[j], sum);
            }
            product[i] = sum;
        }
        return product;
    }

    /** A'y, for a rows x columns matrix A. */
    static double[] multiplyTransposed(double[] a, int rows, int columns, double[] y) {
        double[] product = new double[columns];
        for (int i = 0; i < rows; i++) {
            double known = y[i];
            int row = i * columns;
            for (int j = 0; j < columns; j++) {
                product[j] = Fused.fma(a[row + j], known, product[j]);
            }
        }
        return product;
    }

    /** L x, for the lower triangle of an n x n matrix. */
    static double[] multiplyLower(double[] l, int n, double[] x) {
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                product[i] = Fused.fma(l[i * n + j], x[j], product[i]);
            }
        }
        return product;
    }

    /** L'y, for the lower triangle of an n x n matrix. */
    static double[] multiplyLowerTransposed(double[] l, int n, double[] y) {
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                product[j] = Fused.fma(l[i * n + j], y[i], product[j]);
            }
        }
        return product;
    }

    /** A B', for A with rowsA rows and B with rowsB rows of the same length. */
    static double[] multiplyByTransposed(double[] a, int rowsA, double[] b, int rowsB, int columns) {
        double[] product = new double[rowsA * rowsB];
        for (int i = 0; i < rowsA; i += ROWS) {
            addStrip(product, rowsB, a, i, Math.min(ROWS, rowsA - i), b, rowsB, columns);
        }
        return product;
    }

    /** The lower triangle of K K', for K with the given number of rows; what is above it may be anything. */
    static double[] gram(double[] k, int rows, int columns) {
        double[] product = new double[rows * rows];
        addLowerProduct(product, rows, k, k, columns);
        return product;
    }

    /** The lower triangle of C &larr; C + A B', all with the given number of rows; what is above it may be anything. */
    static void addLowerProduct(double[] c, int rows, double[] a, double[] b, int columns) {
        for (int i = 0; i < rows; i += ROWS) {
            int height = Math.min(ROWS, rows - i);
            addStrip(c, rows, a, i, height, b, i + height, columns);
        }
    }

    /** The infinity norm, of what are numbers. */
    static double norm(double[] x) {
        double norm = 0;
        for (double value : x) {
            norm = StepRule.larger(Math.abs(value), norm);
        }
        return norm;
    }

    /** The first rowsB columns of a few rows of C, rowC numbers apart, from row i on. */
    private static void addStrip(
            double[] c, int rowC, double[] a, int i, int height, double[] b, int rowsB, int columns) {
        int left = 0;
        for (; height == ROWS && left + 2 <= rowsB; left += 2) {
            addFourByTwo(c, i * rowC + left, rowC, a, i * columns, b, left * columns, columns);
        }
        for (int row = i; row < i + height; row++) {
            for (int j = left; j < rowsB; j++) {
                double sum = c[row * rowC + j];
                for (int k = 0; k < columns; k++) {
                    sum = Fused.fma(a[row * columns + k], b[j * columns + k], sum);
                }
                c[row * rowC + j] = sum;
            }
        }
    }

    private static void addFourByTwo(
            double[] c, int at, int step, double[] a, int atA, double[] b, int atB, int count) {
        int second = atA + count;
        int third = second + count;
        int fourth = third + count;
        int right = atB + count;
        double left1 = c[at];
        double left2 = c[at + step];
        double left3 = c[at + 2 * step];
        double left4 = c[at + 3 * step];
        double right1 = c[at + 1];
        double right2 = c[at + step + 1];
        double right3 = c[at + 2 * step + 1];
        double right4 = c[at + 3 * step + 1];
        for (int k = 0; k < count; k++) {
            double forLeft = b[atB + k];
            double forRight = b[right + k];
            left1 = Fused.fma(a[atA + k], forLeft, left1);
            right1 = Fused.fma(a[atA + k], forRight, right1);
            left2 = Fused.fma(a[second + k], forLeft, left2);
            right2 = Fused.fma(a[second + k], forRight, right2);
            left3 = Fused.fma(a[third + k], forLeft, left3);
            right3 = Fused.fma(a[third + k], forRight, right3);
            left4 = Fused.fma(a[fourth + k], forLeft, left4);
            right4 = Fused.fma(a[fourth + k], forRight, right4);
        }
        c[at] = left1;
        c[at + step] = left2;
        c[at + 2 * step] = left3;
        c[at + 3 * step] = left4;
        c[at + 1] = right1;
        c[at + step + 1] = right2;
        c[at + 2 * step + 1] = right3;
        c[at + 3 * step + 1] = right4;
    }
}
