package org.optnet4j.cuda;

import java.util.Objects;
import org.optnet4j.BatchArray;
import org.optnet4j.internal.nativelib.CudaRuntime;

/**
 * Numbers in the memory of a device: allocated here, wrapped, or a part of either.
 *
 * <p>Copies return when they are done, after the work that was queued on their stream before. Thread-safe, except that
 * nobody orders two copies that touch the same numbers.
 *
 * <p>Closing an array that was allocated here frees its memory, after the calls that are using it; so does the garbage
 * collector once neither the array nor any part of it is reachable. Closing any other array has no effect.
 */
public final class DeviceArray implements AutoCloseable {
    private final DeviceMemory memory;
    private final boolean owner;
    private final ElementType type;
    private final long offset;
    private final long length;

    private DeviceArray(DeviceMemory memory, boolean owner, ElementType type, long offset, long length) {
        this.memory = memory;
        this.owner = owner;
        this.type = type;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Allocates memory. What it holds is undefined.
     *
     * @param device where
     * @param type what it shall hold
     * @param length how many numbers, 0 or more
     * @return the array; close it
     * @throws IllegalArgumentException if the length is negative
     * @throws org.optnet4j.CudaOutOfMemoryException if the device's memory does not suffice
     */
    public static DeviceArray allocate(CudaDevice device, ElementType type, long length) {
        requireLength(length);
        long bytes = Math.multiplyExact(length, (long) type.bytes());
        return new DeviceArray(DeviceMemory.allocate(device, bytes), true, type, 0, length);
    }

    /**
     * Wraps memory that somebody else allocated and frees, later than its last use here.
     *
     * @param device the device whose memory it is
     * @param type what it holds
     * @param length how many numbers, 0 or more
     * @param address the address of the first, a multiple of the size of a number. Whether it is device memory is not
     *     checked: kernels that are given anything else make the device unusable for this process
     * @return the array; closing it has no effect
     * @throws IllegalArgumentException if the length is negative, or the address is 0 (unless the length is) or no multiple
     */
    public static DeviceArray wrap(CudaDevice device, ElementType type, long length, long address) {
        Objects.requireNonNull(device, "device");
        requireLength(length);
        if ((address == 0 && length > 0) || address % type.bytes() != 0) {
            throw new IllegalArgumentException(
                    "address: expected a multiple of " + type.bytes() + " other than 0, got " + address);
        }
        return new DeviceArray(DeviceMemory.foreign(device, address), false, type, 0, length);
    }

    /**
     * Allocates memory and copies numbers into it.
     *
     * @param device where
     * @param values the numbers
     * @return the array; close it
     * @throws org.optnet4j.CudaOutOfMemoryException if the device's memory does not suffice
     */
    public static DeviceArray copyOf(CudaDevice device, double... values) {
        return copyOf(device, BatchArray.perProblem(values));
    }

    /**
     * Allocates memory and copies numbers into it.
     *
     * @param device where
     * @param values the numbers
     * @return the array; close it
     * @throws org.optnet4j.CudaOutOfMemoryException if the device's memory does not suffice
     */
    public static DeviceArray copyOf(CudaDevice device, float[] values) {
        return copyOf(device, BatchArray.perProblem(values));
    }

    /**
     * Allocates memory and copies numbers into it.
     *
     * @param device where
     * @param values the numbers, in either precision
     * @return the array; close it
     * @throws org.optnet4j.CudaOutOfMemoryException if the device's memory does not suffice
     */
    public static DeviceArray copyOf(CudaDevice device, BatchArray values) {
        DeviceArray array = allocate(device, ElementType.of(values.precision()), values.length());
        try {
            array.copyFrom(values, CudaStream.defaultOf(device));
        } catch (RuntimeException | Error failure) {
            array.close();
            throw failure;
        }
        return array;
    }

    /** An array within a block. */
    static DeviceArray within(DeviceMemory memory, ElementType type, long offset, long length) {
        return new DeviceArray(memory, false, type, offset, length);
    }

    /**
     * The device whose memory this is.
     *
     * @return the device
     */
    public CudaDevice device() {
        return memory.device();
    }

    /**
     * What the array holds.
     *
     * @return the type of its numbers
     */
    public ElementType type() {
        return type;
    }

    /**
     * How many numbers there are.
     *
     * @return the count
     */
    public long length() {
        return length;
    }

    /**
     * Where the first number is, for other libraries.
     *
     * @return a device address; 0 if there are no numbers
     * @throws IllegalStateException if the memory is closed
     */
    public long address() {
        memory.lease().requireOpen("address: this DeviceArray");
        return rawAddress();
    }

    /**
     * A part of this array, in the same memory. Closing it has no effect, closing this array closes it.
     *
     * @param from index of the part's first number
     * @param length how many numbers
     * @return the part
     * @throws IndexOutOfBoundsException if there is no such part
     */
    public DeviceArray slice(long from, long length) {
        Objects.checkFromIndexSize(from, length, this.length);
        return new DeviceArray(memory, false, type, offset + from * type.bytes(), length);
    }

    /**
     * Copies numbers from the host into this array.
     *
     * @param values as many numbers as the array has, in its type
     * @param stream the stream to wait for and to copy on
     * @throws IllegalArgumentException if type, length or device differ
     * @throws IllegalStateException if this array or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public void copyFrom(BatchArray values, CudaStream stream) {
        toDevice(ElementType.of(values.precision()), values.storage(), values.length(), stream);
    }

    /**
     * Copies numbers from the host into this array, which holds {@link ElementType#FLOAT64}.
     *
     * @param values as many numbers as the array has
     * @param stream the stream to wait for and to copy on
     * @throws IllegalArgumentException if type, length or device differ
     * @throws IllegalStateException if this array or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public void copyFrom(double[] values, CudaStream stream) {
        toDevice(ElementType.FLOAT64, values, values.length, stream);
    }

    /**
     * Copies numbers from the host into this array, which holds {@link ElementType#FLOAT32}.
     *
     * @param values as many numbers as the array has
     * @param stream the stream to wait for and to copy on
     * @throws IllegalArgumentException if type, length or device differ
     * @throws IllegalStateException if this array or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public void copyFrom(float[] values, CudaStream stream) {
        toDevice(ElementType.FLOAT32, values, values.length, stream);
    }

    /**
     * Copies the numbers of another array of the same device into this one.
     *
     * @param values as many numbers as the array has, in its type
     * @param stream the stream to wait for and to copy on
     * @throws IllegalArgumentException if type, length or device differ
     * @throws IllegalStateException if an array or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public void copyFrom(DeviceArray values, CudaStream stream) {
        requireSame("values", values.type, values.length);
        requireDevice("values", values.device());
        uses("copyFrom", stream)
                .add("copyFrom: values", values.memory.lease())
                .during(() -> CudaRuntime.copyOnDevice(
                        device().index(),
                        rawAddress(),
                        values.rawAddress(),
                        length * type.bytes(),
                        stream.rawHandle()));
    }

    /**
     * Copies the numbers to the host; the array holds {@link ElementType#FLOAT64}.
     *
     * @param target as many numbers as the array has
     * @param stream the stream to wait for and to copy on
     * @throws IllegalArgumentException if type, length or device differ
     * @throws IllegalStateException if this array or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public void copyTo(double[] target, CudaStream stream) {
        toHost(ElementType.FLOAT64, target, target.length, stream);
    }

    /**
     * Copies the numbers to the host; the array holds {@link ElementType#FLOAT32}.
     *
     * @param target as many numbers as the array has
     * @param stream the stream to wait for and to copy on
     * @throws IllegalArgumentException if type, length or device differ
     * @throws IllegalStateException if this array or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public void copyTo(float[] target, CudaStream stream) {
        toHost(ElementType.FLOAT32, target, target.length, stream);
    }

    /**
     * Copies the numbers to the host; the array holds {@link ElementType#INT32}.
     *
     * @param target as many numbers as the array has
     * @param stream the stream to wait for and to copy on
     * @throws IllegalArgumentException if type, length or device differ
     * @throws IllegalStateException if this array or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public void copyTo(int[] target, CudaStream stream) {
        toHost(ElementType.INT32, target, target.length, stream);
    }

    /**
     * The numbers, copied to the host.
     *
     * @param stream the stream to wait for and to copy on
     * @return all of them, per problem; the array holds {@link ElementType#FLOAT64} or {@link ElementType#FLOAT32}
     * @throws IllegalArgumentException if the array holds integers, or more numbers than a Java array can, or the stream
     *     belongs to another device
     * @throws IllegalStateException if this array or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public BatchArray toHost(CudaStream stream) {
        return toHost(false, stream);
    }

    BatchArray toHost(boolean shared, CudaStream stream) {
        if (type == ElementType.INT32) {
            throw new IllegalArgumentException(
                    "toHost: expected an array of FLOAT64 or FLOAT32, this one holds INT32; use copyTo(int[], stream)");
        }
        int count = hostLength();
        if (type == ElementType.FLOAT64) {
            double[] numbers = new double[count];
            copyTo(numbers, stream);
            return shared ? BatchArray.shared(numbers) : BatchArray.perProblem(numbers);
        }
        float[] numbers = new float[count];
        copyTo(numbers, stream);
        return shared ? BatchArray.shared(numbers) : BatchArray.perProblem(numbers);
    }

    /** Frees the memory if it was allocated for this array, after the calls that use it. A second call does nothing. */
    @Override
    public void close() {
        if (owner) {
            memory.lease().close();
        }
    }

    /** Device, type and length. */
    @Override
    public String toString() {
        return "DeviceArray[" + length + " x " + type + ", device " + device().index() + "]";
    }

    Lease lease() {
        return memory.lease();
    }

    /** The address for a call that holds the lease. */
    long rawAddress() {
        return length == 0 ? 0 : memory.address() + offset;
    }

    private void toDevice(ElementType given, Object values, long count, CudaStream stream) {
        requireSame("values", given, count);
        uses("copyFrom", stream)
                .during(() -> CudaRuntime.copyToDevice(
                        device().index(), type.ordinal(), rawAddress(), values, length, stream.rawHandle()));
    }

    private void toHost(ElementType given, Object target, long count, CudaStream stream) {
        requireSame("target", given, count);
        uses("copyTo", stream)
                .during(() -> CudaRuntime.copyToHost(
                        device().index(), type.ordinal(), target, rawAddress(), length, stream.rawHandle()));
    }

    private Uses uses(String call, CudaStream stream) {
        requireDevice("stream", stream.device());
        return new Uses()
                .add(call + ": this DeviceArray", memory.lease())
                .add(call + ": the CudaStream", stream.lease());
    }

    private void requireSame(String name, ElementType given, long count) {
        if (given != type) {
            throw new IllegalArgumentException(name + ": expected " + type + " like the array, got " + given);
        }
        if (count != length) {
            throw new IllegalArgumentException(name + ": expected " + length + " numbers like the array, got " + count);
        }
    }

    private void requireDevice(String name, CudaDevice given) {
        if (!given.equals(device())) {
            throw new IllegalArgumentException(
                    name + ": expected device " + device().index() + " like the array, got " + given.index());
        }
    }

    private int hostLength() {
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "length: expected at most " + Integer.MAX_VALUE + " numbers for a Java array, got " + length);
        }
        return (int) length;
    }

    private static void requireLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("length: expected 0 or more, got " + length);
        }
    }
}
