package org.optnet4j.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is closed is freed once, after its last use. */
class LeaseTest {
    private final AtomicInteger freed = new AtomicInteger();
    private final Lease lease = new Lease(freed::incrementAndGet);

    @Test
    void whatNobodyUsesIsFreedAtOnceAndOnce() {
        lease.close();
        lease.close();
        assertEquals(1, freed.get());
    }

    @Test
    void whatIsUsedIsFreedAfterTheLastUse() {
        lease.enter("one");
        lease.enter("another");
        lease.close();
        lease.leave();
        assertEquals(0, freed.get());
        lease.leave();
        assertEquals(1, freed.get());
        lease.close();
        assertEquals(1, freed.get());
    }

    @Test
    void whatIsClosedCannotBeUsed() {
        lease.close();
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> lease.enter("solve: the array"));
        assertEquals("solve: the array is closed", thrown.getMessage());
    }

    @Test
    void aCallUsesAllOfItsResourcesOrNone() {
        Lease closed = new Lease(() -> {});
        closed.close();
        Uses uses = new Uses().add("open", lease);
        assertThrows(IllegalStateException.class, () -> uses.add("other", closed));
        lease.close();
        assertEquals(1, freed.get());
    }

    @Test
    void aCallThatFailsEndsItsUses() {
        Uses uses = new Uses().add("open", lease);
        assertThrows(
                ArithmeticException.class,
                () -> uses.during(() -> {
                    lease.close();
                    assertEquals(0, freed.get());
                    throw new ArithmeticException();
                }));
        assertEquals(1, freed.get());
    }

    @Test
    void threadsThatUseAndCloseAtOnceAgree() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                AtomicInteger count = new AtomicInteger();
                Lease contended = new Lease(count::incrementAndGet);
                List<Future<?>> work = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    boolean closes = i == 3;
                    work.add(threads.submit(() -> {
                        if (closes) {
                            contended.close();
                            return;
                        }
                        try {
                            contended.enter("it");
                        } catch (IllegalStateException closed) {
                            return;
                        }
                        assertEquals(0, count.get());
                        contended.leave();
                    }));
                }
                for (Future<?> each : work) {
                    each.get();
                }
                assertEquals(1, count.get());
            }
        } finally {
            threads.shutdown();
        }
    }
}
