package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Bits;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;

class BatchArrayTest {

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    @Test
    void wrapsArrays() {
        double[] values = {1, 2, 3, 4};
        BatchArray array = BatchArray.perProblem(values);
        values[3] = 5;
        assertSame(values, array.doubles());
        assertEquals(5, array.get(3));
        assertArrayEquals(new double[] {3, 5}, array.block(1, 2));
        assertArrayEquals(new float[] {1, 2, 3, 5}, array.toFloats());
        assertSame(array, array.to(Precision.FLOAT64));
        assertEquals(Precision.FLOAT32, array.to(Precision.FLOAT32).precision());
        assertThrows(IllegalStateException.class, array::floats);
        assertThrows(IndexOutOfBoundsException.class, () -> array.block(2, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> array.get(4));
    }

    @Test
    void sharedBlocksAreTheSameForAllProblems() {
        BatchArray array = BatchArray.shared(new float[] {1, 2});
        assertTrue(array.isShared());
        assertArrayEquals(new double[] {1, 2}, array.block(7, 2));
        assertEquals(2f, array.floats()[1]);
    }

    @Test
    void theRemainingRegionOfABufferCounts() {
        DoubleBuffer buffer = doubles(5);
        for (int i = 0; i < 5; i++) {
            buffer.put(i, i);
        }
        buffer.position(1).limit(4);
        BatchArray array = BatchArray.perProblem(buffer);
        buffer.clear();
        assertEquals(3, array.length());
        assertArrayEquals(new double[] {1, 2, 3}, array.toDoubles());
        assertThrows(IllegalStateException.class, array::doubles);
    }

    @Test
    void takesTheNumbersOfAnother() {
        BatchArray[] targets = {
            BatchArray.perProblem(new double[3]),
            BatchArray.perProblem(new float[3]),
            BatchArray.perProblem(doubles(3)),
            BatchArray.perProblem(
                    ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder()).asFloatBuffer())
        };
        DoubleBuffer buffer = doubles(3);
        buffer.put(0, new double[] {4, 5, 6});
        for (BatchArray target : targets) {
            target.copyFrom(BatchArray.shared(1, 2, 3));
            assertArrayEquals(new double[] {1, 2, 3}, target.toDoubles());
            target.copyFrom(BatchArray.shared(new float[] {7, 8, 9}));
            assertArrayEquals(new double[] {7, 8, 9}, target.toDoubles());
            target.copyFrom(BatchArray.shared(buffer));
            assertArrayEquals(new double[] {4, 5, 6}, target.toDoubles());
            assertEquals(
                    "source: expected 3 numbers, got 2",
                    assertThrows(IllegalArgumentException.class, () -> target.copyFrom(BatchArray.shared(1, 2)))
                            .getMessage());
        }
    }

    @Test
    void otherBuffersAreRefused() {
        IllegalArgumentException heap =
                assertThrows(IllegalArgumentException.class, () -> BatchArray.shared(DoubleBuffer.allocate(3)));
        assertEquals("values: expected a direct buffer, got a heap buffer", heap.getMessage());
        ByteOrder wrong =
                ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        FloatBuffer wrongOrder = ByteBuffer.allocateDirect(8).order(wrong).asFloatBuffer();
        IllegalArgumentException order =
                assertThrows(IllegalArgumentException.class, () -> BatchArray.perProblem(wrongOrder));
        assertTrue(order.getMessage().startsWith("values: expected a buffer in native byte order"));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void buffersGiveTheBitsOfArrays(String backend) {
        QpData data = Case.of(Family.OPTNET, 20, 5, 4, 2, "QA").data(Seed.random("buffers"));
        for (Precision precision : Precision.values()) {
            QpBatch inBuffers = QpBatch.builder(20, 5)
                    .Q(inBuffer(data.array('Q', precision)))
                    .q(inBuffer(data.array('q', precision)))
                    .A(inBuffer(data.array('A', precision)))
                    .b(inBuffer(data.array('b', precision)))
                    .G(inBuffer(data.array('G', precision)))
                    .h(inBuffer(data.array('h', precision)))
                    .build();
            BatchArray dLdx = BatchArray.shared(1, 2, 3, 4, 5).to(precision);
            try (QpSolver solver = QpSolver.builder().backend(backend).build();
                    QpSolution expected = solver.solve(data.toBatch(precision));
                    QpSolution actual = solver.solve(inBuffers)) {
                QpGradients expectedGradients = expected.gradients(dLdx);
                QpGradients actualGradients = actual.gradients(inBuffer(dLdx));
                for (int i = 0; i < 20; i++) {
                    Bits.assertSame(expected, i, actual, i);
                    Bits.assertSame(data, expectedGradients, i, actualGradients, i);
                }
                assertArrayEquals(
                        expectedGradients.Q().toDoubles(), actualGradients.Q().toDoubles());
            }
        }
    }

    private static BatchArray inBuffer(BatchArray array) {
        if (array.precision() == Precision.FLOAT64) {
            DoubleBuffer buffer = doubles(array.length()).put(array.doubles()).flip();
            return array.isShared() ? BatchArray.shared(buffer) : BatchArray.perProblem(buffer);
        }
        FloatBuffer buffer = ByteBuffer.allocateDirect(4 * array.length())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(array.floats())
                .flip();
        return array.isShared() ? BatchArray.shared(buffer) : BatchArray.perProblem(buffer);
    }

    private static DoubleBuffer doubles(int length) {
        return ByteBuffer.allocateDirect(8 * length)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }
}
