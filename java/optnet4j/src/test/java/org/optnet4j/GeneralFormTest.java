package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Case;
import org.optnet4j.testing.Family;
import org.optnet4j.testing.GeneralKkt;
import org.optnet4j.testing.QpData;
import org.optnet4j.testing.Seed;

/** Bounds, two-sided rows, semi-definite Q, and what cannot be solved. */
@ExtendWith(Seed.class)
@Tag("backend")
class GeneralFormTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    /**
     * Bounds and two-sided rows give what the same rows give stacked below each other, one-sided. A gap says of x no more than its
     * root, so that it has to be that small.
     */
    @ParameterizedTest
    @MethodSource("backends")
    void boundsAreRows(String backend) {
        Random random = Seed.random("bounds");
        for (int repetition = 0; repetition < 20; repetition++) {
            int n = 2 + random.nextInt(6);
            int m = 1 + random.nextInt(5);
            QpBatch bounded = bounded(random, n, m, 1).build();
            QpBatch stacked = stacked(bounded);
            try (QpSolver solver = solver(
                            backend, QpSettings.defaults().withEpsAbs(1e-12).withEpsRel(1e-12));
                    QpSolution actual = solver.solve(bounded);
                    QpSolution expected = solver.solve(stacked)) {
                assertTrue(actual.allSolved());
                assertTrue(expected.allSolved());
                assertEquals(Form.NORMAL, actual.form(0));
                assertEquals(Form.DUAL, expected.form(0));
                assertTrue(new GeneralKkt(bounded, actual, 0).residual() < 1e-8);
                assertArrayEquals(expected.x().doubles(), actual.x().doubles(), 1e-6);
                double[] all = new double[2 * m + 2 * n];
                System.arraycopy(actual.lambda().doubles(), 0, all, 0, m);
                System.arraycopy(actual.lambdaL().doubles(), 0, all, m, m);
                System.arraycopy(actual.lambdaUb().doubles(), 0, all, 2 * m, n);
                System.arraycopy(actual.lambdaLb().doubles(), 0, all, 2 * m + n, n);
                assertArrayEquals(expected.lambda().doubles(), all, 1e-5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void bothFormsAgreeOnOneSidedProblems(String backend) {
        QpData data = Case.of(Family.WELLPOSED, 20, 6, 8, 2, "").data(Seed.random("both forms"));
        QpSettings settings = QpSettings.defaults().withEpsAbs(1e-10).withEpsRel(1e-10);
        BatchArray ones = BatchArray.shared(1, 1, 1, 1, 1, 1);
        try (QpSolver dual = solver(backend, settings.withForm(Form.DUAL));
                QpSolver normal = solver(backend, settings.withForm(Form.NORMAL));
                QpSolution expected = dual.solve(data.toBatch());
                QpSolution actual = normal.solve(data.toBatch())) {
            assertTrue(expected.allSolved());
            assertTrue(actual.allSolved());
            QpGradients expectedGradients = expected.gradients(ones);
            QpGradients actualGradients = actual.gradients(ones);
            for (int i = 0; i < 20; i++) {
                // All but weakly active: the minimiser moves by the gap over the margin.
                if (actualGradients.quality(i).margin() < 1e-3) {
                    continue;
                }
                assertArrayEquals(expected.x().block(i, 6), actual.x().block(i, 6), 1e-7, "problem " + i);
                assertTrue(actualGradients.quality(i).unique());
                assertEquals(
                        expectedGradients.quality(i).margin(),
                        actualGradients.quality(i).margin(),
                        1e-6);
                assertArrayEquals(
                        expectedGradients.q().block(i, 6), actualGradients.q().block(i, 6), 1e-4);
                assertArrayEquals(
                        expectedGradients.G().block(i, 48), actualGradients.G().block(i, 48), 1e-4);
            }
        }
    }

    /** One problem among many whose Q is not definite: its answer and gradients are those it has alone. */
    @ParameterizedTest
    @MethodSource("backends")
    void theFewThatTheDualFormLeaves(String backend) {
        Random random = Seed.random("few");
        int count = 7;
        double[] Q = new double[4 * count];
        for (int k = 0; k < count; k++) {
            Q[4 * k] = 1;
            Q[4 * k + 3] = k == 3 ? 0 : 1;
        }
        double[] q = random.doubles(2 * count, -3, -1).toArray();
        double[] h = random.doubles(3 * count, 0.5, 2).toArray();
        double[] dLdx = random.doubles(2 * count, -1, 1).toArray();
        double[] dLdlambda = random.doubles(3 * count, -1, 1).toArray();
        BatchArray G = BatchArray.shared(1, 0, 0, 1, 1, 2);
        try (QpSolver solver = solver(backend, QpSettings.defaults());
                QpSolution all = solver.solve(rows(count, Q, q, G, h))) {
            QpGradients gradients = all.gradients(BatchArray.perProblem(dLdx), null, BatchArray.perProblem(dLdlambda));
            assertTrue(all.allSolved(), all.info());
            assertEquals(Form.NORMAL, all.form(3));
            for (int k = 0; k < count; k++) {
                QpBatch single = rows(1, part(Q, 4, k), part(q, 2, k), G, part(h, 3, k));
                try (QpSolution alone = solver.solve(single)) {
                    QpGradients its = alone.gradients(
                            BatchArray.perProblem(part(dLdx, 2, k)),
                            null,
                            BatchArray.perProblem(part(dLdlambda, 3, k)));
                    assertArrayEquals(alone.x().doubles(), all.x().block(k, 2), 0);
                    assertArrayEquals(alone.lambda().doubles(), all.lambda().block(k, 3), 0);
                    assertArrayEquals(its.Q().doubles(), gradients.Q().block(k, 4), 0);
                    assertArrayEquals(its.q().doubles(), gradients.q().block(k, 2), 0);
                    assertArrayEquals(its.h().doubles(), gradients.h().block(k, 3), 0);
                    assertEquals(its.quality(0), gradients.quality(k));
                }
            }
        }
    }

    private static QpBatch rows(int count, double[] Q, double[] q, BatchArray G, double[] h) {
        return QpBatch.builder(count, 2)
                .Q(BatchArray.perProblem(Q))
                .q(BatchArray.perProblem(q))
                .G(G)
                .h(BatchArray.perProblem(h))
                .build();
    }

    private static double[] part(double[] all, int block, int k) {
        return Arrays.copyOfRange(all, block * k, block * (k + 1));
    }

    /** Every parameter against central differences of the whole solve. */
    @ParameterizedTest
    @MethodSource("backends")
    void gradientsOfEveryParameter(String backend) {
        Random random = Seed.random("differences");
        QpSettings settings = QpSettings.defaults().withEpsAbs(1e-12).withEpsRel(1e-12);
        int checked = 0;
        try (QpSolver solver = solver(backend, settings)) {
            for (int repetition = 0; repetition < 40 && checked < 6; repetition++) {
                int n = 3;
                int m = 2;
                double[][] data = numbers(random, n, m, repetition % 2 == 1);
                double[] loss = random.doubles(n, -1, 1).toArray();
                Function<double[][], QpSolution> solve = d -> solver.solve(batch(d, n));
                try (QpSolution at = solve.apply(data)) {
                    assertTrue(at.allSolved());
                    QpGradients gradients = at.gradients(BatchArray.perProblem(loss));
                    // Near a change of the active set, differences see both sides.
                    if (gradients.quality(0).margin() < 1e-2) {
                        continue;
                    }
                    checked++;
                    assertTrue(gradients.quality(0).unique());
                    assertTrue(gradients.quality(0).residual() < 1e-8);
                    BatchArray[] all = {
                        gradients.Q(),
                        gradients.q(),
                        gradients.A(),
                        gradients.b(),
                        gradients.G(),
                        gradients.l(),
                        gradients.h(),
                        gradients.lb(),
                        gradients.ub()
                    };
                    for (int k = 0; k < all.length; k++) {
                        assertArrayEquals(differences(data, k, solve, loss), all[k].doubles(), 1e-6, "parameter " + k);
                    }
                }
            }
        }
        assertTrue(checked > 0);
    }

    private static double[] differences(
            double[][] data, int parameter, Function<double[][], QpSolution> solve, double[] loss) {
        double[] result = new double[data[parameter].length];
        double step = 1e-6;
        for (int i = 0; i < result.length; i++) {
            double value = data[parameter][i];
            if (Double.isInfinite(value)) {
                continue;
            }
            data[parameter][i] = value + step;
            double above = loss(data, solve, loss);
            data[parameter][i] = value - step;
            double below = loss(data, solve, loss);
            data[parameter][i] = value;
            result[i] = (above - below) / (2 * step);
        }
        return result;
    }

    private static double loss(double[][] data, Function<double[][], QpSolution> solve, double[] loss) {
        try (QpSolution solution = solve.apply(data)) {
            double sum = 0;
            for (int i = 0; i < loss.length; i++) {
                sum += loss[i] * solution.x().get(i);
            }
            return sum;
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aLinearProgramEndsInItsVertex(String backend) {
        // maximise x + 2y in the triangle x, y >= 0, x + y <= 4, with y <= 3: (1, 3).
        QpBatch batch = QpBatch.builder(1, 2)
                .Qdiag(BatchArray.shared(0, 0))
                .q(BatchArray.shared(-1, -2))
                .G(BatchArray.shared(1, 1))
                .u(BatchArray.shared(4))
                .lb(BatchArray.shared(0, 0))
                .ub(BatchArray.shared(INFINITY, 3))
                .build();
        try (QpSolver solver = solver(backend, QpSettings.defaults());
                QpSolution solution = solver.solve(batch)) {
            assertTrue(solution.allSolved());
            assertArrayEquals(new double[] {1, 3}, solution.x().doubles(), 1e-7);
            assertEquals(-7, solution.objective(0), 1e-7);
            assertArrayEquals(new double[] {1}, solution.lambda().doubles(), 1e-7);
            assertArrayEquals(new double[] {0, 1}, solution.lambdaUb().doubles(), 1e-7);
            QpGradients gradients = solution.gradients(BatchArray.shared(1, 0));
            assertArrayEquals(new double[] {1}, gradients.h().doubles(), 1e-7);
            assertArrayEquals(new double[] {0, -1}, gradients.ub().doubles(), 1e-7);
            assertArrayEquals(new double[] {0, 0}, gradients.lb().doubles(), 1e-7);
            assertArrayEquals(new double[] {0, 0}, gradients.Q().doubles(), 1e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void certificatesProveWhatTheySay(String backend) {
        Random random = Seed.random("certificates");
        for (int repetition = 0; repetition < 20; repetition++) {
            int n = 1 + random.nextInt(6);
            double[] row = random.doubles(n, 0.5, 1).toArray();
            double[] both = Arrays.copyOf(row, 2 * n);
            for (int j = 0; j < n; j++) {
                both[n + j] = -2 * row[j];
            }
            QpBatch infeasible = QpBatch.builder(1, n)
                    .Qdiag(BatchArray.shared(new double[n]))
                    .q(BatchArray.shared(new double[n]))
                    .G(BatchArray.shared(both))
                    .h(BatchArray.shared(1, -3))
                    .build();
            QpBatch unbounded = QpBatch.builder(1, n)
                    .Qdiag(BatchArray.shared(new double[n]))
                    .q(BatchArray.shared(row))
                    .G(BatchArray.shared(both))
                    .h(BatchArray.shared(1, INFINITY))
                    .build();
            try (QpSolver solver = solver(backend, QpSettings.defaults());
                    QpSolution none = solver.solve(infeasible);
                    QpSolution deep = solver.solve(unbounded)) {
                assertEquals(QpStatus.PRIMAL_INFEASIBLE, none.status(0));
                assertTrue(new GeneralKkt(infeasible, none, 0).infeasibilityResidual() < 1e-7);
                assertTrue(Double.isNaN(none.x().get(0)));
                assertEquals(QpStatus.DUAL_INFEASIBLE, deep.status(0));
                assertTrue(new GeneralKkt(unbounded, deep, 0).unboundednessResidual() < 1e-7);
                assertTrue(Double.isNaN(deep.lambda().get(0)));
                assertArrayEquals(
                        new double[n],
                        none.gradients(BatchArray.shared(row)).q().doubles());
            }
        }
    }

    /** Two equal active rows: only the sum of their multipliers is known, and each is given half. */
    @ParameterizedTest
    @MethodSource("backends")
    void dependentActiveRowsShareTheGradient(String backend) {
        QpBatch batch = QpBatch.builder(1, 2)
                .Q(BatchArray.shared(1, 0, 0, 1))
                .q(BatchArray.shared(-2, -1))
                .G(BatchArray.shared(1, 0, 1, 0))
                .h(BatchArray.shared(1, 1))
                .build();
        QpSettings normal = QpSettings.defaults().withForm(Form.NORMAL);
        try (QpSolver solver = solver(backend, normal);
                QpSolution solution = solver.solve(batch)) {
            assertTrue(solution.allSolved());
            assertArrayEquals(new double[] {1, 1}, solution.x().doubles(), 1e-7);
            QpGradients gradients = solution.gradients(BatchArray.shared(1, 0));
            assertFalse(gradients.quality(0).unique());
            assertTrue(gradients.quality(0).residual() < 1e-8);
            assertArrayEquals(new double[] {0.5, 0.5}, gradients.h().doubles(), 1e-7);
            assertArrayEquals(new double[] {0, 0}, gradients.q().doubles(), 1e-7);
        }
    }

    /** Badly scaled, so that neither form of the back end solves it: gradients are linear in the loss all the same. */
    @ParameterizedTest
    @MethodSource("backends")
    void aSmallLossHasTheGradientsOfALargeOne(String backend) {
        QpBatch batch = QpBatch.builder(1, 2)
                .Q(BatchArray.shared(1e6, 0.05, 0.05, 1e-7))
                .q(BatchArray.shared(0, 1e-4))
                .lb(BatchArray.shared(-INFINITY, -INFINITY))
                .build();
        try (QpSolver solver = solver(backend, QpSettings.defaults());
                QpSolution solution = solver.solve(batch)) {
            assertTrue(solution.allSolved());
            for (double size : new double[] {1, 1e-9, 1e9}) {
                QpGradients gradients = solution.gradients(BatchArray.shared(0, size));
                assertTrue(gradients.quality(0).unique());
                // -Q^-1 (0, 1): the determinant of Q is 0.0975.
                double[] expected = {size * 0.05 / 0.0975, -size * 1e6 / 0.0975};
                for (int i = 0; i < 2; i++) {
                    assertEquals(expected[i], gradients.q().get(i), 1e-6 * Math.abs(expected[i]));
                }
            }
        }
    }

    /** x = max(0, -q) at q = 0, in the dual form and in the normal form. */
    @ParameterizedTest
    @MethodSource("backends")
    void atAKinkNoGradientIsUnique(String backend) {
        QpBatch rows = QpBatch.builder(1, 1)
                .Q(BatchArray.shared(1))
                .q(BatchArray.shared(0))
                .G(BatchArray.shared(-1))
                .h(BatchArray.shared(0))
                .build();
        QpBatch bounds = QpBatch.builder(1, 1)
                .Q(BatchArray.shared(1))
                .q(BatchArray.shared(0))
                .lb(BatchArray.shared(0))
                .build();
        for (QpBatch batch : new QpBatch[] {rows, bounds}) {
            try (QpSolver solver = solver(backend, QpSettings.defaults());
                    QpSolution solution = solver.solve(batch)) {
                assertTrue(solution.allSolved());
                GradientQuality quality =
                        solution.gradients(BatchArray.shared(1)).quality(0);
                assertFalse(quality.unique(), quality.toString());
            }
        }
    }

    /** A minimiser that is not unique: what the system cannot see stays out of the gradient. */
    @ParameterizedTest
    @MethodSource("backends")
    void aFlatDirectionHasNoGradient(String backend) {
        QpBatch batch = QpBatch.builder(1, 2)
                .Qdiag(BatchArray.shared(1, 0))
                .q(BatchArray.shared(-1, 0))
                .lb(BatchArray.shared(-5, -5))
                .ub(BatchArray.shared(5, 5))
                .build();
        try (QpSolver solver = solver(backend, QpSettings.defaults());
                QpSolution solution = solver.solve(batch)) {
            assertTrue(solution.allSolved());
            QpGradients gradients = solution.gradients(BatchArray.shared(1, 1));
            assertArrayEquals(new double[] {-1, 0}, gradients.q().doubles(), 1e-7);
            assertFalse(gradients.quality(0).unique());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void infinitiesAreAbsentBoundsOnlyWhereTheyCanBe(String backend) {
        double[][] lower = {{-INFINITY}, {INFINITY}, {-INFINITY}, {2}, {1}, {Double.NaN}};
        double[][] upper = {{INFINITY}, {INFINITY}, {-INFINITY}, {1}, {1}, {1}};
        QpStatus[] expected = {
            QpStatus.SOLVED,
            QpStatus.INVALID_INPUT,
            QpStatus.INVALID_INPUT,
            QpStatus.PRIMAL_INFEASIBLE,
            QpStatus.SOLVED,
            QpStatus.INVALID_INPUT
        };
        for (boolean onRow : new boolean[] {true, false}) {
            QpBatch.Builder builder =
                    QpBatch.builder(expected.length, 1).Q(BatchArray.shared(1)).q(BatchArray.shared(0));
            BatchArray l = BatchArray.perProblem(
                    Arrays.stream(lower).mapToDouble(v -> v[0]).toArray());
            BatchArray u = BatchArray.perProblem(
                    Arrays.stream(upper).mapToDouble(v -> v[0]).toArray());
            QpBatch batch = (onRow
                            ? builder.G(BatchArray.shared(1)).l(l).u(u)
                            : builder.lb(l).ub(u))
                    .build();
            try (QpSolver solver = solver(backend, QpSettings.defaults());
                    QpSolution solution = solver.solve(batch)) {
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], solution.status(i), "problem " + i);
                }
                assertEquals(0, solution.x().get(0), 1e-8);
                assertEquals(1, solution.x().get(4), 1e-8);
                assertTrue(new GeneralKkt(batch, solution, 3).infeasibilityResidual() < 1e-12);
                if (onRow) {
                    assertEquals(INFINITY, solution.slack().get(0));
                    assertEquals(INFINITY, solution.slackL().get(0));
                }
            }
        }
    }

    /** A semi-definite Q ends in the normal form by itself; the others stay, to the bit, what they are without it. */
    @ParameterizedTest
    @MethodSource("backends")
    void whatTheDualFormLeavesUnsolvedIsSolvedAlone(String backend) {
        QpData data = Case.of(Family.WELLPOSED, 9, 4, 5, 1, "").data(Seed.random("alone"));
        QpData changed = data.copy();
        Arrays.fill(changed.Q(), 4 * 16, 5 * 16, 0);
        try (QpSolver solver = solver(backend, QpSettings.defaults());
                QpSolution expected = solver.solve(data.toBatch());
                QpSolution actual = solver.solve(changed.toBatch())) {
            assertTrue(expected.allSolved());
            for (int i = 0; i < 9; i++) {
                if (i != 4) {
                    assertEquals(Form.DUAL, actual.form(i));
                    assertArrayEquals(expected.x().block(i, 4), actual.x().block(i, 4));
                }
            }
            assertEquals(Form.NORMAL, actual.form(4));
            QpStatus status = actual.status(4);
            assertTrue(status == QpStatus.SOLVED || status == QpStatus.DUAL_INFEASIBLE, status.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void singlePrecision(String backend) {
        Random random = Seed.random("float32");
        QpBatch wide = bounded(random, 5, 4, 3).build();
        QpBatch.Builder narrow = QpBatch.builder(3, 5)
                .Q(wide.Q().to(Precision.FLOAT32))
                .q(wide.q().to(Precision.FLOAT32))
                .G(wide.G().to(Precision.FLOAT32))
                .l(wide.l().to(Precision.FLOAT32))
                .u(wide.h().to(Precision.FLOAT32))
                .lb(wide.lb().to(Precision.FLOAT32))
                .ub(wide.ub().to(Precision.FLOAT32));
        try (QpSolver solver =
                        solver(backend, QpSettings.defaults().withEpsAbs(1e-5).withEpsRel(1e-5));
                QpSolution expected = solver.solve(wide);
                QpSolution actual = solver.solve(narrow.build())) {
            assertTrue(actual.allSolved());
            assertEquals(Precision.FLOAT32, actual.lambdaUb().precision());
            // Objectives, because the minimiser is known to the square root of a tolerance only. The residual is over
            // the size of each row, that of the stopping rule over the largest.
            for (int i = 0; i < 3; i++) {
                assertTrue(new GeneralKkt(wide, actual, i).residual() < 1e-4);
                assertEquals(expected.objective(i), actual.objective(i), 1e-4 * (1 + Math.abs(expected.objective(i))));
            }
            QpGradients gradients = actual.gradients(BatchArray.shared(new float[5]));
            assertEquals(Precision.FLOAT32, gradients.ub().precision());
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theDualFormRefusesWhatItCannotTake(String backend) {
        QpBatch batch = QpBatch.builder(1, 1)
                .Q(BatchArray.shared(1))
                .q(BatchArray.shared(1))
                .lb(BatchArray.shared(0))
                .build();
        try (QpSolver solver = solver(backend, QpSettings.defaults().withForm(Form.DUAL))) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> solver.solve(batch));
            assertTrue(refused.getMessage().startsWith("form: DUAL takes"), refused.getMessage());
        }
    }

    private static QpSolver solver(String backend, QpSettings settings) {
        return QpSolver.builder().backend(backend).settings(settings).build();
    }

    /** Strictly feasible, with a definite Q, everything bounded on both sides. */
    private static QpBatch.Builder bounded(Random random, int n, int m, int batchSize) {
        double[] Q = new double[batchSize * n * n];
        double[] G = random.doubles((long) batchSize * m * n, -1, 1).toArray();
        double[] l = new double[batchSize * m];
        double[] u = new double[batchSize * m];
        double[] lb = new double[batchSize * n];
        double[] ub = new double[batchSize * n];
        for (int k = 0; k < batchSize; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    double each = random.nextDouble() - 0.5;
                    Q[(k * n + i) * n + j] = each;
                    Q[(k * n + j) * n + i] = each;
                }
                Q[(k * n + i) * n + i] = n;
                lb[k * n + i] = -0.2 - random.nextDouble();
                ub[k * n + i] = 0.2 + random.nextDouble();
            }
            for (int i = 0; i < m; i++) {
                l[k * m + i] = -0.1 - random.nextDouble();
                u[k * m + i] = 0.1 + random.nextDouble();
            }
        }
        return QpBatch.builder(batchSize, n)
                .Q(BatchArray.perProblem(Q))
                .q(BatchArray.perProblem(
                        random.doubles((long) batchSize * n, -2 * n, 2 * n).toArray()))
                .G(BatchArray.perProblem(G))
                .l(BatchArray.perProblem(l))
                .u(BatchArray.perProblem(u))
                .lb(BatchArray.perProblem(lb))
                .ub(BatchArray.perProblem(ub));
    }

    private static QpBatch stacked(QpBatch bounded) {
        int n = bounded.n();
        int m = bounded.m();
        int rows = 2 * m + 2 * n;
        double[] G = new double[rows * n];
        double[] h = new double[rows];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                G[i * n + j] = bounded.G().get(i * n + j);
                G[(m + i) * n + j] = -bounded.G().get(i * n + j);
            }
            h[i] = bounded.h().get(i);
            h[m + i] = -bounded.l().get(i);
        }
        for (int j = 0; j < n; j++) {
            G[(2 * m + j) * n + j] = 1;
            G[(2 * m + n + j) * n + j] = -1;
            h[2 * m + j] = bounded.ub().get(j);
            h[2 * m + n + j] = -bounded.lb().get(j);
        }
        return QpBatch.builder(1, n)
                .Q(bounded.Q())
                .q(bounded.q())
                .G(BatchArray.perProblem(G))
                .h(BatchArray.perProblem(h))
                .build();
    }

    /** Q (or its diagonal), q, A, b, G, l, u, lb, ub, with one bound of each kind absent. */
    private static double[][] numbers(Random random, int n, int m, boolean diagonal) {
        QpBatch drawn = bounded(random, n, m, 1).build();
        double[] Q = drawn.Q().toDoubles();
        double[] l = drawn.l().toDoubles();
        double[] u = drawn.h().toDoubles();
        double[] lb = drawn.lb().toDoubles();
        double[] ub = drawn.ub().toDoubles();
        l[0] = -INFINITY;
        u[1] = INFINITY;
        lb[0] = -INFINITY;
        ub[1] = INFINITY;
        double[] diagonalOfQ = new double[n];
        Arrays.setAll(diagonalOfQ, i -> Q[i * n + i]);
        return new double[][] {
            diagonal ? diagonalOfQ : Q,
            drawn.q().toDoubles(),
            random.doubles(n, -1, 1).toArray(),
            {0.05 * random.nextDouble()},
            drawn.G().toDoubles(),
            l,
            u,
            lb,
            ub
        };
    }

    private static QpBatch batch(double[][] data, int n) {
        QpBatch.Builder builder = QpBatch.builder(1, n);
        BatchArray Q = BatchArray.perProblem(data[0].clone());
        builder = data[0].length == n ? builder.Qdiag(Q) : builder.Q(Q);
        return builder.q(BatchArray.perProblem(data[1].clone()))
                .A(BatchArray.perProblem(data[2].clone()))
                .b(BatchArray.perProblem(data[3].clone()))
                .G(BatchArray.perProblem(data[4].clone()))
                .l(BatchArray.perProblem(data[5].clone()))
                .u(BatchArray.perProblem(data[6].clone()))
                .lb(BatchArray.perProblem(data[7].clone()))
                .ub(BatchArray.perProblem(data[8].clone()))
                .build();
    }
}
