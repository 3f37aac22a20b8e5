package org.optnet4j.internal;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** The numbers 0 .. count - 1 in ranges, each taken up by one of the threads that work on them, however many those are. */
final class Ranges {
    /** Turns of waiting, some ten microseconds, before the thread is given away: most ranges end sooner. */
    private static final int SPINS = 1000;

    private final int count;
    private final int length;
    private final int number;
    private IntConsumer body;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unfinished;
    private final Semaphore finished = new Semaphore(0);

    Ranges(int count, int length, IntConsumer body) {
        this.count = count;
        this.length = length;
        this.number = count / length + (count % length == 0 ? 0 : 1);
        this.body = body;
        this.unfinished = new AtomicInteger(number);
    }

    int number() {
        return number;
    }

    /** Takes up ranges until none is left. */
    void work() {
        for (int range = next.getAndIncrement(); range < number; range = next.getAndIncrement()) {
            int from = range * length;
            int to = from + Math.min(length, count - from);
            try {
                for (int i = from; i < to; i++) {
                    body.accept(i);
                }
            } finally {
                if (unfinished.decrementAndGet() == 0) {
                    finished.release();
                }
            }
        }
    }

    /**
     * Returns when all ranges are finished: those that others have taken up, once this thread finds none left. Work that has begun
     * waits for no thread, so a thread of a pool can wait for it like any other. Who comes to help later holds nothing.
     */
    void await() {
        for (int i = 0; i < SPINS && unfinished.get() > 0; i++) {
            Thread.onSpinWait();
        }
        if (number > 0) {
            finished.acquireUninterruptibly();
        }
        body = i -> {};
    }
}
