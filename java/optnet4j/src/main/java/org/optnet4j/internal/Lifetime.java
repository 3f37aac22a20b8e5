package org.optnet4j.internal;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From when something is made until it is closed: any number of threads use it at the same time, and closing waits for
 * them. What is dropped instead of closed is freed when the collector finds it.
 */
public final class Lifetime {
    private static final Cleaner CLEANER = Cleaner.create();

    private final String name;
    private final Cleaner.@Nullable Cleanable cleanable;

    /** Uses hold the read lock. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean closed;

    /**
     * Begins.
     *
     * @param owner what is closed, or dropped
     * @param name of it, for messages
     * @param free what frees it, and does not hold the owner; null if there is nothing to free
     */
    public Lifetime(Object owner, String name, @Nullable Runnable free) {
        this.name = name;
        this.cleanable = free == null ? null : CLEANER.register(owner, free);
    }

    /**
     * Works with what is not closed before that ends.
     *
     * @param owner whose lifetime this is; reachable until the work ends
     * @param call the name of the work, for messages
     * @param work what to do
     * @return what the work gives
     * @throws IllegalStateException if it is closed
     */
    public <R extends @Nullable Object> R use(Object owner, String call, Supplier<R> work) {
        acquire(lock.readLock());
        try {
            if (closed) {
                throw new IllegalStateException(call + ": " + name + " is closed");
            }
            return work.get();
        } finally {
            lock.readLock().unlock();
            Reference.reachabilityFence(owner);
        }
    }

    /**
     * Ends, after the uses that are running; a second call does nothing.
     *
     * @throws IllegalStateException if called from inside a use
     */
    public void close() {
        if (lock.getReadHoldCount() > 0) {
            throw new IllegalStateException("close: called from inside a call of " + name);
        }
        acquire(lock.writeLock());
        try {
            closed = true;
            if (cleanable != null) {
                cleanable.clean();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Locks. Who holds the lock may be waiting for a thread of the pool to which this one belongs, which then gets another in
     * place of this one, if it can.
     */
    private static void acquire(Lock lock) {
        Acquisition acquisition = new Acquisition(lock);
        try {
            ForkJoinPool.managedBlock(acquisition);
        } catch (InterruptedException | RuntimeException | Error noOther) {
            acquisition.block();
        }
    }

    private static final class Acquisition implements ForkJoinPool.ManagedBlocker {
        private final Lock lock;
        private boolean held;

        Acquisition(Lock lock) {
            this.lock = lock;
        }

        @Override
        public boolean block() {
            if (!held) {
                lock.lock();
                held = true;
            }
            return true;
        }

        /** Unlike the one without a time, this attempt does not overtake a thread that waits to close. */
        @Override
        public boolean isReleasable() {
            if (!held) {
                try {
                    held = lock.tryLock(0, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return held;
        }
    }
}
