package org.optnet4j.internal.reference;

/** Products with small dense row-major matrices. Every sum is taken in index order. */
final class Dense {
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
        for (int i = 0; i < rowsA; i++) {
            for (int j = 0; j < rowsB; j++) {
                product[i * rowsB + j] = dot(a, i * columns, b, j * columns, columns);
            }
        }
        return product;
    }

    /** K K', for K with the given number of rows; only the lower triangle is filled in. */
    static double[] gram(double[] k, int rows, int columns) {
        double[] product = new double[rows * rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                product[i * rows + j] = dot(k, i * columns, k, j * columns, columns);
            }
        }
        return product;
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
