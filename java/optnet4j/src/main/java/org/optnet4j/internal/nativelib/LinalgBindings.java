package org.optnet4j.internal.nativelib;

/**
 * The native methods of the linear algebra, as {@link Bindings} are those of the solver; they mirror {@code
 * optnet4j_linalg.h}. {@code shape} is {n, columns of the right-hand sides, precision}; numbers are a {@code double[]},
 * {@code float[]} or direct buffer, with {offset, stride, leading} as their layout.
 */
final class LinalgBindings {
    private LinalgBindings() {}

    /** Fills {@code plan} with lanes and scratch bytes; {@code call} is 0 to factor, 1 to solve, 2 to invert. */
    static native int choleskyPlan(int isa, int call, int[] shape, long batch, long[] plan);

    /** Factors matrices first .. first + count - 1. */
    static native int choleskyFactor(
            int isa, int[] shape, Object a, long[] layout, int[] info, long scratch, int first, int count);

    /** Solves with factors first .. first + count - 1. */
    static native int choleskySolve(
            int isa,
            int[] shape,
            Object factor,
            long[] factorLayout,
            int[] info,
            Object b,
            long[] layout,
            long scratch,
            int first,
            int count);

    /** Inverts matrices first .. first + count - 1 from their factors. */
    static native int choleskyInverse(
            int isa, int[] shape, Object factor, long[] layout, int[] info, long scratch, int first, int count);
}
