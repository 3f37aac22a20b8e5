package org.optnet4j.experiments.sudoku;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.optnet4j.experiments.engine.PyTorch;
import org.optnet4j.experiments.testing.TestSeed;

class TensorAdamTest {
    private static final int LENGTH = 5;

    private final long seed = TestSeed.next();

    private static float[] normals(SplittableRandom random) {
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void takesTheStepsOfTheEnginesOwnOne() {
        SplittableRandom random = new SplittableRandom(seed);
        try (NDManager manager = PyTorch.open(1)) {
            Optimizer reference = Optimizer.adam()
                    .optLearningRateTracker(Tracker.fixed(0.01f))
                    .build();
            float[] start = normals(random);
            NDArray expected = manager.create(start);
            NDArray actual = manager.create(start);
            NDList parameters = new NDList(actual);
            NDList mean = TensorAdam.zeros(parameters);
            NDList square = TensorAdam.zeros(parameters);
            TensorAdam adam = new TensorAdam(0.01, 0, mean, square);
            for (int step = 0; step < 20; step++) {
                float[] gradient = normals(random);
                reference.update("parameter", expected, manager.create(gradient));
                adam.step(parameters, new NDList(manager.create(gradient)));
                if (step == 10) {
                    // Goes on from what it remembers, like a run that is resumed.
                    adam = new TensorAdam(0.01, adam.steps(), Tensors.copy(mean), Tensors.copy(square));
                }
            }
            assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 1e-5f, "seed " + seed);
        }
    }
}
