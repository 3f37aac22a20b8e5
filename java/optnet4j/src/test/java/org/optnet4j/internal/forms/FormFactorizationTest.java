package org.optnet4j.internal.forms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.GradientTargets;
import org.optnet4j.Precision;
import org.optnet4j.QpBatch;
import org.optnet4j.QpGradients;
import org.optnet4j.QpSettings;
import org.optnet4j.QpStatus;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.BackendSolver;
import org.optnet4j.backend.Backends;
import org.optnet4j.backend.Factorization;
import org.optnet4j.internal.general.GeneralAdjoint;
import org.optnet4j.internal.general.GeneralGradient;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Seed;

/** Gradients in the normal form: by quadratic programs where the back end solves them, one by one where not. */
@ExtendWith(Seed.class)
@Tag("backend")
class FormFactorizationTest {
    private static final int BATCH = 12;
    private static final int N = 6;
    private static final int M = 4;
    private static final int P = 2;
    private static final QpSettings SETTINGS =
            QpSettings.defaults().withEpsAbs(1e-10).withEpsRel(1e-10);

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    /** For every kind of bound, those that leave no choice among them, and cotangents of x, nu and lambda. */
    @ParameterizedTest
    @MethodSource("backends")
    void programsGiveTheGradientsOfTheGeneralSolver(String backend) {
        Random random = Seed.random("programs");
        for (boolean diagonal : new boolean[] {true, false}) {
            QpBatch batch = batch(random, diagonal);
            BatchArray[] upstream = {
                BatchArray.perProblem(uniform(random, BATCH * N, -3, 3)),
                BatchArray.perProblem(uniform(random, BATCH * P, -1, 1)),
                BatchArray.perProblem(uniform(random, BATCH * M, -1, 1))
            };
            try (Recording solver = new Recording(open(backend));
                    FormSolver forms = new FormSolver(solver, SETTINGS, ForkJoinPool.commonPool());
                    FormSolver oneByOne =
                            new FormSolver(new Unsolving(open("java"), 0), SETTINGS, ForkJoinPool.commonPool())) {
                BackendSolution actual = forms.solve(batch);
                assertEquals(1, solver.programs);
                QpGradients gradients = gradients(actual, upstream);
                assertEquals(2, solver.programs);
                QpGradients expected = gradients(oneByOne.solve(batch), upstream);
                for (int i = 0; i < BATCH; i++) {
                    assertEquals(QpStatus.SOLVED.code(), actual.status()[i]);
                    // Near a change of the active set the two may stand on different sides of it.
                    if (expected.quality(i).margin() > 1e-4) {
                        assertEquals(
                                expected.quality(i).margin(),
                                gradients.quality(i).margin(),
                                1e-6);
                        assertEquals(
                                expected.quality(i).unique(),
                                gradients.quality(i).unique());
                        assertAgree(expected, gradients, i, diagonal);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void singlePrecisionIsSolvedInDouble(String backend) {
        Random random = Seed.random("single");
        QpBatch batch = single(batch(random, true));
        BatchArray dLdx = BatchArray.perProblem(uniform(random, BATCH * N, -1, 1));
        try (FormSolver forms = new FormSolver(open(backend), QpSettings.defaults(), ForkJoinPool.commonPool())) {
            QpGradients gradients = gradients(forms.solve(batch), dLdx.to(Precision.FLOAT32), null, null);
            assertEquals(Precision.FLOAT32, gradients.q().precision());
            for (int i = 0; i < BATCH; i++) {
                assertTrue(gradients.quality(i).residual() < 1e-8);
            }
        }
    }

    /** Solutions ask the back end's solver for their gradients; it stays open for them. */
    @ParameterizedTest
    @MethodSource("backends")
    void gradientsAfterTheSolverIsClosed(String backend) {
        Random random = Seed.random("closed");
        QpBatch batch = batch(random, true);
        BatchArray dLdx = BatchArray.perProblem(uniform(random, BATCH * N, -1, 1));
        Recording solver = new Recording(open(backend));
        FormSolver forms = new FormSolver(solver, SETTINGS, ForkJoinPool.commonPool());
        BackendSolution solution = forms.solve(batch);
        double[] before = gradients(solution, dLdx, null, null).q().doubles();
        forms.close();
        double[] after = gradients(solution, dLdx, null, null).q().doubles();
        assertArrayEquals(before, after);
        close(solution);
        assertEquals(1, solver.closed);
    }

    @Test
    void whatTheProgramsLeaveUnsolvedIsSolvedOneByOne() {
        Random random = Seed.random("unsolved");
        QpBatch batch = batch(random, false);
        BatchArray dLdx = BatchArray.perProblem(uniform(random, BATCH * N, -1, 1));
        Unsolving solver = new Unsolving(open("java"), 1);
        try (FormSolver forms = new FormSolver(solver, SETTINGS, ForkJoinPool.commonPool())) {
            BackendSolution solution = forms.solve(batch);
            QpGradients actual = gradients(solution, dLdx, null, null);
            assertEquals(2, ((Recording) solver).programs);
            for (int i = 0; i < BATCH; i++) {
                GeneralAdjoint expected = GeneralGradient.solve(
                        Problems.of(batch, i),
                        new Solutions(batch, solution).of(i),
                        dLdx.block(i, N),
                        new double[P],
                        new double[M]);
                assertArrayEquals(expected.dx(), actual.q().block(i, N));
                assertArrayEquals(negative(expected.dnu()), actual.b().block(i, P));
                assertArrayEquals(negative(expected.muU()), actual.h().block(i, M));
                assertArrayEquals(expected.muL(), actual.l().block(i, M));
                assertArrayEquals(expected.muLb(), actual.lb().block(i, N));
                assertArrayEquals(negative(expected.muUb()), actual.ub().block(i, N));
            }
        }
    }

    private static double[] negative(double[] values) {
        return Arrays.stream(values).map(value -> 0 - value).toArray();
    }

    private static void assertAgree(QpGradients expected, QpGradients actual, int problem, boolean diagonal) {
        assertAgree("Q", expected.Q(), actual.Q(), problem, diagonal ? N : N * N);
        assertAgree("q", expected.q(), actual.q(), problem, N);
        assertAgree("b", expected.b(), actual.b(), problem, P);
        assertAgree("G", expected.G(), actual.G(), problem, M * N);
        assertAgree("h", expected.h(), actual.h(), problem, M);
        assertAgree("l", expected.l(), actual.l(), problem, M);
        assertAgree("lb", expected.lb(), actual.lb(), problem, N);
        assertAgree("ub", expected.ub(), actual.ub(), problem, N);
    }

    private static void assertAgree(String name, BatchArray expected, BatchArray actual, int problem, int length) {
        double[] wanted = expected.block(problem, length);
        double size = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
        assertArrayEquals(wanted, actual.block(problem, length), 1e-6 * (1 + size), name);
    }

    private static QpGradients gradients(BackendSolution solution, @Nullable BatchArray... upstream) {
        Factorization factorization = solution.factorization();
        assertTrue(factorization != null);
        return factorization.gradients(upstream[0], upstream[1], upstream[2], GradientTargets.all());
    }

    private static void close(BackendSolution solution) {
        Factorization factorization = solution.factorization();
        assertTrue(factorization != null);
        factorization.close();
    }

    private static BackendSolver open(String name) {
        return Backends.select(name).open(SETTINGS, ForkJoinPool.commonPool());
    }

    /** A and the bounds of row 0 (an equality in every second problem) around a point, some of the others infinite. */
    private static QpBatch batch(Random random, boolean diagonal) {
        double[] A = uniform(random, P * N, -1, 1);
        double[] b = new double[BATCH * P];
        double[] G = uniform(random, BATCH * M * N, -1, 1);
        double[][] rows = new double[2][BATCH * M];
        double[][] variables = new double[2][BATCH * N];
        for (int i = 0; i < BATCH; i++) {
            double[] x = uniform(random, N, -1, 1);
            for (int row = 0; row < P; row++) {
                b[i * P + row] = dot(A, row * N, x);
            }
            for (int row = 0; row < M; row++) {
                limits(random, rows, i * M + row, dot(G, (i * M + row) * N, x), row == 0 && i % 2 == 0);
            }
            for (int j = 0; j < N; j++) {
                limits(random, variables, i * N + j, x[j], j == 0 && i % 3 == 0);
            }
        }
        QpBatch.Builder builder = QpBatch.builder(BATCH, N);
        if (diagonal) {
            builder.Qdiag(BatchArray.perProblem(uniform(random, BATCH * N, 0.5, 2)));
        } else {
            builder.Q(BatchArray.perProblem(definite(random)));
        }
        return builder.q(BatchArray.perProblem(uniform(random, BATCH * N, -2, 2)))
                .A(BatchArray.shared(A))
                .b(BatchArray.perProblem(b))
                .G(BatchArray.perProblem(G))
                .u(BatchArray.perProblem(rows[0]))
                .l(BatchArray.perProblem(rows[1]))
                .ub(BatchArray.perProblem(variables[0]))
                .lb(BatchArray.perProblem(variables[1]))
                .build();
    }

    private static void limits(Random random, double[][] to, int index, double value, boolean equal) {
        to[0][index] = equal ? value : random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : value + random.nextDouble();
        to[1][index] = equal ? value : random.nextInt(3) == 0 ? Double.NEGATIVE_INFINITY : value - random.nextDouble();
    }

    private static double[] definite(Random random) {
        double[] Q = new double[BATCH * N * N];
        for (int i = 0; i < BATCH; i++) {
            double[] L = uniform(random, N * N, -1, 1);
            for (int row = 0; row < N; row++) {
                for (int column = 0; column < N; column++) {
                    double sum = row == column ? 0.1 : 0;
                    for (int k = 0; k < N; k++) {
                        sum += L[row * N + k] * L[column * N + k];
                    }
                    Q[(i * N + row) * N + column] = sum;
                }
            }
        }
        return Q;
    }

    private static QpBatch single(QpBatch batch) {
        return QpBatch.builder(BATCH, N)
                .Qdiag(batch.Q().to(Precision.FLOAT32))
                .q(batch.q().to(Precision.FLOAT32))
                .ub(batch.ub().to(Precision.FLOAT32))
                .lb(batch.lb().to(Precision.FLOAT32))
                .build();
    }

    private static double[] uniform(Random random, int count, double from, double to) {
        return random.doubles(count, from, to).toArray();
    }

    private static double dot(double[] matrix, int start, double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += matrix[start + j] * x[j];
        }
        return sum;
    }

    /** Counts what is asked of a solver. */
    private static class Recording implements BackendSolver {
        private final BackendSolver solver;
        private int programs;
        private int closed;

        Recording(BackendSolver solver) {
            this.solver = solver;
        }

        @Override
        public BackendSolution solve(QpBatch batch) {
            return solver.solve(batch);
        }

        @Override
        public BackendSolution solveNormal(QpBatch batch, QpSettings settings) {
            programs++;
            return solver.solveNormal(batch, settings);
        }

        @Override
        public void close() {
            closed++;
            solver.close();
        }
    }

    /** Has a normal form that solves some batches and nothing from then on. */
    private static final class Unsolving extends Recording {
        private int left;

        Unsolving(BackendSolver solver, int left) {
            super(solver);
            this.left = left;
        }

        @Override
        public BackendSolution solveNormal(QpBatch batch, QpSettings settings) {
            BackendSolution answers = super.solveNormal(batch, settings);
            if (left-- <= 0) {
                Arrays.fill(answers.status(), QpStatus.NUMERICAL_ERROR.code());
            }
            return answers;
        }
    }
}
