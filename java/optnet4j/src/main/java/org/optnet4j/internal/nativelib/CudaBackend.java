package org.optnet4j.internal.nativelib;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.optnet4j.CudaException;
import org.optnet4j.QpSettings;
import org.optnet4j.backend.Backend;
import org.optnet4j.backend.BackendLinalg;
import org.optnet4j.backend.BackendSolver;
import org.optnet4j.internal.Parallel;

/** The {@code cuda} back end: the kernels on one NVIDIA GPU. */
public final class CudaBackend implements Backend {
    /** The property that chooses the device by its index, without which it is the first: {@value}. */
    public static final String DEVICE_PROPERTY = "optnet4j.cuda.device";

    /**
     * The property that sets how many bytes of device memory a solver and what it keeps may take, without which it is what
     * is free: {@value}.
     */
    public static final String LIMIT_PROPERTY = "optnet4j.cuda.maxMemory";

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public List<String> unavailableReasons() {
        try {
            return reasons();
        } catch (CudaException lost) {
            return List.of(lost.getMessage());
        }
    }

    private static List<String> reasons() {
        List<String> reasons = CudaRuntime.unavailableReasons();
        if (!reasons.isEmpty()) {
            return reasons;
        }
        List<DeviceInfo> devices = CudaRuntime.devices();
        String chosen = System.getProperty(DEVICE_PROPERTY);
        long index = number(DEVICE_PROPERTY, 0);
        if (index < 0 || index >= devices.size()) {
            return List.of(
                    DEVICE_PROPERTY + "=" + chosen + ": expected the index of a device, 0 to " + (devices.size() - 1));
        }
        if (number(LIMIT_PROPERTY, 1) < 1) {
            return List.of(LIMIT_PROPERTY + "=" + System.getProperty(LIMIT_PROPERTY)
                    + ": expected a number of bytes, at least 1");
        }
        DeviceInfo device = devices.get((int) index);
        return device.hasCode() ? List.of() : List.of("the native library holds no code for " + device);
    }

    @Override
    public String description() {
        return unavailableReasons().isEmpty()
                ? CudaRuntime.devices().get(device()).toString()
                : "CUDA kernels for NVIDIA GPUs";
    }

    @Override
    public BackendSolver open(QpSettings settings, ForkJoinPool pool) {
        return new CudaSolver(settings, device(), number(LIMIT_PROPERTY, 0), Parallel.threads(pool));
    }

    @Override
    public BackendLinalg openLinalg(ForkJoinPool pool) {
        return new CudaLinalg(device());
    }

    private static int device() {
        return (int) number(DEVICE_PROPERTY, 0);
    }

    /** The value of a property; -1 if it is no number. */
    private static long number(String property, long otherwise) {
        String value = System.getProperty(property);
        if (value == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }
}
