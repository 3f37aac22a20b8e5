package org.optnet4j.jcuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jcuda.Pointer;
import jcuda.Sizeof;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUstream;
import jcuda.runtime.cudaStream_t;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.optnet4j.cuda.CudaDevice;
import org.optnet4j.cuda.CudaStream;
import org.optnet4j.cuda.DeviceArray;
import org.optnet4j.cuda.ElementType;

/** Memory of a device, seen through JCuda's pointers. */
@Tag("backend")
class JCudaInteropTest {
    private CudaDevice device;

    @BeforeEach
    void findDevice() {
        assumeTrue(
                CudaDevice.unavailableReasons().isEmpty(),
                () -> CudaDevice.unavailableReasons().toString());
        device = CudaDevice.of(0);
    }

    @Test
    void aPointerLeadsToTheSameNumbers() {
        CudaStream stream = JCudaInterop.wrap(device, new cudaStream_t());
        try (DeviceArray array = DeviceArray.copyOf(device, 1, 2, 3, 4)) {
            Pointer pointer = JCudaInterop.pointerTo(array);
            CUdeviceptr devicePointer = JCudaInterop.devicePointerTo(array);
            for (Pointer each : new Pointer[] {pointer, devicePointer}) {
                DeviceArray part =
                        JCudaInterop.wrap(device, ElementType.FLOAT64, 2, each.withByteOffset(2L * Sizeof.DOUBLE));
                assertEquals(array.address() + 16, part.address());
                assertArrayEquals(new double[] {3, 4}, part.toHost(stream).doubles());
                part.close();
            }
            assertArrayEquals(new double[] {1, 2, 3, 4}, array.toHost(stream).doubles(), "still open");
        }
    }

    @Test
    void whatCannotBeWrappedIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> JCudaInterop.wrap(device, ElementType.FLOAT64, 4, Pointer.to(new double[4])));
        IllegalArgumentException unaligned = assertThrows(
                IllegalArgumentException.class,
                () -> JCudaInterop.wrap(device, ElementType.FLOAT64, 4, new CUdeviceptr().withByteOffset(260)));
        assertTrue(unaligned.getMessage().startsWith("address: expected a multiple of 8"), unaligned.getMessage());
    }

    @Test
    void aClosedArrayGivesNoPointer() {
        DeviceArray array = DeviceArray.copyOf(device, 1, 2);
        array.close();
        assertThrows(IllegalStateException.class, () -> JCudaInterop.pointerTo(array));
        assertThrows(IllegalStateException.class, () -> JCudaInterop.devicePointerTo(array));
    }

    @Test
    void streamsOfBothKindsAreWrapped() {
        assertEquals(0, JCudaInterop.wrap(device, new cudaStream_t()).handle());
        assertEquals(0, JCudaInterop.wrap(device, new CUstream()).handle());
        assertEquals(device, JCudaInterop.wrap(device, new CUstream()).device());
    }
}
