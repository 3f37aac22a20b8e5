package org.optnet4j.cuda;

import org.optnet4j.Precision;

/** What a {@link DeviceArray} holds. */
public enum ElementType {
    /** 64-bit IEEE 754 numbers ({@code double}). */
    FLOAT64(Double.BYTES),

    /** 32-bit IEEE 754 numbers ({@code float}). */
    FLOAT32(Float.BYTES),

    /** 32-bit integers ({@code int}). */
    INT32(Integer.BYTES);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The size of an element.
     *
     * @return bytes
     */
    public int bytes() {
        return bytes;
    }

    /**
     * The type of the numbers of a batch.
     *
     * @param precision the batch's precision
     * @return {@link #FLOAT64} or {@link #FLOAT32}
     */
    public static ElementType of(Precision precision) {
        return precision == Precision.FLOAT64 ? FLOAT64 : FLOAT32;
    }
}
