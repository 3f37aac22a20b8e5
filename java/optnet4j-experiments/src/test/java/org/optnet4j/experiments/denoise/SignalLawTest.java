package org.optnet4j.experiments.denoise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.optnet4j.experiments.testing.TestSeed;

class SignalLawTest {
    private static final SignalLaw LAW = new SignalLaw(100, 10);
    private static final int COUNT = 4000;

    private final long seed = TestSeed.next();
    private final SignalSet set = SignalSet.draw(LAW, COUNT, seed, 1);

    private String message() {
        return "seed " + seed;
    }

    @Test
    void heightsAreWholeNumbersFrom10To99() {
        assertTrue(Arrays.stream(set.clean()).allMatch(height -> height == Math.rint(height)), message());
        assertEquals(10, Arrays.stream(set.clean()).min().orElseThrow(), message());
        assertEquals(99, Arrays.stream(set.clean()).max().orElseThrow(), message());
    }

    /** Two neighbouring segments have the same height once in 90 times, so that this many changes are expected. */
    @Test
    void segmentsAreUniformIn1To9AndEndAnywhereButAtTheLastNumber() {
        int[] changesAt = new int[100];
        int[] changesOf = new int[COUNT];
        for (int k = 0; k < COUNT; k++) {
            for (int i = 1; i < 100; i++) {
                if (set.clean()[k * 100 + i] != set.clean()[k * 100 + i - 1]) {
                    changesAt[i]++;
                    changesOf[k]++;
                }
            }
        }
        double expected = 4 * 89.0 / 90;
        double deviation = 2.6 / Math.sqrt(COUNT);
        assertEquals(expected, Arrays.stream(changesOf).average().orElseThrow(), 6 * deviation, message());
        assertEquals(8, Arrays.stream(changesOf).max().orElseThrow(), message());
        assertEquals(0, Arrays.stream(changesOf).min().orElseThrow(), message());
        assertEquals(0, changesAt[99], message());
        double each = COUNT * expected / 98;
        for (int i = 1; i <= 98; i++) {
            assertEquals(each, changesAt[i], 6 * Math.sqrt(each), message() + ", place " + i);
        }
    }

    @Test
    void noiseIsNormal() {
        double[] noise = new double[set.clean().length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (set.noisy()[i] - set.clean()[i]) / LAW.noise();
        }
        double root = Math.sqrt(noise.length);
        assertEquals(0, Arrays.stream(noise).average().orElseThrow(), 6 / root, message());
        assertEquals(
                1, Arrays.stream(noise).map(z -> z * z).average().orElseThrow(), 6 * Math.sqrt(2) / root, message());
        assertEquals(
                3,
                Arrays.stream(noise).map(z -> z * z * z * z).average().orElseThrow(),
                6 * Math.sqrt(96) / root,
                message());
    }

    @Test
    void moreSignalsBeginWithTheSameOnes() {
        SignalSet fewer = SignalSet.draw(LAW, 7, seed, 1);
        assertArrayEquals(fewer.noisy(), set.range(0, 7).noisy(), message());
        assertArrayEquals(fewer.clean(), set.range(0, 7).clean(), message());
    }

    @Test
    void purposesHaveDifferentSignals() {
        SignalSet other = SignalSet.draw(LAW, 1, seed, 2);
        assertTrue(!Arrays.equals(other.noisy(), set.range(0, 1).noisy()), message());
    }

    @Test
    void theShortestSignalHasRoomForNineSegments() {
        SignalSet shortest = SignalSet.draw(new SignalLaw(SignalLaw.MIN_LENGTH, 1), 200, seed, 1);
        assertEquals(200, shortest.size());
    }
}
