package org.optnet4j.experiments.timing;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import org.optnet4j.Precision;
import org.optnet4j.experiments.engine.PyTorch;

/** A linear layer, n to n, forward and backward for an incoming gradient of ones, with respect to input, weight and bias. */
final class LinearLayerTrial implements Stopwatch.Trial {
    private final NDManager manager;
    private final NDList operands = new NDList();

    LinearLayerTrial(NDManager manager, int batch, int n, Precision precision) {
        this.manager = manager;
        DataType type = precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
        for (Shape shape : new Shape[] {new Shape(batch, n), new Shape(n, n), new Shape(n)}) {
            operands.add(manager.randomNormal(shape, type));
        }
    }

    @Override
    public double[] run() {
        try (NDManager trial = manager.newSubManager();
                GradientCollector collector = Engine.getEngine(PyTorch.NAME).newGradientCollector()) {
            NDArray[] leaves = operands.stream().map(each -> leaf(each, trial)).toArray(NDArray[]::new);
            double begin = Stopwatch.now();
            NDArray y = Linear.linear(leaves[0], leaves[1], leaves[2]).singletonOrThrow();
            double forward = Stopwatch.now();
            NDArray loss = y.sum();
            double summed = Stopwatch.now();
            collector.backward(loss);
            return new double[] {forward - begin, Stopwatch.now() - summed};
        }
    }

    /** The same numbers with a gradient of its own. */
    private static NDArray leaf(NDArray numbers, NDManager manager) {
        NDArray leaf = numbers.stopGradient();
        leaf.attach(manager);
        leaf.setRequiresGradient(true);
        return leaf;
    }
}
