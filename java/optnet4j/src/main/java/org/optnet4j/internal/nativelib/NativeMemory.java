package org.optnet4j.internal.nativelib;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A block of native memory, aligned to 64 bytes.
 *
 * <p>What all blocks of the process hold together is counted against a limit, so that solutions which are dropped
 * instead of closed make the collector run before the machine is out of memory.
 */
final class NativeMemory {
    /** The property that sets the limit in bytes; without it, as much as the Java heap may grow to: {@value}. */
    static final String LIMIT_PROPERTY = "optnet4j.native.maxMemory";

    /** A block is aligned to this many bytes, and has no fewer. */
    static final int LEAST = 64;

    private static final AtomicLong RESERVED = new AtomicLong();

    private final long address;
    private final long bytes;

    private NativeMemory(long address, long bytes) {
        this.address = address;
        this.bytes = bytes;
    }

    /**
     * A fresh block.
     *
     * @param freeIdle called where memory is short: frees blocks that the caller holds for later
     */
    static NativeMemory allocate(long bytes, Runnable freeIdle) {
        for (int attempt = 0; ; attempt++) {
            if (RESERVED.addAndGet(bytes) <= limit()) {
                long address = Bindings.allocate(bytes);
                if (address != 0) {
                    return new NativeMemory(address, bytes);
                }
            }
            long others = RESERVED.addAndGet(-bytes);
            if (attempt == Garbage.COLLECTIONS) {
                throw new OutOfMemoryError("native memory: " + bytes + " bytes needed, " + others + " in use, limit "
                        + limit() + " (system property " + LIMIT_PROPERTY
                        + "); close each QpSolution when its gradients have been taken, or solve with"
                        + " QpSettings.withGradients(false)");
            }
            if (attempt > 0) {
                Garbage.collect(attempt);
            }
            freeIdle.run();
        }
    }

    private static long limit() {
        return Long.getLong(LIMIT_PROPERTY, Runtime.getRuntime().maxMemory());
    }

    /** What is wrong with the property that sets the limit; null if nothing is. */
    static @Nullable String wrongLimit() {
        String text = System.getProperty(LIMIT_PROPERTY);
        Long limit = Long.getLong(LIMIT_PROPERTY);
        return text == null || limit != null && limit >= 1
                ? null
                : LIMIT_PROPERTY + "=" + text + ": expected a number of bytes, at least 1";
    }

    long address() {
        return address;
    }

    long bytes() {
        return bytes;
    }

    /** May be called once. */
    void free() {
        RESERVED.addAndGet(-bytes);
        Bindings.free(address);
    }
}
