package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Ragged;
import org.optnet4j.testing.Seed;

/** Lists of problems of different shapes: every answer is that of the problem alone, to the bit. */
@ExtendWith(Seed.class)
@Tag("backend")
class RaggedTest {

    static Stream<String> backends() {
        return AvailableBackends.names();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void everyAnswerIsThatOfTheProblemAlone(String backend) {
        Random random = Seed.random("ragged");
        try (QpSolver solver = solver(backend)) {
            assertSameAsAlone(solver, Ragged.mixed(random, Precision.FLOAT64, 150, 9), random);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void inSinglePrecisionToo(String backend) {
        Random random = Seed.random("ragged float32");
        List<QpProblem> problems = Ragged.mixed(random, Precision.FLOAT32, 80, 9);
        problems.addAll(Ragged.mixed(random, Precision.FLOAT64, 20, 9));
        Collections.shuffle(problems, random);
        try (QpSolver solver = solver(backend)) {
            assertSameAsAlone(solver, problems, random);
        }
    }

    /** Around the sizes of tiles and lanes, with enough of each for full lanes and empty ones. */
    @ParameterizedTest
    @MethodSource("backends")
    void largerProblemsToo(String backend) {
        Random random = Seed.random("ragged large");
        List<QpProblem> problems = new ArrayList<>();
        for (int n = 14; n < 36; n++) {
            problems.add(Ragged.problem(random, Precision.FLOAT64, n, 16, 3, 0));
            problems.add(Ragged.problem(random, Precision.FLOAT64, n, 0, 3, 0));
        }
        try (QpSolver solver = solver(backend);
                RaggedSolution solution = solver.solve(problems)) {
            assertSameAsAlone(solver, problems, random);
            // Where lanes are to be filled, that is what happens.
            assertEquals(!backend.equals("cpu"), solution.batches() == problems.size());
        }
    }

    /** What cannot be solved, or only in the normal form, stands between problems that it might be padded with. */
    @ParameterizedTest
    @MethodSource("backends")
    void badProblemsTouchNobody(String backend) {
        Random random = Seed.random("ragged bad");
        List<QpProblem> good = new ArrayList<>();
        for (int n = 2; n < 12; n++) {
            good.add(Ragged.problem(random, Precision.FLOAT64, n, 4, 1, 0));
        }
        List<QpProblem> all = new ArrayList<>(good);
        all.add(bad(5, builder -> builder.Q(filled(25, Double.NaN))));
        all.add(bad(4, builder -> builder.G(filled(16, 0)).h(-1, -1, -1, -1)));
        all.add(bad(6, builder -> builder.Q(filled(36, 0))));
        all.add(bad(7, builder -> builder.Q(filled(49, -1))));
        // Rank one, and the constraints do not make up for it: at the limit of what a factorisation can tell.
        all.add(bad(8, builder -> builder.Q(filled(64, 1.0 / 3))));
        try (QpSolver solver = solver(backend);
                RaggedSolution expected = solver.solve(good);
                RaggedSolution actual = solver.solve(all)) {
            assertTrue(expected.allSolved());
            assertEquals(QpStatus.INVALID_INPUT, actual.status(10));
            assertEquals(QpStatus.PRIMAL_INFEASIBLE, actual.status(11));
            assertEquals(FormReason.DUAL_FAILED, actual.formInfo(12).reason());
            assertEquals(QpStatus.NOT_POSITIVE_DEFINITE, actual.status(13));
            assertEquals(1, actual.count(QpStatus.INVALID_INPUT));
            for (int i = 0; i < good.size(); i++) {
                assertArrayEquals(expected.x(i), actual.x(i), "problem " + i);
                assertEquals(expected.iterations(i), actual.iterations(i));
            }
            assertSameAsAlone(solver, all, random);
        }
    }

    /** Q of less than full rank is where a test for positive pivots says now this, now that. */
    @ParameterizedTest
    @MethodSource("backends")
    void singularMatricesEndAsTheyDoAlone(String backend) {
        Random random = Seed.random("ragged singular");
        List<QpProblem> problems = new ArrayList<>();
        for (int repetition = 0; repetition < 60; repetition++) {
            int n = 2 + random.nextInt(9);
            int rank = 1 + random.nextInt(n - 1);
            double[] L = Ragged.normals(random, n * rank);
            double[] Q = new double[n * n];
            for (int i = 0; i < n * n; i++) {
                for (int k = 0; k < rank; k++) {
                    Q[i] += L[i / n * rank + k] * L[i % n * rank + k];
                }
            }
            double[] G = Ragged.normals(random, 3 * n);
            problems.add(QpProblem.builder(n)
                    .Q(Q)
                    .q(Ragged.normals(random, n))
                    .G(G)
                    .h(1, 1, 1)
                    .build());
        }
        try (QpSolver solver = solver(backend)) {
            assertSameAsAlone(solver, problems, random);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void neighboursAndOrderDoNotMatter(String backend) {
        Random random = Seed.random("ragged order");
        List<QpProblem> problems = Ragged.mixed(random, Precision.FLOAT64, 60, 6);
        List<Integer> order = IntStream.range(0, 60).boxed().collect(Collectors.toList());
        Collections.shuffle(order, random);
        order = order.subList(0, 23);
        try (QpSolver solver = solver(backend);
                RaggedSolution expected = solver.solve(problems);
                RaggedSolution actual =
                        solver.solve(order.stream().map(problems::get).toList())) {
            for (int i = 0; i < order.size(); i++) {
                assertArrayEquals(expected.x(order.get(i)), actual.x(i));
                assertArrayEquals(expected.lambda(order.get(i)), actual.lambda(i));
                assertEquals(problems.get(order.get(i)), actual.problem(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void anEmptyListHasAnEmptySolution(String backend) {
        try (QpSolver solver = solver(backend);
                RaggedSolution solution = solver.solve(List.of())) {
            assertEquals(0, solution.size());
            assertEquals(0, solution.batches());
            assertTrue(solution.allSolved());
            assertEquals("0 problems in 0 batches", solution.info());
            assertEquals(0, solution.gradients(List.of()).size());
            assertThrows(IndexOutOfBoundsException.class, () -> solution.x(0));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aClosedSolutionKeepsItsAnswersOnly(String backend) {
        List<QpProblem> problems = Ragged.mixed(Seed.random("ragged close"), Precision.FLOAT64, 10, 4);
        QpSolver solver = solver(backend);
        RaggedSolution solution = solver.solve(problems);
        solver.close();
        List<double[]> ones =
                problems.stream().map(problem -> filled(problem.n(), 1)).toList();
        // The solution outlives its solver.
        double[] dq = solution.gradients(ones).q(3);
        RaggedGradients gradients = solution.gradients(ones);
        double[] x = solution.x(3);
        solution.close();
        solution.close();
        assertArrayEquals(x, solution.x(3));
        assertArrayEquals(dq, gradients.q(3));
        assertEquals(
                "gradients: this RaggedSolution is closed",
                assertThrows(IllegalStateException.class, () -> solution.gradients(ones))
                        .getMessage());
        assertEquals(
                "solve: this QpSolver is closed",
                assertThrows(IllegalStateException.class, () -> solver.solve(problems))
                        .getMessage());
    }

    /** Closed while the numbers of the loss are read, which is after they were checked. */
    @ParameterizedTest
    @MethodSource("backends")
    void closingWaitsForCallsThatHaveBegun(String backend) throws Exception {
        List<QpProblem> problems = Ragged.mixed(Seed.random("ragged wait"), Precision.FLOAT64, 10, 4);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        List<double[]> ones = new AbstractList<>() {
            private final AtomicInteger reads = new AtomicInteger();

            @Override
            public double[] get(int i) {
                if (reads.getAndIncrement() >= size()) {
                    begun.countDown();
                    assertDoesNotThrow(() -> free.await());
                }
                return filled(problems.get(i).n(), 1);
            }

            @Override
            public int size() {
                return problems.size();
            }
        };
        try (QpSolver solver = solver(backend)) {
            RaggedSolution solution = solver.solve(problems);
            CompletableFuture<RaggedGradients> gradients = onItsOwnThread(() -> solution.gradients(ones));
            assertTrue(begun.await(60, TimeUnit.SECONDS));
            CompletableFuture<Boolean> closed = onItsOwnThread(() -> {
                solution.close();
                return true;
            });
            assertThrows(TimeoutException.class, () -> closed.get(100, TimeUnit.MILLISECONDS));
            free.countDown();
            assertEquals(
                    problems.get(3).n(), gradients.get(60, TimeUnit.SECONDS).q(3).length);
            assertTrue(closed.get(60, TimeUnit.SECONDS));
        } finally {
            free.countDown();
        }
    }

    private static <T> CompletableFuture<T> onItsOwnThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void withoutFactorisationsThereAreNoGradients(String backend) {
        QpSettings settings = QpSettings.defaults().withGradients(false);
        List<QpProblem> problems = Ragged.mixed(Seed.random("ragged none"), Precision.FLOAT64, 10, 4);
        try (QpSolver solver =
                        QpSolver.builder().backend(backend).settings(settings).build();
                RaggedSolution solution = solver.solve(problems)) {
            List<double[]> zeros = Collections.nCopies(10, null);
            assertTrue(assertThrows(IllegalStateException.class, () -> solution.gradients(zeros))
                    .getMessage()
                    .startsWith("gradients: the solver was made with QpSettings.withGradients(false)"));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void malformedCallsAreNamed(String backend) {
        QpProblem good = QpProblem.builder(2).Q(1, 0, 0, 1).q(1, 1).build();
        QpProblem bounded = QpProblem.builder(2).Q(1, 0, 0, 1).q(1, 1).lb(0, 0).build();
        QpSettings dual = QpSettings.defaults().withForm(Form.DUAL);
        try (QpSolver solver = solver(backend);
                QpSolver onlyDual =
                        QpSolver.builder().backend(backend).settings(dual).build();
                RaggedSolution solution = solver.solve(List.of(good, bounded))) {
            assertEquals(
                    "problems[1]: expected a problem, got null",
                    assertThrows(NullPointerException.class, () -> solver.solve(Arrays.asList(good, null)))
                            .getMessage());
            assertTrue(assertThrows(IllegalArgumentException.class, () -> onlyDual.solve(List.of(good, bounded)))
                    .getMessage()
                    .startsWith("problems[1]: form: DUAL takes"));
            assertEquals(
                    "dLdx: expected 2 arrays, one per problem, got 1",
                    assertThrows(IllegalArgumentException.class, () -> solution.gradients(List.of(new double[2])))
                            .getMessage());
            assertEquals(
                    "dLdnu[1]: expected 0 values for QpProblem[n=2, m=0, p=0, FLOAT64], got 3",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> solution.gradients(null, Arrays.asList(null, new double[3]), null))
                            .getMessage());
            assertThrows(IndexOutOfBoundsException.class, () -> solution.status(2));
            assertThrows(IndexOutOfBoundsException.class, () -> solution.x(-1));
            RaggedGradients gradients = solution.gradients(List.of(new double[2], new double[2]));
            assertThrows(IndexOutOfBoundsException.class, () -> gradients.Q(2));
        }
    }

    /** The arrays of the caller are read when the problem is solved, and not afterwards. */
    @ParameterizedTest
    @MethodSource("backends")
    void laterChangesOfTheNumbersDoNotMatter(String backend) {
        double[] Q = {2, 0, 0, 2};
        QpProblem problem = QpProblem.builder(2).Q(Q).q(1, 1).G(1, 1).h(-2).build();
        List<double[]> ones = List.of(new double[] {1, 1});
        try (QpSolver solver = solver(backend);
                RaggedSolution solution = solver.solve(List.of(problem))) {
            double[] expected = solution.gradients(ones).G(0);
            Arrays.fill(Q, Double.NaN);
            assertArrayEquals(expected, solution.gradients(ones).G(0));
            try (RaggedSolution again = solver.solve(List.of(problem))) {
                assertEquals(QpStatus.INVALID_INPUT, again.status(0));
            }
        }
    }

    private static QpSolver solver(String backend) {
        return QpSolver.builder().backend(backend).build();
    }

    private static QpProblem bad(int n, Function<QpProblem.Builder, QpProblem.Builder> change) {
        double[] Q = new double[n * n];
        for (int i = 0; i < n; i++) {
            Q[i * n + i] = 1;
        }
        QpProblem.Builder builder = QpProblem.builder(n)
                .Q(Q)
                .q(filled(n, 1))
                .A(filled(n, 1))
                .b(0)
                .G(filled(4 * n, 1))
                .h(1, 1, 1, 1);
        return change.apply(builder).build();
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    /** Answers, what is said about them, and gradients. */
    private static void assertSameAsAlone(QpSolver solver, List<QpProblem> problems, Random random) {
        List<double[]> dLdx = weights(problems, QpProblem::n, random);
        List<double[]> dLdnu = weights(problems, QpProblem::p, random);
        List<double[]> dLdlambda = weights(problems, QpProblem::m, random);
        try (RaggedSolution all = solver.solve(problems)) {
            RaggedGradients gradients = all.gradients(dLdx, dLdnu, dLdlambda);
            assertEquals(problems.size(), all.size());
            assertEquals(problems.size(), gradients.size());
            for (int i = 0; i < problems.size(); i++) {
                try (QpSolution one = solver.solve(problems.get(i).toBatch())) {
                    String what = "problem " + i + ", " + problems.get(i) + ", " + one.info();
                    assertSameAnswer(one, all, i, what);
                    Precision precision = problems.get(i).precision();
                    QpGradients expected = one.gradients(
                            weights(dLdx, i, precision),
                            weights(dLdnu, i, precision),
                            weights(dLdlambda, i, precision));
                    assertSame(expected.Q(), gradients::Q, i, what + ": dQ");
                    assertSame(expected.q(), gradients::q, i, what + ": dq");
                    assertSame(expected.A(), gradients::A, i, what + ": dA");
                    assertSame(expected.b(), gradients::b, i, what + ": db");
                    assertSame(expected.G(), gradients::G, i, what + ": dG");
                    assertSame(expected.h(), gradients::h, i, what + ": dh");
                    assertSame(expected.l(), gradients::l, i, what + ": dl");
                    assertSame(expected.lb(), gradients::lb, i, what + ": dlb");
                    assertSame(expected.ub(), gradients::ub, i, what + ": dub");
                    assertEquals(expected.quality(0), gradients.quality(i), what);
                }
            }
        }
    }

    private static void assertSameAnswer(QpSolution one, RaggedSolution all, int i, String what) {
        assertEquals(one.status(0), all.status(i), what);
        assertEquals(one.iterations(0), all.iterations(i), what);
        assertEquals(one.form(0), all.form(i), what);
        assertEquals(one.formInfo(0), all.formInfo(i), what);
        assertEquals(one.primalResidual(0), all.primalResidual(i), what);
        assertEquals(one.dualResidual(0), all.dualResidual(i), what);
        assertEquals(one.gap(0), all.gap(i), what);
        assertEquals(one.objective(0) + 0.0, all.objective(i), what);
        assertSame(one.x(), all::x, i, what + ": x");
        assertSame(one.nu(), all::nu, i, what + ": nu");
        assertSame(one.lambda(), all::lambda, i, what + ": lambda");
        assertSame(one.slack(), all::slack, i, what + ": slack");
        assertSame(one.lambdaL(), all::lambdaL, i, what + ": lambdaL");
        assertSame(one.slackL(), all::slackL, i, what + ": slackL");
        assertSame(one.lambdaLb(), all::lambdaLb, i, what + ": lambdaLb");
        assertSame(one.lambdaUb(), all::lambdaUb, i, what + ": lambdaUb");
    }

    /** To the bit; zeros are positive. */
    private static void assertSame(BatchArray expected, IntFunction<double[]> actual, int i, String what) {
        double[] positive =
                Arrays.stream(expected.toDoubles()).map(value -> value + 0.0).toArray();
        assertArrayEquals(positive, actual.apply(i), what);
    }

    private static List<double[]> weights(List<QpProblem> problems, ToIntFunction<QpProblem> count, Random random) {
        return problems.stream()
                .map(problem -> Ragged.normals(random, count.applyAsInt(problem)))
                .toList();
    }

    private static BatchArray weights(List<double[]> weights, int i, Precision precision) {
        return BatchArray.perProblem(weights.get(i)).to(precision);
    }
}
