package org.optnet4j.jcuda;

import java.util.Objects;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUstream;
import jcuda.runtime.cudaStream_t;
import org.optnet4j.cuda.CudaDevice;
import org.optnet4j.cuda.CudaStream;
import org.optnet4j.cuda.DeviceArray;
import org.optnet4j.cuda.ElementType;

/**
 * Exchanges memory and streams between <a href="http://www.jcuda.org">JCuda</a> and {@link org.optnet4j.cuda}. Nothing is
 * copied, and nothing changes its owner: whoever allocated memory or made a stream frees it, later than its last use by the
 * other.
 *
 * <p><b>Contexts.</b> Both libraries work in the CUDA runtime's primary context of a device, so that addresses and streams
 * mean the same to both. With JCuda's driver API that holds for the context that {@code cuDevicePrimaryCtxRetain} returns
 * ({@code cuCtxSetCurrent} makes it current), not for one made by {@code cuCtxCreate}: its memory and streams must not be
 * passed.
 *
 * <p><b>Streams go one way.</b> JCuda has no public way to make a stream object from a handle, so a stream for both is made
 * by JCuda and wrapped here.
 *
 * <p>None of these methods needs JCuda's native code; whatever made the pointers and streams did.
 */
public final class JCudaInterop {
    private JCudaInterop() {}

    /**
     * Wraps device memory that JCuda's {@code cudaMalloc} or {@code cuMemAlloc} gave, at the pointer's byte offset.
     *
     * @param device the device whose memory it is
     * @param type what it holds
     * @param length how many numbers
     * @param pointer a pointer to device memory, not one made by {@code Pointer.to}
     * @return the array; closing it has no effect
     * @throws IllegalArgumentException if the pointer is null in CUDA's sense or points to memory of the JVM, is not aligned
     *     for the type, or the length is negative
     */
    public static DeviceArray wrap(CudaDevice device, ElementType type, long length, Pointer pointer) {
        return DeviceArray.wrap(device, type, length, Address.of(pointer));
    }

    /**
     * A pointer for JCuda's runtime API and libraries. It does not keep the array open.
     *
     * @param array the array
     * @return a pointer to its first number
     * @throws IllegalStateException if the array is closed
     */
    public static Pointer pointerTo(DeviceArray array) {
        return new Address(array.address());
    }

    /**
     * A pointer for JCuda's driver API. It does not keep the array open.
     *
     * @param array the array
     * @return a pointer to its first number
     * @throws IllegalStateException if the array is closed
     */
    public static CUdeviceptr devicePointerTo(DeviceArray array) {
        return Address.devicePointer(array.address());
    }

    /**
     * Wraps a stream of JCuda's runtime API.
     *
     * @param device the device it was made for
     * @param stream the stream
     * @return the stream; closing it does not destroy JCuda's
     */
    public static CudaStream wrap(CudaDevice device, cudaStream_t stream) {
        return CudaStream.wrap(device, StreamHandle.of(new CUstream(Objects.requireNonNull(stream, "stream"))));
    }

    /**
     * Wraps a stream of JCuda's driver API, made in the device's primary context.
     *
     * @param device the device it was made for
     * @param stream the stream
     * @return the stream; closing it does not destroy JCuda's
     */
    public static CudaStream wrap(CudaDevice device, CUstream stream) {
        return CudaStream.wrap(device, StreamHandle.of(stream));
    }
}
