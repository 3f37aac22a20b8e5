package org.optnet4j.cuda;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optnet4j.Precision;

/**
 * A batch of quadratic programs of one shape in device memory: what {@link org.optnet4j.QpBatch} is on the host, with the
 * same problem and the same rules. Immutable, but it refers to the given arrays: solving reads what they hold when the
 * stream gets there, and they must stay open, and unchanged, until the gradients have been taken.
 */
public final class DeviceQpBatch {
    private final CudaDevice device;
    private final DeviceShape shape;
    private final @Nullable DeviceParameter[] parameters;

    private DeviceQpBatch(Builder builder) {
        parameters = builder.parameters.clone();
        DeviceArray first = require(0).array();
        require(1);
        requireBoth(2, 3);
        requireBoth(4, 5);
        device = first.device();
        if (first.type() == ElementType.INT32) {
            throw new IllegalArgumentException("Q: expected FLOAT64 or FLOAT32, got INT32");
        }
        Precision precision = first.type() == ElementType.FLOAT64 ? Precision.FLOAT64 : Precision.FLOAT32;
        int mask = 0;
        for (int i = 0; i < parameters.length; i++) {
            DeviceParameter given = parameters[i];
            // Without numbers there is nothing to be had from an array of one's own.
            mask |= given == null || given.isShared() ? 1 << i : 0;
        }
        shape = new DeviceShape(
                builder.batchSize, builder.n, rows(builder, 4, 5), rows(builder, 2, 3), precision, mask);
        for (int i = 0; i < parameters.length; i++) {
            check(i, first);
        }
    }

    /**
     * Begins a batch.
     *
     * @param batchSize how many problems there are, 0 or more
     * @param n how many variables each problem has, at least 1
     * @return a builder; at least {@code Q} and {@code q} have to be set
     * @throws IllegalArgumentException if a size is too small
     */
    public static Builder builder(int batchSize, int n) {
        return new Builder(batchSize, n);
    }

    /**
     * Where the batch is.
     *
     * @return the device of all its arrays
     */
    public CudaDevice device() {
        return device;
    }

    /**
     * How many problems there are.
     *
     * @return the batch size
     */
    public int batchSize() {
        return shape.batchSize();
    }

    /**
     * How many variables each problem has.
     *
     * @return n
     */
    public int n() {
        return shape.n();
    }

    /**
     * How many inequalities each problem has.
     *
     * @return m
     */
    public int m() {
        return shape.m();
    }

    /**
     * How many equalities each problem has.
     *
     * @return p
     */
    public int p() {
        return shape.p();
    }

    /**
     * The type of all numbers of the batch.
     *
     * @return the precision
     */
    public Precision precision() {
        return shape.precision();
    }

    /** A short description: where, and the sizes. */
    @Override
    public String toString() {
        return "DeviceQpBatch[device " + device.index() + ", " + shape + "]";
    }

    DeviceShape shape() {
        return shape;
    }

    /** Adds the memory of all parameters to the uses of a call. */
    void addTo(Uses uses, String call) {
        for (int i = 0; i < parameters.length; i++) {
            DeviceParameter parameter = parameters[i];
            if (parameter != null) {
                uses.add(
                        call + ": the DeviceArray of " + name(i),
                        parameter.array().lease());
            }
        }
    }

    /** For a call that holds the leases. */
    long[] addresses() {
        long[] addresses = new long[parameters.length];
        for (int i = 0; i < addresses.length; i++) {
            DeviceParameter parameter = parameters[i];
            addresses[i] = parameter == null ? 0 : parameter.array().rawAddress();
        }
        return addresses;
    }

    private DeviceParameter require(int parameter) {
        DeviceParameter given = parameters[parameter];
        if (given == null) {
            throw new IllegalArgumentException(name(parameter) + ": required, but not set");
        }
        return given;
    }

    private void requireBoth(int matrix, int vector) {
        if (parameters[matrix] == null && parameters[vector] != null) {
            throw new IllegalArgumentException(name(matrix) + ": required with " + name(vector) + ", but not set");
        }
        if (parameters[matrix] != null && parameters[vector] == null) {
            throw new IllegalArgumentException(name(vector) + ": required with " + name(matrix) + ", but not set");
        }
    }

    /** The number of rows that the right-hand side tells, or the matrix where an empty batch leaves that one mute. */
    private int rows(Builder builder, int matrix, int vector) {
        DeviceParameter rightHandSide = parameters[vector];
        if (rightHandSide == null) {
            return 0;
        }
        long rows = rightHandSide.array().length();
        if (!rightHandSide.isShared()) {
            DeviceParameter left = require(matrix);
            long rowsOfMatrix = left.isShared() ? left.array().length() / builder.n : 0;
            rows = builder.batchSize > 0 ? rows / builder.batchSize : rowsOfMatrix;
        }
        if (rows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name(vector) + ": expected at most " + Integer.MAX_VALUE + " rows, got " + rows);
        }
        return (int) rows;
    }

    private void check(int parameter, DeviceArray first) {
        DeviceParameter given = parameters[parameter];
        if (given == null) {
            return;
        }
        DeviceArray array = given.array();
        if (!array.device().equals(device)) {
            throw new IllegalArgumentException(name(parameter) + ": expected device " + device.index() + " like Q, got "
                    + array.device().index());
        }
        if (array.type() != first.type()) {
            throw new IllegalArgumentException(
                    name(parameter) + ": expected " + first.type() + " like Q, got " + array.type());
        }
        if (array.length() != shape.length(parameter)) {
            throw new IllegalArgumentException(name(parameter) + ": expected " + shape.length(parameter) + " numbers ("
                    + shape + "), got " + array.length());
        }
    }

    private static char name(int parameter) {
        return DeviceShape.NAMES.charAt(parameter);
    }

    /** Collects the parameters of a {@link DeviceQpBatch}; sizes are checked by {@link #build()}. */
    public static final class Builder {
        private final int batchSize;
        private final int n;
        private final @Nullable DeviceParameter[] parameters = new DeviceParameter[DeviceShape.NAMES.length()];

        private Builder(int batchSize, int n) {
            if (batchSize < 0) {
                throw new IllegalArgumentException("batchSize: expected 0 or more, got " + batchSize);
            }
            if (n < 1) {
                throw new IllegalArgumentException("n: expected 1 or more, got " + n);
            }
            this.batchSize = batchSize;
            this.n = n;
        }

        /**
         * Sets the quadratic term.
         *
         * @param value n x n numbers per problem, or shared
         * @return this builder
         */
        public Builder Q(DeviceParameter value) {
            return set(0, value);
        }

        /**
         * Sets the linear term.
         *
         * @param value n numbers per problem, or shared
         * @return this builder
         */
        public Builder q(DeviceParameter value) {
            return set(1, value);
        }

        /**
         * Sets the matrix of the equalities; {@code b} has to be set too.
         *
         * @param value p x n numbers per problem, or shared
         * @return this builder
         */
        public Builder A(DeviceParameter value) {
            return set(2, value);
        }

        /**
         * Sets the right-hand side of the equalities, which tells p; {@code A} has to be set too.
         *
         * @param value p numbers per problem, or shared
         * @return this builder
         */
        public Builder b(DeviceParameter value) {
            return set(3, value);
        }

        /**
         * Sets the matrix of the inequalities; {@code h} has to be set too.
         *
         * @param value m x n numbers per problem, or shared
         * @return this builder
         */
        public Builder G(DeviceParameter value) {
            return set(4, value);
        }

        /**
         * Sets the right-hand side of the inequalities, which tells m; {@code G} has to be set too.
         *
         * @param value m numbers per problem, or shared
         * @return this builder
         */
        public Builder h(DeviceParameter value) {
            return set(5, value);
        }

        /**
         * Checks sizes, types and devices and makes the batch.
         *
         * @return the batch
         * @throws IllegalArgumentException if a parameter is missing, has the wrong length, or another type or device than
         *     {@code Q}; the message names the parameter, what was expected and what was given
         */
        public DeviceQpBatch build() {
            return new DeviceQpBatch(this);
        }

        private Builder set(int parameter, DeviceParameter value) {
            parameters[parameter] = Objects.requireNonNull(value, String.valueOf(name(parameter)));
            return this;
        }
    }
}
