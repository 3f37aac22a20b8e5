package org.optnet4j.internal.reference;

/** Products with small dense row-major matrices. Every sum is taken in index order. */
final class Dense {
    /** How many rows are worked on side by side. */
    private static final int ROWS = 4;

    private Dense() {}

    /** A x, for a rows x columns matrix A. */
    static double[] multiply(double[] a, int rows, int columns, double[] x) {
        double[] product = new double[rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += a[i * columns + j] * x[j];
            }
            product[i] = sum;
        }
        return product;
    }

    /** A'y, for a rows x columns matrix A. */
    static double[] multiplyTransposed(double[] a, int rows, int columns, double[] y) {
        double[] product = new double[columns];
        for (int i = 0; i < rows; i++) {
            double yi = y[i];
            for (int j = 0; j < columns; j++) {
                product[j] += a[i * columns + j] * yi;
            }
        }
        return product;
    }

    /** A B', for A with rowsA rows and B with rowsB rows of the same length. */
    static double[] multiplyByTransposed(double[] a, int rowsA, double[] b, int rowsB, int columns) {
        double[] product = new double[rowsA * rowsB];
        int i = 0;
        for (; i + ROWS <= rowsA; i += ROWS) {
            for (int j = 0; j < rowsB; j++) {
                dotsOfFourRows(a, i * columns, b, j * columns, columns, product, i * rowsB + j, rowsB);
            }
        }
        for (; i < rowsA; i++) {
            for (int j = 0; j < rowsB; j++) {
                product[i * rowsB + j] = dot(a, i * columns, b, j * columns, columns);
            }
        }
        return product;
    }

    /** K K', for K with the given number of rows; of the upper triangle anything may be filled in. */
    static double[] gram(double[] k, int rows, int columns) {
        double[] product = new double[rows * rows];
        int i = 0;
        for (; i + ROWS <= rows; i += ROWS) {
            for (int j = 0; j < i + ROWS; j++) {
                dotsOfFourRows(k, i * columns, k, j * columns, columns, product, i * rows + j, rows);
            }
        }
        for (; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                product[i * rows + j] = dot(k, i * columns, k, j * columns, columns);
            }
        }
        return product;
    }

    /** Four rows of A from atA on times a row of B, side by side: sums do not wait for themselves. */
    private static void dotsOfFourRows(
            double[] a, int atA, double[] b, int atB, int count, double[] product, int at, int step) {
        int second = atA + count;
        int third = second + count;
        int fourth = third + count;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        double sum4 = 0;
        for (int k = 0; k < count; k++) {
            double factor = b[atB + k];
            sum1 += a[atA + k] * factor;
            sum2 += a[second + k] * factor;
            sum3 += a[third + k] * factor;
            sum4 += a[fourth + k] * factor;
        }
        product[at] = sum1;
        product[at + step] = sum2;
        product[at + 2 * step] = sum3;
        product[at + 3 * step] = sum4;
    }

    /** x'y. */
    static double dot(double[] x, double[] y) {
        return dot(x, 0, y, 0, x.length);
    }

    /** The infinity norm. */
    static double norm(double[] x) {
        double norm = 0;
        for (double value : x) {
            norm = Math.max(norm, Math.abs(value));
        }
        return norm;
    }

    private static double dot(double[] x, int atX, double[] y, int atY, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += x[atX + k] * y[atY + k];
        }
        return sum;
    }
}
