package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;

/** Random numbers for tests, and arrays of them. */
final class Numbers {
    private Numbers() {}

    static double[] gaussian(Random random, int count) {
        return random.doubles(count, -1, 1)
                .map(ignored -> random.nextGaussian())
                .toArray();
    }

    static double[] uniform(Random random, int count, double from, double to) {
        return random.doubles(count, from, to).toArray();
    }

    /** The n x n identity plus random numbers of a third of its size, not symmetric, positive definite in most cases. */
    static double[] definite(Random random, int n) {
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] = (i == j ? n : 0) + random.nextGaussian() / 3;
            }
        }
        return matrix;
    }

    static NDArray array(NDManager manager, DataType type, double[] values, long... shape) {
        return manager.create(values, new Shape(shape)).toType(type, false);
    }
}
