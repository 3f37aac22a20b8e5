package org.optnet4j.internal.nativelib;

import org.optnet4j.backend.LinalgCall;
import org.optnet4j.backend.LinalgFlag;
import org.optnet4j.linalg.MatrixBatch;

/** A call of the linear algebra as native methods have it: {operation, precision, n, m, p, columns, flags}. */
final class LinalgSizes {
    private LinalgSizes() {}

    static int[] of(LinalgCall call) {
        int flags = 0;
        for (LinalgFlag flag : call.flags()) {
            flags |= 1 << flag.ordinal();
        }
        return new int[] {
            call.operation().ordinal(), call.precision().ordinal(), call.n(), call.m(), call.p(), call.columns(), flags
        };
    }

    /** The numbers of all operands, for one matrix of the batch; at least 1. */
    static long numbersPerMatrix(LinalgCall call) {
        long numbers = 1;
        for (MatrixBatch operand : call.operands()) {
            numbers += operand == null ? 0 : (long) operand.rows() * operand.columns();
        }
        return numbers;
    }
}
