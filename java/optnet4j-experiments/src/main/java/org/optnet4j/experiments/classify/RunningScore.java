package org.optnet4j.experiments.classify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;

/** Mean loss and error over the images scored so far. */
final class RunningScore {
    private final Loss loss;
    private double losses;
    private long wrong;
    private long images;

    RunningScore(Loss loss) {
        this.loss = loss;
    }

    /** Adds a batch. */
    void add(NDList labels, NDList predictions) {
        long count = labels.head().size();
        try (NDArray value = loss.evaluate(labels, predictions);
                NDArray classes = predictions.head().argMax(1);
                NDArray expected = labels.head().reshape(count).toType(DataType.INT64, false);
                NDArray differ =
                        classes.neq(expected).toType(DataType.INT64, false).sum()) {
            losses += value.getFloat() * count;
            wrong += differ.getLong();
        }
        images += count;
    }

    double loss() {
        return losses / images;
    }

    double error() {
        return (double) wrong / images;
    }
}
