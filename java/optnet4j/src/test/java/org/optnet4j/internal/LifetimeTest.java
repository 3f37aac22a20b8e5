package org.optnet4j.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private final ForkJoinPool pool = new ForkJoinPool(1);
    private final AtomicInteger freed = new AtomicInteger();
    private final Object owner = new Object();
    private final Lifetime lifetime = new Lifetime(owner, "this thing", freed::incrementAndGet);

    @AfterEach
    void shutDown() {
        pool.shutdownNow();
    }

    /** The only thread of the pool waits for a call that needs a thread of the pool. */
    @Test
    void closingFromThePoolWaitsForACallThatNeedsThePool() throws Exception {
        ForkJoinTask<?> closing = duringAUse(lifetime::close);
        closing.get(30, TimeUnit.SECONDS);
        assertEquals(1, freed.get());
    }

    /** Another thread wants to close, and those that come after it wait, in the pool as well. */
    @Test
    void callsFromThePoolWaitForACallThatNeedsThePool() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread closing = new Thread(() -> {
            begun.countDown();
            lifetime.close();
        });
        ForkJoinTask<?> using = duringAUse(() -> {
            closing.start();
            await(begun);
            while (closing.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            lifetime.use(owner, "use", () -> 1);
        });
        Exception thrown = assertThrows(Exception.class, () -> using.get(30, TimeUnit.SECONDS));
        assertTrue(thrown.toString().contains("use: this thing is closed"), thrown::toString);
        closing.join(30_000);
        assertEquals(1, freed.get());
    }

    /** A pool that may have no other thread in place of the one that waits. */
    @Test
    void closingFromAPoolThatCannotGrowWaitsToo() throws Exception {
        ForkJoinPool narrow = new ForkJoinPool(
                1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, false, 1, 1, 1, null, 1, TimeUnit.MINUTES);
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Thread using = new Thread(() -> lifetime.use(owner, "use", () -> {
            begun.countDown();
            await(free);
            return 1;
        }));
        using.start();
        await(begun);
        try {
            ForkJoinTask<?> closing = narrow.submit(lifetime::close);
            assertThrows(TimeoutException.class, () -> closing.get(100, TimeUnit.MILLISECONDS));
            free.countDown();
            closing.get(30, TimeUnit.SECONDS);
            assertEquals(1, freed.get());
        } finally {
            free.countDown();
            narrow.shutdownNow();
        }
    }

    @Test
    void anInterruptedThreadClosesAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        lifetime.close();
        assertTrue(Thread.interrupted());
        assertEquals(1, freed.get());
    }

    @Test
    void closingFromInsideACallIsRefused() {
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> lifetime.use(owner, "use", () -> {
                    lifetime.close();
                    return 1;
                }));
        assertEquals("close: called from inside a call of this thing", thrown.getMessage());
        assertEquals(0, freed.get());
        assertDoesNotThrow(lifetime::close);
    }

    /** Runs something on the pool while a use is under way, which then runs on the pool itself. */
    private ForkJoinTask<?> duringAUse(Runnable onThePool) {
        return lifetime.use(owner, "use", () -> {
            CountDownLatch there = new CountDownLatch(1);
            ForkJoinTask<?> other = pool.submit(() -> {
                there.countDown();
                onThePool.run();
            });
            await(there);
            assertEquals(2, assertDoesNotThrow(() -> pool.submit(() -> 2).get(20, TimeUnit.SECONDS)));
            return other;
        });
    }

    private static void await(CountDownLatch latch) {
        assertDoesNotThrow(() -> assertTrue(latch.await(30, TimeUnit.SECONDS)));
    }
}
