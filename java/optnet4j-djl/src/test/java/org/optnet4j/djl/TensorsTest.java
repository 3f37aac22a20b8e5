package org.optnet4j.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.DoubleBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.optnet4j.BatchArray;

/** That numbers are not copied between the engine and the solver. */
class TensorsTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void viewsAreTheArraysMemory() {
        NDArray array = manager.create(new double[] {1, 2, 3});
        BatchArray view = Tensors.view(array, true);
        array.addi(10);
        assertArrayEquals(new double[] {11, 12, 13}, view.toDoubles());
    }

    @Test
    void newArraysAreWrittenInPlace() {
        NewArray memory = new NewArray(manager, DataType.FLOAT64, new Shape(2, 3));
        DoubleBuffer row = (DoubleBuffer) memory.perProblem(3, 3).storage();
        NDArray array = memory.finish();
        memory.put(0, BatchArray.shared(1, 2, 3));
        row.put(0, new double[] {4, 5, 6});
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, array.toDoubleArray());
    }

    @Test
    void newArraysOfEnginesOutOfReachAreCopies() {
        NewArray memory = new NewArray(manager, DataType.FLOAT64, new Shape(2, 2), false);
        memory.put(0, BatchArray.shared(1, 2));
        DoubleBuffer row = (DoubleBuffer) memory.perProblem(2, 2).storage();
        row.put(0, new double[] {3, 4});
        NDArray array = memory.finish();
        row.put(0, new double[] {5, 6});
        assertArrayEquals(new double[] {1, 2, 3, 4}, array.toDoubleArray());
    }

    @Test
    void newArraysInSinglePrecision() {
        NewArray memory = new NewArray(manager, DataType.FLOAT32, new Shape(3));
        memory.put(0, BatchArray.shared(1, 2, 0.1));
        assertArrayEquals(new float[] {1, 2, 0.1f}, memory.finish().toFloatArray());
    }

    @Test
    void arraysBeyondJavasBuffersAreRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new NewArray(manager, DataType.FLOAT64, new Shape(1000, 1000, 1000)));
        assertEquals(
                "batch: an array (1000, 1000, 1000) of float64 takes 8000000000 bytes, expected at most 2147483647; use"
                        + " smaller batches or TwoPhase",
                e.getMessage());
    }
}
