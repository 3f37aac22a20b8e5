package org.optnet4j.cuda;

import java.util.List;
import org.optnet4j.internal.nativelib.CudaRuntime;
import org.optnet4j.internal.nativelib.DeviceInfo;

/** An NVIDIA GPU. Immutable; two are equal if they have the same index. */
public final class CudaDevice {
    private final DeviceInfo info;

    CudaDevice(DeviceInfo info) {
        this.info = info;
    }

    /**
     * All devices of this machine that this process may see.
     *
     * @return the devices by index; empty where CUDA cannot be used, see {@link #unavailableReasons()}
     */
    public static List<CudaDevice> all() {
        return CudaRuntime.devices().stream().map(CudaDevice::new).toList();
    }

    /**
     * Why there is no device.
     *
     * @return one line per reason; empty if there is one
     */
    public static List<String> unavailableReasons() {
        return CudaRuntime.unavailableReasons();
    }

    /**
     * The device with an index.
     *
     * @param index the index, from 0
     * @return the device
     * @throws IllegalArgumentException if there is no such device
     * @throws org.optnet4j.backend.BackendUnavailableException if CUDA cannot be used
     */
    public static CudaDevice of(int index) {
        CudaRuntime.requireAvailable();
        List<DeviceInfo> devices = CudaRuntime.devices();
        if (index < 0 || index >= devices.size()) {
            throw new IllegalArgumentException(
                    "index: expected the index of a device, 0 to " + (devices.size() - 1) + ", got " + index);
        }
        return new CudaDevice(devices.get(index));
    }

    /**
     * The device's number, as CUDA counts.
     *
     * @return the index, from 0
     */
    public int index() {
        return info.index();
    }

    /**
     * The product.
     *
     * @return for example {@code NVIDIA H200}
     */
    public String name() {
        return info.name();
    }

    /**
     * What the device can do, as NVIDIA numbers it.
     *
     * @return for example {@code 9.0}
     */
    public String computeCapability() {
        return info.major() + "." + info.minor();
    }

    /**
     * How many multiprocessors the device has.
     *
     * @return the count
     */
    public int multiprocessors() {
        return info.multiprocessors();
    }

    /**
     * The newest CUDA version that the driver supports.
     *
     * @return for example {@code 13.0}
     */
    public String driverVersion() {
        return DeviceInfo.version(info.driverVersion());
    }

    /**
     * The CUDA version that the native library was built with.
     *
     * @return for example {@code 13.0}
     */
    public String runtimeVersion() {
        return DeviceInfo.version(info.runtimeVersion());
    }

    /**
     * Whether the native library holds kernels for this device.
     *
     * @return false if nothing can be solved on it
     */
    public boolean isSupported() {
        return info.hasCode();
    }

    /**
     * The device's memory.
     *
     * @return bytes
     */
    public long totalMemory() {
        return info.totalBytes();
    }

    /**
     * What is free of the device's memory now.
     *
     * @return bytes
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public long freeMemory() {
        return CudaRuntime.freeMemory(index());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CudaDevice device && device.index() == index();
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(index());
    }

    /** Index, name, compute capability, memory and versions. */
    @Override
    public String toString() {
        return info.toString();
    }
}
