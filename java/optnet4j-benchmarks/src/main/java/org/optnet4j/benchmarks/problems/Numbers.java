package org.optnet4j.benchmarks.problems;

import java.util.SplittableRandom;

/** What problems are made of: random vectors, products of small matrices. All matrices are row-major. */
final class Numbers {
    private Numbers() {}

    static double[] normals(SplittableRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    static void put(double[] values, double[] target, int at) {
        System.arraycopy(values, 0, target, at, values.length);
    }

    /** The product of a matrix, with as many columns as x has numbers, and x. */
    static double[] product(double[] matrix, double[] x) {
        double[] result = new double[matrix.length / x.length];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < x.length; j++) {
                result[i] += matrix[i * x.length + j] * x[j];
            }
        }
        return result;
    }

    /** Puts LL' + shift I at a place of the target, L being rows x columns. */
    static void square(double[] L, int rows, int columns, double shift, double[] target, int at) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? shift : 0;
                for (int k = 0; k < columns; k++) {
                    sum += L[i * columns + k] * L[j * columns + k];
                }
                target[at + i * rows + j] = sum;
                target[at + j * rows + i] = sum;
            }
        }
    }
}
