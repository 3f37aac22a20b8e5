package org.optnet4j.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSolution;

/** Equality to the last bit. */
public final class Bits {
    private Bits() {}

    /** Problem {@code i} of one solution is problem {@code j} of another. */
    public static void assertSame(QpSolution expected, int i, QpSolution actual, int j) {
        QpBatch batch = expected.batch();
        String what = "problem " + i;
        assertEquals(expected.status(i), actual.status(j), what);
        assertEquals(expected.iterations(i), actual.iterations(j), what);
        assertEquals(expected.primalResidual(i), actual.primalResidual(j), what);
        assertEquals(expected.dualResidual(i), actual.dualResidual(j), what);
        assertEquals(expected.gap(i), actual.gap(j), what);
        assertEquals(expected.objective(i), actual.objective(j), what);
        assertSame(expected.x(), i, actual.x(), j, batch.n(), what + ": x");
        assertSame(expected.nu(), i, actual.nu(), j, batch.p(), what + ": nu");
        assertSame(expected.lambda(), i, actual.lambda(), j, batch.m(), what + ": lambda");
        assertSame(expected.slack(), i, actual.slack(), j, batch.m(), what + ": slack");
    }

    /** The gradients of problem {@code i} with respect to parameters per problem are those of problem {@code j}. */
    public static void assertSame(QpData data, QpGradients expected, int i, QpGradients actual, int j) {
        for (char name : QpData.NAMES.toCharArray()) {
            if (!data.isShared(name)) {
                BatchArray first = Differences.get(expected, name);
                BatchArray second = Differences.get(actual, name);
                assertSame(first, i, second, j, data.blockLength(name), "problem " + i + ": d" + name);
            }
        }
    }

    private static void assertSame(BatchArray expected, int i, BatchArray actual, int j, int length, String what) {
        if (length > 0) {
            assertArrayEquals(expected.block(i, length), actual.block(j, length), what);
        }
    }
}
