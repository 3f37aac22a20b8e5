package org.optnet4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ParallelTest {

    private final ForkJoinPool pool = new ForkJoinPool(2);
    private final Thread threadOfTheTest = Thread.currentThread();

    @AfterEach
    void close() {
        pool.shutdown();
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
                    sleep(200);
                    ended.set(true);
                }));
        assertTrue(ended.get());
        assertSame(failure, thrown);
    }

    /** Two calls that wait for each other. */
    @Test
    void theCallerWorksBesideThreadsOfThePool() {
        CountDownLatch both = new CountDownLatch(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Parallel.forEach(pool, 2, i -> {
            threads.add(Thread.currentThread());
            both.countDown();
            await(both);
        });
        assertEquals(2, threads.size());
        assertTrue(threads.contains(Thread.currentThread()));
    }

    @Test
    void noMoreThreadsWorkThanThePoolHas() {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Parallel.forEach(pool, 100, i -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            sleep(1);
            working.decrementAndGet();
        });
        assertTrue(most.get() <= 2, () -> most + " threads");
    }

    @Test
    void aPoolOfOneLeavesAllToTheCaller() {
        ForkJoinPool alone = new ForkJoinPool(1);
        try {
            Parallel.forEach(alone, 100, i -> assertEquals(threadOfTheTest, Thread.currentThread()));
            assertEquals(0, alone.getPoolSize());
        } finally {
            alone.shutdownNow();
        }
    }

    /** Its threads have other things to do, all the time; what they were asked to do is not heaped up. */
    @Test
    void aBusyPoolIsNotWaitedFor() {
        CountDownLatch busy = new CountDownLatch(2);
        CountDownLatch free = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                busy.countDown();
                await(free);
            });
        }
        await(busy);
        AtomicInteger calls = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            Parallel.forEach(pool, 20, k -> calls.incrementAndGet());
        }
        assertEquals(20_000, calls.get());
        assertTrue(pool.getQueuedSubmissionCount() < 20, pool::toString);
        free.countDown();
    }

    /** The same from one of its threads: tasks that nobody took up do not stay behind. */
    @Test
    void aPoolWhoseOtherThreadsAreBusyIsNotWaitedFor() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            await(free);
        });
        await(busy);
        AtomicInteger calls = new AtomicInteger();
        long queued = pool.submit(() -> {
                    for (int i = 0; i < 1000; i++) {
                        Parallel.forEach(pool, 20, k -> calls.incrementAndGet());
                    }
                    return pool.getQueuedTaskCount();
                })
                .get(20, TimeUnit.SECONDS);
        assertEquals(20_000, calls.get());
        assertEquals(0, queued);
        free.countDown();
    }

    @Test
    void aPoolThatIsShutDownIsDoneWithout() {
        pool.shutdownNow();
        AtomicInteger calls = new AtomicInteger();
        Parallel.forEach(pool, 1000, i -> calls.incrementAndGet());
        assertEquals(1000, calls.get());
    }

    /** Work within work, from every thread of the pool and from outside. */
    @Test
    void callsWithinCalls() {
        AtomicInteger calls = new AtomicInteger();
        Parallel.forEach(
                pool,
                50,
                i -> Parallel.forEachToTheEnd(pool, 50, j -> Parallel.forEach(pool, 4, k -> calls.incrementAndGet())));
        assertEquals(10_000, calls.get());
    }

    @Test
    void theLastNumbersAreReached() {
        AtomicLong sum = new AtomicLong();
        int[] counts = {0, 1, 2, 3, 15, 16, 17, 31, 33, 1_000_003};
        for (int count : counts) {
            sum.set(0);
            Parallel.forEach(pool, count, sum::addAndGet);
            assertEquals((long) count * (count - 1) / 2, sum.get());
        }
    }

    /** The caller waits for a call that takes longer than it spins. */
    @Test
    void anInterruptIsKept() {
        Thread.currentThread().interrupt();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Parallel.forEach(pool, 2, i -> {
            if (Thread.currentThread() == threadOfTheTest) {
                while (begun.getCount() > 0) {
                    Thread.onSpinWait();
                }
            } else {
                begun.countDown();
                sleep(200);
            }
            calls.incrementAndGet();
        });
        assertTrue(Thread.interrupted());
        assertEquals(2, calls.get());
    }

    @Test
    void aPoolThatGetsNoThreadsIsDoneWithout() {
        ForkJoinPool without = new ForkJoinPool(
                4,
                of -> {
                    throw new OutOfMemoryError("no more threads");
                },
                null,
                false);
        AtomicInteger calls = new AtomicInteger();
        try {
            Parallel.forEach(without, 1000, i -> calls.incrementAndGet());
        } finally {
            without.shutdownNow();
        }
        assertEquals(1000, calls.get());
    }

    @Test
    void whatIsNoExceptionOfJavaComesOutToo() {
        Exception checked = new Exception("checked");
        Exception thrown = assertThrows(
                Exception.class, () -> Parallel.forEachToTheEnd(pool, 50, i -> ParallelTest.throwAsIs(checked)));
        assertSame(checked, thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAsIs(Throwable what) throws T {
        throw (T) what;
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

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
