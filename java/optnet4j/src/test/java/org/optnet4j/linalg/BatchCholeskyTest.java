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
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.testing.Seed;

/** Factors, solutions, inverses and determinants, on every back end that has them, wherever the numbers are. */
@ExtendWith(Seed.class)
@Tag("backend")
class BatchCholeskyTest {
    private static final int BATCH = 23;

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void everythingAgreesWithTheMatrices(Kind kind) {
        Random random = Seed.random("cholesky");
        try (Linalg linalg = kind.open()) {
            for (int n : new int[] {1, 2, 5, 8, 17, 40}) {
                Matrices a = kind.rounded(Matrices.positiveDefinite(random, BATCH, n));
                Matrices b = kind.rounded(Matrices.random(random, BATCH, n, 3));
                MatrixBatch factor = kind.spread(a.lowerOnly());
                MatrixBatch x = kind.spread(b);
                BatchCholesky cholesky = BatchCholesky.factor(linalg, factor);
                assertSame(factor, cholesky.factor());
                assertTrue(cholesky.isPositiveDefinite());
                Matrices l = Matrices.of(factor).lower();
                Matrices size = l.absolute().times(l.absolute().transposed());
                Matrices.assertClose(a, l.times(l.transposed()), (n + 10) * kind.epsilon(), size);

                cholesky.solve(x);
                Matrices solutions = Matrices.of(x);
                Matrices.assertClose(
                        b, a.times(solutions), (3 * n + 10) * kind.epsilon(), size.times(solutions.absolute()));

                double[] logDeterminant = cholesky.logDeterminant();
                for (int k = 0; k < BATCH; k++) {
                    assertEquals(logDeterminant(a, k), logDeterminant[k], 1000 * n * kind.epsilon());
                }
                assertInverses(a, cholesky.inverse(), kind);
                Matrices.assertSame(Matrices.of(factor).lowerOnly(), Matrices.of(factor));
                Layouts.assertGapsKept(factor, x);
            }
        }
    }

    /** The matrices have norms of about 1 and conditions of less than 100. */
    private static void assertInverses(Matrices a, MatrixBatch inverse, Kind kind) {
        int n = a.rows();
        Matrices full = Matrices.of(BATCH, n, n, (k, i, j) -> inverse.get(k, Math.max(i, j), Math.min(i, j)));
        Matrices identity = a.withUnitDiagonal().diagonal();
        Matrices.assertClose(identity, a.times(full), 200 * (n + 4) * kind.epsilon(), a.map(number -> 1));
    }

    /** By Gaussian elimination. */
    private static double logDeterminant(Matrices a, int k) {
        Matrices u = a.copy();
        int n = a.rows();
        double sum = 0;
        for (int p = 0; p < n; p++) {
            sum += Math.log(u.get(k, p, p));
            for (int i = p + 1; i < n; i++) {
                double factor = u.get(k, i, p) / u.get(k, p, p);
                for (int j = p; j < n; j++) {
                    u.set(k, i, j, u.get(k, i, j) - factor * u.get(k, p, j));
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void oneThatIsNotPositiveDefiniteTouchesNoOther(Kind kind) {
        Random random = Seed.random("indefinite");
        int n = 6;
        Matrices a = kind.rounded(Matrices.positiveDefinite(random, BATCH, n));
        Matrices b = kind.rounded(Matrices.random(random, BATCH, n, 3));
        int bad = random.nextInt(BATCH);
        Matrices spoilt = a.copy();
        spoilt.set(bad, 4, 4, -1);
        try (Linalg linalg = kind.open()) {
            MatrixBatch healthyFactor = kind.spread(a);
            MatrixBatch healthyX = kind.spread(b);
            MatrixBatch factor = kind.spread(spoilt);
            MatrixBatch x = kind.spread(b);
            BatchCholesky healthy = BatchCholesky.factor(linalg, healthyFactor);
            healthy.solve(healthyX);
            BatchCholesky cholesky = BatchCholesky.factor(linalg, factor);
            cholesky.solve(x);
            assertFalse(cholesky.isPositiveDefinite());
            double[] logDeterminant = cholesky.logDeterminant();
            for (int k = 0; k < BATCH; k++) {
                assertEquals(k == bad ? 5 : 0, cholesky.info(k));
                assertEquals(k == bad, Double.isNaN(logDeterminant[k]));
                Matrices.assertSame(k == bad ? spoilt : Matrices.of(healthyFactor), Matrices.of(factor), k);
                Matrices.assertSame(Matrices.of(healthyX).map(nanIf(k == bad)), Matrices.of(x), k);
            }
            healthy.inverse();
            cholesky.inverse();
            for (int k = 0; k < BATCH; k++) {
                Matrices expected = Matrices.of(healthyFactor).lower().map(nanIf(k == bad));
                Matrices.assertSame(expected.lower(), Matrices.of(factor).lower(), k);
            }
        }
    }

    private static DoubleUnaryOperator nanIf(boolean bad) {
        return number -> bad ? Double.NaN : number;
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void factorsFromElsewhereAndOneForAll(String backend) {
        BatchArray l = BatchArray.perProblem(2, 0, 1, 3);
        double[] x = {4, 11, 8, 22};
        try (Linalg linalg = Kind.open(backend)) {
            BatchCholesky cholesky = BatchCholesky.of(linalg, MatrixBatch.of(l, 2, 2, 2, 0, 0, 2));
            cholesky.solve(MatrixBatch.of(x, 2, 2, 1));
            assertArrayEquals(new double[] {0.5, 1, 1, 2}, x, 1e-15);
            refused("factor: expected a matrix of its own for each, to be written, got stride 0", cholesky::inverse);
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void anEmptyBatchHasNoDeterminants(String backend) {
        try (Linalg linalg = Kind.open(backend)) {
            BatchCholesky none = BatchCholesky.factor(linalg, MatrixBatch.of(new double[0], 0, 3, 3));
            assertEquals(0, none.logDeterminant().length);
            assertTrue(none.isPositiveDefinite());
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void wrongArgumentsAreRefusedByName(String backend) {
        Linalg linalg = Kind.open(backend);
        refused(
                "a: expected square matrices of at least 1 x 1, got 2 x 3",
                () -> BatchCholesky.factor(linalg, MatrixBatch.of(new double[6], 1, 2, 3)));
        refused(
                "a: expected square matrices of at least 1 x 1, got 0 x 0",
                () -> BatchCholesky.factor(linalg, MatrixBatch.of(new double[0], 1, 0, 0)));
        refused(
                "factor: expected square matrices of at least 1 x 1, got 3 x 2",
                () -> BatchCholesky.of(linalg, MatrixBatch.of(new double[6], 1, 3, 2)));
        refused(
                "a: expected a matrix of its own for each, to be written, got stride 0",
                () -> BatchCholesky.factor(
                        linalg, MatrixBatch.of(BatchArray.perProblem(1, 0, 0, 1), 2, 2, 2, 0, 0, 2)));
        BatchCholesky cholesky = BatchCholesky.factor(linalg, MatrixBatch.of(new double[] {1, 0, 0, 1}, 1, 2, 2));
        refused(
                "b: batch: expected 1, as of the factors, got 2",
                () -> cholesky.solve(MatrixBatch.of(new double[4], 2, 2, 1)));
        refused(
                "b: rows: expected 2, as of the factors, got 1",
                () -> cholesky.solve(MatrixBatch.of(new double[4], 1, 1, 4)));
        refused(
                "b: expected the precision of the factors, FLOAT64, got FLOAT32",
                () -> cholesky.solve(MatrixBatch.of(new float[2], 1, 2, 1)));
        assertThrows(IndexOutOfBoundsException.class, () -> cholesky.info(1));
        cholesky.inverse();
        refusedNow("inverse: the factors have been replaced by inverses", cholesky::inverse);
        refusedNow("logDeterminant: the factors have been replaced by inverses", cholesky::logDeterminant);
        refusedNow(
                "solve: the factors have been replaced by inverses",
                () -> cholesky.solve(MatrixBatch.of(new double[2], 1, 2, 1)));

        MatrixBatch one = MatrixBatch.of(new double[] {1}, 1, 1, 1);
        BatchCholesky open = BatchCholesky.of(linalg, one);
        linalg.close();
        refusedNow("factor: the Linalg is closed", () -> BatchCholesky.factor(linalg, one));
        refusedNow("solve: the Linalg is closed", () -> open.solve(one));
        refusedNow("inverse: the Linalg is closed", open::inverse);
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void whatCannotBeWrittenIsRefused(String backend) {
        MatrixBatch matrices = MatrixBatch.of(Place.readOnly(4), 1, 1, 1);
        try (Linalg linalg = Kind.open(backend)) {
            refused(
                    "a: expected a buffer that can be written, got a read-only one",
                    () -> BatchCholesky.factor(linalg, matrices));
            BatchCholesky cholesky = BatchCholesky.of(linalg, matrices);
            refused("b: expected a buffer that can be written, got a read-only one", () -> cholesky.solve(matrices));
            refused("factor: expected a buffer that can be written, got a read-only one", cholesky::inverse);
            double[] x = {8};
            cholesky.solve(MatrixBatch.of(x, 1, 1, 1));
            assertEquals(0.5, x[0]);
        }
    }

    /** Larger than what is worked on in place in the Java heap. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void largeMatrices(String backend) {
        int n = 400;
        Random random = Seed.random("large");
        Matrices a = Matrices.of(1, n, n, (k, i, j) -> i == j ? n : random.nextDouble() - 0.5)
                .lowerOnly();
        Matrices full = Matrices.of(1, n, n, (k, i, j) -> a.get(0, Math.max(i, j), Math.min(i, j)));
        Matrices b = Matrices.random(random, 1, n, 1);
        double[] x = b.numbers().clone();
        try (Linalg linalg = Kind.open(backend)) {
            MatrixBatch factor = MatrixBatch.of(a.numbers().clone(), 1, n, n);
            BatchCholesky.factor(linalg, factor).solve(MatrixBatch.of(x, 1, n, 1));
            Matrices.assertSame(Matrices.of(factor).lowerOnly(), Matrices.of(factor));
            Matrices residual = full.times(new Matrices(1, n, 1, x));
            Matrices.assertClose(b, residual, 1e-12, b.map(number -> 1));
            assertTrue(Arrays.stream(x).allMatch(Double::isFinite));
        }
    }
}
