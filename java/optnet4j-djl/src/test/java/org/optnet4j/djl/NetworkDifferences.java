package org.optnet4j.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Compares gradients with central differences, of steps that are made smaller until two agree. Where none do, the loss has a
 * kink nearby, as the minimiser of a quadratic program has where its active set changes, and the number says nothing; most
 * must say something.
 */
final class NetworkDifferences {
    private static final double FIRST_STEP = 1e-4;
    private static final double NARROWER = 1.0 / 4;
    private static final int STEPS = 4;

    /** Of a larger array a random choice is compared: each number takes four passes or more. */
    private static final int MOST_PER_ARRAY = 8;

    private final Random random;
    private int compared;
    private int kinks;

    NetworkDifferences(Random random) {
        this.random = random;
    }

    /**
     * Compares one array's gradient, FLOAT64.
     *
     * @param array changed in place, and back
     * @param loss evaluates the loss
     */
    void compare(String name, NDArray array, double[] gradient, double tolerance, DoubleSupplier loss) {
        double[] values = array.toDoubleArray();
        assertEquals(values.length, gradient.length, name);
        List<Integer> indices =
                new ArrayList<>(IntStream.range(0, values.length).boxed().toList());
        Collections.shuffle(indices, random);
        for (int i : indices.subList(0, Math.min(MOST_PER_ARRAY, values.length))) {
            compare(name, array, values, i, gradient[i], tolerance, loss);
        }
    }

    private void compare(
            String name,
            NDArray array,
            double[] values,
            int i,
            double gradient,
            double tolerance,
            DoubleSupplier loss) {
        double step = FIRST_STEP;
        double wide = difference(array, values, i, step, loss);
        for (int k = 1; k < STEPS; k++) {
            step *= NARROWER;
            double narrow = difference(array, values, i, step, loss);
            double scale = Math.max(1, Math.abs(narrow));
            if (Math.abs(wide - narrow) <= tolerance * scale / 3) {
                compared++;
                assertEquals(narrow, gradient, tolerance * scale, name + "[" + i + "]");
                return;
            }
            wide = narrow;
        }
        kinks++;
    }

    void assertMostCompared() {
        assertTrue(kinks <= compared / 10, "compared " + compared + ", too near to a kink " + kinks);
    }

    private static double difference(NDArray array, double[] values, int i, double step, DoubleSupplier loss) {
        double[] changed = values.clone();
        changed[i] = values[i] + step;
        array.toByteBuffer(true).asDoubleBuffer().put(changed);
        double above = loss.getAsDouble();
        changed[i] = values[i] - step;
        array.toByteBuffer(true).asDoubleBuffer().put(changed);
        double below = loss.getAsDouble();
        array.toByteBuffer(true).asDoubleBuffer().put(values);
        return (above - below) / (2 * step);
    }
}
