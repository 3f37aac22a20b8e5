package org.optnet4j.benchmarks;

import java.util.Optional;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasStatus;
import jcuda.jcusolver.JCusolverDn;
import jcuda.jcusolver.cusolverDnHandle;
import jcuda.jcusolver.cusolverStatus;
import jcuda.runtime.JCuda;
import jcuda.runtime.cudaError;

/** Whether NVIDIA's libraries, in the version that JCuda is built for, can be used on this machine. */
final class VendorLibraries {
    private VendorLibraries() {}

    /**
     * Why a factorisation cannot be run here.
     *
     * @param vendor the factorisation
     * @return one line; empty where it can be run
     */
    static Optional<String> unavailable(VendorFactorisation vendor) {
        try {
            int[] devices = new int[1];
            int error = JCuda.cudaGetDeviceCount(devices);
            if (error != cudaError.cudaSuccess) {
                return Optional.of("no usable device (" + cudaError.stringFor(error) + ")");
            }
            if (devices[0] == 0) {
                return Optional.of("no device");
            }
            return switch (vendor) {
                case CUSOLVER_POTRF -> cusolver();
                case CUBLAS_GETRF -> cublas();
            };
        } catch (LinkageError e) {
            return Optional.of(reason(e));
        }
    }

    private static Optional<String> cusolver() {
        cusolverDnHandle handle = new cusolverDnHandle();
        int status = JCusolverDn.cusolverDnCreate(handle);
        if (status != cusolverStatus.CUSOLVER_STATUS_SUCCESS) {
            return failed("cusolverDnCreate", status);
        }
        JCusolverDn.cusolverDnDestroy(handle);
        return Optional.empty();
    }

    private static Optional<String> cublas() {
        cublasHandle handle = new cublasHandle();
        int status = JCublas2.cublasCreate(handle);
        if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
            return failed("cublasCreate", status);
        }
        JCublas2.cublasDestroy(handle);
        return Optional.empty();
    }

    private static Optional<String> failed(String call, int status) {
        return Optional.of(call + " failed with status " + status);
    }

    /** JCuda explains at length; the line that says which library is missing is the linker's. */
    static String reason(LinkageError error) {
        String text = String.valueOf(error.getMessage());
        return text.lines()
                .map(String::strip)
                .filter(line -> line.contains("cannot open shared object file") || line.contains(".so"))
                .findFirst()
                .orElse(text.lines().findFirst().orElse(error.toString()));
    }
}
