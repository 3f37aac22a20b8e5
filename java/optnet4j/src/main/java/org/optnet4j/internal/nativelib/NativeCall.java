package org.optnet4j.internal.nativelib;

import org.optnet4j.QpBatch;

/** Turns the error codes of native calls into exceptions. */
final class NativeCall {
    private NativeCall() {}

    /** Throws unless the code says that the call was accepted. */
    static void check(String call, int error, NativeBatch on) {
        QpBatch batch = on.batch;
        switch (error) {
            case 0 -> {}
            case 2 ->
                throw new IllegalArgumentException(
                        "batch: a matrix of n = " + batch.n() + ", m = " + batch.m() + ", p = " + batch.p()
                                + " has too many numbers for the cpu back end; expected fewer than 2^31");
            case 4 ->
                throw new IllegalArgumentException(
                        "settings: expected finite tolerances and an iteration limit of 0 or more");
            case 5 -> throw new IllegalStateException("this processor lacks instruction set " + on.isa);
            default -> throw new AssertionError("native call " + call + " was rejected with code " + error);
        }
    }
}
