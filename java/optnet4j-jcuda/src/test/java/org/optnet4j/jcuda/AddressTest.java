package org.optnet4j.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUstream;
import jcuda.runtime.cudaStream_t;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes between the two libraries, without either's native code. */
class AddressTest {

    @ParameterizedTest
    @ValueSource(longs = {256, 0x7f00_1234_5600L, -4096})
    void addressesComeBackFromEveryKindOfPointer(long address) {
        Pointer pointer = new Address(address);
        assertEquals(address, Address.of(pointer));
        assertEquals(address + 24, Address.of(pointer.withByteOffset(24)));
        assertEquals(address + 40, Address.of(pointer.withByteOffset(24).withByteOffset(16)));
        CUdeviceptr devicePointer = Address.devicePointer(address);
        assertEquals(address, Address.of(devicePointer));
        assertEquals(address + 24, Address.of(devicePointer.withByteOffset(24)));
    }

    @Test
    void memoryOfTheJvmIsRefused() {
        Pointer[] pointers = {
            new Pointer(),
            Pointer.to(new double[4]),
            Pointer.to(new double[4]).withByteOffset(8),
            Pointer.to(ByteBuffer.allocateDirect(64)).withByteOffset(16),
            Pointer.to(new Address(256))
        };
        for (Pointer pointer : pointers) {
            IllegalArgumentException thrown =
                    assertThrows(IllegalArgumentException.class, () -> Address.of(pointer), pointer.toString());
            assertTrue(
                    thrown.getMessage().startsWith("pointer: expected one to device memory, got "),
                    thrown.getMessage());
        }
        assertEquals(
                "pointer",
                assertThrows(NullPointerException.class, () -> Address.of(null)).getMessage());
    }

    @Test
    void aStreamThatWasNotMadeIsTheDefaultStream() {
        assertEquals(0, StreamHandle.of(new CUstream()));
        assertEquals(0, StreamHandle.of(new CUstream(new cudaStream_t())));
    }
}
