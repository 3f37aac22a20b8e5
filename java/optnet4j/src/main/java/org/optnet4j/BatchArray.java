package org.optnet4j;

import java.nio.Buffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * The numbers of one parameter or result of a whole batch: row-major, batch-major, either one block per problem or one
 * block shared by all problems.
 *
 * <p>A batch array <b>wraps</b> the given array or buffer; it does not copy. Whoever keeps the array must not modify it
 * until the solution's gradients have been taken: the backward pass reads the data again.
 *
 * <p>Buffers must be direct and in native byte order; the remaining region (position to limit, at the time of the call)
 * counts, and later changes of the buffer's position or limit have no effect.
 */
public final class BatchArray {
    private final Object storage;
    private final Precision precision;
    private final boolean shared;
    private final int length;

    private BatchArray(Object storage, Precision precision, boolean shared, int length) {
        this.storage = storage;
        this.precision = precision;
        this.shared = shared;
        this.length = length;
    }

    /**
     * One block per problem, in double precision.
     *
     * @param values the blocks one after the other; wrapped, not copied
     * @return the batch array
     */
    public static BatchArray perProblem(double... values) {
        Objects.requireNonNull(values, "values");
        return new BatchArray(values, Precision.FLOAT64, false, values.length);
    }

    /**
     * One block per problem, in single precision.
     *
     * @param values the blocks one after the other; wrapped, not copied
     * @return the batch array
     */
    public static BatchArray perProblem(float[] values) {
        Objects.requireNonNull(values, "values");
        return new BatchArray(values, Precision.FLOAT32, false, values.length);
    }

    /**
     * One block per problem, in double precision, outside the Java heap.
     *
     * @param values a direct buffer in native byte order; its remaining region is wrapped, not copied
     * @return the batch array
     * @throws IllegalArgumentException if the buffer is not direct or not in native byte order
     */
    public static BatchArray perProblem(DoubleBuffer values) {
        requireNative(values, values.order());
        return new BatchArray(values.slice(), Precision.FLOAT64, false, values.remaining());
    }

    /**
     * One block per problem, in single precision, outside the Java heap.
     *
     * @param values a direct buffer in native byte order; its remaining region is wrapped, not copied
     * @return the batch array
     * @throws IllegalArgumentException if the buffer is not direct or not in native byte order
     */
    public static BatchArray perProblem(FloatBuffer values) {
        requireNative(values, values.order());
        return new BatchArray(values.slice(), Precision.FLOAT32, false, values.remaining());
    }

    /**
     * One block for all problems, in double precision.
     *
     * @param values the block; wrapped, not copied
     * @return the batch array
     */
    public static BatchArray shared(double... values) {
        Objects.requireNonNull(values, "values");
        return new BatchArray(values, Precision.FLOAT64, true, values.length);
    }

    /**
     * One block for all problems, in single precision.
     *
     * @param values the block; wrapped, not copied
     * @return the batch array
     */
    public static BatchArray shared(float[] values) {
        Objects.requireNonNull(values, "values");
        return new BatchArray(values, Precision.FLOAT32, true, values.length);
    }

    /**
     * One block for all problems, in double precision, outside the Java heap.
     *
     * @param values a direct buffer in native byte order; its remaining region is wrapped, not copied
     * @return the batch array
     * @throws IllegalArgumentException if the buffer is not direct or not in native byte order
     */
    public static BatchArray shared(DoubleBuffer values) {
        requireNative(values, values.order());
        return new BatchArray(values.slice(), Precision.FLOAT64, true, values.remaining());
    }

    /**
     * One block for all problems, in single precision, outside the Java heap.
     *
     * @param values a direct buffer in native byte order; its remaining region is wrapped, not copied
     * @return the batch array
     * @throws IllegalArgumentException if the buffer is not direct or not in native byte order
     */
    public static BatchArray shared(FloatBuffer values) {
        requireNative(values, values.order());
        return new BatchArray(values.slice(), Precision.FLOAT32, true, values.remaining());
    }

    /**
     * An array without numbers, for what a batch does not have.
     *
     * @param precision its precision
     * @return an empty array, shared
     */
    public static BatchArray none(Precision precision) {
        return precision == Precision.FLOAT64 ? shared(new double[0]) : shared(new float[0]);
    }

    /**
     * The type of the numbers.
     *
     * @return the precision
     */
    public Precision precision() {
        return precision;
    }

    /**
     * Whether all problems share one block.
     *
     * @return true for one block, false for one block per problem
     */
    public boolean isShared() {
        return shared;
    }

    /**
     * Whether the numbers cannot be written.
     *
     * @return true if this array wraps a read-only buffer
     */
    public boolean isReadOnly() {
        return storage instanceof Buffer buffer && buffer.isReadOnly();
    }

    /**
     * How many numbers there are, in all blocks together.
     *
     * @return the count
     */
    public int length() {
        return length;
    }

    /**
     * One number.
     *
     * @param index its index, from 0 to {@link #length()} - 1
     * @return the number, widened if this array is in single precision
     * @throws IndexOutOfBoundsException if there is no such index
     */
    public double get(int index) {
        if (storage instanceof double[] array) {
            return array[index];
        }
        if (storage instanceof float[] array) {
            return array[index];
        }
        if (storage instanceof DoubleBuffer buffer) {
            return buffer.get(index);
        }
        return ((FloatBuffer) storage).get(index);
    }

    /**
     * Copies a range of numbers.
     *
     * @param from index of the first number to copy
     * @param target where to copy to, widened if this array is in single precision
     * @param at index in {@code target} of the first copied number
     * @param count how many numbers to copy
     * @throws IndexOutOfBoundsException if a range does not exist
     */
    public void copyTo(int from, double[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, length);
        Objects.checkFromIndexSize(at, count, target.length);
        if (storage instanceof double[] array) {
            System.arraycopy(array, from, target, at, count);
        } else if (storage instanceof DoubleBuffer buffer) {
            buffer.get(from, target, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                target[at + i] = get(from + i);
            }
        }
    }

    /**
     * Overwrites all numbers with those of another batch array.
     *
     * @param source as many numbers, rounded if this array is in single precision and they are not
     * @throws IllegalArgumentException if there are more or fewer of them
     * @throws java.nio.ReadOnlyBufferException if this array wraps a read-only buffer
     */
    public void copyFrom(BatchArray source) {
        if (source.length != length) {
            throw new IllegalArgumentException("source: expected " + length + " numbers, got " + source.length);
        }
        if (storage instanceof double[] array) {
            source.copyTo(0, array, 0, length);
        } else if (storage instanceof DoubleBuffer buffer) {
            buffer.put(0, source.storage instanceof double[] array ? array : source.toDoubles());
        } else if (storage instanceof float[] array) {
            System.arraycopy(source.singles(), 0, array, 0, length);
        } else {
            ((FloatBuffer) storage).put(0, source.singles());
        }
    }

    /**
     * All numbers as doubles.
     *
     * @return a copy, widened if this array is in single precision
     */
    public double[] toDoubles() {
        double[] copy = new double[length];
        copyTo(0, copy, 0, length);
        return copy;
    }

    /**
     * All numbers as floats.
     *
     * @return a copy, rounded if this array is in double precision
     */
    public float[] toFloats() {
        float[] copy = new float[length];
        for (int i = 0; i < length; i++) {
            copy[i] = (float) get(i);
        }
        return copy;
    }

    private float[] singles() {
        return storage instanceof float[] array ? array : toFloats();
    }

    /**
     * The same numbers in a given precision.
     *
     * @param wanted the precision
     * @return this batch array if it has the precision, else a converted copy
     */
    public BatchArray to(Precision wanted) {
        if (wanted == precision) {
            return this;
        }
        Object converted = wanted == Precision.FLOAT64 ? toDoubles() : toFloats();
        return new BatchArray(converted, wanted, shared, length);
    }

    /**
     * The wrapped {@code double[]} itself, not a copy.
     *
     * @return the backing array
     * @throws IllegalStateException if this batch array wraps a {@code float[]} or a buffer
     */
    public double[] doubles() {
        if (storage instanceof double[] array) {
            return array;
        }
        throw new IllegalStateException("doubles(): this batch array wraps a " + storageName() + "; use toDoubles()");
    }

    /**
     * The wrapped {@code float[]} itself, not a copy.
     *
     * @return the backing array
     * @throws IllegalStateException if this batch array wraps a {@code double[]} or a buffer
     */
    public float[] floats() {
        if (storage instanceof float[] array) {
            return array;
        }
        throw new IllegalStateException("floats(): this batch array wraps a " + storageName() + "; use toFloats()");
    }

    /**
     * The block of one problem.
     *
     * @param problem index of the problem; of no effect if the block is shared
     * @param blockLength how many numbers a block has
     * @return a copy, widened if this array is in single precision
     * @throws IndexOutOfBoundsException if there is no such block
     */
    public double[] block(int problem, int blockLength) {
        double[] copy = new double[blockLength];
        copyTo(blockStart(problem, blockLength), copy, 0, blockLength);
        return copy;
    }

    /**
     * Where the block of one problem begins.
     *
     * @param problem index of the problem; of no effect if the block is shared
     * @param blockLength how many numbers a block has
     * @return the index of the block's first number
     */
    public int blockStart(int problem, int blockLength) {
        return shared ? 0 : Math.multiplyExact(problem, blockLength);
    }

    /**
     * What this batch array wraps; for back ends.
     *
     * @return a {@code double[]}, {@code float[]}, {@link DoubleBuffer} or {@link FloatBuffer}; a buffer starts at
     *     position 0, and its position and limit must not be changed
     */
    public Object storage() {
        return storage;
    }

    /** A short description: count, type and kind, not the numbers. */
    @Override
    public String toString() {
        return "BatchArray[" + length + " x " + precision + (shared ? ", shared]" : ", per problem]");
    }

    private String storageName() {
        return storage instanceof Buffer
                ? (precision == Precision.FLOAT64 ? "DoubleBuffer" : "FloatBuffer")
                : (precision == Precision.FLOAT64 ? "double[]" : "float[]");
    }

    private static void requireNative(Buffer values, ByteOrder order) {
        if (!values.isDirect()) {
            throw new IllegalArgumentException("values: expected a direct buffer, got a heap buffer");
        }
        if (order != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException(
                    "values: expected a buffer in native byte order (" + ByteOrder.nativeOrder() + "), got " + order);
        }
    }
}
