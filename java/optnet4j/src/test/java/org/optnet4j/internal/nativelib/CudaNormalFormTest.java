package org.optnet4j.internal.nativelib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optnet4j.BatchArray;
import org.optnet4j.QpBatch;
import org.optnet4j.QpSettings;
import org.optnet4j.backend.BackendSolution;
import org.optnet4j.backend.BackendSolver;
import org.optnet4j.testing.Seed;

/** The normal form of the {@code cuda} back end has the bits of that of {@code cpu}, answers of every kind of bound among them. */
@ExtendWith(Seed.class)
@Tag("backend")
class CudaNormalFormTest {
    private static final int BATCH = 11;
    private static final int N = 6;
    private static final int M = 4;

    @ParameterizedTest
    @ValueSource(strings = {"", "l", "u", "lb", "ub", "l u", "lb ub", "u lb", "l u lb ub"})
    void theBitsOfTheCpu(String bounds) {
        assumeTrue(new CudaBackend().unavailableReasons().isEmpty(), "there is no device");
        QpBatch batch = batch(bounds, Seed.random("normal form, bounds " + bounds));
        QpSettings settings = QpSettings.defaults();
        ForkJoinPool pool = ForkJoinPool.commonPool();
        try (BackendSolver cpu = new CpuBackend().open(settings, pool);
                BackendSolver cuda = new CudaBackend().open(settings, pool)) {
            BackendSolution expected = cpu.solveNormal(batch, settings);
            BackendSolution actual = cuda.solveNormal(batch, settings);
            assertNotNull(expected);
            assertNotNull(actual);
            assertArrayEquals(expected.status(), actual.status());
            assertArrayEquals(expected.iterations(), actual.iterations());
            assertArrayEquals(expected.objective(), actual.objective());
            assertArrayEquals(expected.gap(), actual.gap());
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

    /** The diagonal of Q differs per problem, G is shared, and some of the bounds are infinite. */
    private static QpBatch batch(String bounds, Random random) {
        QpBatch.Builder builder = QpBatch.builder(BATCH, N)
                .Qdiag(BatchArray.perProblem(numbers(random, BATCH * N, 0.5, 2)))
                .q(BatchArray.perProblem(numbers(random, BATCH * N, -2, 2)))
                .A(BatchArray.shared(numbers(random, N, -1, 1)))
                .b(BatchArray.shared(0));
        if (bounds.matches(".*\\b[lu]\\b.*")) {
            builder.G(BatchArray.shared(numbers(random, M * N, -1, 1)));
        }
        for (String kind : bounds.split(" ")) {
            switch (kind) {
                case "l" -> builder.l(BatchArray.perProblem(limits(random, BATCH * M, -1)));
                case "u" -> builder.u(BatchArray.perProblem(limits(random, BATCH * M, 1)));
                case "lb" -> builder.lb(BatchArray.perProblem(limits(random, BATCH * N, -1)));
                case "ub" -> builder.ub(BatchArray.perProblem(limits(random, BATCH * N, 1)));
                default -> assertEquals("", kind);
            }
        }
        return builder.build();
    }

    private static double[] numbers(Random random, int count, double from, double to) {
        return random.doubles(count, from, to).toArray();
    }

    private static double[] limits(Random random, int count, int sign) {
        return IntStream.range(0, count)
                .mapToDouble(
                        i -> sign * (random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : 0.1 + random.nextDouble()))
                .toArray();
    }

    private static void assertSame(String name, BatchArray expected, BatchArray actual) {
        assertArrayEquals(expected.doubles(), actual.doubles(), name);
    }
}
