package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;

class MatrixBatchTest {
    private final double[] numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    @Test
    void oneAfterTheOther() {
        MatrixBatch matrices = MatrixBatch.of(numbers, 2, 2, 3);
        assertEquals(7, matrices.get(1, 0, 1));
        assertEquals(11, matrices.get(1, 1, 2));
        assertEquals(Precision.FLOAT64, matrices.precision());
        assertEquals(Precision.FLOAT32, MatrixBatch.of(new float[4], 1, 2, 2).precision());
        assertEquals("MatrixBatch[2 x (2 x 3), FLOAT64, offset 0, stride 6, leading 3]", matrices.toString());
    }

    @Test
    void withGaps() {
        MatrixBatch matrices = MatrixBatch.of(BatchArray.perProblem(numbers), 2, 2, 1, 1, 5, 3);
        assertEquals(1, matrices.get(0, 0, 0));
        assertEquals(4, matrices.get(0, 1, 0));
        assertEquals(9, matrices.get(1, 1, 0));
    }

    @Test
    void aSingleOneHasNoNext() {
        assertEquals(
                3,
                MatrixBatch.of(BatchArray.perProblem(numbers), 1, 2, 2, 0, 1, 2).get(0, 1, 1));
    }

    @Test
    void oneForAll() {
        MatrixBatch matrices = MatrixBatch.of(BatchArray.perProblem(numbers), 1000, 3, 4, 0, 0, 4);
        assertEquals(11, matrices.get(999, 2, 3));
    }

    @Test
    void outside() {
        MatrixBatch matrices = MatrixBatch.of(numbers, 2, 2, 3);
        assertThrows(IndexOutOfBoundsException.class, () -> matrices.get(2, 0, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> matrices.get(0, 2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> matrices.get(0, 0, 3));
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        BatchArray all = BatchArray.perProblem(numbers);
        refused("batch: expected 0 or more, got -1", () -> MatrixBatch.of(numbers, -1, 2, 3));
        refused("rows: expected 0 or more, got -2", () -> MatrixBatch.of(numbers, 2, -2, 3));
        refused("columns: expected 0 or more, got -3", () -> MatrixBatch.of(numbers, 2, 2, -3));
        refused(
                "numbers: expected batch x rows x columns = 3 x 2 x 3 of them, got 12",
                () -> MatrixBatch.of(numbers, 3, 2, 3));
        refused(
                "numbers: expected batch x rows x columns = 1073741824 x 131072 x 131072 of them, got 12",
                () -> MatrixBatch.of(numbers, 1 << 30, 1 << 17, 1 << 17));
        refused("offset: expected 0 or more, got -1", () -> MatrixBatch.of(all, 1, 1, 1, -1, 1, 1));
        refused(
                "leading: expected at least the number of columns, 3, got 2",
                () -> MatrixBatch.of(all, 1, 2, 3, 0, 6, 2));
        refused(
                "stride: expected 0 or at least what a matrix extends over, 6, got 5",
                () -> MatrixBatch.of(all, 2, 2, 3, 0, 5, 3));
        refused(
                "numbers: the last matrix ends at 13, expected at most 12",
                () -> MatrixBatch.of(all, 2, 2, 3, 1, 6, 3));
        refused(
                "numbers: the last matrix ends at 2147483653, expected at most 12",
                () -> MatrixBatch.of(all, 2, 2, 3, 0, Integer.MAX_VALUE, 3));
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
