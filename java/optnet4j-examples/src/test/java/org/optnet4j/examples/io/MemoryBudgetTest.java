package org.optnet4j.examples.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    @Test
    void grantsWhatIsLeftAndNothingMore() {
        MemoryBudget budget = new MemoryBudget(100);
        assertTrue(budget.take(60));
        assertFalse(budget.take(41));
        assertTrue(budget.take(40));
        assertFalse(budget.take(1));
        budget.release(10);
        assertEquals(10, budget.left());
        assertTrue(budget.take(10));
    }

    @Test
    void takesAQuarterOfTheHeapButNoMoreThanArraysCanHold() {
        long left = new MemoryBudget().left();
        assertTrue(left <= Runtime.getRuntime().maxMemory() / 4);
        assertTrue(left <= 1L << 33);
        assertTrue(left > 0);
    }

    @Test
    void saysHowMuchThereIs() {
        MemoryBudget begun = new MemoryBudget(3 << 20);
        begun.take(1 << 20);
        assertTrue(begun.exceeded("in.qps", "more").getMessage().endsWith("got more, after 1 MiB"));
        assertEquals(
                "in.qps: expected a file whose numbers take at most 3 MiB (a quarter of Java's memory, which the option "
                        + "-Xmx of Java sets; 8 GiB at most), got more",
                new MemoryBudget(3 << 20).exceeded("in.qps", "more").getMessage());
    }
}
