package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeMemoryTest {

    @Test
    void aBlockOfNothingCountsForWhatItTakes() {
        assumeTrue(NativeLibrary.load().loaded());
        MemoryPool pool = new MemoryPool();
        NativeMemory block = pool.take(0);
        assertEquals(NativeMemory.LEAST, block.bytes());
        pool.give(block);
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2g", "0", "-1", "", "99999999999999999999"})
    void aLimitThatIsNoneIsNamed(String limit) {
        String before = System.getProperty(NativeMemory.LIMIT_PROPERTY);
        System.setProperty(NativeMemory.LIMIT_PROPERTY, limit);
        try {
            assertEquals(
                    "optnet4j.native.maxMemory=" + limit + ": expected a number of bytes, at least 1",
                    NativeMemory.wrongLimit());
            System.setProperty(NativeMemory.LIMIT_PROPERTY, "1000000");
            assertNull(NativeMemory.wrongLimit());
        } finally {
            if (before == null) {
                System.clearProperty(NativeMemory.LIMIT_PROPERTY);
            } else {
                System.setProperty(NativeMemory.LIMIT_PROPERTY, before);
            }
        }
    }
}
