package org.optnet4j.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;

/**
 * An array in the making, whose numbers Java and the solver write: into the engine's own memory where they can reach it.
 * The finished array never wraps memory of Java's, which would be gone once only the engine's graph held the array.
 */
final class NewArray {
    private final NDManager manager;
    private final DataType type;
    private final Shape shape;
    private final @Nullable NDArray inPlace;
    private final ByteBuffer bytes;

    /**
     * Takes the memory.
     *
     * @throws IllegalArgumentException if it would not fit into a Java buffer
     */
    NewArray(NDManager manager, DataType type, Shape shape) {
        this(manager, type, shape, isReachable(manager));
    }

    /**
     * Takes the memory.
     *
     * @param reachable whether Java can write to the memory of the manager's arrays
     */
    NewArray(NDManager manager, DataType type, Shape shape, boolean reachable) {
        this.manager = manager;
        this.type = type;
        this.shape = shape;
        long size = shape.size() * type.getNumOfBytes();
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("batch: an array " + shape + " of " + type + " takes " + size
                    + " bytes, expected at most " + Integer.MAX_VALUE + "; use smaller batches or TwoPhase");
        }
        inPlace = reachable ? manager.create(shape, type) : null;
        bytes = inPlace == null ? manager.allocateDirect((int) size) : inPlace.toByteBuffer(true);
    }

    /**
     * Some of the memory.
     *
     * @param from index of the first number
     * @param count how many numbers
     */
    BatchArray perProblem(int from, int count) {
        if (type == DataType.FLOAT64) {
            return BatchArray.perProblem(bytes.asDoubleBuffer().position(from).limit(from + count));
        }
        return BatchArray.perProblem(bytes.asFloatBuffer().position(from).limit(from + count));
    }

    /** Overwrites numbers, rounded to this array's type. */
    void put(int from, BatchArray values) {
        if (type == DataType.FLOAT64) {
            bytes.asDoubleBuffer().put(from, values.storage() instanceof double[] array ? array : values.toDoubles());
        } else {
            bytes.asFloatBuffer().put(from, values.storage() instanceof float[] array ? array : values.toFloats());
        }
    }

    /** The array. */
    NDArray finish() {
        if (inPlace != null) {
            return inPlace;
        }
        try (NDArray wrapped = manager.create(bytes, shape, type)) {
            return wrapped.duplicate();
        }
    }

    /** Other engines may hand out copies, and devices have memory of their own. */
    private static boolean isReachable(NDManager manager) {
        return manager.getEngine().getEngineName().equals("PyTorch")
                && manager.getDevice().equals(Device.cpu());
    }
}
