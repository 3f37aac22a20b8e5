package org.optnet4j.cuda;

/** What an array has to be. */
final class Checks {
    private Checks() {}

    /** Throws if device, type or length are not those expected; the message names the argument. */
    static void require(String name, DeviceArray array, CudaDevice device, ElementType type, long length) {
        requireDevice(name, array.device(), device);
        if (array.type() != type) {
            throw new IllegalArgumentException(name + ": expected " + type + ", got " + array.type());
        }
        if (array.length() != length) {
            throw new IllegalArgumentException(name + ": expected " + length + " numbers, got " + array.length());
        }
    }

    static void requireDevice(String name, CudaDevice given, CudaDevice expected) {
        if (!given.equals(expected)) {
            throw new IllegalArgumentException(
                    name + ": expected device " + expected.index() + ", got device " + given.index());
        }
    }
}
