package org.optnet4j.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;
import org.optnet4j.testing.AvailableBackends;
import org.optnet4j.testing.Seed;

/** In double precision, the normal form of every back end has the bits of that of the java back end. */
@ExtendWith(Seed.class)
@Tag("backend")
class NormalFormTest {
    private static final int BATCH = 19;

    /** Sizes, bounds, what Q is, and which of Q, A and G are shared; sparse: most columns of G are mostly zero. */
    record Shape(int n, int m, int p, String bounds, String q, String shared) {}

    static Stream<Arguments> shapes() {
        return Stream.of(
                        new Shape(6, 4, 1, "", "diagonal", "AG"),
                        new Shape(6, 4, 1, "l", "diagonal", "AG"),
                        new Shape(6, 4, 1, "u", "diagonal", "AG"),
                        new Shape(6, 4, 1, "lb", "diagonal", "AG"),
                        new Shape(6, 4, 1, "ub", "diagonal", "AGQ"),
                        new Shape(6, 4, 1, "l u", "diagonal", "AG"),
                        new Shape(6, 4, 1, "lb ub", "diagonal", ""),
                        new Shape(6, 4, 1, "u lb", "diagonal", "AG"),
                        new Shape(6, 4, 1, "l u lb ub", "diagonal", "AG"),
                        new Shape(1, 1, 0, "l u lb ub", "definite", ""),
                        new Shape(5, 3, 2, "u", "definite", "Q"),
                        new Shape(7, 9, 0, "l u", "semidefinite", ""),
                        new Shape(9, 6, 3, "u lb ub", "semidefinite", "QAG"),
                        new Shape(10, 3, 4, "l lb ub", "zero", "A"),
                        new Shape(13, 45, 5, "u", "semidefinite", "QA"),
                        new Shape(3, 2, 5, "u", "definite", ""),
                        new Shape(12, 30, 2, "l u", "definite", "sparse"),
                        new Shape(12, 30, 0, "u", "diagonal", "G sparse"),
                        new Shape(33, 21, 6, "l u ub", "definite", "G"))
                .flatMap(shape -> AvailableBackends.names().map(backend -> Arguments.of(backend, shape)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theBitsOfJava(String backend, Shape shape) {
        Random random = Seed.random("normal form of " + shape);
        QpSettings usual = QpSettings.defaults();
        assertSame(backend, batch(shape, random), usual);
        assertSame(backend, batch(shape, random), usual.withEpsAbs(1e-17).withEpsRel(1e-17));
        assertSame(backend, batch(shape, random), usual.withMaxIterations(2));
        assertSame(backend, batch(shape, random), usual.withSmoothing(0.01));
        assertSame(backend, flawed(batch(shape, random), random), usual);
    }

    /** More than is worked on in one piece. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void theBitsOfJavaWhereMatricesAreLarge(String backend) {
        Shape shape = new Shape(230, 120, 20, "l u", "definite", "AGQ");
        assertSame(backend, batch(shape, Seed.random("large")), QpSettings.defaults());
    }

    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void noProblems(String backend) {
        QpBatch none = QpBatch.builder(0, 3)
                .Qdiag(BatchArray.shared(1, 1, 1))
                .q(BatchArray.perProblem(new double[0]))
                .ub(BatchArray.shared(1, 1, 1))
                .build();
        assertSame(backend, none, QpSettings.defaults());
    }

    /** Numbers grow beyond all bounds. */
    @ParameterizedTest
    @MethodSource("org.optnet4j.testing.AvailableBackends#names")
    void overflow(String backend) {
        QpBatch batch = QpBatch.builder(2, 2)
                .Q(BatchArray.shared(1, 0, 0, 1))
                .q(BatchArray.perProblem(1, 2, 1, 2))
                .G(BatchArray.perProblem(1e150, 2e150, 1e160, -1e160))
                .h(BatchArray.perProblem(-1, 1))
                .build();
        assertSame(backend, batch, QpSettings.defaults());
    }

    private static void assertSame(String backend, QpBatch batch, QpSettings settings) {
        ForkJoinPool pool = ForkJoinPool.commonPool();
        try (BackendSolver java = Backends.select("java").open(settings, pool);
                BackendSolver other = Backends.select(backend).open(settings, pool)) {
            BackendSolution expected = java.solveNormal(batch, settings);
            BackendSolution actual = other.solveNormal(batch, settings);
            assertArrayEquals(expected.status(), actual.status());
            assertArrayEquals(expected.iterations(), actual.iterations());
            assertArrayEquals(expected.objective(), actual.objective());
            assertArrayEquals(expected.gap(), actual.gap());
            assertArrayEquals(expected.primalResidual(), actual.primalResidual());
            assertArrayEquals(expected.dualResidual(), actual.dualResidual());
            assertSame("x", expected.x(), actual.x());
            assertSame("nu", expected.nu(), actual.nu());
            assertSame("lambda", expected.lambda(), actual.lambda());
            assertSame("slack", expected.slack(), actual.slack());
            assertSame("lambdaL", expected.lambdaL(), actual.lambdaL());
            assertSame("slackL", expected.slackL(), actual.slackL());
            assertSame("lambdaLb", expected.lambdaLb(), actual.lambdaLb());
            assertSame("lambdaUb", expected.lambdaUb(), actual.lambdaUb());
        }
    }

    /** Some of the bounds are infinite, and some pairs of them equal: those of every fourth problem all. */
    private static QpBatch batch(Shape shape, Random random) {
        int n = shape.n;
        int m = shape.bounds.matches(".*\\b[lu]\\b.*") ? shape.m : 0;
        QpBatch.Builder builder = QpBatch.builder(BATCH, n).q(BatchArray.perProblem(numbers(random, BATCH * n, -2, 2)));
        if (shape.q.equals("diagonal")) {
            builder.Qdiag(array(shape, "Q", copies -> numbers(random, copies * n, 0.5, 2)));
        } else {
            builder.Q(array(shape, "Q", copies -> quadratics(shape, copies, random)));
        }
        if (shape.p > 0) {
            builder.A(array(shape, "A", copies -> numbers(random, copies * shape.p * n, -1, 1)))
                    .b(BatchArray.perProblem(numbers(random, BATCH * shape.p, -0.1, 0.1)));
        }
        if (m > 0) {
            builder.G(array(shape, "G", copies -> rows(shape, copies * m, random)));
        }
        double[][] limits = {limits(random, m, -1), limits(random, m, 1), limits(random, n, -1), limits(random, n, 1)};
        hold(random, m, limits[0], limits[1]);
        hold(random, n, limits[2], limits[3]);
        for (String kind : shape.bounds.split(" ")) {
            switch (kind) {
                case "l" -> builder.l(BatchArray.perProblem(limits[0]));
                case "u" -> builder.u(BatchArray.perProblem(limits[1]));
                case "lb" -> builder.lb(BatchArray.perProblem(limits[2]));
                case "ub" -> builder.ub(BatchArray.perProblem(limits[3]));
                default -> assertEquals("", kind);
            }
        }
        return builder.build();
    }

    /** One problem has no number in q, another a Q that is not convex, and a third bounds that cross where it has two. */
    private static QpBatch flawed(QpBatch batch, Random random) {
        int n = batch.n();
        double[] q = batch.q().doubles();
        q[3 * n] = Double.NaN;
        QpBatch.Builder builder = QpBatch.builder(BATCH, n).q(BatchArray.perProblem(q));
        double[] Q = new double[BATCH * (batch.isDiagonal() ? n : n * n)];
        for (int k = 0; k < BATCH; k++) {
            System.arraycopy(batch.Q().block(k, Q.length / BATCH), 0, Q, k * Q.length / BATCH, Q.length / BATCH);
        }
        Q[5 * Q.length / BATCH] = -1;
        if (batch.isDiagonal()) {
            builder.Qdiag(BatchArray.perProblem(Q));
        } else {
            builder.Q(BatchArray.perProblem(Q));
        }
        if (batch.p() > 0) {
            builder.A(batch.A()).b(batch.b());
        }
        double[] lower = numbers(random, BATCH * n, -1, -0.5);
        double[] upper = numbers(random, BATCH * n, 0.5, 1);
        lower[7 * n] = 2;
        upper[9 * n] = Double.NEGATIVE_INFINITY;
        return builder.lb(BatchArray.perProblem(lower))
                .ub(BatchArray.perProblem(upper))
                .build();
    }

    private static BatchArray array(Shape shape, String name, IntFunction<double[]> numbers) {
        return shape.shared.contains(name)
                ? BatchArray.shared(numbers.apply(1))
                : BatchArray.perProblem(numbers.apply(BATCH));
    }

    private static double[] rows(Shape shape, int count, Random random) {
        double[] G = numbers(random, count * shape.n, -1, 1);
        for (int e = 0; shape.shared.contains("sparse") && e < G.length; e++) {
            G[e] = e % shape.n < 3 || random.nextInt(9) == 0 ? G[e] : 0;
        }
        return G;
    }

    private static double[] quadratics(Shape shape, int copies, Random random) {
        int n = shape.n;
        int rank = shape.q.equals("zero") ? 0 : shape.q.equals("definite") ? n : (n + 1) / 2;
        double[] Q = new double[copies * n * n];
        for (int k = 0; k < copies; k++) {
            double[] root = numbers(random, n * rank, -1, 1);
            for (int e = 0; e < n * n; e++) {
                for (int r = 0; r < rank; r++) {
                    Q[k * n * n + e] += root[e / n * rank + r] * root[e % n * rank + r];
                }
            }
        }
        return Q;
    }

    private static void hold(Random random, int count, double[] lower, double[] upper) {
        for (int e = 0; e < BATCH * count; e++) {
            if (e / count % 4 == 3 || random.nextInt(6) == 0) {
                lower[e] = upper[e] = 0.05;
            }
        }
    }

    private static double[] numbers(Random random, int count, double from, double to) {
        return random.doubles(count, from, to).toArray();
    }

    private static double[] limits(Random random, int count, int sign) {
        return IntStream.range(0, BATCH * count)
                .mapToDouble(
                        i -> sign * (random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : 0.1 + random.nextDouble()))
                .toArray();
    }

    private static void assertSame(String name, BatchArray expected, BatchArray actual) {
        assertArrayEquals(expected.doubles(), actual.doubles(), name);
    }
}
