package org.optnet4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import org.optnet4j.BatchArray;

/** Starts a parameter with given numbers. */
final class GivenNumbers implements Initializer {
    private final String name;
    private final double[] values;

    GivenNumbers(String name, double[] values) {
        this.name = name;
        this.values = values.clone();
    }

    /** How many numbers there are. */
    int count() {
        return values.length;
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        if (shape.size() != values.length) {
            throw new IllegalArgumentException(
                    name + ": expected " + shape.size() + " values for " + shape + ", got " + values.length);
        }
        return Tensors.of(manager, dataType, shape, BatchArray.shared(values));
    }
}
