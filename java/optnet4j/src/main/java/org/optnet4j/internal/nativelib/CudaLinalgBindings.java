package org.optnet4j.internal.nativelib;

/**
 * The native methods of the linear algebra on a device, as {@link CudaBindings} are those of the solver; they mirror {@code
 * optnet4j_cuda_linalg.h}. {@code call} is {@link LinalgSizes}, {@code plan} {team threads, teams per block, blocks, shared
 * bytes, workspace bytes}.
 */
final class CudaLinalgBindings {
    private CudaLinalgBindings() {}

    /** Fills {@code plan}. */
    static native int makePlan(int device, int[] call, int batch, long[] plan, Object[] error);

    /** Queues an operation. {@code matrices}: {address, stride, leading} of each operand. */
    static native int run(
            int device,
            int[] call,
            int batch,
            long[] plan,
            long[] matrices,
            long pivots,
            long info,
            long workspace,
            long stream,
            Object[] error);
}
