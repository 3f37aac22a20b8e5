package org.optnet4j.internal.nativelib;

import org.optnet4j.QpSettings;

/**
 * The calls on a batch of one shape in device memory. Addresses come in the orders of {@link CudaBindings#solve} and
 * {@link CudaBindings#gradients}.
 */
public final class DeviceCalls {
    private static final int SHARED_BYTES = 5;
    private static final int FACTOR_BYTES = 6;
    private static final int WORKSPACE_BYTES = 7;
    private static final int PLAN_LENGTH = 8;

    private final int device;
    private final int[] shape;
    private final long batchSize;
    private final int shared;
    private final long[] plan = new long[PLAN_LENGTH];

    /**
     * Plans the calls.
     *
     * @param shape n, m, p, precision
     * @param shared bit i set where parameter i is one block for the whole batch
     */
    public DeviceCalls(int device, int[] shape, long batchSize, int shared) {
        this.device = device;
        this.shape = shape;
        this.batchSize = batchSize;
        this.shared = shared;
        CudaCall.check(error -> CudaBindings.makePlan(device, shape, batchSize, shared, plan, error));
    }

    /** Memory for the factors of what the batch shares. */
    public long sharedBytes() {
        return plan[SHARED_BYTES];
    }

    /** Memory for the factors of all problems. */
    public long factorBytes() {
        return Math.multiplyExact(plan[FACTOR_BYTES], batchSize);
    }

    /** Memory that calls on one stream may share. */
    public long workspaceBytes() {
        return plan[WORKSPACE_BYTES];
    }

    /** Queues the solution. {@code factor} 0: none is kept. */
    public void solve(
            QpSettings settings,
            double epsAbs,
            double epsRel,
            long[] operands,
            long sharedMemory,
            long factor,
            long workspace,
            long[] solution,
            long stream) {
        CudaCall.check(error -> CudaBindings.solve(
                device,
                shape,
                batchSize,
                operands,
                shared,
                epsAbs,
                epsRel,
                settings.maxIterations(),
                settings.smoothing(),
                plan,
                sharedMemory,
                factor,
                workspace,
                solution,
                stream,
                error));
    }

    /** Queues the gradients. {@code factor} 0: it is made again. */
    public void gradients(
            long[] operands,
            long sharedMemory,
            long factor,
            long workspace,
            long[] solution,
            long[] cotangents,
            int sharedCotangents,
            long[] adjoint,
            long[] gradients,
            long stream) {
        CudaCall.check(error -> CudaBindings.gradients(
                device,
                shape,
                batchSize,
                operands,
                shared,
                plan,
                sharedMemory,
                factor,
                workspace,
                solution,
                cotangents,
                sharedCotangents,
                adjoint,
                gradients,
                stream,
                error));
    }
}
