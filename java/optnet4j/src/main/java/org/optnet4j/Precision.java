package org.optnet4j;

/** The floating-point type of a batch: of its data, its solution and its gradients alike. */
public enum Precision {
    /** 64-bit IEEE 754 numbers ({@code double}). */
    FLOAT64,

    /** 32-bit IEEE 754 numbers ({@code float}). */
    FLOAT32
}
