package org.optnet4j.internal.nativelib;

import org.jspecify.annotations.Nullable;

/**
 * The native methods of the CUDA back end, and nothing else. No static initialiser: {@link NativeLibrary#load()} must have
 * succeeded before any method is called.
 *
 * <p>They mirror {@code optnet4j_cuda.h}, with the conventions of {@link Bindings}. Every {@code Object[] error} is a
 * {@link CudaCall#record()}, filled when the code returned is not 0. Addresses, streams and handles are plain longs.
 */
final class CudaBindings {
    private CudaBindings() {}

    /** Puts the number of devices into {@code count[0]}. */
    static native int deviceCount(int[] count, Object[] error);

    /**
     * Puts the device's name into {@code name[0]}, and into {@code numbers} major, minor, multiprocessors, driver version,
     * runtime version, whether there is code for it, and its memory in bytes.
     */
    static native int deviceProperties(int device, @Nullable String[] name, long[] numbers, Object[] error);

    /** Puts free and total bytes into {@code to}. */
    static native int memory(int device, long[] to, Object[] error);

    /** Puts the address of fresh device memory into {@code address[0]}. */
    static native int allocate(int device, long bytes, long[] address, Object[] error);

    /** Frees what {@link #allocate} gave. */
    static native int free(int device, long address, Object[] error);

    /** Puts the handle of a fresh stream into {@code stream[0]}. */
    static native int makeStream(int device, long[] stream, Object[] error);

    /** Frees what {@link #makeStream} gave. */
    static native int freeStream(int device, long stream, Object[] error);

    /** Waits for what a stream has been given to do. */
    static native int synchronize(int device, long stream, Object[] error);

    /**
     * Copies {@code count} numbers from {@code first} on of an array or direct buffer to device memory. {@code type}: 0
     * double, 1 float, 2 int.
     */
    static native int copyToDevice(
            int device, int type, long to, Object from, long first, long count, long stream, Object[] error);

    /** The other way round. */
    static native int copyToHost(
            int device, int type, Object to, long first, long from, long count, long stream, Object[] error);

    /** Copies within a device. */
    static native int copyOnDevice(int device, long to, long from, long bytes, long stream, Object[] error);

    /**
     * Puts a solver for host arrays into {@code solver[0]}. {@code limit}: bytes of device memory, 0 for what is free.
     * {@code copyThreads}: the most that copy from and to arrays, the calling one among them.
     */
    static native int open(int device, long limit, int copyThreads, long[] solver, Object[] error);

    /** Frees what {@link #open} gave. */
    static native void close(long solver);

    /**
     * Solves a batch in host memory. {@code keep}: 0 nothing, 1 factors, 2 what recomputing them needs. {@code solution}
     * is as in {@link Bindings#solve}; what was kept goes into {@code kept[0]}.
     */
    static native int solveHost(
            long solver,
            int[] shape,
            long batch,
            @Nullable Object[] operands,
            int shared,
            double epsAbs,
            double epsRel,
            int maxIterations,
            double smoothing,
            int keep,
            Object[] solution,
            long[] kept,
            Object[] error);

    /**
     * Gradients of a solved batch in host memory. {@code answers} is {x, nu, lambda, slack, int[] status}, {@code
     * gradients} {Q, q, A, b, G, h}, arrays or direct buffers, null where not wanted.
     */
    static native int gradientsHost(
            long kept,
            int[] shape,
            long batch,
            @Nullable Object[] operands,
            int shared,
            Object[] answers,
            @Nullable Object[] cotangents,
            int sharedCotangents,
            @Nullable Object[] gradients,
            Object[] error);

    /** Frees what {@link #solveHost} kept. */
    static native void freeKept(long kept);

    /**
     * Fills {@code plan} with the five numbers of the mapping, shared bytes, factor bytes per problem and workspace bytes.
     */
    static native int makePlan(int device, int[] shape, long batch, int shared, long[] plan, Object[] error);

    /**
     * Queues the solution of a batch in device memory, what it shares factored first. {@code operands} and
     * {@code solution} hold addresses in the order of {@link #solveHost}; {@code factor} 0: no gradients will be asked for.
     */
    static native int solve(
            int device,
            int[] shape,
            long batch,
            long[] operands,
            int shared,
            double epsAbs,
            double epsRel,
            int maxIterations,
            double smoothing,
            long[] plan,
            long sharedMemory,
            long factor,
            long workspace,
            long[] solution,
            long stream,
            Object[] error);

    /**
     * Queues the gradients of a batch in device memory. {@code factor} 0: the factors are made again; of
     * {@code cotangents} and {@code gradients} some may be 0: zero, and not wanted.
     */
    static native int gradients(
            int device,
            int[] shape,
            long batch,
            long[] operands,
            int shared,
            long[] plan,
            long sharedMemory,
            long factor,
            long workspace,
            long[] solution,
            long[] cotangents,
            int sharedCotangents,
            long[] adjoint,
            long[] gradients,
            long stream,
            Object[] error);
}
