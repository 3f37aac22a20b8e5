package org.optnet4j.benchmarks;

import java.util.Optional;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;
import jcuda.jcusolver.JCusolverDn;
import jcuda.jcusolver.cusolverDnHandle;
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
                case CUSOLVER_POTRF -> opened("cusolverDnCreate", JCusolverDn.cusolverDnCreate(new cusolverDnHandle()));
                case CUBLAS_GETRF -> opened("cublasCreate", JCublas2.cublasCreate(new cublasHandle()));
            };
        } catch (LinkageError e) {
            return Optional.of(reason(e));
        }
    }

    private static Optional<String> opened(String call, int status) {
        return status == 0 ? Optional.empty() : Optional.of(call + " failed with status " + status);
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
