package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.Precision;
import org.optnet4j.backend.BackendUnavailableException;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Seed;

/** Factors, solutions, inverses and determinants, on every back end that has them, wherever the numbers are. */
@ExtendWith(Seed.class)
class BatchCholeskyTest {
    private static final int BATCH = 23;
    private static final double GAP = -77;

    /** What holds the numbers. */
    enum Place {
        HEAP,
        DIRECT;

        BatchArray hold(double[] numbers, Precision precision) {
            BatchArray on = BatchArray.perProblem(numbers).to(precision);
            if (this == HEAP) {
                return on;
            }
            if (precision == Precision.FLOAT64) {
                DoubleBuffer buffer = direct(numbers.length * Double.BYTES).asDoubleBuffer();
                return BatchArray.perProblem(buffer.put(on.doubles()).flip());
            }
            FloatBuffer buffer = direct(numbers.length * Float.BYTES).asFloatBuffer();
            return BatchArray.perProblem(buffer.put(on.floats()).flip());
        }

        private static ByteBuffer direct(int bytes) {
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
    }

    static Stream<String> backends() {
        return AvailableBackends.names().filter(name -> !name.equals("cuda"));
    }

    static Stream<Arguments> kinds() {
        return backends()
                .flatMap(backend -> Stream.of(Precision.values())
                        .flatMap(precision ->
                                Stream.of(Place.values()).map(place -> Arguments.of(backend, precision, place))));
    }

    private static Linalg open(String backend) {
        return Linalg.builder().backend(backend).build();
    }

    /** L L' + I / 10 of batch n x n matrices, as they are after rounding to the precision. */
    private static double[] positiveDefinite(Random random, int n, Precision precision) {
        double[] a = new double[BATCH * n * n];
        for (int k = 0; k < BATCH; k++) {
            double[] root = random.doubles(n * n, -1, 1).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = i == j ? 0.1 : 0;
                    for (int l = 0; l < n; l++) {
                        sum += root[i * n + l] * root[j * n + l] / n;
                    }
                    a[(k * n + i) * n + j] = a[(k * n + j) * n + i] = sum;
                }
            }
        }
        return rounded(a, precision);
    }

    private static double[] rounded(double[] numbers, Precision precision) {
        return BatchArray.perProblem(numbers).to(precision).toDoubles();
    }

    /** The matrices spread out, with 2 numbers before the first, 1 after each row and 3 after each matrix. */
    private static MatrixBatch spread(double[] numbers, int rows, int columns, Precision precision, Place place) {
        int leading = columns + 1;
        int stride = rows * leading + 3;
        double[] all = new double[2 + BATCH * stride];
        Arrays.fill(all, GAP);
        for (int k = 0; k < BATCH; k++) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(numbers, (k * rows + i) * columns, all, 2 + k * stride + i * leading, columns);
            }
        }
        return MatrixBatch.of(place.hold(all, precision), BATCH, rows, columns, 2, stride, leading);
    }

    private static void assertGapsKept(MatrixBatch matrices) {
        for (int at = 0; at < matrices.numbers().length(); at++) {
            int inside = (at - matrices.offset()) % matrices.stride();
            boolean gap = at < matrices.offset()
                    || inside >= matrices.rows() * matrices.leading()
                    || inside % matrices.leading() >= matrices.columns();
            if (gap) {
                assertEquals(GAP, matrices.numbers().get(at), "number " + at);
            }
        }
    }

    private static double epsilon(Precision precision) {
        return precision == Precision.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1.0f);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everythingAgreesWithTheMatrices(String backend, Precision precision, Place place) {
        Random random = Seed.random("cholesky");
        try (Linalg linalg = open(backend)) {
            assertEquals(backend, linalg.backend());
            for (int n : new int[] {1, 2, 5, 8, 17, 40}) {
                double[] a = positiveDefinite(random, n, precision);
                double[] b = rounded(random.doubles(BATCH * n * 3, -1, 1).toArray(), precision);
                MatrixBatch factor = spread(a, n, n, precision, place);
                BatchCholesky cholesky = BatchCholesky.factor(linalg, factor);
                assertTrue(cholesky.isPositiveDefinite());
                assertFactors(a, factor, n, precision);

                MatrixBatch x = spread(b, n, 3, precision, place);
                cholesky.solve(x);
                assertSolutions(a, x, b, n, precision);

                double[] logDeterminant = cholesky.logDeterminant();
                for (int k = 0; k < BATCH; k++) {
                    assertEquals(logDeterminant(a, k, n), logDeterminant[k], 1000 * n * epsilon(precision));
                }
                assertInverses(a, cholesky.inverse(), n, precision);
                assertGapsKept(factor);
                assertGapsKept(x);
            }
        }
    }

    private static void assertFactors(double[] a, MatrixBatch l, int n, Precision precision) {
        for (int k = 0; k < BATCH; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = -a[(k * n + i) * n + j];
                    double size = 0;
                    for (int e = 0; e <= j; e++) {
                        sum += l.get(k, i, e) * l.get(k, j, e);
                        size += Math.abs(l.get(k, i, e) * l.get(k, j, e));
                    }
                    assertEquals(0, sum, (j + 10) * epsilon(precision) * size);
                }
                for (int j = i + 1; j < n; j++) {
                    assertEquals(a[(k * n + i) * n + j], l.get(k, i, j), "upper triangle");
                }
            }
        }
    }

    /** The matrices have norms of about 1 and conditions of less than 100. */
    private static void assertSolutions(double[] a, MatrixBatch x, double[] b, int n, Precision precision) {
        for (int k = 0; k < BATCH; k++) {
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < n; i++) {
                    double residual = -b[(k * n + i) * 3 + c];
                    double size = 1;
                    for (int j = 0; j < n; j++) {
                        residual += a[(k * n + i) * n + j] * x.get(k, j, c);
                        size = Math.max(size, Math.abs(x.get(k, j, c)));
                    }
                    assertEquals(0, residual, 10 * (n + 4) * epsilon(precision) * size);
                }
            }
        }
    }

    private static void assertInverses(double[] a, MatrixBatch inverse, int n, Precision precision) {
        for (int k = 0; k < BATCH; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = i == j ? -1 : 0;
                    for (int e = 0; e < n; e++) {
                        sum += a[(k * n + i) * n + e] * inverse.get(k, Math.max(e, j), Math.min(e, j));
                    }
                    assertEquals(0, sum, 200 * (n + 4) * epsilon(precision));
                }
            }
        }
    }

    /** By Gaussian elimination. */
    private static double logDeterminant(double[] a, int k, int n) {
        double[] u = Arrays.copyOfRange(a, k * n * n, (k + 1) * n * n);
        double sum = 0;
        for (int p = 0; p < n; p++) {
            sum += Math.log(u[p * n + p]);
            for (int i = p + 1; i < n; i++) {
                double factor = u[i * n + p] / u[p * n + p];
                for (int j = p; j < n; j++) {
                    u[i * n + j] -= factor * u[p * n + j];
                }
            }
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void oneThatIsNotPositiveDefiniteTouchesNoOther(String backend, Precision precision, Place place) {
        Random random = Seed.random("indefinite");
        int n = 6;
        double[] a = positiveDefinite(random, n, precision);
        double[] b = rounded(random.doubles(BATCH * n * 3, -1, 1).toArray(), precision);
        double[] spoilt = a.clone();
        int bad = random.nextInt(BATCH);
        spoilt[(bad * n + 4) * n + 4] = -1;
        try (Linalg linalg = open(backend)) {
            MatrixBatch healthyFactor = spread(a, n, n, precision, place);
            MatrixBatch healthyX = spread(b, n, 3, precision, place);
            MatrixBatch factor = spread(spoilt, n, n, precision, place);
            MatrixBatch x = spread(b, n, 3, precision, place);
            BatchCholesky healthy = BatchCholesky.factor(linalg, healthyFactor);
            healthy.solve(healthyX);
            BatchCholesky cholesky = BatchCholesky.factor(linalg, factor);
            cholesky.solve(x);
            assertFalse(cholesky.isPositiveDefinite());
            double[] logDeterminant = cholesky.logDeterminant();
            for (int k = 0; k < BATCH; k++) {
                assertEquals(k == bad ? 5 : 0, cholesky.info(k));
                assertEquals(k == bad, Double.isNaN(logDeterminant[k]));
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        double expected = k == bad ? spoilt[(k * n + i) * n + j] : healthyFactor.get(k, i, j);
                        assertEquals(expected, factor.get(k, i, j));
                    }
                    for (int j = 0; j < 3; j++) {
                        assertEquals(k == bad ? Double.NaN : healthyX.get(k, i, j), x.get(k, i, j));
                    }
                }
            }
            healthy.inverse();
            cholesky.inverse();
            for (int k = 0; k < BATCH; k++) {
                assertEquals(k == bad ? Double.NaN : healthyFactor.get(k, 3, 1), factor.get(k, 3, 1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theBitsDoNotDependOnTheThreads(String backend) {
        Random random = Seed.random("threads");
        int n = 9;
        int batch = 5000;
        double[] a = new double[batch * n * n];
        for (int k = 0; k < batch; k += BATCH) {
            double[] some = positiveDefinite(random, n, Precision.FLOAT64);
            System.arraycopy(some, 0, a, k * n * n, Math.min(BATCH, batch - k) * n * n);
        }
        double[] b = random.doubles(batch * n).toArray();
        double[][] factors = {a.clone(), a.clone()};
        double[][] solutions = {b.clone(), b.clone()};
        for (int i = 0; i < 2; i++) {
            ForkJoinPool pool = new ForkJoinPool(1 + 3 * i);
            try (Linalg linalg = Linalg.builder().backend(backend).pool(pool).build()) {
                BatchCholesky.factor(linalg, MatrixBatch.of(factors[i], batch, n, n))
                        .solve(MatrixBatch.of(solutions[i], batch, n, 1));
            } finally {
                pool.shutdown();
            }
        }
        assertArrayEquals(factors[0], factors[1]);
        assertArrayEquals(solutions[0], solutions[1]);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void factorsFromElsewhereAndOneForAll(String backend) {
        BatchArray l = BatchArray.perProblem(2, 0, 1, 3);
        double[] x = {4, 11, 8, 22};
        try (Linalg linalg = open(backend)) {
            BatchCholesky cholesky = BatchCholesky.of(linalg, MatrixBatch.of(l, 2, 2, 2, 0, 0, 2));
            cholesky.solve(MatrixBatch.of(x, 2, 2, 1));
            assertArrayEquals(new double[] {0.5, 1, 1, 2}, x, 1e-15);
            refused("factor: expected a matrix of its own for each, to be written, got stride 0", cholesky::inverse);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void emptyBatches(String backend) {
        try (Linalg linalg = open(backend)) {
            BatchCholesky none = BatchCholesky.factor(linalg, MatrixBatch.of(new double[0], 0, 3, 3));
            none.solve(MatrixBatch.of(new double[0], 0, 3, 2));
            assertEquals(0, none.logDeterminant().length);
            BatchCholesky one = BatchCholesky.factor(linalg, MatrixBatch.of(new double[] {4, 0, 0, 4}, 1, 2, 2));
            one.solve(MatrixBatch.of(new double[0], 1, 2, 0));
            one.solve(MatrixBatch.of(BatchArray.perProblem(new double[0]), 1, 2, 0, 0, 0, 5));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void wrongArgumentsAreRefusedByName(String backend) {
        Linalg linalg = open(backend);
        refused(
                "a: expected square matrices of at least 1 x 1, got 2 x 3",
                () -> BatchCholesky.factor(linalg, MatrixBatch.of(new double[6], 1, 2, 3)));
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
        assertThrows(IllegalStateException.class, cholesky::inverse);
        assertThrows(IllegalStateException.class, cholesky::logDeterminant);
        linalg.close();
        linalg.close();
        IllegalStateException closed = assertThrows(
                IllegalStateException.class,
                () -> BatchCholesky.factor(linalg, MatrixBatch.of(new double[] {1}, 1, 1, 1)));
        assertEquals("factor: the Linalg is closed", closed.getMessage());
    }

    @Test
    void aBackEndWithoutItIsNamed() {
        BackendUnavailableException none = assertThrows(BackendUnavailableException.class, () -> open("abacus"));
        assertTrue(none.getMessage().contains("'abacus' does not exist"), none.getMessage());
        try (Linalg linalg = Linalg.create()) {
            assertTrue(Set.of("cpu", "java").contains(linalg.backend()), linalg.backend());
        }
    }

    @Test
    @Tag("backend")
    void theCudaBackEndHasNone() {
        assumeTrue(AvailableBackends.names().anyMatch("cuda"::equals));
        BackendUnavailableException none = assertThrows(BackendUnavailableException.class, () -> open("cuda"));
        assertEquals("Back end 'cuda' has no linear algebra", none.getMessage());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void whatCannotBeWrittenIsRefused(String backend) {
        DoubleBuffer numbers = ByteBuffer.allocateDirect(8)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer()
                .put(0, 4)
                .asReadOnlyBuffer();
        MatrixBatch matrices = MatrixBatch.of(BatchArray.perProblem(numbers), 1, 1, 1);
        try (Linalg linalg = open(backend)) {
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
    @MethodSource("backends")
    void largeMatrices(String backend) {
        int n = 400;
        Random random = Seed.random("large");
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                a[i * n + j] = a[j * n + i] = random.nextDouble() - 0.5;
            }
            a[i * n + i] = n;
        }
        double[] b = random.doubles(n).toArray();
        double[] factor = a.clone();
        double[] x = b.clone();
        try (Linalg linalg = open(backend)) {
            BatchCholesky cholesky = BatchCholesky.factor(linalg, MatrixBatch.of(factor, 1, n, n));
            cholesky.solve(MatrixBatch.of(x, 1, n, 1));
            for (int i = 0; i < n; i++) {
                double residual = -b[i];
                for (int j = 0; j < n; j++) {
                    residual += a[i * n + j] * x[j];
                }
                assertEquals(0, residual, 1e-12);
                assertEquals(i == 0 ? n : a[1], i == 0 ? factor[0] * factor[0] : factor[1], 1e-9);
            }
            double[] inverse = cholesky.inverse().numbers().doubles();
            assertEquals(a[n - 1], inverse[n - 1], "upper triangle");
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += a[j] * inverse[j * n];
            }
            assertEquals(1, sum, 1e-12);
        }
    }

    private static void refused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
