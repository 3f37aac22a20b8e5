package org.optnet4j;

/**
 * A CUDA call failed. The message says which, with its sizes.
 *
 * <p>After most errors whatever threw this stays usable. An error that leaves the device unusable for this process (an
 * illegal address, a lost device) is thrown again, by name, at each further use; the process itself goes on.
 */
public class CudaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The name that CUDA gives to the error. */
    private final String cudaName;

    /** The CUDA function that failed. */
    private final String call;

    /** The number that CUDA gives to the error. */
    private final int cudaCode;

    /**
     * Makes the exception.
     *
     * @param message what failed, with the sizes involved
     * @param cudaName the name of the error, for example {@code cudaErrorLaunchFailure}; empty if CUDA was not called
     * @param cudaCode the number of the error; 0 if CUDA was not called
     * @param call the CUDA function that failed; empty if CUDA was not called
     */
    public CudaException(String message, String cudaName, int cudaCode, String call) {
        super(message);
        this.cudaName = cudaName;
        this.cudaCode = cudaCode;
        this.call = call;
    }

    /**
     * The name that CUDA gives to the error.
     *
     * @return for example {@code cudaErrorLaunchFailure}; empty if CUDA was not called
     */
    public String cudaName() {
        return cudaName;
    }

    /**
     * The number that CUDA gives to the error.
     *
     * @return the {@code cudaError_t}; 0 if CUDA was not called
     */
    public int cudaCode() {
        return cudaCode;
    }

    /**
     * The CUDA function that failed.
     *
     * @return for example {@code cudaMemcpyAsync}; empty if CUDA was not called
     */
    public String call() {
        return call;
    }
}
