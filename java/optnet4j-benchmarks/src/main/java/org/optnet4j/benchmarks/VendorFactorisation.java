package org.optnet4j.benchmarks;

/** Batched factorisations of NVIDIA's libraries. */
public enum VendorFactorisation {
    /** Cholesky, by cuSOLVER. */
    CUSOLVER_POTRF,
    /** LU with partial pivoting, by cuBLAS. */
    CUBLAS_GETRF
}
