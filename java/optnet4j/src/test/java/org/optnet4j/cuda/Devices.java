package org.optnet4j.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.optnet4j.internal.nativelib.DeviceInfo;

/** Devices for tests. */
final class Devices {
    private Devices() {}

    /** A device that does not exist: for what is checked before any native code runs. */
    static CudaDevice imagined(int index) {
        return new CudaDevice(new DeviceInfo(index, "imagined", 9, 0, 1, 13000, 13000, true, 1 << 20));
    }

    /** The first device; the test is skipped where there is none, which org.optnet4j.backend.RequiredBackendTest fails for. */
    static CudaDevice first() {
        assumeTrue(
                CudaDevice.unavailableReasons().isEmpty(),
                () -> CudaDevice.unavailableReasons().toString());
        return CudaDevice.of(0);
    }
}
