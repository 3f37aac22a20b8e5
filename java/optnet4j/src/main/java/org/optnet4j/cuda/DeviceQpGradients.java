package org.optnet4j.cuda;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.QpGradients;

/**
 * The gradient of a loss in device memory: what {@link QpGradients} is on the host, with the same formulas. Parameters may
 * be left out: their gradient is not computed.
 */
public final class DeviceQpGradients implements AutoCloseable {
    private final CudaDevice device;
    private final DeviceShape shape;
    private final @Nullable DeviceArray[] arrays;
    private final @Nullable DeviceMemory memory;

    private DeviceQpGradients(
            CudaDevice device, DeviceShape shape, @Nullable DeviceArray[] arrays, @Nullable DeviceMemory memory) {
        this.device = device;
        this.shape = shape;
        this.arrays = arrays;
        this.memory = memory;
    }

    /**
     * Allocates memory for the gradients with respect to all six parameters. What it holds is undefined.
     *
     * @param batch a batch of the shape, on the device
     * @return the gradients; close them
     * @throws org.optnet4j.CudaOutOfMemoryException if the device's memory does not suffice
     */
    public static DeviceQpGradients allocate(DeviceQpBatch batch) {
        DeviceShape shape = batch.shape();
        ElementType type = ElementType.of(shape.precision());
        long[] offsets = new long[DeviceShape.NAMES.length()];
        long bytes = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = bytes;
            bytes = DeviceMemory.aligned(Math.addExact(bytes, Math.multiplyExact(shape.length(i), type.bytes())));
        }
        DeviceMemory memory = DeviceMemory.allocate(batch.device(), bytes);
        @Nullable DeviceArray[] arrays = new DeviceArray[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            arrays[i] = DeviceArray.within(memory, type, offsets[i], shape.length(i));
        }
        return new DeviceQpGradients(batch.device(), shape, arrays, memory);
    }

    /**
     * Begins gradients in arrays of one's own. Those that are not set are left out.
     *
     * @param batch a batch of the shape, on the device
     * @return a builder
     */
    public static Builder builder(DeviceQpBatch batch) {
        return new Builder(batch);
    }

    /**
     * The gradient with respect to Q.
     *
     * @return as many numbers as the parameter has; null if it is left out
     */
    public @Nullable DeviceArray Q() {
        return arrays[0];
    }

    /**
     * The gradient with respect to q.
     *
     * @return as many numbers as the parameter has; null if it is left out
     */
    public @Nullable DeviceArray q() {
        return arrays[1];
    }

    /**
     * The gradient with respect to A.
     *
     * @return as many numbers as the parameter has; null if it is left out
     */
    public @Nullable DeviceArray A() {
        return arrays[2];
    }

    /**
     * The gradient with respect to b.
     *
     * @return as many numbers as the parameter has; null if it is left out
     */
    public @Nullable DeviceArray b() {
        return arrays[3];
    }

    /**
     * The gradient with respect to G.
     *
     * @return as many numbers as the parameter has; null if it is left out
     */
    public @Nullable DeviceArray G() {
        return arrays[4];
    }

    /**
     * The gradient with respect to h.
     *
     * @return as many numbers as the parameter has; null if it is left out
     */
    public @Nullable DeviceArray h() {
        return arrays[5];
    }

    /**
     * Copies the gradients to the host.
     *
     * @param stream the stream to wait for and to copy on
     * @return the gradients; those left out are empty
     * @throws IllegalStateException if an array or the stream is closed
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public QpGradients download(CudaStream stream) {
        return new QpGradients(
                download(0, stream),
                download(1, stream),
                download(2, stream),
                download(3, stream),
                download(4, stream),
                download(5, stream));
    }

    /** Frees the memory if it was allocated here, after the calls that use it. A second call does nothing. */
    @Override
    public void close() {
        if (memory != null) {
            memory.lease().close();
        }
    }

    /** Adds the memory of all arrays to the uses of a call. */
    void addTo(Uses uses, String call) {
        for (int i = 0; i < arrays.length; i++) {
            DeviceArray array = arrays[i];
            if (array != null) {
                uses.add(call + ": the DeviceArray of the gradient of " + DeviceShape.NAMES.charAt(i), array.lease());
            }
        }
    }

    /** For a call that holds the leases. */
    long[] addresses() {
        long[] addresses = new long[arrays.length];
        for (int i = 0; i < addresses.length; i++) {
            DeviceArray array = arrays[i];
            addresses[i] = array == null ? 0 : array.rawAddress();
        }
        return addresses;
    }

    CudaDevice device() {
        return device;
    }

    DeviceShape shape() {
        return shape;
    }

    private BatchArray download(int parameter, CudaStream stream) {
        DeviceArray array = arrays[parameter];
        boolean shared = shape.isShared(parameter);
        if (array != null) {
            return array.toHost(shared, stream);
        }
        BatchArray none = shared ? BatchArray.shared() : BatchArray.perProblem();
        return shape.precision() == Precision.FLOAT64 ? none : none.to(Precision.FLOAT32);
    }

    /** Collects the arrays of {@link DeviceQpGradients}. */
    public static final class Builder {
        private final CudaDevice device;
        private final DeviceShape shape;
        private final @Nullable DeviceArray[] arrays = new DeviceArray[DeviceShape.NAMES.length()];

        private Builder(DeviceQpBatch batch) {
            device = batch.device();
            shape = batch.shape();
        }

        /**
         * Sets where the gradient with respect to Q goes.
         *
         * @param array as many numbers as the parameter has
         * @return this builder
         * @throws IllegalArgumentException if length, type or device are not those of the parameter
         */
        public Builder Q(DeviceArray array) {
            return set(0, array);
        }

        /**
         * Sets where the gradient with respect to q goes.
         *
         * @param array as many numbers as the parameter has
         * @return this builder
         * @throws IllegalArgumentException if length, type or device are not those of the parameter
         */
        public Builder q(DeviceArray array) {
            return set(1, array);
        }

        /**
         * Sets where the gradient with respect to A goes.
         *
         * @param array as many numbers as the parameter has
         * @return this builder
         * @throws IllegalArgumentException if length, type or device are not those of the parameter
         */
        public Builder A(DeviceArray array) {
            return set(2, array);
        }

        /**
         * Sets where the gradient with respect to b goes.
         *
         * @param array as many numbers as the parameter has
         * @return this builder
         * @throws IllegalArgumentException if length, type or device are not those of the parameter
         */
        public Builder b(DeviceArray array) {
            return set(3, array);
        }

        /**
         * Sets where the gradient with respect to G goes.
         *
         * @param array as many numbers as the parameter has
         * @return this builder
         * @throws IllegalArgumentException if length, type or device are not those of the parameter
         */
        public Builder G(DeviceArray array) {
            return set(4, array);
        }

        /**
         * Sets where the gradient with respect to h goes.
         *
         * @param array as many numbers as the parameter has
         * @return this builder
         * @throws IllegalArgumentException if length, type or device are not those of the parameter
         */
        public Builder h(DeviceArray array) {
            return set(5, array);
        }

        /**
         * Makes the gradients.
         *
         * @return gradients in the arrays that were set; closing them does not close those
         */
        public DeviceQpGradients build() {
            return new DeviceQpGradients(device, shape, arrays.clone(), null);
        }

        private Builder set(int parameter, DeviceArray array) {
            String name = String.valueOf(DeviceShape.NAMES.charAt(parameter));
            Objects.requireNonNull(array, name);
            Checks.require(name, array, device, ElementType.of(shape.precision()), shape.length(parameter));
            arrays[parameter] = array;
            return this;
        }
    }
}
