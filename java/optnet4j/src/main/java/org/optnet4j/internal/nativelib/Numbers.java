package org.optnet4j.internal.nativelib;

import java.util.Arrays;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;

/** Heap arrays of either precision: {@code double[]} or {@code float[]}. */
final class Numbers {
    private Numbers() {}

    static Object allocate(Precision precision, int blocks, long block) {
        int length = Math.toIntExact(blocks * block);
        return precision == Precision.FLOAT64 ? new double[length] : new float[length];
    }

    static Object infinite(Precision precision, int blocks, long block) {
        Object numbers = allocate(precision, blocks, block);
        if (numbers instanceof double[] doubles) {
            Arrays.fill(doubles, Double.POSITIVE_INFINITY);
        } else {
            Arrays.fill((float[]) numbers, Float.POSITIVE_INFINITY);
        }
        return numbers;
    }

    static BatchArray perProblem(Object numbers) {
        return numbers instanceof double[] doubles
                ? BatchArray.perProblem(doubles)
                : BatchArray.perProblem((float[]) numbers);
    }

    static BatchArray shared(Object numbers) {
        return numbers instanceof double[] doubles ? BatchArray.shared(doubles) : BatchArray.shared((float[]) numbers);
    }

    /** sign times the sum of the blocks, added in their order. */
    static Object sum(Object numbers, int block, int sign) {
        if (numbers instanceof double[] doubles) {
            double[] sum = new double[block];
            for (int start = 0; start < doubles.length; start += block) {
                for (int i = 0; i < block; i++) {
                    sum[i] += sign * doubles[start + i];
                }
            }
            return sum;
        }
        float[] floats = (float[]) numbers;
        float[] sum = new float[block];
        for (int start = 0; start < floats.length; start += block) {
            for (int i = 0; i < block; i++) {
                sum[i] += sign * floats[start + i];
            }
        }
        return sum;
    }
}
