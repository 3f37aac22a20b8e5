package org.optnet4j.cuda;

import java.lang.ref.Cleaner;
import org.optnet4j.internal.nativelib.CudaRuntime;

/** A block of device memory that device arrays lie in. Freed when it is closed, or unreachable. */
final class DeviceMemory {
    private static final Cleaner CLEANER = Cleaner.create();

    /** What CUDA guarantees of its own allocations. */
    static final long ALIGNMENT = 256;

    private final CudaDevice device;
    private final long address;
    private final Lease lease;

    private DeviceMemory(CudaDevice device, long address, Lease lease) {
        this.device = device;
        this.address = address;
        this.lease = lease;
    }

    static DeviceMemory allocate(CudaDevice device, long bytes) {
        int index = device.index();
        long address = CudaRuntime.allocate(index, bytes);
        Lease lease = new Lease(() -> CudaRuntime.free(index, address));
        DeviceMemory memory = new DeviceMemory(device, address, lease);
        CLEANER.register(memory, lease::close);
        return memory;
    }

    /** Memory that somebody else frees. */
    static DeviceMemory foreign(CudaDevice device, long address) {
        return new DeviceMemory(device, address, new Lease(() -> {}));
    }

    CudaDevice device() {
        return device;
    }

    long address() {
        return address;
    }

    Lease lease() {
        return lease;
    }

    /** The next address, counted from the start of a block, where an array may begin. */
    static long aligned(long bytes) {
        return Math.addExact(bytes, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
