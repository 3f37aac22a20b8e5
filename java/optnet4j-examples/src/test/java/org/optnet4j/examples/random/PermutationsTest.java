package org.optnet4j.examples.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.optnet4j.examples.testing.TestSeed;

class PermutationsTest {
    private final long seed = TestSeed.next();

    @Test
    void holdEveryNumberOnce() {
        int[] order = Permutations.draw(500, new SplittableRandom(seed));
        assertEquals(500, Arrays.stream(order).distinct().count(), "seed " + seed);
        assertTrue(Arrays.stream(order).allMatch(i -> i >= 0 && i < 500), "seed " + seed);
    }
}
