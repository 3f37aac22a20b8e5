package org.optnet4j.internal.general;

/** Products with dense row-major matrices of n columns. Rows of a multiplier that is zero are skipped. */
final class Rows {
    private Rows() {}

    /** y = Mx. */
    static void multiply(double[] matrix, int rows, int n, double[] x, double[] y) {
        for (int i = 0; i < rows; i++) {
            y[i] = dot(matrix, i * n, x, 0, n);
        }
    }

    /** y += M'x. */
    static void addTransposed(double[] matrix, int rows, int n, double[] x, double[] y) {
        for (int i = 0; i < rows; i++) {
            if (x[i] != 0) {
                addScaled(x[i], matrix, i * n, y, 0, n);
            }
        }
    }

    /** to[at ..] += factor * from[start ..], count numbers. */
    static void addScaled(double factor, double[] from, int start, double[] to, int at, int count) {
        for (int j = 0; j < count; j++) {
            to[at + j] += factor * from[start + j];
        }
    }

    /** Four sums side by side, because one would wait for itself. */
    static double dot(double[] x, int startX, double[] y, int startY, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int j = 0;
        for (; j + 3 < count; j += 4) {
            a += x[startX + j] * y[startY + j];
            b += x[startX + j + 1] * y[startY + j + 1];
            c += x[startX + j + 2] * y[startY + j + 2];
            d += x[startX + j + 3] * y[startY + j + 3];
        }
        for (; j < count; j++) {
            a += x[startX + j] * y[startY + j];
        }
        return (a + c) + (b + d);
    }

    static double dot(double[] x, double[] y) {
        return dot(x, 0, y, 0, x.length);
    }

    static double largest(double[] x) {
        double largest = 0;
        for (double each : x) {
            largest = Math.max(largest, Math.abs(each));
        }
        return largest;
    }
}
