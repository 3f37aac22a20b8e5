package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.optnet4j.linalg.Refusals.refused;
import static org.optnet4j.linalg.Refusals.refusedNow;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.testing.Seed;

/** Factors with pivots and solutions, on every back end that has them, wherever the numbers are. */
@ExtendWith(Seed.class)
@Tag("backend")
class BatchLuTest {
    private static final int BATCH = 21;

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void everythingAgreesWithTheMatrices(Kind kind) {
        Random random = Seed.random("lu");
        try (Linalg linalg = kind.open()) {
            for (int n : new int[] {1, 2, 5, 8, 17, 40}) {
                Matrices a = kind.rounded(Matrices.random(random, BATCH, n, n));
                Matrices b = kind.rounded(Matrices.random(random, BATCH, n, 3));
                MatrixBatch factor = kind.spread(a);
                MatrixBatch x = kind.spread(b);
                MatrixBatch transposedX = kind.spread(b);
                BatchLu lu = BatchLu.factor(linalg, factor);
                lu.solve(x);
                lu.solveTransposed(transposedX);
                assertSame(factor, lu.factor());
                assertTrue(lu.allFactored());

                Matrices l = Matrices.of(factor).lower().withUnitDiagonal();
                Matrices u = Matrices.of(factor).upper();
                assertTrue(Arrays.stream(l.numbers()).allMatch(number -> Math.abs(number) <= 1 + kind.epsilon()));
                Matrices exchanged = exchanged(lu, a);
                Matrices size = l.absolute().times(u.absolute());
                Matrices.assertClose(exchanged, l.times(u), (n + 10) * kind.epsilon(), size);

                Matrices solutions = Matrices.of(x);
                double factorOfSolve = (3 * n + 10) * kind.epsilon();
                Matrices.assertClose(
                        exchanged(lu, b), exchanged.times(solutions), factorOfSolve, size.times(solutions.absolute()));
                // A' X = (P A)' (P X)
                Matrices exchangedSolutions = exchanged(lu, Matrices.of(transposedX));
                Matrices.assertClose(
                        b,
                        exchanged.transposed().times(exchangedSolutions),
                        factorOfSolve,
                        size.transposed().times(exchangedSolutions.absolute()));
                Layouts.assertGapsKept(factor, x, transposedX);
            }
        }
    }

    /** P times matrices. */
    private static Matrices exchanged(BatchLu lu, Matrices matrices) {
        Matrices result = matrices.copy();
        for (int k = 0; k < matrices.batch(); k++) {
            for (int i = 0; i < matrices.rows(); i++) {
                int pivot = lu.pivot(k, i);
                assertTrue(pivot >= i && pivot < matrices.rows(), "pivot " + pivot);
                for (int j = 0; j < matrices.columns(); j++) {
                    double kept = result.get(k, i, j);
                    result.set(k, i, j, result.get(k, pivot, j));
                    result.set(k, pivot, j, kept);
                }
            }
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void zerosAndTinyNumbersOnTheDiagonal(String backend) {
        double[] a = {0, 2, 4, 0, 1e-20, 1, 1, 1};
        double[] x = {6, 4, 3, 5};
        double[] transposedX = {4, 6, 5, 3};
        try (Linalg linalg = Kind.open(backend)) {
            BatchLu lu = BatchLu.factor(linalg, MatrixBatch.of(a, 2, 2, 2));
            assertEquals(1, lu.pivot(0, 0));
            assertEquals(1, lu.pivot(0, 1));
            assertEquals(1, lu.pivot(1, 0));
            assertArrayEquals(new double[] {4, 0, 0, 2, 1, 1, 1e-20, 1}, a);
            lu.solve(MatrixBatch.of(x, 2, 2, 1));
            assertArrayEquals(new double[] {1, 3, 2, 3}, x);
            lu.solveTransposed(MatrixBatch.of(transposedX, 2, 2, 1));
            assertArrayEquals(new double[] {3, 1, -2, 5}, transposedX);
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void singularOnesAreLabelledAndTouchNoOther(Kind kind) {
        Random random = Seed.random("singular");
        int n = 6;
        Matrices a = kind.rounded(Matrices.shuffled(random, BATCH, n));
        Matrices b = kind.rounded(Matrices.random(random, BATCH, n, 2));
        Matrices spoilt = a.copy();
        for (int i = 0; i < n; i++) {
            spoilt.set(3, i, 0, 0);
            spoilt.set(7, i, 4, 0);
            spoilt.set(12, i, 2, Double.NaN);
            spoilt.set(18, i, 5, Double.POSITIVE_INFINITY);
        }
        int[] info = new int[BATCH];
        info[3] = 1;
        info[7] = 5;
        info[12] = 3;
        info[18] = 6;
        try (Linalg linalg = kind.open()) {
            MatrixBatch healthyFactor = kind.spread(a);
            MatrixBatch healthyX = kind.spread(b);
            MatrixBatch factor = kind.spread(spoilt);
            MatrixBatch x = kind.spread(b);
            MatrixBatch transposedX = kind.spread(b);
            BatchLu.factor(linalg, healthyFactor).solve(healthyX);
            BatchLu lu = BatchLu.factor(linalg, factor);
            lu.solve(x);
            lu.solveTransposed(transposedX);
            assertFalse(lu.allFactored());
            for (int k = 0; k < BATCH; k++) {
                assertEquals(info[k], lu.info(k), "matrix " + k);
                if (info[k] == 0) {
                    Matrices.assertSame(Matrices.of(healthyFactor), Matrices.of(factor), k);
                    Matrices.assertSame(Matrices.of(healthyX), Matrices.of(x), k);
                } else {
                    Matrices.assertSame(spoilt, Matrices.of(factor), k);
                    Matrices.assertAllNaN(Matrices.of(x), k);
                    Matrices.assertAllNaN(Matrices.of(transposedX), k);
                }
            }
            Layouts.assertGapsKept(factor, x, transposedX);
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void wrongArgumentsAreRefusedByName(String backend) {
        Linalg linalg = Kind.open(backend);
        refused(
                "a: expected square matrices of at least 1 x 1, got 2 x 3",
                () -> BatchLu.factor(linalg, MatrixBatch.of(new double[6], 1, 2, 3)));
        MatrixBatch oneForAll = MatrixBatch.of(BatchArray.perProblem(1, 0, 0, 1), 2, 2, 2, 0, 0, 2);
        refused(
                "a: expected a matrix of its own for each, to be written, got stride 0",
                () -> BatchLu.factor(linalg, oneForAll));
        MatrixBatch readOnly = MatrixBatch.of(Place.readOnly(4, 4), 2, 1, 1);
        refused(
                "a: expected a buffer that can be written, got a read-only one",
                () -> BatchLu.factor(linalg, readOnly));
        BatchLu scalars = BatchLu.factor(linalg, MatrixBatch.of(new double[] {1, 2}, 2, 1, 1));
        refused("b: expected a buffer that can be written, got a read-only one", () -> scalars.solve(readOnly));
        BatchLu lu = BatchLu.factor(linalg, MatrixBatch.of(new double[] {1, 0, 0, 1, 1, 0, 0, 1}, 2, 2, 2));
        refused(
                "b: batch: expected 2, as of the factors, got 1",
                () -> lu.solve(MatrixBatch.of(new double[2], 1, 2, 1)));
        refused(
                "b: rows: expected 2, as of the factors, got 1",
                () -> lu.solveTransposed(MatrixBatch.of(new double[2], 2, 1, 1)));
        refused(
                "b: expected the precision of the factors, FLOAT64, got FLOAT32",
                () -> lu.solve(MatrixBatch.of(new float[4], 2, 2, 1)));
        refused(
                "b: expected a matrix of its own for each, to be written, got stride 0",
                () -> lu.solveTransposed(oneForAll));
        assertThrows(IndexOutOfBoundsException.class, () -> lu.info(2));
        assertThrows(IndexOutOfBoundsException.class, () -> lu.pivot(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> lu.pivot(0, 2));
        linalg.close();
        MatrixBatch b = MatrixBatch.of(new double[8], 2, 2, 2);
        refusedNow("factor: the Linalg is closed", () -> BatchLu.factor(linalg, b));
        refusedNow("solve: the Linalg is closed", () -> lu.solve(b));
        refusedNow("solveTransposed: the Linalg is closed", () -> lu.solveTransposed(b));
    }
}
