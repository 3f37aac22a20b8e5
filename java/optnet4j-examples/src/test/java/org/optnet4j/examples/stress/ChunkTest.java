package org.optnet4j.examples.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 100, 1449, 10_000})
    void manySmallProblemsOrFewLargeOnes(int n) {
        long numbers = new ProblemFamily(n, n, 0, 1).numbersPerProblem();
        int size = Chunk.sizeOf(numbers, 1024);
        assertTrue(size >= 1 && size <= 1024, () -> "" + size);
        assertTrue(size == 1 || size * numbers * Double.BYTES <= 48L << 20, () -> "" + size);
    }

    @Test
    void asManyAsFit() {
        assertEquals(1024, Chunk.sizeOf(100, 1024));
        assertEquals(6, Chunk.sizeOf(1_000_000, 1024));
        assertEquals(1, Chunk.sizeOf(200_000_000, 1024));
    }
}
