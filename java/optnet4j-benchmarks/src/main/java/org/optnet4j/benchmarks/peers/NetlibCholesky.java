package org.optnet4j.benchmarks.peers;

import dev.ludovic.netlib.lapack.LAPACK;
import org.netlib.util.intW;

/** {@code dpotrf} and {@code dpotrs}; the upper triangle of a column-major matrix is the lower one of a row-major one. */
final class NetlibCholesky implements OneCholesky {
    private final LAPACK lapack;
    private final int n;
    private final intW info = new intW(0);

    NetlibCholesky(LAPACK lapack, int n) {
        this.lapack = lapack;
        this.n = n;
    }

    @Override
    public boolean factor(double[] matrices, int at) {
        lapack.dpotrf("U", n, matrices, at, n, info);
        return info.val == 0;
    }

    @Override
    public boolean factorAndSolve(double[] matrices, int at, double[] rightHandSides, int rightAt) {
        if (!factor(matrices, at)) {
            return false;
        }
        lapack.dpotrs("U", n, 1, matrices, at, n, rightHandSides, rightAt, n, info);
        return info.val == 0;
    }
}
