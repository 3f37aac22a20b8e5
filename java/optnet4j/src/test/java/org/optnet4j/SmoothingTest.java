package org.optnet4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Seed;

/** Solutions on the central path, s lambda = kappa, and their gradients. */
@ExtendWith(Seed.class)
@Tag("backend")
class SmoothingTest {
    private static final int BATCH = 9;
    private static final int N = 4;
    private static final int M = 5;
    private static final int P = 1;

    /** Of the parameters in {@link #numbers}. */
    private static final String[] NAMES = {"Q", "q", "A", "b", "G", "h", "l", "lb", "ub"};

    static Stream<Arguments> cases() {
        return AvailableBackends.names()
                .flatMap(backend -> Stream.of(Shape.values())
                        .flatMap(shape -> Stream.of(1.0, 0.1, 1e-3).map(kappa -> Arguments.of(backend, shape, kappa))));
    }

    enum Shape {
        ROWS(false, "h"),
        BOUNDS_AND_DIAGONAL(true, "lb"),
        EVERYTHING(false, "h l lb ub"),
        EVERYTHING_AND_DIAGONAL(true, "h l lb ub");

        private final boolean diagonal;
        private final String bounds;

        Shape(boolean diagonal, String bounds) {
            this.diagonal = diagonal;
            this.bounds = bounds;
        }

        boolean has(String bound) {
            return Arrays.asList(bounds.split(" ")).contains(bound);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyProductIsKappa(String backend, Shape shape, double kappa) {
        QpBatch batch = batch(shape, numbers(Seed.random("products"), shape, BATCH), BATCH);
        try (QpSolver solver = solver(backend, kappa);
                QpSolution at = solver.solve(batch)) {
            assertTrue(at.allSolved());
            assertProducts(kappa, at.lambda(), i -> at.slack().get(i));
            assertProducts(kappa, at.lambdaL(), i -> at.slackL().get(i));
            assertProducts(kappa, at.lambdaLb(), i -> at.x().get(i) - batch.lb().get(i));
            assertProducts(kappa, at.lambdaUb(), i -> batch.ub().get(i) - at.x().get(i));
            for (int i = 0; i < BATCH; i++) {
                assertTrue(at.primalResidual(i) < 1e-9);
                assertTrue(at.dualResidual(i) < 1e-9);
                assertTrue(at.gap(i) < 1e-9 * (1 + Math.abs(at.objective(i))) + 1e-9);
            }
        }
    }

    /** Of a loss on x, nu and lambda, with respect to every number of every parameter. */
    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreThoseOfTheSmoothedSolution(String backend, Shape shape, double kappa) {
        Random random = Seed.random("gradients");
        double[][] numbers = numbers(random, shape, 1);
        double[][] loss = {uniform(random, N, -1, 1), uniform(random, P, -1, 1), uniform(random, M, -0.1, 0.1)};
        try (QpSolver solver = solver(backend, kappa);
                QpSolution at = solver.solve(batch(shape, numbers, 1))) {
            assertTrue(at.allSolved());
            QpGradients gradients = at.gradients(
                    BatchArray.perProblem(loss[0]),
                    BatchArray.perProblem(loss[1]),
                    shape.has("h") ? BatchArray.perProblem(loss[2]) : null);
            BatchArray[] actual = {
                gradients.Q(),
                gradients.q(),
                gradients.A(),
                gradients.b(),
                gradients.G(),
                gradients.h(),
                gradients.l(),
                gradients.lb(),
                gradients.ub()
            };
            for (int k = 0; k < NAMES.length; k++) {
                double[] expected = differences(solver, shape, numbers, k, loss);
                double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
                assertArrayEquals(expected, actual[k].doubles(), 1e-5 * (1 + size), NAMES[k]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void exactSolutionsAreTheLimit(String backend) {
        QpBatch batch = batch(Shape.ROWS, numbers(Seed.random("limit"), Shape.ROWS, BATCH), BATCH);
        try (QpSolver exact = QpSolver.builder().backend(backend).build();
                QpSolver smoothed = solver(backend, 1e-10);
                QpSolution expected = exact.solve(batch);
                QpSolution actual = smoothed.solve(batch)) {
            assertArrayEquals(expected.x().doubles(), actual.x().doubles(), 1e-4);
        }
    }

    /** The objective is large, and so is what the gap may be: each product is kappa all the same. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void productsBesideALargeObjective(String backend) {
        QpBatch batch = QpBatch.builder(1, 1)
                .Q(BatchArray.shared(1))
                .q(BatchArray.shared(-1e4))
                .G(BatchArray.shared(1))
                .h(BatchArray.shared(1e4 + 0.1))
                .build();
        try (QpSolver solver = QpSolver.builder()
                        .backend(backend)
                        .settings(QpSettings.defaults().withSmoothing(0.1))
                        .build();
                QpSolution at = solver.solve(batch)) {
            assertTrue(at.allSolved());
            // lambda = 1e4 - x and s = 1e4 + 0.1 - x: lambda^2 + 0.1 lambda = kappa, and dx/dq = -s / (s + lambda).
            double lambda = -0.05 + Math.sqrt(0.0025 + 0.1);
            assertEquals(lambda, at.lambda().get(0), 1e-6);
            double slope = -(lambda + 0.1) / (2 * lambda + 0.1);
            assertEquals(slope, at.gradients(BatchArray.shared(1)).q().get(0), 1e-6);
        }
    }

    /** An infinite bound, a Q that is not definite, dependent equalities: the dual form takes none of them. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void whatTheDualFormLeavesIsSmoothedInTheNormalForm(String backend) {
        double infinity = Double.POSITIVE_INFINITY;
        QpBatch batch = QpBatch.builder(3, 2)
                .Q(BatchArray.perProblem(1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0))
                .q(BatchArray.perProblem(-2, -3, -2, -3, -2, -3))
                .G(BatchArray.shared(1, 0, 0, 1))
                .h(BatchArray.perProblem(1, 1, infinity, 1, 1, 1))
                .build();
        try (QpSolver solver = solver(backend, 0.1);
                QpSolution at = solver.solve(batch)) {
            assertTrue(at.allSolved(), at.info());
            assertEquals(Form.DUAL, at.form(0));
            assertEquals(Form.NORMAL, at.form(1));
            assertEquals(Form.NORMAL, at.form(2));
            QpGradients gradients = at.gradients(BatchArray.shared(1, 1));
            for (int i = 0; i < 3; i++) {
                double[] quadratic = batch.Q().block(i, 4);
                for (int j = 0; j < 2; j++) {
                    double curvature = quadratic[3 * j];
                    double h = batch.h().get(2 * i + j);
                    double x = at.x().get(2 * i + j);
                    double lambda = -curvature * x - batch.q().get(2 * i + j);
                    assertEquals(
                            Double.isInfinite(h) ? 0 : 0.1, Double.isInfinite(h) ? lambda : lambda * (h - x), 1e-8);
                    double weight = Double.isInfinite(h) ? 0 : lambda / (h - x);
                    assertEquals(-1 / (curvature + weight), gradients.q().get(2 * i + j), 1e-6);
                }
                assertTrue(gradients.quality(i).unique());
            }
        }
    }

    /** Weights of many orders of magnitude in one program: a gradient of the smoothed solution, not of the exact one. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void weightsFarApart(String backend) {
        for (double push : new double[] {1, 1e3, 1e6, 1e9}) {
            QpBatch batch = QpBatch.builder(1, 2)
                    .Qdiag(BatchArray.shared(1, 1))
                    .q(BatchArray.shared(0, push))
                    .lb(BatchArray.shared(0, 0))
                    .build();
            try (QpSolver solver = solver(backend, 0.1);
                    QpSolution at = solver.solve(batch)) {
                assertTrue(at.allSolved(), "push " + push);
                // x lambda = kappa with lambda = x, where the weight lambda / x is 1.
                assertEquals(Math.sqrt(0.1), at.x().get(0), 1e-9);
                assertEquals(-0.5, at.gradients(BatchArray.shared(1, 1)).q().get(0), 1e-7, "push " + push);
            }
        }
    }

    /** The right-hand side of a stiff row must not drown the others. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void aLossOnTheMultiplierOfAStiffRow(String backend) {
        QpBatch batch = QpBatch.builder(1, 2)
                .Q(BatchArray.shared(1, 0, 0, 1))
                .q(BatchArray.shared(0, -1e5))
                .G(BatchArray.shared(-1, 0, 0, 1))
                .h(BatchArray.shared(0, 0))
                .build();
        QpSettings settings = QpSettings.defaults().withSmoothing(0.1).withForm(Form.NORMAL);
        try (QpSolver solver =
                        QpSolver.builder().backend(backend).settings(settings).build();
                QpSolution at = solver.solve(batch)) {
            QpGradients gradients = at.gradients(BatchArray.shared(1, 0), null, BatchArray.shared(0, 1));
            assertEquals(-0.5, gradients.q().get(0), 1e-7);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void numbersThatAreNoSmoothing(double kappa) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> QpSettings.defaults().withSmoothing(kappa));
        assertEquals("smoothing: expected a finite number, not negative, got " + kappa, e.getMessage());
    }

    private static void assertProducts(double kappa, BatchArray multipliers, Slack slack) {
        for (int i = 0; i < multipliers.length(); i++) {
            double s = slack.of(i);
            double expected = Double.isInfinite(s) ? 0 : kappa;
            double actual = Double.isInfinite(s) ? multipliers.get(i) : s * multipliers.get(i);
            assertEquals(expected, actual, 1e-6 * kappa + 1e-9, "slack " + s);
        }
    }

    private static double[] differences(QpSolver solver, Shape shape, double[][] numbers, int k, double[][] loss) {
        double step = 1e-5;
        double[][] moved = Arrays.stream(numbers).map(double[]::clone).toArray(double[][]::new);
        double[] result = new double[numbers[k].length];
        for (int i = 0; i < result.length; i++) {
            double value = numbers[k][i];
            if (Double.isFinite(value)) {
                moved[k][i] = value + step;
                double above = loss(solver, batch(shape, moved, 1), loss);
                moved[k][i] = value - step;
                double below = loss(solver, batch(shape, moved, 1), loss);
                moved[k][i] = value;
                result[i] = (above - below) / (2 * step);
            }
        }
        return result;
    }

    private static double loss(QpSolver solver, QpBatch batch, double[][] loss) {
        try (QpSolution at = solver.solve(batch)) {
            return dot(loss[0], 0, at.x().doubles())
                    + dot(loss[1], 0, at.nu().doubles())
                    + (at.lambda().length() == 0
                            ? 0
                            : dot(loss[2], 0, at.lambda().doubles()));
        }
    }

    private static QpSolver solver(String backend, double kappa) {
        return QpSolver.builder()
                .backend(backend)
                .settings(QpSettings.defaults()
                        .withEpsAbs(1e-11)
                        .withEpsRel(1e-11)
                        .withSmoothing(kappa))
                .build();
    }

    private static QpBatch batch(Shape shape, double[][] numbers, int count) {
        BatchArray[] all = Arrays.stream(numbers).map(BatchArray::perProblem).toArray(BatchArray[]::new);
        QpBatch.Builder builder = QpBatch.builder(count, N).q(all[1]).A(all[2]).b(all[3]);
        if (shape.diagonal) {
            builder.Qdiag(all[0]);
        } else {
            builder.Q(all[0]);
        }
        if (shape.has("h")) {
            builder.G(all[4]).h(all[5]);
        }
        if (shape.has("l")) {
            builder.l(all[6]);
        }
        if (shape.has("lb")) {
            builder.lb(all[7]);
        }
        if (shape.has("ub")) {
            builder.ub(all[8]);
        }
        return builder.build();
    }

    /** In the order of {@link #NAMES}, empty where the shape has none; feasible, some bounds infinite. */
    private static double[][] numbers(Random random, Shape shape, int count) {
        double[] A = uniform(random, count * P * N, -1, 1);
        double[] G = uniform(random, count * M * N, -1, 1);
        double[] b = new double[count * P];
        double[][] rows = new double[2][count * M];
        double[][] variables = new double[2][count * N];
        for (int k = 0; k < count; k++) {
            double[] x = uniform(random, N, -1, 1);
            for (int i = 0; i < P; i++) {
                b[k * P + i] = dot(x, (k * P + i) * N, A);
            }
            for (int i = 0; i < M; i++) {
                limits(random, rows, k * M + i, dot(x, (k * M + i) * N, G));
            }
            for (int j = 0; j < N; j++) {
                limits(random, variables, k * N + j, x[j]);
            }
        }
        return new double[][] {
            shape.diagonal ? uniform(random, count * N, 0.5, 2) : definite(random, count),
            uniform(random, count * N, -2, 2),
            A,
            b,
            shape.has("h") ? G : new double[0],
            shape.has("h") ? rows[0] : new double[0],
            shape.has("l") ? rows[1] : new double[0],
            shape.has("lb") ? variables[1] : new double[0],
            shape.has("ub") ? variables[0] : new double[0]
        };
    }

    private static void limits(Random random, double[][] to, int index, double value) {
        to[0][index] = value + 0.2 + random.nextDouble();
        to[1][index] = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : value - 0.2 - random.nextDouble();
    }

    private static double[] definite(Random random, int count) {
        return IntStream.range(0, count)
                .boxed()
                .flatMapToDouble(k -> {
                    double[] L = uniform(random, N * N, -1, 1);
                    return IntStream.range(0, N * N).mapToDouble(e -> {
                        double sum = e / N == e % N ? 0.5 : 0;
                        for (int j = 0; j < N; j++) {
                            sum += L[e / N * N + j] * L[e % N * N + j];
                        }
                        return sum;
                    });
                })
                .toArray();
    }

    private static double[] uniform(Random random, int count, double from, double to) {
        return random.doubles(count, from, to).toArray();
    }

    private static double dot(double[] x, int start, double[] numbers) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * numbers[start + j];
        }
        return sum;
    }

    @FunctionalInterface
    private interface Slack {
        double of(int i);
    }
}
