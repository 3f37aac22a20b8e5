package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.optnet4j.linalg.Refusals.refused;
import static org.optnet4j.linalg.Refusals.refusedNow;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.testing.Seed;

/** Factors of quasi-definite matrices, solutions and inertia, on every back end that has them, wherever the numbers are. */
@ExtendWith(Seed.class)
@Tag("backend")
class BatchLdlTest {
    private static final int BATCH = 21;

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void everythingAgreesWithTheMatrices(Kind kind) {
        Random random = Seed.random("ldl");
        try (Linalg linalg = kind.open()) {
            for (int n : new int[] {1, 2, 5, 8, 17, 40}) {
                int negative = random.nextInt(n + 1);
                Matrices a = kind.rounded(Matrices.quasiDefinite(random, BATCH, n - negative, negative));
                Matrices b = kind.rounded(Matrices.random(random, BATCH, n, 3));
                MatrixBatch factor = kind.spread(a.lowerOnly());
                MatrixBatch x = kind.spread(b);
                BatchLdl ldl = BatchLdl.factor(linalg, factor);
                ldl.solve(x);
                assertSame(factor, ldl.factor());
                assertTrue(ldl.allFactored());
                for (int k = 0; k < BATCH; k++) {
                    assertEquals(0, ldl.info(k));
                    assertEquals(new BatchLdl.Inertia(n - negative, negative), ldl.inertia(k));
                }

                Matrices l = Matrices.of(factor).lower().withUnitDiagonal();
                Matrices d = Matrices.of(factor).diagonal();
                Matrices size =
                        l.absolute().times(d.absolute()).times(l.absolute().transposed());
                Matrices.assertClose(a, l.times(d).times(l.transposed()), (n + 10) * kind.epsilon(), size);
                Matrices solutions = Matrices.of(x);
                Matrices.assertClose(
                        b, a.times(solutions), (3 * n + 10) * kind.epsilon(), size.times(solutions.absolute()));
                Matrices.assertSame(Matrices.of(factor).lowerOnly(), Matrices.of(factor));
                Layouts.assertGapsKept(factor, x);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void pivotsThatCannotBeDividedByAreLabelledAndTouchNoOther(Kind kind) {
        Random random = Seed.random("zero pivot");
        int n = 6;
        Matrices a = kind.rounded(Matrices.quasiDefinite(random, BATCH, 4, 2));
        Matrices b = kind.rounded(Matrices.random(random, BATCH, n, 3));
        Matrices spoilt = a.copy();
        spoilt.set(2, 0, 0, 0);
        for (int i = 0; i < 2; i++) { // [1 1; 1 1]
            spoilt.set(5, 1, i, 1);
            spoilt.set(5, i, 0, 1);
        }
        spoilt.set(11, 3, 3, Double.NaN);
        spoilt.set(20, 4, 4, Double.NEGATIVE_INFINITY);
        int[] info = new int[BATCH];
        info[2] = 1;
        info[5] = 2;
        info[11] = 4;
        info[20] = 5;
        try (Linalg linalg = kind.open()) {
            MatrixBatch healthyFactor = kind.spread(a);
            MatrixBatch healthyX = kind.spread(b);
            MatrixBatch factor = kind.spread(spoilt);
            MatrixBatch x = kind.spread(b);
            BatchLdl.factor(linalg, healthyFactor).solve(healthyX);
            BatchLdl ldl = BatchLdl.factor(linalg, factor);
            ldl.solve(x);
            assertFalse(ldl.allFactored());
            for (int k = 0; k < BATCH; k++) {
                assertEquals(info[k], ldl.info(k), "matrix " + k);
                if (info[k] == 0) {
                    Matrices.assertSame(Matrices.of(healthyFactor), Matrices.of(factor), k);
                    Matrices.assertSame(Matrices.of(healthyX), Matrices.of(x), k);
                } else {
                    Matrices.assertSame(spoilt, Matrices.of(factor), k);
                    Matrices.assertAllNaN(Matrices.of(x), k);
                }
            }
            refusedNow("inertia: matrix 5 was not factored, its info is 2", () -> ldl.inertia(5));
            Layouts.assertGapsKept(factor, x);
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void factorsFromElsewhereAndOneForAll(Kind kind) {
        Random random = Seed.random("one for all");
        Matrices a = kind.rounded(Matrices.quasiDefinite(random, 1, 5, 2));
        Matrices b = kind.rounded(Matrices.random(random, BATCH, 7, 2));
        MatrixBatch each = kind.spread(a.repeated(BATCH));
        MatrixBatch expected = kind.spread(b);
        MatrixBatch x = kind.spread(b);
        try (Linalg linalg = kind.open()) {
            BatchLdl.factor(linalg, each).solve(expected);
            MatrixBatch one = kind.oneForAll(Matrices.of(each), BATCH);
            BatchLdl ldl = BatchLdl.of(linalg, one);
            ldl.solve(x);
            assertTrue(ldl.allFactored());
            assertEquals(new BatchLdl.Inertia(5, 2), ldl.inertia(BATCH - 1));
            Matrices.assertSame(Matrices.of(expected), Matrices.of(x));
            Matrices.assertSame(Matrices.of(each), Matrices.of(one));
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void wrongArgumentsAreRefusedByName(String backend) {
        Linalg linalg = Kind.open(backend);
        refused(
                "a: expected square matrices of at least 1 x 1, got 2 x 3",
                () -> BatchLdl.factor(linalg, MatrixBatch.of(new double[6], 1, 2, 3)));
        refused(
                "factor: expected square matrices of at least 1 x 1, got 0 x 0",
                () -> BatchLdl.of(linalg, MatrixBatch.of(new double[0], 1, 0, 0)));
        MatrixBatch oneForAll = MatrixBatch.of(BatchArray.perProblem(1, 0, 0, 1), 2, 2, 2, 0, 0, 2);
        refused(
                "a: expected a matrix of its own for each, to be written, got stride 0",
                () -> BatchLdl.factor(linalg, oneForAll));
        MatrixBatch readOnly = MatrixBatch.of(Place.readOnly(4), 1, 1, 1);
        refused(
                "a: expected a buffer that can be written, got a read-only one",
                () -> BatchLdl.factor(linalg, readOnly));
        refused(
                "b: expected a buffer that can be written, got a read-only one",
                () -> BatchLdl.of(linalg, readOnly).solve(readOnly));
        BatchLdl ldl = BatchLdl.of(linalg, oneForAll);
        refused(
                "b: batch: expected 2, as of the factors, got 1",
                () -> ldl.solve(MatrixBatch.of(new double[2], 1, 2, 1)));
        refused(
                "b: rows: expected 2, as of the factors, got 1",
                () -> ldl.solve(MatrixBatch.of(new double[2], 2, 1, 1)));
        refused(
                "b: expected the precision of the factors, FLOAT64, got FLOAT32",
                () -> ldl.solve(MatrixBatch.of(new float[4], 2, 2, 1)));
        refused("b: expected a matrix of its own for each, to be written, got stride 0", () -> ldl.solve(oneForAll));
        assertThrows(IndexOutOfBoundsException.class, () -> ldl.info(2));
        assertThrows(IndexOutOfBoundsException.class, () -> ldl.inertia(-1));
        linalg.close();
        refusedNow(
                "factor: the Linalg is closed",
                () -> BatchLdl.factor(linalg, MatrixBatch.of(new double[] {1}, 1, 1, 1)));
        refusedNow("solve: the Linalg is closed", () -> ldl.solve(MatrixBatch.of(new double[4], 2, 2, 1)));
    }
}
