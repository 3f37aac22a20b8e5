package org.optnet4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelTest {

    private final ForkJoinPool pool = new ForkJoinPool(2);

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    @Test
    void everyCallOnce() {
        AtomicInteger[] calls = new AtomicInteger[1000];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = new AtomicInteger();
        }
        Parallel.forEach(pool, calls.length, i -> calls[i].incrementAndGet());
        for (AtomicInteger each : calls) {
            assertEquals(1, each.get());
        }
    }

    /** What a failed call leaves to be cleaned up may be in the hands of the others still. */
    @Test
    void aFailureComesOutAfterTheCallsThatHadBegun() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        OutOfMemoryError failure = new OutOfMemoryError("with advice");
        OutOfMemoryError thrown = assertThrows(
                OutOfMemoryError.class,
                () -> Parallel.forEach(pool, 2, i -> {
                    if (i == 0) {
                        await(begun);
                        throw failure;
                    }
                    begun.countDown();
                    sleep();
                    ended.set(true);
                }));
        assertTrue(ended.get());
        assertSame(failure, thrown);
    }

    @Test
    void afterAFailureNoMoreCallsBegin() {
        ForkJoinPool alone = new ForkJoinPool(1);
        AtomicInteger calls = new AtomicInteger();
        try {
            assertThrows(
                    IllegalStateException.class,
                    () -> Parallel.forEach(alone, 1000, i -> {
                        calls.incrementAndGet();
                        throw new IllegalStateException();
                    }));
        } finally {
            alone.shutdownNow();
        }
        assertEquals(1, calls.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
