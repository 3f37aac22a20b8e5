package org.optnet4j.cuda;

import java.lang.ref.Cleaner;
import java.util.Objects;
import org.optnet4j.internal.nativelib.CudaRuntime;

/**
 * A queue of work on a device, done in its order: a {@code cudaStream_t}, made here or wrapped. Thread-safe; what several
 * threads queue is queued in the order of their calls.
 */
public final class CudaStream implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final CudaDevice device;
    private final long handle;
    private final Lease lease;

    private CudaStream(CudaDevice device, long handle, Lease lease) {
        this.device = device;
        this.handle = handle;
        this.lease = lease;
    }

    /**
     * Makes a stream that does not wait for the default stream.
     *
     * @param device the device to work on
     * @return the stream; closing it does not wait for the work that is queued
     * @throws org.optnet4j.CudaException if CUDA fails
     */
    public static CudaStream create(CudaDevice device) {
        int index = device.index();
        long handle = CudaRuntime.makeStream(index);
        Lease lease = new Lease(() -> CudaRuntime.freeStream(index, handle));
        CudaStream stream = new CudaStream(device, handle, lease);
        CLEANER.register(stream, lease::close);
        return stream;
    }

    /**
     * Wraps a stream that somebody else made and destroys, later than its last use here.
     *
     * @param device the device it belongs to
     * @param handle the {@code cudaStream_t} or {@code CUstream}; 0 is the default stream. Not checked: a number that is no
     *     stream ends in undefined behaviour
     * @return the stream; closing it does not destroy it
     */
    public static CudaStream wrap(CudaDevice device, long handle) {
        return new CudaStream(Objects.requireNonNull(device, "device"), handle, new Lease(() -> {}));
    }

    /**
     * The default stream of a device, which waits for the blocking streams of the process and makes them wait.
     *
     * @param device the device
     * @return the stream
     */
    public static CudaStream defaultOf(CudaDevice device) {
        return wrap(device, 0);
    }

    /**
     * The device that the stream works on.
     *
     * @return the device
     */
    public CudaDevice device() {
        return device;
    }

    /**
     * What CUDA knows the stream by.
     *
     * @return the {@code cudaStream_t}
     * @throws IllegalStateException if this stream is closed
     */
    public long handle() {
        lease.requireOpen("handle: this CudaStream");
        return handle;
    }

    /**
     * Waits until everything that is queued has been done.
     *
     * @throws org.optnet4j.CudaException if CUDA fails, or the work queued did
     * @throws IllegalStateException if this stream is closed
     */
    public void synchronize() {
        new Uses()
                .add("synchronize: this CudaStream", lease)
                .during(() -> CudaRuntime.synchronize(device.index(), handle));
    }

    /** Destroys the stream if it was made here, after the calls that use it. What is queued is still done. */
    @Override
    public void close() {
        lease.close();
    }

    /** The handle for a call that holds the lease. */
    long rawHandle() {
        return handle;
    }

    Lease lease() {
        return lease;
    }

    /** The device and the handle. */
    @Override
    public String toString() {
        return "CudaStream[device " + device.index() + ", 0x" + Long.toHexString(handle) + "]";
    }
}
