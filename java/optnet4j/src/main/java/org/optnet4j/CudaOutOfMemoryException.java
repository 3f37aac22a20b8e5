package org.optnet4j;

/**
 * The memory of a CUDA device does not suffice. Whatever threw this stays usable, and nothing was changed, except where
 * {@code org.optnet4j.linalg} works on host memory in place and in pieces: matrices of the pieces before are done.
 */
public final class CudaOutOfMemoryException extends CudaException {
    private static final long serialVersionUID = 1L;

    /** How much was asked for. */
    private final long neededBytes;

    /** How much there was. */
    private final long freeBytes;

    /**
     * Makes the exception.
     *
     * @param message what failed, with the sizes involved
     * @param cudaName the name of the error; empty if CUDA was not called
     * @param cudaCode the number of the error; 0 if CUDA was not called
     * @param call the CUDA function that failed; empty if CUDA was not called
     * @param neededBytes how much device memory was asked for
     * @param freeBytes how much there was
     */
    public CudaOutOfMemoryException(
            String message, String cudaName, int cudaCode, String call, long neededBytes, long freeBytes) {
        super(message, cudaName, cudaCode, call);
        this.neededBytes = neededBytes;
        this.freeBytes = freeBytes;
    }

    /**
     * How much device memory was asked for.
     *
     * @return bytes
     */
    public long neededBytes() {
        return neededBytes;
    }

    /**
     * How much device memory there was, within the limit set.
     *
     * @return bytes
     */
    public long freeBytes() {
        return freeBytes;
    }
}
