package org.optnet4j.experiments.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.optnet4j.experiments.testing.TestSeed;

/** Where the last layer starts. */
class ClassifierTest {
    private static final int PIXELS = 20;

    /** With no inequality active and Q = (1 + 1e-4) I, the layer puts out minus what it is given. */
    @Test
    void fromIdentityTheLayerChangesNothingButTheSign() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList found = layers(manager, OptNetStart.identity, 0.1);
            float[] expected = found.get(0).mul(-1 / (1 + 1e-4)).toFloatArray();
            assertArrayEquals(expected, found.get(1).toFloatArray(), 1e-5f);
        }
    }

    /** G x <= 1 with 50 rows uniform in [-1, 1) leaves little room. */
    @Test
    void fromTheAuthorsStartTheOutputIsSmall() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList found = layers(manager, OptNetStart.authors, 30);
            float largest = found.get(1).abs().max().getFloat();
            assertTrue(largest > 0 && largest < 3, "largest output: " + largest);
        }
    }

    /** What the last layer is given, and what it makes of it, for images of a given size. */
    private static NDList layers(NDManager manager, OptNetStart start, double size) {
        manager.getEngine().setRandomSeed((int) TestSeed.next());
        Block network = Classifier.optnet.network(
                new Classifier.Solving(start, "java", ForkJoinPool.commonPool(), (index, status) -> {}));
        network.initialize(manager, DataType.FLOAT32, new Shape(8, PIXELS));
        NDArray images = manager.randomNormal(new Shape(8, PIXELS)).mul(size);
        ParameterStore store = new ParameterStore(manager, false);
        NDList values = new NDList(images);
        NDList given = values;
        for (String name : network.getChildren().keys()) {
            given = values;
            values = network.getChildren().get(name).forward(store, values, false);
        }
        network.clear();
        return new NDList(given.singletonOrThrow(), values.singletonOrThrow());
    }
}
