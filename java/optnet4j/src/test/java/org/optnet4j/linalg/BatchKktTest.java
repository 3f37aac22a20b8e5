package org.optnet4j.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.optnet4j.Form;
import org.optnet4j.Precision;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSettings;
import org.optnet4j.QpSolution;
import org.optnet4j.QpSolver;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;

/** Solutions of KKT systems, on every back end that has them, wherever the numbers are. */
@ExtendWith(Seed.class)
@Tag("backend")
class BatchKktTest {
    private static final int BATCH = 21;

    /** n, m, p. */
    private static final int[][] SIZES = {
        {1, 0, 0}, {1, 1, 0}, {2, 0, 1}, {5, 7, 0}, {5, 0, 2}, {6, 0, 0}, {8, 5, 3}, {17, 20, 6}, {40, 30, 10}
    };

    /**
     * The parts of KKT matrices.
     *
     * @param Q with eigenvalues of at least 0.1
     * @param A with rows of norm 1 at most
     * @param G the same
     * @param w between 0.1 and 2.1
     */
    private record Parts(Matrices Q, Matrices A, Matrices G, Matrices w) {
        static Parts random(Random random, int batch, int n, int m, int p, Kind kind) {
            return new Parts(
                    kind.rounded(Matrices.positiveDefinite(random, batch, n)),
                    kind.rounded(rows(random, batch, p, n)),
                    kind.rounded(rows(random, batch, m, n)),
                    kind.rounded(weights(random, batch, m)));
        }

        private static Matrices rows(Random random, int batch, int rows, int n) {
            return Matrices.random(random, batch, rows, n).map(number -> number / Math.sqrt(n));
        }

        int n() {
            return Q.rows();
        }

        int p() {
            return A.rows();
        }

        int size() {
            return n() + p() + G.rows();
        }

        Parts with(Matrices other) {
            return new Parts(Q, A, G, other);
        }

        Parts copy() {
            return new Parts(Q.copy(), A.copy(), G.copy(), w.copy());
        }

        /** [Q A' G'; A 0 0; G 0 -W]. */
        Matrices whole() {
            int g = n() + p();
            return Matrices.of(Q.batch(), size(), size(), (k, row, column) -> {
                int i = Math.max(row, column);
                int j = Math.min(row, column);
                if (j < n()) {
                    return i < n() ? Q.get(k, i, j) : i < g ? A.get(k, i - n(), j) : G.get(k, i - g, j);
                }
                return i == j && i >= g ? -w.get(k, i - g, 0) : 0;
            });
        }

        BatchKkt prepare(Linalg linalg, Kind kind) {
            return BatchKkt.prepare(linalg, kind.spread(Q.lowerOnly()), kind.spread(A), kind.spread(G));
        }
    }

    private static Matrices weights(Random random, int batch, int m) {
        return Matrices.random(random, batch, m, 1).map(number -> number + 1.1);
    }

    /**
     * What elimination commits is a multiple of |L| |L'|, for the factor L of the whole matrix: rows of it have norms whose
     * squares are at most 1 / 0.1 for A, and for G twice that and W.
     */
    private static void assertSolves(Parts parts, Matrices x, Matrices b, Kind kind) {
        Matrices whole = parts.whole();
        Matrices size = Matrices.of(whole.batch(), parts.size(), parts.size(), (k, i, j) -> 25);
        double factor = (parts.size() + 10) * kind.epsilon();
        Matrices.assertClose(b, whole.times(x), factor, size.times(x.absolute()));
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void solutionsSolveTheWholeSystem(Kind kind) {
        Random random = Seed.random("kkt");
        try (Linalg linalg = kind.open()) {
            for (int[] size : SIZES) {
                Parts parts = Parts.random(random, BATCH, size[0], size[1], size[2], kind);
                Matrices b = kind.rounded(Matrices.random(random, BATCH, parts.size(), 3));
                MatrixBatch Q = kind.spread(parts.Q.lowerOnly());
                MatrixBatch A = kind.spread(parts.A);
                MatrixBatch G = kind.spread(parts.G);
                MatrixBatch w = kind.spread(parts.w);
                MatrixBatch x = kind.spread(b);
                MatrixBatch transposedX = kind.spread(b);
                BatchKkt kkt = BatchKkt.prepare(linalg, Q, A, G);
                kkt.factor(w);
                kkt.solve(x);
                kkt.solveTransposed(transposedX);
                assertTrue(kkt.allFactored());
                assertEquals(0, kkt.info(BATCH - 1));
                assertSolves(parts, Matrices.of(x), b, kind);
                Matrices.assertSame(Matrices.of(x), Matrices.of(transposedX));

                Matrices.assertSame(parts.Q.lowerOnly(), Matrices.of(Q));
                Matrices.assertSame(parts.A, Matrices.of(A));
                Matrices.assertSame(parts.G, Matrices.of(G));
                Matrices.assertSame(parts.w, Matrices.of(w));
                Layouts.assertGapsKept(Q, A, G, w, x, transposedX);
            }
        }
    }

    /** Interior-point methods end with weights of all magnitudes; G has full rank here. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void weightsOfAllMagnitudesAndZero(Kind kind) {
        Random random = Seed.random("weights");
        double[] weights = {0, 1e-9, 1e-3, 1, 10};
        try (Linalg linalg = kind.open()) {
            Parts parts = Parts.random(random, BATCH, 16, 5, 2, kind);
            parts = parts.with(
                    kind.rounded(Matrices.of(BATCH, 5, 1, (k, i, j) -> weights[random.nextInt(weights.length)])));
            Matrices b = kind.rounded(Matrices.random(random, BATCH, parts.size(), 1));
            MatrixBatch x = kind.spread(b);
            BatchKkt kkt = parts.prepare(linalg, kind);
            kkt.factor(kind.spread(parts.w));
            kkt.solve(x);
            assertTrue(kkt.allFactored());
            assertSolves(parts, Matrices.of(x), b, kind);
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void otherWeightsGiveWhatTheyGiveAlone(Kind kind) {
        Random random = Seed.random("refactor");
        Parts parts = Parts.random(random, BATCH, 9, 6, 2, kind);
        Matrices other = kind.rounded(weights(random, BATCH, 6));
        Matrices b = kind.rounded(Matrices.random(random, BATCH, parts.size(), 2));
        MatrixBatch Q = kind.spread(parts.Q);
        MatrixBatch x = kind.spread(b);
        MatrixBatch expected = kind.spread(b);
        MatrixBatch again = kind.spread(b);
        try (Linalg linalg = kind.open()) {
            BatchKkt kkt = BatchKkt.prepare(linalg, Q, kind.spread(parts.A), kind.spread(parts.G));
            // The matrices are not kept.
            BatchSymmetric.of(linalg, Q).product(kind.spread(Matrices.random(random, BATCH, 9, 1)));
            kkt.factor(kind.spread(parts.w));
            kkt.solve(x);
            assertSolves(parts, Matrices.of(x), b, kind);

            kkt.factor(kind.spread(other));
            kkt.solve(again);
            BatchKkt fresh = parts.prepare(linalg, kind);
            fresh.factor(kind.spread(other));
            fresh.solve(expected);
            Matrices.assertSame(Matrices.of(expected), Matrices.of(again));
            assertSolves(parts.with(other), Matrices.of(again), b, kind);
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void whatHasNoFactorIsLabelledAndTouchesNoOther(Kind kind) {
        Random random = Seed.random("no factor");
        Parts parts = Parts.random(random, BATCH, 8, 4, 3, kind);
        Matrices b = kind.rounded(Matrices.random(random, BATCH, parts.size(), 2));
        Parts spoilt = parts.copy();
        spoilt.Q.set(1, 5, 5, -1);
        spoilt.Q.set(2, 3, 0, Double.NaN);
        for (int j = 0; j < 8; j++) {
            spoilt.A.set(6, 1, j, 0);
            spoilt.A.set(7, 2, j, spoilt.A.get(7, 0, j));
            spoilt.G.set(13, 2, j, 0);
            spoilt.G.set(20, 3, j, spoilt.G.get(20, 0, j));
        }
        spoilt.w.set(10, 1, 0, Double.NaN);
        spoilt.w.set(11, 3, 0, Double.POSITIVE_INFINITY);
        spoilt.w.set(13, 2, 0, 0);
        spoilt.w.set(20, 0, 0, 0);
        spoilt.w.set(20, 3, 0, 0);
        int[] prepared = new int[BATCH];
        prepared[1] = prepared[2] = 1;
        prepared[6] = prepared[7] = 2;
        int[] factored = prepared.clone();
        factored[10] = factored[11] = factored[13] = factored[20] = 3;

        try (Linalg linalg = kind.open()) {
            MatrixBatch expected = kind.spread(b);
            MatrixBatch x = kind.spread(b);
            BatchKkt healthy = parts.prepare(linalg, kind);
            healthy.factor(kind.spread(parts.w));
            healthy.solve(expected);
            BatchKkt kkt = spoilt.prepare(linalg, kind);
            assertArrayEquals(prepared, info(kkt));
            kkt.factor(kind.spread(spoilt.w));
            assertArrayEquals(factored, info(kkt));
            assertFalse(kkt.allFactored());
            kkt.solve(x);
            for (int k = 0; k < BATCH; k++) {
                if (factored[k] == 0) {
                    Matrices.assertSame(Matrices.of(expected), Matrices.of(x), k);
                } else {
                    Matrices.assertAllNaN(Matrices.of(x), k);
                }
            }

            // With other weights there is a factor, but for those without one of what does not depend on them.
            MatrixBatch later = kind.spread(b);
            kkt.factor(kind.spread(parts.w));
            assertArrayEquals(prepared, info(kkt));
            kkt.solve(later);
            Matrices whole = new Parts(spoilt.Q, spoilt.A, spoilt.G, parts.w).whole();
            for (int k : new int[] {13, 20}) {
                Matrices residual = whole.times(Matrices.of(later));
                for (int i = 0; i < parts.size(); i++) {
                    assertEquals(b.get(k, i, 0), residual.get(k, i, 0), 1e4 * kind.epsilon());
                }
            }
            Matrices.assertAllNaN(Matrices.of(later), 7);
            Matrices.assertSame(Matrices.of(expected), Matrices.of(later), 8);
        }
    }

    private static int[] info(BatchKkt kkt) {
        int[] info = new int[BATCH];
        Arrays.setAll(info, kkt::info);
        return info;
    }

    /** What elimination leaves of such a row is rounding noise. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void rowsOfGThatDependOnAHaveNoFactorWithoutWeight(Kind kind) {
        Parts parts = Parts.random(Seed.random("dependent on A"), BATCH, 8, 4, 3, kind);
        for (int k = 0; k < BATCH; k++) {
            for (int j = 0; j < 8; j++) {
                parts.G.set(k, 3, j, parts.A.get(k, 1, j));
            }
            parts.w.set(k, 3, 0, 0);
        }
        int[] all = new int[BATCH];
        Arrays.fill(all, 3);
        try (Linalg linalg = kind.open()) {
            BatchKkt kkt = parts.prepare(linalg, kind);
            kkt.factor(kind.spread(parts.w));
            assertArrayEquals(all, info(kkt));
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void moreEqualitiesThanVariablesDependOnEachOther(Kind kind) {
        Parts parts = Parts.random(Seed.random("too many"), BATCH, 3, 2, 4, kind);
        try (Linalg linalg = kind.open()) {
            BatchKkt kkt = parts.prepare(linalg, kind);
            int[] all = new int[BATCH];
            Arrays.fill(all, 2);
            assertArrayEquals(all, info(kkt));
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#all")
    void oneForAll(Kind kind) {
        Random random = Seed.random("one for all");
        Parts one = Parts.random(random, 1, 9, 6, 2, kind);
        Matrices b = kind.rounded(Matrices.random(random, BATCH, one.size(), 2));
        MatrixBatch[] x = {kind.spread(b), kind.spread(b)};
        try (Linalg linalg = kind.open()) {
            BatchKkt each = BatchKkt.prepare(
                    linalg,
                    kind.spread(one.Q.repeated(BATCH)),
                    kind.spread(one.A.repeated(BATCH)),
                    kind.spread(one.G.repeated(BATCH)));
            each.factor(kind.spread(one.w.repeated(BATCH)));
            each.solve(x[0]);
            BatchKkt shared = BatchKkt.prepare(
                    linalg, kind.oneForAll(one.Q, BATCH), kind.oneForAll(one.A, BATCH), kind.oneForAll(one.G, BATCH));
            shared.factor(kind.oneForAll(one.w, BATCH));
            shared.solve(x[1]);
            Matrices.assertSame(Matrices.of(x[0]), Matrices.of(x[1]));
        }
    }

    /** The matrix with W = diag(s / lambda) at a solution is that of its derivatives. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void gradientsOfASolutionAreMadeWithIt(String backend) {
        Random random = Seed.random("gradients");
        int n = 10;
        int m = 8;
        int p = 3;
        int block = n + p + m;
        QpData data = Case.of(Family.WELLPOSED, BATCH, n, m, p, "").data(random);
        double[] upstream = random.doubles(BATCH * n, -1, 1).toArray();
        QpSettings settings = QpSettings.defaults().withForm(Form.DUAL);
        try (QpSolver solver =
                        QpSolver.builder().backend(backend).settings(settings).build();
                QpSolution solution = solver.solve(data.toBatch());
                Linalg linalg = Kind.open(backend)) {
            assertTrue(solution.allSolved());
            double[] lambda = solution.lambda().toDoubles();
            double[] w = solution.slack().toDoubles();
            for (int i = 0; i < w.length; i++) {
                w[i] /= lambda[i];
            }
            double[] adjoint = new double[BATCH * block];
            for (int k = 0; k < BATCH; k++) {
                for (int j = 0; j < n; j++) {
                    adjoint[k * block + j] = -upstream[k * n + j];
                }
            }
            BatchKkt kkt = BatchKkt.prepare(
                    linalg,
                    MatrixBatch.of(data.Q(), BATCH, n, n),
                    MatrixBatch.of(data.A(), BATCH, p, n),
                    MatrixBatch.of(data.G(), BATCH, m, n));
            kkt.factor(MatrixBatch.of(w, BATCH, m, 1));
            kkt.solveTransposed(MatrixBatch.of(adjoint, BATCH, block, 1));
            assertTrue(kkt.allFactored());

            QpGradients gradients = solution.gradients(BatchArray.perProblem(upstream));
            for (int k = 0; k < BATCH; k++) {
                double[] dx = Arrays.copyOfRange(adjoint, k * block, k * block + n);
                double[] dnu = Arrays.copyOfRange(adjoint, k * block + n, k * block + n + p);
                double[] mu = Arrays.copyOfRange(adjoint, k * block + n + p, (k + 1) * block);
                double[] x = solution.x().block(k, n);
                double[] nu = solution.nu().block(k, p);
                assertArrayEquals(dx, gradients.q().block(k, n), 1e-8);
                assertArrayEquals(negative(dnu), gradients.b().block(k, p), 1e-8);
                assertArrayEquals(negative(mu), gradients.h().block(k, m), 1e-8);
                assertArrayEquals(
                        sum(0.5, outer(dx, x), outer(x, dx)), gradients.Q().block(k, n * n), 1e-8);
                assertArrayEquals(
                        sum(1, outer(dnu, x), outer(nu, dx)), gradients.A().block(k, p * n), 1e-8);
                assertArrayEquals(
                        sum(1, outer(mu, x), outer(solution.lambda().block(k, m), dx)),
                        gradients.G().block(k, m * n),
                        1e-8);
            }
        }
    }

    private static double[] negative(double[] v) {
        return Arrays.stream(v).map(number -> -number).toArray();
    }

    private static double[] outer(double[] u, double[] v) {
        double[] product = new double[u.length * v.length];
        for (int e = 0; e < product.length; e++) {
            product[e] = u[e / v.length] * v[e % v.length];
        }
        return product;
    }

    private static double[] sum(double factor, double[] u, double[] v) {
        double[] sum = new double[u.length];
        Arrays.setAll(sum, e -> factor * (u[e] + v[e]));
        return sum;
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void wrongArgumentsAreRefusedByName(String backend) {
        Linalg linalg = Kind.open(backend);
        MatrixBatch Q = MatrixBatch.of(new double[] {1, 0, 0, 1, 1, 0, 0, 1}, 2, 2, 2);
        MatrixBatch A = MatrixBatch.of(new double[] {1, 0, 0, 1}, 2, 1, 2);
        MatrixBatch G = MatrixBatch.of(new double[12], 2, 3, 2);
        refused("Q: expected square matrices of at least 1 x 1, got 1 x 2", () -> BatchKkt.prepare(linalg, A, A, G));
        refused(
                "A: batch: expected 2, as of Q, got 4",
                () -> BatchKkt.prepare(linalg, Q, MatrixBatch.of(new double[8], 4, 1, 2), G));
        refused(
                "A: expected the precision of Q, FLOAT64, got FLOAT32",
                () -> BatchKkt.prepare(linalg, Q, MatrixBatch.of(new float[4], 2, 1, 2), G));
        refused(
                "A: columns: expected 2, as of Q, got 1",
                () -> BatchKkt.prepare(linalg, Q, MatrixBatch.of(new double[4], 2, 2, 1), G));
        refused(
                "G: batch: expected 2, as of Q, got 1",
                () -> BatchKkt.prepare(linalg, Q, A, MatrixBatch.of(new double[2], 1, 1, 2)));
        refused(
                "G: expected the precision of Q, FLOAT64, got FLOAT32",
                () -> BatchKkt.prepare(linalg, Q, A, MatrixBatch.of(new float[4], 2, 1, 2)));
        refused(
                "G: columns: expected 2, as of Q, got 0",
                () -> BatchKkt.prepare(linalg, Q, A, MatrixBatch.of(new double[0], 2, 0, 0)));

        BatchKkt kkt = BatchKkt.prepare(linalg, Q, A, G);
        MatrixBatch b = MatrixBatch.of(new double[12], 2, 6, 1);
        refusedNow("solve: expected a call of factor(w) before", () -> kkt.solve(b));
        refusedNow("solve: expected a call of factor(w) before", () -> kkt.solveTransposed(b));
        refused("w: batch: expected 2, as of Q, got 1", () -> kkt.factor(MatrixBatch.of(new double[3], 1, 3, 1)));
        refused(
                "w: expected the precision of Q, FLOAT64, got FLOAT32",
                () -> kkt.factor(MatrixBatch.of(new float[6], 2, 3, 1)));
        refused(
                "w: columns: expected 1, as of a vector, got 3",
                () -> kkt.factor(MatrixBatch.of(new double[6], 2, 1, 3)));
        refused(
                "w: rows: expected 3, as of the rows of G, got 2",
                () -> kkt.factor(MatrixBatch.of(new double[4], 2, 2, 1)));
        kkt.factor(MatrixBatch.of(Place.readOnly(1, 1, 1, 1, 1, 1), 2, 3, 1));
        refused("b: batch: expected 2, as of Q, got 1", () -> kkt.solve(MatrixBatch.of(new double[6], 1, 6, 1)));
        refused(
                "b: rows: expected 6, as of n + p + m, got 5",
                () -> kkt.solve(MatrixBatch.of(new double[10], 2, 5, 1)));
        refused(
                "b: expected the precision of Q, FLOAT64, got FLOAT32",
                () -> kkt.solve(MatrixBatch.of(new float[12], 2, 6, 1)));
        refused(
                "b: expected a matrix of its own for each, to be written, got stride 0",
                () -> kkt.solve(MatrixBatch.of(BatchArray.perProblem(new double[6]), 2, 6, 1, 0, 0, 1)));
        refused(
                "b: expected a buffer that can be written, got a read-only one",
                () -> kkt.solve(MatrixBatch.of(Place.readOnly(new double[12]), 2, 6, 1)));
        assertThrows(IndexOutOfBoundsException.class, () -> kkt.info(2));
        kkt.solve(b);
        linalg.close();
        refusedNow("prepare: the Linalg is closed", () -> BatchKkt.prepare(linalg, Q, A, G));
        refusedNow("factor: the Linalg is closed", () -> kkt.factor(MatrixBatch.of(new double[6], 2, 3, 1)));
        refusedNow("solve: the Linalg is closed", () -> kkt.solve(b));
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.linalg.Kind#backends")
    void moreNumbersThanAnArrayHoldsAreRefused(String backend) {
        int batch = 1 << 29;
        MatrixBatch one = Layouts.oneForAll(Matrices.of(1, 1, 1, (k, i, j) -> 1), batch, Precision.FLOAT64, Place.HEAP);
        MatrixBatch none = MatrixBatch.of(new double[0], batch, 0, 1);
        try (Linalg linalg = Kind.open(backend)) {
            refused(
                    "Q: 536870912 factors with n 1, m 1, p 0 are 6 numbers each; expected fewer than 2^31 in all",
                    () -> BatchKkt.prepare(linalg, one, none, one));
        }
    }
}
