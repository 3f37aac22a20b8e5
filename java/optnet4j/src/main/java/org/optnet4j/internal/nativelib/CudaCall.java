package org.optnet4j.internal.nativelib;

import java.util.function.ToIntFunction;
import org.optnet4j.CudaException;
import org.optnet4j.CudaOutOfMemoryException;
import org.optnet4j.backend.BackendUnavailableException;

/** Turns the error codes and records of CUDA calls into exceptions. */
final class CudaCall {
    private static final int OK = 0;
    private static final int BAD_SHAPE = 2;
    private static final int BAD_SETTINGS = 4;
    private static final int UNAVAILABLE = 16;
    private static final int FAILED = 17;
    private static final int OUT_OF_MEMORY = 18;
    private static final int TOO_LARGE = 19;
    private static final int BROKEN = 20;

    private CudaCall() {}

    /** What a failing call fills: CUDA's name for the error, the CUDA call, a sentence, {CUDA's code, needed, free}. */
    static Object[] record() {
        return new Object[] {"", "", "", new long[3]};
    }

    /** Makes a call, and throws unless it was successful. */
    static void check(ToIntFunction<Object[]> call) {
        Object[] record = record();
        int code = call.applyAsInt(record);
        if (code != OK) {
            throw exception(code, record);
        }
    }

    /** The exception for a code other than 0. */
    static RuntimeException exception(int code, Object[] record) {
        String cudaName = (String) record[0];
        String call = (String) record[1];
        String message = (String) record[2];
        long[] numbers = (long[]) record[3];
        int cudaCode = (int) numbers[0];
        return switch (code) {
            case BAD_SHAPE, TOO_LARGE -> new IllegalArgumentException("batch: " + message);
            case BAD_SETTINGS -> new IllegalArgumentException("settings: " + message);
            case UNAVAILABLE -> new BackendUnavailableException(message);
            case FAILED, BROKEN -> new CudaException(message, cudaName, cudaCode, call);
            case OUT_OF_MEMORY ->
                new CudaOutOfMemoryException(message, cudaName, cudaCode, call, numbers[1], numbers[2]);
            default -> throw new AssertionError("a CUDA call was rejected with code " + code + ": " + message);
        };
    }
}
