package org.optnet4j.experiments.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.optimizer.Optimizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.optnet4j.experiments.engine.PyTorch;
import org.optnet4j.experiments.testing.TestSeed;

/** The optimizer is DJL's, bit for bit, and goes on from where it was saved. */
class RestorableAdamTest {
    private static final double LEARNING_RATE = 1e-3;

    private final long seed = TestSeed.next();

    @Test
    void isAdam() {
        try (NDManager manager = PyTorch.open(1)) {
            float[] expected = steps(manager, network(manager), Optimizer.adam().build(), 0, 10);
            float[] actual = steps(manager, network(manager), new RestorableAdam(LEARNING_RATE), 0, 10);
            assertArrayEquals(expected, actual, "seed " + seed);
        }
    }

    @Test
    void goesOnWhereItWasSaved() throws IOException {
        try (NDManager manager = PyTorch.open(1)) {
            float[] expected = steps(manager, network(manager), new RestorableAdam(LEARNING_RATE), 0, 10);

            Block network = network(manager);
            RestorableAdam first = new RestorableAdam(LEARNING_RATE);
            steps(manager, network, first, 0, 4);
            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            first.save(network, new DataOutputStream(saved));
            RestorableAdam second = new RestorableAdam(LEARNING_RATE);
            second.load(network, manager, new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
            assertArrayEquals(expected, steps(manager, network, second, 4, 10), "seed " + seed);
        }
    }

    private static Block network(NDManager manager) {
        Block network = Linear.builder().setUnits(3).build();
        manager.getEngine().setRandomSeed(1);
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 4));
        return network;
    }

    /** The weights after steps with random gradients, the same ones at every call. */
    private float[] steps(NDManager manager, Block network, Optimizer optimizer, int from, int to) {
        Parameter weight = network.getParameters().get("weight");
        Parameter bias = network.getParameters().get("bias");
        for (int step = from; step < to; step++) {
            Random random = new Random(seed + step);
            for (Parameter parameter : new Parameter[] {weight, bias}) {
                NDArray array = parameter.getArray();
                float[] gradient = new float[(int) array.size()];
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] = (float) random.nextGaussian();
                }
                optimizer.update(parameter.getId(), array, manager.create(gradient, array.getShape()));
            }
        }
        return weight.getArray().toFloatArray();
    }
}
