package org.optnet4j.cuda;

/**
 * Counts the calls that use a native resource: it is freed after the last of them, once, and not used afterwards.
 * Thread-safe.
 */
final class Lease implements AutoCloseable {
    private final Runnable free;
    private int users;
    private boolean closed;

    /**
     * Makes a lease of a resource.
     *
     * @param free what frees it; must not throw, and must not hold the object that is watched for being unreachable
     */
    Lease(Runnable free) {
        this.free = free;
    }

    /**
     * Begins a use.
     *
     * @param what the resource, for the message
     * @throws IllegalStateException if the resource is closed
     */
    synchronized void enter(String what) {
        requireOpen(what);
        users++;
    }

    synchronized void requireOpen(String what) {
        if (closed) {
            throw new IllegalStateException(what + " is closed");
        }
    }

    /** Ends a use. */
    void leave() {
        boolean last;
        synchronized (this) {
            users--;
            last = closed && users == 0;
        }
        if (last) {
            free.run();
        }
    }

    /** Allows no further uses, and frees the resource as soon as nobody uses it. A second call does nothing. */
    @Override
    public void close() {
        boolean unused;
        synchronized (this) {
            unused = !closed && users == 0;
            closed = true;
        }
        if (unused) {
            free.run();
        }
    }
}
