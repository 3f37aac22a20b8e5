package org.optnet4j.examples.stress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.optnet4j.examples.testing.TestSeed;

class ProblemFamilyTest {
    private final long seed = TestSeed.next();
    private final ProblemFamily family = new ProblemFamily(7, 5, 3, seed);

    private Chunk chunk(long first, int size) {
        Chunk chunk = family.chunk(size);
        ProblemFamily.Scratch scratch = new ProblemFamily.Scratch(family.n());
        for (int i = 0; i < size; i++) {
            family.generate(first + i, chunk, i, scratch);
        }
        return chunk;
    }

    @Test
    void aProblemIsTheSameAloneAndInAnyChunk() {
        Chunk many = chunk(100, 20);
        Chunk one = chunk(113, 1);
        assertArrayEquals(one.Q(), Arrays.copyOfRange(many.Q(), 13 * 49, 14 * 49), "seed " + seed);
        assertArrayEquals(one.q(), Arrays.copyOfRange(many.q(), 13 * 7, 14 * 7), "seed " + seed);
        assertArrayEquals(one.A(), Arrays.copyOfRange(many.A(), 13 * 21, 14 * 21), "seed " + seed);
        assertArrayEquals(one.b(), Arrays.copyOfRange(many.b(), 13 * 3, 14 * 3), "seed " + seed);
        assertArrayEquals(one.G(), Arrays.copyOfRange(many.G(), 13 * 35, 14 * 35), "seed " + seed);
        assertArrayEquals(one.h(), Arrays.copyOfRange(many.h(), 13 * 5, 14 * 5), "seed " + seed);
    }

    @Test
    void numbersHaveTheirDistribution() {
        int size = 4000;
        Chunk chunk = chunk(0, size);
        assertMoments(0, 1, chunk.q());
        assertMoments(0, 1, chunk.G());
        assertMoments(0, 1, chunk.A());
        // trace(LL') is a sum of n^2 squares of normals: its mean is n^2 = 49, plus 1e-3 n.
        double trace = 0;
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < 7; k++) {
                trace += chunk.Q()[i * 49 + k * 8];
            }
        }
        assertEquals(49, trace / size, 1.5, "seed " + seed);
        // An off-diagonal entry is a sum of n products of independent normals: mean 0, variance n.
        double square = 0;
        for (int i = 0; i < size; i++) {
            assertEquals(chunk.Q()[i * 49 + 1], chunk.Q()[i * 49 + 7]);
            square += chunk.Q()[i * 49 + 1] * chunk.Q()[i * 49 + 1];
        }
        assertEquals(7, square / size, 1.5, "seed " + seed);
    }

    private void assertMoments(double mean, double variance, double[] values) {
        double sum = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(v -> v * v).sum() / values.length;
        assertEquals(mean, sum, 0.05, "seed " + seed);
        assertEquals(variance, squares, 0.05, "seed " + seed);
    }

    @Test
    void otherSeedsAndIndicesGiveOtherProblems() {
        Chunk chunk = chunk(0, 2);
        assertTrue(chunk.q()[0] != chunk.q()[7], "seed " + seed);
        ProblemFamily otherFamily = new ProblemFamily(7, 5, 3, seed + 1);
        Chunk other = otherFamily.chunk(1);
        otherFamily.generate(0, other, 0, new ProblemFamily.Scratch(7));
        assertTrue(chunk.q()[0] != other.q()[0], "seed " + seed);
    }
}
