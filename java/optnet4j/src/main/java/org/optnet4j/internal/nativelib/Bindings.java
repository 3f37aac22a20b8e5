package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.Nullable;

/**
 * The native methods, and nothing else. No static initialiser: {@link NativeLibrary#load()} must have succeeded before
 * any method is called.
 *
 * <p>They mirror {@code optnet4j.h}; numbers are {@code double[]}, {@code float[]} or direct buffers of them, matrices
 * row-major. {@code shape} is {n, m, p, precision, whether Q is a diagonal, form}, {@code operands} is {Q, q, A, b, G, h,
 * l, lb, ub}, null where there are no numbers, and {@code shared} has bit i set where operand i is one block for the whole
 * batch. The int results are {@code optnet4j_error} codes. Nothing is
 * checked here that a wrong caller could get wrong: callers are this package.
 */
final class Bindings {

    /** The {@link #abiVersion()} this code was written for. */
    static final int EXPECTED_ABI_VERSION = 11;

    private Bindings() {}

    /** Counts the incompatible changes of the native methods. */
    static native int abiVersion();

    /** The version of OptNet4J the library was built from, for example {@code 0.1.0}. */
    static native String version();

    /** The best instruction set of this processor: 1 baseline, 2 AVX2, 3 AVX-512. */
    static native int bestIsa();

    /** Whether this processor has an instruction set; 0 stands for the best. */
    static native boolean supports(int isa);

    /** Memory aligned to 64 bytes, or 0 when there is none. */
    static native long allocate(long bytes);

    /** Frees what {@link #allocate} gave. */
    static native void free(long address);

    /** Fills {@code plan} with lanes, shared bytes, factor bytes per group of lanes and scratch bytes. */
    static native int makePlan(int isa, int[] shape, long batch, @Nullable Object[] operands, int shared, long[] plan);

    /** Factors what the batch shares. */
    static native int prepare(
            int isa, int[] shape, long batch, @Nullable Object[] operands, int shared, long sharedMemory, long scratch);

    /**
     * Solves problems first .. first + count - 1. {@code factor} 0: no gradients will be asked for. {@code solution} is
     * {x, nu, lambda, slack, int[] status, int[] iterations, primal residual, dual residual, gap, objective,
     * lambdaL, slackL, lambdaLb, lambdaUb} of the whole batch, those from the primal residual to the objective {@code
     * double[]}.
     */
    static native int solve(
            int isa,
            int[] shape,
            long batch,
            @Nullable Object[] operands,
            int shared,
            double epsAbs,
            double epsRel,
            int maxIterations,
            double smoothing,
            long sharedMemory,
            long factor,
            long scratch,
            long first,
            long count,
            Object[] solution);

    /**
     * Gradients at problems first .. first + count - 1. {@code answers} is {x, nu, lambda} of the whole batch, {@code
     * cotangents} is {dL/dx, dL/dnu, dL/dlambda}, {@code directions} {dx, dnu, mu}, which solve the adjoint systems, or null if
     * they are not needed. {@code targets} is {Q, q, A, b, G, h}, arrays or direct buffers, null where there is no gradient
     * of each problem's own; zero for problems that are not solved.
     */
    static native int gradients(
            int isa,
            int[] shape,
            long batch,
            @Nullable Object[] operands,
            int shared,
            long sharedMemory,
            long factor,
            long scratch,
            long first,
            long count,
            Object[] answers,
            int[] status,
            @Nullable Object[] cotangents,
            int sharedCotangents,
            Object @Nullable [] directions,
            @Nullable Object[] targets);

    /**
     * Rows from .. to - 1 of factor (a x' + b y'), summed over the batch in problem order, without those that are not solved;
     * {@code vectors} is {a, x, b, y}, {@code target} an array or a direct buffer.
     */
    static native int outerSum(
            int isa,
            int precision,
            int rows,
            int columns,
            int from,
            int to,
            double factor,
            Object[] vectors,
            long batch,
            int[] status,
            Object target);
}
