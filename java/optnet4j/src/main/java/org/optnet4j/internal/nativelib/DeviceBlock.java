package org.optnet4j.internal.nativelib;

import java.util.ArrayList;
import java.util.List;

/** Device memory for the length of one call: pieces, freed together. */
final class DeviceBlock implements AutoCloseable {
    private final int device;
    private final List<Long> addresses = new ArrayList<>();

    DeviceBlock(int device) {
        this.device = device;
    }

    /** The address of fresh memory; 0 for no bytes. */
    long take(long bytes) {
        long address = CudaRuntime.allocate(device, bytes);
        addresses.add(address);
        return address;
    }

    @Override
    public void close() {
        for (long address : addresses) {
            CudaRuntime.free(device, address);
        }
    }
}
