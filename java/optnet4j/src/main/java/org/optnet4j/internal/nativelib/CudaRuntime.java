package org.optnet4j.internal.nativelib;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.optnet4j.backend.BackendUnavailableException;

/**
 * The CUDA calls that are not about batches, as Java methods: what fails is thrown. Except for the first three methods,
 * they are for callers that have got a device from {@link #devices()}, so that the library is loaded.
 */
public final class CudaRuntime {
    private CudaRuntime() {}

    /** Why there is no CUDA device to work with; empty if there is one. */
    public static List<String> unavailableReasons() {
        NativeLibrary library = NativeLibrary.load();
        if (!library.loaded()) {
            return library.reasons();
        }
        Object[] record = CudaCall.record();
        int[] count = new int[1];
        if (CudaBindings.deviceCount(count, record) != 0) {
            return List.of((String) record[2]);
        }
        return count[0] == 0 ? List.of("there is no NVIDIA device") : List.of();
    }

    /** The devices there are; empty if CUDA cannot be used. */
    public static List<DeviceInfo> devices() {
        if (!unavailableReasons().isEmpty()) {
            return List.of();
        }
        int[] count = new int[1];
        CudaCall.check(error -> CudaBindings.deviceCount(count, error));
        List<DeviceInfo> devices = new ArrayList<>();
        for (int i = 0; i < count[0]; i++) {
            devices.add(device(i));
        }
        return devices;
    }

    /** Throws where there is no device to work with. */
    public static void requireAvailable() {
        List<String> reasons = unavailableReasons();
        if (!reasons.isEmpty()) {
            throw new BackendUnavailableException("CUDA is unavailable: " + String.join("; ", reasons));
        }
    }

    /** Free bytes of a device. */
    public static long freeMemory(int device) {
        long[] bytes = new long[2];
        CudaCall.check(error -> CudaBindings.memory(device, bytes, error));
        return bytes[0];
    }

    /** The address of fresh device memory; 0 for no bytes. Where it is short, dropped arrays are collected first. */
    public static long allocate(int device, long bytes) {
        long[] address = new long[1];
        Garbage.retry(() -> CudaCall.check(error -> CudaBindings.allocate(device, bytes, address, error)));
        return address[0];
    }

    /** Frees device memory. Does not fail: where CUDA cannot free it, its context is gone, and the memory with it. */
    public static void free(int device, long address) {
        CudaBindings.free(device, address, CudaCall.record());
    }

    /** The handle of a fresh stream. */
    public static long makeStream(int device) {
        long[] stream = new long[1];
        CudaCall.check(error -> CudaBindings.makeStream(device, stream, error));
        return stream[0];
    }

    /** Destroys a stream. Does not fail, like {@link #free}. */
    public static void freeStream(int device, long stream) {
        CudaBindings.freeStream(device, stream, CudaCall.record());
    }

    /** Waits for a stream. */
    public static void synchronize(int device, long stream) {
        CudaCall.check(error -> CudaBindings.synchronize(device, stream, error));
    }

    /** Copies a whole array or direct buffer of a type (0 double, 1 float, 2 int) to device memory. */
    public static void copyToDevice(int device, int type, long to, Object from, long count, long stream) {
        if (count > 0) {
            CudaCall.check(error -> CudaBindings.copyToDevice(device, type, to, from, 0, count, stream, error));
        }
    }

    /** Copies device memory to a whole array. */
    public static void copyToHost(int device, int type, Object to, long from, long count, long stream) {
        if (count > 0) {
            CudaCall.check(error -> CudaBindings.copyToHost(device, type, to, 0, from, count, stream, error));
        }
    }

    /** Copies within a device. */
    public static void copyOnDevice(int device, long to, long from, long bytes, long stream) {
        if (bytes > 0) {
            CudaCall.check(error -> CudaBindings.copyOnDevice(device, to, from, bytes, stream, error));
        }
    }

    private static DeviceInfo device(int index) {
        @Nullable String[] name = new String[1];
        long[] numbers = new long[7];
        CudaCall.check(error -> CudaBindings.deviceProperties(index, name, numbers, error));
        return new DeviceInfo(
                index,
                Objects.requireNonNull(name[0]),
                (int) numbers[0],
                (int) numbers[1],
                (int) numbers[2],
                (int) numbers[3],
                (int) numbers[4],
                numbers[5] != 0,
                numbers[6]);
    }
}
