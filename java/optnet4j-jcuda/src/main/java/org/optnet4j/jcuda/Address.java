package org.optnet4j.jcuda;

import java.util.Objects;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;

/** A JCuda pointer that knows its address: JCuda shows it to subclasses only. */
final class Address extends Pointer {
    Address(long address) {
        super(address);
    }

    private Address(Pointer pointer) {
        super(pointer);
    }

    static long of(Pointer pointer) {
        Address same = new Address(Objects.requireNonNull(pointer, "pointer"));
        // A pointer to memory of the JVM has no address, but may have an offset. A CUdeviceptr cannot be one.
        if (same.getNativePointer() == 0 && !(pointer instanceof CUdeviceptr)) {
            throw new IllegalArgumentException("pointer: expected one to device memory, got " + pointer);
        }
        return same.getNativePointer() + same.getByteOffset();
    }

    /** The native code of JCuda adds base, which is 0 here, and offset. */
    static CUdeviceptr devicePointer(long address) {
        return new CUdeviceptr().withByteOffset(address);
    }
}
