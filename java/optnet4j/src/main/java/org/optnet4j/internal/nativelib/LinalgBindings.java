package org.optnet4j.internal.nativelib;

/**
 * The native methods of the linear algebra, as {@link Bindings} are those of the solver; they mirror {@code
 * optnet4j_linalg.h}. {@code call} is {@link LinalgSizes}.
 */
final class LinalgBindings {
    private LinalgBindings() {}

    /** Fills {@code plan} with lanes and scratch bytes. */
    static native int plan(int isa, int[] call, long[] plan);

    /**
     * Runs an operation on matrices first .. first + count - 1.
     *
     * @param storages of the operands, each a {@code double[]}, {@code float[]}, direct buffer or, where left out, null
     * @param layouts {offset, stride, leading} of each operand
     */
    static native int run(
            int isa,
            int[] call,
            Object[] storages,
            long[] layouts,
            int[] pivots,
            int[] info,
            long scratch,
            int first,
            int count);
}
