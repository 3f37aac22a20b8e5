package org.optnet4j.internal.nativelib;

import java.util.Locale;

/**
 * What the native library says of a CUDA device.
 *
 * @param index the device's number
 * @param name the product
 * @param major compute capability, before the point
 * @param minor compute capability, after the point
 * @param multiprocessors how many it has
 * @param driverVersion the newest CUDA version that the driver supports, 12060 for 12.6
 * @param runtimeVersion the CUDA version that the library was built with
 * @param hasCode whether the library holds code for the device
 * @param totalBytes its memory
 */
public record DeviceInfo(
        int index,
        String name,
        int major,
        int minor,
        int multiprocessors,
        int driverVersion,
        int runtimeVersion,
        boolean hasCode,
        long totalBytes) {
    /** A version as people write it. */
    public static String version(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "device %d: %s, compute capability %d.%d, %.1f GiB, driver for CUDA %s, runtime %s",
                index,
                name,
                major,
                minor,
                totalBytes / (double) (1 << 30),
                version(driverVersion),
                version(runtimeVersion));
    }
}
