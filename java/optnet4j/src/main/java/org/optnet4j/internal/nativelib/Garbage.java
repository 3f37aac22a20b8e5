package org.optnet4j.internal.nativelib;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.optnet4j.CudaOutOfMemoryException;

/** Makes the collector give back the native memory of solutions that were dropped instead of closed. */
final class Garbage {
    /** With waits that double, two seconds in all: on a busy machine the cleaner's thread may not run for long. */
    static final int COLLECTIONS = 10;

    private Garbage() {}

    /**
     * Collects, and lets the cleaner's thread do its work, which it starts some time after.
     *
     * @param attempt 1 to {@link #COLLECTIONS}; later ones wait longer
     */
    static void collect(int attempt) {
        System.gc();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1L << attempt));
    }

    /** Does something that takes device memory, again after each collection while there is too little. */
    static void retry(Runnable taking) {
        for (int attempt = 1; ; attempt++) {
            try {
                taking.run();
                return;
            } catch (CudaOutOfMemoryException full) {
                if (attempt > COLLECTIONS) {
                    throw full;
                }
                collect(attempt);
            }
        }
    }
}
