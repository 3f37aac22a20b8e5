package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.CudaException;
import org.optnet4j.CudaOutOfMemoryException;
import org.optnet4j.backend.BackendUnavailableException;

/** What becomes of an error record. */
class CudaCallTest {

    @Test
    void successThrowsNothing() {
        assertDoesNotThrow(() -> CudaCall.check(record -> 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 20})
    void failuresSayWhichCallAndWhichError(int code) {
        CudaException thrown = assertThrows(CudaException.class, () -> fail(code));
        assertEquals("what happened", thrown.getMessage());
        assertEquals("cudaErrorSomething", thrown.cudaName());
        assertEquals(719, thrown.cudaCode());
        assertEquals("cudaLaunchKernel", thrown.call());
    }

    @Test
    void shortageOfMemorySaysHowMuch() {
        CudaException thrown = assertThrows(CudaException.class, () -> fail(18));
        CudaOutOfMemoryException full = assertInstanceOf(CudaOutOfMemoryException.class, thrown);
        assertEquals(4096, full.neededBytes());
        assertEquals(1024, full.freeBytes());
    }

    @Test
    void whatTheCallerDidIsAnIllegalArgument() {
        assertEquals("batch: what happened", illegalArgument(2));
        assertEquals("settings: what happened", illegalArgument(4));
        assertEquals("batch: what happened", illegalArgument(19));
    }

    @Test
    void noCudaIsAnUnavailableBackEnd() {
        assertEquals(
                "what happened",
                assertThrows(BackendUnavailableException.class, () -> fail(16)).getMessage());
    }

    @Test
    void aCodeThatJavaShouldHavePreventedIsAnError() {
        assertEquals(
                "a CUDA call was rejected with code 3: what happened",
                assertThrows(AssertionError.class, () -> fail(3)).getMessage());
    }

    private static String illegalArgument(int code) {
        return assertThrows(IllegalArgumentException.class, () -> fail(code)).getMessage();
    }

    private static void fail(int code) {
        CudaCall.check(record -> {
            record[0] = "cudaErrorSomething";
            record[1] = "cudaLaunchKernel";
            record[2] = "what happened";
            long[] numbers = (long[]) record[3];
            numbers[0] = 719;
            numbers[1] = 4096;
            numbers[2] = 1024;
            return code;
        });
    }
}
