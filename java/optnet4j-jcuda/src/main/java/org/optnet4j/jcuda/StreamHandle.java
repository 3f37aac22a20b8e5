package org.optnet4j.jcuda;

import java.util.Objects;
import jcuda.driver.CUstream;
import jcuda.runtime.cudaStream_t;

/** A JCuda stream that knows its handle: JCuda shows it to subclasses only, and copies it from one kind to the other. */
final class StreamHandle extends cudaStream_t {
    private StreamHandle(CUstream stream) {
        super(stream);
    }

    static long of(CUstream stream) {
        return new StreamHandle(Objects.requireNonNull(stream, "stream")).getNativePointer();
    }
}
